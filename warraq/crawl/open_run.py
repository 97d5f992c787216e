"""The records of a run in the store, from the moment it has its lease until its account is closed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from storage.learned import knowledge
from storage.ledger import ledger, outlets, quarantine, run_pages, runs
from storage.timing import children, claims, holds, link_hosts, outages, polls, site_changes
from warraq import clock
from warraq.crawl import transactions
from warraq.crawl.records import Records
from warraq.errors import WarraqError
from warraq.outlet import DocumentKind
from warraq.outlet_files.registry import all_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from storage.ledger.ledger import Offer
    from storage.ledger.run_pages import Pages
    from storage.store import Store
    from storage.timing.children import ChildState
    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedAnswer, FeedState
    from storage.timing.site_changes import Barren
    from storage.write.thread import Writer
    from warraq.crawl.manners.failures import Failed
    from warraq.crawl.records import Ending
    from warraq.items import Article, Entry, Observations, Verdict
    from warraq.outlet import Outlet, OutletKnowledge

logger = logging.getLogger(__name__)
T = TypeVar("T")

ROOM_SECONDS = 0.02
"""Between two looks whether the writer's full queue has room."""


class OpenRun(Records):
    """Keeps everything through the run's one writer; what it asks of the store runs on the writer's thread, in order with the writes."""

    def __init__(self, store: Store, writer: Writer, claim: Claim) -> None:
        self.end_crawl: Callable[[str], None] = lambda reason: None
        """Ends the crawl where its records cannot go on; takes Scrapy's finish reason."""
        self.claim = claim
        self._store = store
        self._writer = writer
        self._named = False
        """Whether all outlets that an article may name have their rows; a crawl that finds nothing new need not read their files."""

    async def keep_alive(self, seconds: float) -> None:
        """Renews the lease so often and shows a sign of life; ends the crawl when another process has taken over."""
        while True:
            await asyncio.sleep(seconds)
            if not await self._aside(transactions.beat, self.claim):
                self.end_crawl("lease-lost")

    async def offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        """Tells the ledger what a document names; returns what is to be fetched."""
        # An index is read without some of the sitemaps below it, so that it may have named an article before.
        before = None if feed.kind is DocumentKind.SITEMAP else feed.last_success_at
        return await self._call(ledger.offer, self.claim.run_id, self.claim.outlet_id, feed.id, entries, clock.now(), before)

    async def due(self, limit: int) -> list[Entry]:
        """Takes up the ledger's addresses whose time has come."""
        return await self._call(ledger.due, self.claim.run_id, self.claim.outlet_id, clock.now(), limit)

    async def feed_read(self, feed: FeedState, answer: FeedAnswer) -> None:
        """Records a feed that could be read."""
        await self._aside(transactions.feed_read, feed.id, answer)

    async def children(self, feed: FeedState) -> dict[str, ChildState]:
        """What is known of the sitemaps below an index, by address."""
        return await self._call(children.children_of, feed.id)

    async def child_read(self, feed: FeedState, state: ChildState) -> None:
        """Records what came of a sitemap below an index."""
        await self._call(children.record_child, feed.id, state)

    async def feed_failed(self, feed: FeedState, failed: Failed) -> None:
        """Records a feed that could not be read."""
        await self._aside(transactions.feed_failed, feed.id, failed)

    async def observe(self, outlet: Outlet, observations: Observations) -> OutletKnowledge | None:
        """Folds what a page taught into what is known of the outlet."""
        return await self._aside(knowledge.observe, outlet, self.claim.outlet_id, observations, clock.now())

    async def store(self, article: Article) -> None:
        """Hands an article to the writer, waiting while its queue is full."""
        if not self._named:
            self._named = True
            await self._aside(outlets.sync_names, all_named())
        with self._ending_on_error():
            while not self._writer.offer_nowait(article):
                await asyncio.sleep(ROOM_SECONDS)

    async def settle(self, verdict: Verdict) -> None:
        """Tells the ledger of an address that gave no article."""
        with self._ending_on_error():
            await asyncio.to_thread(self._writer.settle, verdict)

    async def hold(self, url: str, error: str) -> None:
        """Puts an error of the spider that belongs to no article into the quarantine."""
        await self._call(self._hold, url, error)

    def _hold(self, connection: Connection, url: str, error: str) -> None:
        quarantine.add(connection, url=url, stage="discover", error=error, now=clock.now(), run_id=self.claim.run_id)

    async def _call(self, function: Callable[..., T], *arguments: Any) -> T:
        """Runs a function of the store on the writer's thread, in a transaction of its own."""
        with self._ending_on_error():
            return await asyncio.wrap_future(self._writer.call(function, *arguments))

    async def _aside(self, function: Callable[..., T], *arguments: Any) -> T:
        """The same for one that needs nothing of the articles on their way, whose batch it does not end."""
        with self._ending_on_error():
            return await asyncio.wrap_future(self._writer.aside(function, *arguments))

    @contextmanager
    def _ending_on_error(self) -> Iterator[None]:
        """Ends the crawl where the store has failed for good: what is fetched from then on would be fetched for nothing."""
        try:
            yield
        except WarraqError:
            self.end_crawl("store-error")
            raise

    # Closing

    def close(self, ending: Ending) -> None:
        """Writes what is left, closes the run with its account and frees the outlet; the summary says what became of it."""
        summary = ending.summary
        self._writer.close()
        try:
            if self._writer.error:
                raise self._writer.error
            ending.judge()
            self._store.patiently(self._end, ending)
        except WarraqError as error:
            logger.error("%s: %s", summary.outlet, error)
            summary.outcome, summary.reason = "failed", str(error)
            with suppress(WarraqError), self._store.write() as connection:  # a disk too full for articles may have room for this
                self._end(connection, ending)
        finally:
            self._store.close()

    def _end(self, connection: Connection, ending: Ending) -> None:
        """Closes the run with its account, plans the next polls and frees the outlet."""
        summary = ending.summary
        barren = site_changes.barren(connection, self.claim.run_id, self.claim.outlet_id)
        self._plan(connection, ending, barren)
        changed = _judge_pages(ending, barren)
        pages = run_pages.pages_of(connection, self.claim.run_id)
        if _judge_failed(ending, pages, none_read=run_pages.none_read(connection, self.claim.outlet_id, self.claim.run_id, pages)):
            changed = run_pages.PAGES_FAILED
        facts = {
            "feeds": ending.polls.asked,
            "entries": summary.entries,
            "known": summary.known,
            "looked_again": runs.looked_again(connection, self.claim.run_id),
            "pages": pages.asked,
            "left_out": ending.polls.left_out,
            "scrapy": dict(ending.scrapy),
            **ending.elsewhere.facts,
        }
        told: dict[str, Any] = {"outcome": summary.outcome, "reason": summary.reason, "failure": changed or ending.polls.failure}
        summary.account = runs.finish_run(connection, self.claim.run_id, clock.now(), **told, stats=facts)
        claims.release(connection, self.claim)

    def _plan(self, connection: Connection, ending: Ending, barren: Barren) -> None:
        """Sets when the feeds that could be read are due again, and keeps which hosts asked to wait."""
        for polled in ending.polls.polled.values():
            polls.plan_success(connection, polled)
            if barren.changed:
                polls.plan_barren(connection, polled, barren)
        holds.keep(connection, ending.held, clock.now())
        met = ending.elsewhere.strangers.answers(clock.now())
        link_hosts.keep(connection, self.claim.outlet_id, {host: (it.home, it.elsewhere, it.asked_at) for host, it in met.items()})
        if ending.polls.all_failed:
            outages.take_back_vanished(connection, self.claim.outlet_id, clock.now())


def _judge_pages(ending: Ending, barren: Barren) -> str | None:
    """The class of the failure where pages came and none was an article, of an outlet that used to give articles."""
    summary = ending.summary
    if summary.outcome not in ("ok", "empty") or ending.polls.all_failed or not (barren.here and barren.changed):
        return None
    summary.outcome, summary.reason = "empty", barren.words
    return site_changes.SITE_CHANGED


def _judge_failed(ending: Ending, pages: Pages, *, none_read: bool) -> bool:
    """Tells of the pages that failed; True where none could be read, which is a failure of the run."""
    summary = ending.summary
    if summary.outcome not in ("ok", "empty"):
        return False
    failed = none_read and not ending.polls.all_failed
    if failed:
        summary.outcome = "failed"
    summary.reason = "; ".join(filter(None, (pages.words, summary.reason))) or None
    return failed
