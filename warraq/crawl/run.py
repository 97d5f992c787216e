"""The run of a crawl: its store, its lease and its account, the same for `scrapy crawl` and `warraq crawl`.

The extension opens them when the spider starts and closes them when it ends. What touches the store runs on the writer's thread or
a helper thread, so that the crawl never waits for a disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from scrapy import signals
from scrapy.exceptions import CloseSpider

from storage.learned import knowledge
from storage.ledger import ledger, outlets, runs
from storage.store import Store
from storage.timing import claims, holds, outages, polls, site_changes
from storage.timing.polls import Polled
from storage.write.thread import Writer
from warraq import clock, config
from warraq.collector import settle
from warraq.crawl import transactions
from warraq.crawl.manners.retry_after import RetryAfterMiddleware
from warraq.crawl.rehearsal import Rehearsal
from warraq.crawl.summary import CUT_SHORT, Summary
from warraq.errors import HostTakenError, LeaseTakenError, WarraqError
from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import OutletKnowledge
from warraq.outlet_files.registry import all_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import timedelta

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from sqlalchemy import Connection
    from twisted.python.failure import Failure

    from storage.ledger.ledger import Offer
    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedState
    from storage.timing.site_changes import Barren
    from warraq.crawl.refusal import Refused
    from warraq.crawl.transactions import Begun
    from warraq.items import Article, Entry, Observations
    from warraq.outlet import Outlet

logger = logging.getLogger(__name__)
T = TypeVar("T")

BEAT_SECONDS: Final = 30.0
WAIT_SECONDS: Final = 2.0
"""Between two looks at a lease that another crawl holds."""


@dataclass(slots=True)
class _Open:
    """What is open while the crawl runs."""

    store: Store
    writer: Writer
    claim: Claim

    @property
    def outlet_id(self) -> int:
        return self.claim.outlet_id

    @property
    def run_id(self) -> int:
        return self.claim.run_id


class Account:
    """One crawl's run: opens it, tells the ledger of every address, closes it with sums that add up."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.url: str = crawler.settings["WARRAQ_DATABASE_URL"]
        self.summary = Summary(getattr(crawler.spidercls, "name", "") or "")
        self.knowledge = OutletKnowledge(getattr(crawler.spidercls, "outlet", None))
        self.taken = 0
        """Addresses taken up so far."""
        self.settled = 0
        """Addresses that have an outcome, or an article on its way to the store."""
        self.feeds_read = 0
        self.problems: list[str] = []
        """Why feeds could not be read."""
        self.failures: Counter[Reason] = Counter()
        """Classes of the feeds' failures."""
        self.feeds_asked = 0
        self.polled: dict[int, Polled] = {}
        """What the feeds that could be read came to, by id."""
        self._named = False
        """Whether all outlets that an article may name have their rows; a crawl that finds nothing new need not read their files."""
        self._open: _Open | None = None
        self._rehearsal: Rehearsal | None = None
        self._beat: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        account = cls(crawler)
        crawler.signals.connect(account._refused, signals.item_dropped)
        crawler.signals.connect(account._failed, signals.item_error)
        crawler.signals.connect(account._closed, signals.spider_closed)
        return account

    # Opening

    async def open(self, outlet: Outlet, trigger: str, *, dry_run: bool, wait: bool, claim: Claim | None = None) -> list[FeedState]:
        """Takes the lease and starts the run, or neither for a dry run; returns where to look. Raises CloseSpider where that cannot be.

        `claim`: the timer has taken the lease and started the run already.
        """
        try:
            if dry_run:
                self._rehearsal = Rehearsal(self.url, outlet)
                return await asyncio.to_thread(self._rehearsal.feeds)
            self._open, begun = await self._start_when_free(outlet, trigger, wait, claim)
        except WarraqError as error:
            self.summary.reason = str(error)
            raise CloseSpider("lease-taken" if isinstance(error, LeaseTakenError) else "store-error") from None
        self.summary.run_id = self._open.run_id
        self.knowledge = begun.knowledge
        self.feeds_asked = len(begun.feeds)
        if middleware := self.crawler.get_downloader_middleware(RetryAfterMiddleware):
            middleware.holds.seed(begun.holds)
        self._beat = asyncio.ensure_future(self._keep_alive())
        settle()
        return begun.feeds

    async def _start_when_free(self, outlet: Outlet, trigger: str, wait: bool, claim: Claim | None) -> tuple[_Open, Begun]:
        while True:
            try:
                return await asyncio.to_thread(self._start, outlet, trigger, claim)
            except LeaseTakenError as error:
                if claim or not (wait or isinstance(error, HostTakenError)):
                    raise
                await asyncio.sleep(WAIT_SECONDS / clock.rate())

    def _start(self, outlet: Outlet, trigger: str, claim: Claim | None) -> tuple[_Open, Begun]:
        store = Store.open(self.url)
        try:
            begun = store.patiently(transactions.begin, outlet, trigger, claim)
            settings = config.load()
            writer = Writer(store, begun.claim.run_id, story_days=settings.story_days, rechecks=settings.rechecks)
            return _Open(store, writer, begun.claim), begun
        except BaseException:
            store.close()
            raise

    async def _keep_alive(self) -> None:
        """Renews the lease and shows a sign of life; ends the crawl when another process has taken over."""
        while self._open:
            await asyncio.sleep(BEAT_SECONDS / clock.rate())
            if not await self._call(transactions.beat, self._open.claim):
                self._end_crawl("lease-lost")

    # While it runs

    async def offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        """Tells the ledger what a feed named; returns what is to be fetched."""
        offer = await self._offer(feed, entries)
        self.summary.entries += offer.entries
        self.summary.known += offer.known
        self.taken += len(offer.fetch)
        return offer

    async def _offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        if self._rehearsal:
            return await asyncio.to_thread(self._rehearsal.offer, entries)
        assert self._open
        return await self._call(ledger.offer, self._open.run_id, self._open.outlet_id, feed.id, entries, clock.now())

    async def due(self, limit: int) -> list[Entry]:
        """Addresses whose time has come: failed ones to try again, stored ones to look at again."""
        if self._rehearsal:
            return []
        assert self._open
        entries: list[Entry] = await self._call(ledger.due, self._open.run_id, self._open.outlet_id, clock.now(), limit)
        self.taken += len(entries)
        return entries

    async def feed_read(self, feed: FeedState, **facts: Any) -> None:
        """Records a feed that could be read; the facts are those of `storage.timing.feeds.record_feed_success`."""
        self.feeds_read += 1
        if self._open:
            await self._call(transactions.feed_read, feed.id, facts)

    def polled_more(self, feed: FeedState, *, entries: int = 0, new: int = 0, asked: timedelta, moved_to: str | None = None) -> None:
        """Adds a document that a feed consists of to what its poll came to, from which its next poll is planned."""
        polled = self.polled.setdefault(feed.id, Polled(feed, clock.now(), moved_to=moved_to))
        polled.entries += entries
        polled.new += new
        polled.asked = max(polled.asked, asked)

    async def feed_failed(self, feed: FeedState, reason: Reason, detail: str, points: float, retry_after: float | None = None) -> None:
        """Records a feed that could not be read; points as in `feeds.fail_points`, `retry_after` in seconds."""
        self.problems.append(f"{feed.url}: {detail or reason}")
        self.failures[reason] += 1
        if self._open:
            await self._call(transactions.feed_failed, feed.id, reason, detail, points, retry_after)

    async def observe(self, observations: Observations) -> None:
        """Folds what a page taught into what is known of the outlet; the pages after it are read with that."""
        outlet = self.knowledge.outlet
        taught = observations.sample or observations.checks or observations.furniture is not None
        if self._open and outlet and taught:
            known = await self._call(knowledge.observe, outlet, self._open.outlet_id, observations, clock.now())
            self.knowledge = known or self.knowledge

    async def store(self, article: Article) -> None:
        """Hands an article to the writer, waiting while its queue is full; nothing happens where no run is open (`scrapy parse`)."""
        if not self._open:
            return
        self.settled += 1
        if not self._named:
            self._named = True
            await self._call(outlets.sync_names, all_named())
        with self._ending_on_error():
            while not self._open.writer.offer_nowait(article):
                await asyncio.sleep(0.02)

    async def settle(self, verdict: Verdict) -> None:
        """Tells the ledger of an address that gave no article."""
        self._count(verdict)
        if self._open:
            with self._ending_on_error():
                await asyncio.to_thread(self._open.writer.settle, verdict)

    def _count(self, verdict: Verdict) -> None:
        self.settled += 1
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"warraq/{verdict.outcome}/{verdict.reason}")

    async def _refused(self, item: Article, exception: Refused) -> None:
        await self.settle(Verdict(item.found_as or item.url, Outcome.REJECTED, exception.reason, exception.detail, stage=exception.stage))

    async def _failed(self, item: Article, failure: Failure) -> None:
        error = f"{type(failure.value).__name__}: {failure.value}"
        await self.settle(
            Verdict(item.found_as or item.url, Outcome.FAILED, Reason.PARSE_ERROR, error, quarantine=error, stage="normalise")
        )

    async def _call(self, function: Callable[..., T], *arguments: Any) -> T:
        """Runs a function of the store on the writer's thread, in a transaction of its own and in order with the writes."""
        assert self._open
        with self._ending_on_error():
            return await asyncio.wrap_future(self._open.writer.call(function, *arguments))

    @contextmanager
    def _ending_on_error(self) -> Iterator[None]:
        """Ends the crawl where the store has failed for good: what is fetched from then on would be fetched for nothing."""
        try:
            yield
        except WarraqError:
            self._end_crawl("store-error")
            raise

    def _end_crawl(self, reason: str) -> None:
        if self.crawler.engine and not self._ending:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    # Closing

    async def _closed(self, spider: Spider, reason: str) -> None:
        if self._beat:
            self._beat.cancel()
        opened, self._open = self._open, None
        if opened:
            await asyncio.to_thread(self._finish, opened, reason)
        elif self._rehearsal:
            self.summary.outcome, self.summary.reason = self._judge(reason)

    def _finish(self, opened: _Open, reason: str) -> None:
        opened.writer.close()
        try:
            if opened.writer.error:
                raise opened.writer.error
            self.summary.outcome, self.summary.reason = self._judge(reason)
            opened.store.patiently(self._end, opened)
        except WarraqError as error:
            logger.error("%s: %s", self.summary.outlet, error)
            self.summary.outcome, self.summary.reason = "failed", str(error)
            with suppress(WarraqError), opened.store.write() as connection:  # a disk too full for articles may have room for this
                self._end(connection, opened)
        finally:
            opened.store.close()

    def _end(self, connection: Connection, opened: _Open) -> None:
        """Closes the run with its account, plans the next polls and frees the outlet."""
        summary = self.summary
        barren = site_changes.barren(connection, opened.run_id, opened.outlet_id)
        self._plan(connection, opened, barren)
        changed = self._judge_pages(barren)
        facts = {"feeds": self.feeds_asked, "entries": summary.entries, "known": summary.known, "scrapy": self._figures()}
        told: dict[str, Any] = {"outcome": summary.outcome, "reason": summary.reason, "failure": changed or self._failure(), "stats": facts}
        summary.account = runs.finish_run(connection, opened.run_id, clock.now(), **told)
        claims.release(connection, opened.claim)

    def _plan(self, connection: Connection, opened: _Open, barren: Barren) -> None:
        """Sets when the feeds that could be read are due again, and keeps which hosts asked to wait."""
        for polled in self.polled.values():
            polls.plan_success(connection, polled)
            if barren.changed:
                polls.plan_barren(connection, polled, barren)
        middleware = self.crawler.get_downloader_middleware(RetryAfterMiddleware)
        if middleware:
            holds.keep(connection, middleware.holds.current(clock.now()), clock.now())

        if self.feeds_asked and not self.feeds_read:
            outages.take_back_vanished(connection, opened.outlet_id, clock.now())

    def _judge_pages(self, barren: Barren) -> str | None:
        """The class of the failure where pages came and none was an article, of an outlet that used to give articles."""
        could_read = self.feeds_read or not self.feeds_asked
        if self.summary.outcome not in ("ok", "empty") or not (could_read and barren.here and barren.changed):
            return None
        self.summary.outcome, self.summary.reason = "empty", barren.words
        return site_changes.SITE_CHANGED

    def _failure(self) -> str | None:
        """The class of what went wrong: that of most feeds that could not be read."""
        return self.failures.most_common(1)[0][0].value if self.failures else None

    def _judge(self, reason: str) -> tuple[str, str | None]:
        """Outcome of the run and why, in words."""
        if reason in CUT_SHORT:
            return "cut-short", CUT_SHORT[reason]
        if reason != "finished":
            return "failed", f"the crawl ended with {reason}; its log says more"
        if not self.feeds_read and (self.feeds_asked or not self.taken):
            return "empty", self.problems[0] if self.problems else "nothing to read: the outlet has no feed, sitemap or listing"
        return "ok", "; ".join(self.problems) or None

    def _figures(self) -> dict[str, Any]:
        """Scrapy's own counts, without what changes from run to run by chance."""
        assert self.crawler.stats
        wanted = ("downloader/", "warraq/", "memusage/max", "elapsed_time_seconds", "response_received_count")
        return {key: value for key, value in sorted(self.crawler.stats.get_stats().items()) if key.startswith(wanted)}
