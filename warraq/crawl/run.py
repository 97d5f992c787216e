"""The run of a crawl, the same for `scrapy crawl` and `warraq crawl`: opened when the spider starts, closed when it ends.

What touches the store runs on the writer's thread or a helper thread, so that the crawl never waits for a disk.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Self

from scrapy import signals
from scrapy.exceptions import CloseSpider

from storage.store import Store
from storage.write.thread import Writer
from warraq import clock, config
from warraq.collector import settle
from warraq.crawl import transactions
from warraq.crawl.elsewhere import Elsewhere
from warraq.crawl.errors_told import told
from warraq.crawl.manners.failures import Failed
from warraq.crawl.manners.retry_after import RetryAfterMiddleware
from warraq.crawl.open_run import OpenRun
from warraq.crawl.polls import PollBook
from warraq.crawl.records import Ending, Records
from warraq.crawl.rehearsal import Rehearsal
from warraq.crawl.summary import Summary
from warraq.errors import HostTakenError, LeaseTakenError, WarraqError
from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import OutletKnowledge
from warraq.outlet_files.registry import lodgers
from warraq.text.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from storage.ledger.ledger import Offer
    from storage.timing.children import ChildState
    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedAnswer, FeedState
    from warraq.crawl.refusal import Refused
    from warraq.crawl.transactions import Begun
    from warraq.items import Article, Entry, Observations
    from warraq.outlet import Outlet

BEAT_SECONDS: Final = 30.0
WAIT_SECONDS: Final = 2.0
"""Between two looks at a lease that another crawl holds."""


class Run:
    """One crawl's run: opens its records, tells them of every address, and closes them with sums that add up."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.url: str = crawler.settings["WARRAQ_DATABASE_URL"]
        self.summary = Summary(getattr(crawler.spidercls, "name", "") or "")
        self.knowledge = OutletKnowledge(getattr(crawler.spidercls, "outlet", None))
        self.polls = PollBook()
        self.elsewhere = Elsewhere()
        self.taken = 0
        """Addresses taken up so far."""
        self.settled = 0
        """Addresses that have an outcome, or an article on its way to the store."""
        self._lodgers_known = False
        self._records = Records()
        self._beat: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._starting: asyncio.Future[tuple[OpenRun, Begun]] | None = None
        self._raising: list[asyncio.Task[None]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = cls(crawler)
        crawler.signals.connect(run._refused, signals.item_dropped)
        crawler.signals.connect(run._failed, signals.item_error)
        crawler.signals.connect(run._raised, signals.spider_error)
        crawler.signals.connect(run._closed, signals.spider_closed)
        return run

    # Opening

    async def open(self, outlet: Outlet, trigger: str, *, dry_run: bool, wait: bool, claim: Claim | None = None) -> list[FeedState]:
        """Takes the lease and starts the run, or neither for a dry run; returns where to look. Raises CloseSpider where that cannot be.

        `claim`: the timer has taken the lease and started the run already.
        """
        try:
            if dry_run:
                feeds = await self._rehearse(outlet)
            else:
                feeds = self._begin(*await self._start_when_free(outlet, trigger, wait, claim))
        except WarraqError as error:
            self.summary.reason = str(error)
            raise CloseSpider("lease-taken" if isinstance(error, LeaseTakenError) else "store-error") from None
        self.polls.asked = len(feeds)
        return feeds

    async def _rehearse(self, outlet: Outlet) -> list[FeedState]:
        rehearsal = Rehearsal(self.url, outlet, self.summary.would_fetch)
        feeds = await asyncio.to_thread(rehearsal.feeds)
        self._records = rehearsal
        return feeds

    def _begin(self, opened: OpenRun, begun: Begun) -> list[FeedState]:
        opened.end_crawl = self._end_crawl
        self._records = opened
        self.summary.run_id = begun.claim.run_id
        self.knowledge = begun.knowledge
        self.elsewhere.strangers.known = begun.link_hosts
        if middleware := self.crawler.get_downloader_middleware(RetryAfterMiddleware):
            middleware.holds.seed(begun.holds)
        self._beat = asyncio.ensure_future(opened.keep_alive(BEAT_SECONDS / clock.rate()))
        settle()
        return begun.feeds

    async def _start_when_free(self, outlet: Outlet, trigger: str, wait: bool, claim: Claim | None) -> tuple[OpenRun, Begun]:
        while True:
            try:
                self._starting = asyncio.ensure_future(asyncio.to_thread(self._start, outlet, trigger, claim))
                return await asyncio.shield(self._starting)
            except LeaseTakenError as error:
                if claim or not (wait or isinstance(error, HostTakenError)):
                    raise
                await asyncio.sleep(WAIT_SECONDS / clock.rate())

    def _start(self, outlet: Outlet, trigger: str, claim: Claim | None) -> tuple[OpenRun, Begun]:
        store = Store.open(self.url)
        try:
            begun = store.patiently(transactions.begin, outlet, trigger, claim)
            settings = config.load()
            rechecks, looks = settings.rechecks, settings.looks
            writer = Writer(store, begun.claim.run_id, story_days=settings.story_days, rechecks=rechecks, looks=looks)
            return OpenRun(store, writer, begun.claim), begun
        except BaseException:
            store.close()
            raise

    # While it runs

    async def offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        """Tells the ledger what a document names; returns what is to be fetched."""
        offer = await self._records.offer(feed, entries)
        self.summary.entries += offer.entries
        self.summary.known += offer.known
        self.taken += len(offer.fetch)
        return offer

    def left_to_others(self, addresses: Sequence[str]) -> None:
        """Counts addresses that a document names and that are another outlet's: they never enter this one's ledger."""
        self.summary.entries += len(addresses)
        self.summary.elsewhere += len(addresses)
        self.elsewhere.named.add(addresses)

    async def due(self, limit: int) -> list[Entry]:
        """Addresses whose time has come: failed ones to try again, stored ones to look at again."""
        entries = await self._records.due(limit)
        self.taken += len(entries)
        return entries

    def takes_up(self, entry: Entry) -> bool:
        """Whether the page of an entry that may be fetched is fetched; a dry run notes it instead."""
        return self._records.takes_up(entry)

    async def feed_read(self, feed: FeedState, answer: FeedAnswer) -> None:
        """Records a document that could be read: the feed, or a sitemap that it leads to."""
        self.polls.answered(feed, answer)
        if answer.depth == 0:
            await self._records.feed_read(feed, answer)

    async def children(self, feed: FeedState) -> dict[str, ChildState]:
        """What is known of the sitemaps below an index, by address."""
        return await self._records.children(feed)

    async def child_read(self, feed: FeedState, state: ChildState) -> None:
        """Records what came of a sitemap below an index."""
        await self._records.child_read(feed, state)

    async def feed_failed(self, feed: FeedState, failed: Failed, url: str, depth: int) -> None:
        """Records a document that could not be read; only the one that the outlet's file names, at depth 0, counts against the feed."""
        self.polls.failed(url, failed, depth)
        if depth == 0:
            await self._records.feed_failed(feed, failed)

    async def observe(self, observations: Observations) -> None:
        """Folds what a page taught into what is known of the outlet; the pages after it are read with that."""
        outlet = self.knowledge.outlet
        if outlet and (observations.sample or observations.checks or observations.furniture is not None):
            learned = await self._records.observe(outlet, observations)
            self.knowledge = replace(learned, lodgers=self.knowledge.lodgers) if learned else self.knowledge

    def know_lodgers(self) -> None:
        """Learns whose hosts below the outlet's own are others'; at its first page, as it takes all outlet files, and polls need none."""
        outlet = self.knowledge.outlet
        if outlet and not self._lodgers_known:
            self.knowledge = replace(self.knowledge, lodgers=lodgers(outlet))
            self._lodgers_known = True

    async def store(self, article: Article) -> None:
        """Hands an article to the store; nothing happens where no run is open (`scrapy parse`)."""
        self.settled += 1
        self.summary.stood_in += article.stands_for is not None
        if article.disbelieved:
            self.elsewhere.claimed.add([article.disbelieved])
        await self._records.store(article)

    async def settle(self, verdict: Verdict) -> None:
        """Tells the ledger of an address that gave no article."""
        self.settled += 1
        if verdict.reason is Reason.FOREIGN_HOST:
            self.polls.led_elsewhere.append(verdict.url)
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"warraq/{verdict.outcome}/{verdict.reason}")
        await self._records.settle(verdict)

    async def _refused(self, item: Article, exception: Refused) -> None:
        await self.settle(Verdict(item.found_as or item.url, Outcome.REJECTED, exception.reason, exception.detail, stage=exception.stage))

    async def _failed(self, item: Article, failure: Failure) -> None:
        error = _words(failure)
        await self.settle(
            Verdict(item.found_as or item.url, Outcome.FAILED, Reason.PARSE_ERROR, error, quarantine=error, stage="normalise")
        )

    def _raised(self, failure: Failure, response: object, spider: Spider) -> None:
        """A callback of the spider broke. Its signal waits for nobody, so what is kept of it is done when the run ends at the latest."""
        error = _words(failure)
        if response is None:  # it was the spider's `start`; what it had not asked for by then is not asked for
            self.summary.broken = error
        request = getattr(response, "request", None) or getattr(failure, "request", None)
        self._raising.append(asyncio.ensure_future(self._keep_error(error, request)))

    async def _keep_error(self, error: str, request: Request | None) -> None:
        given = request.cb_kwargs if request else {}
        if entry := given.get("entry"):
            await self.settle(Verdict(canonical_url(entry.url), Outcome.FAILED, Reason.PARSE_ERROR, error, quarantine=error))
            return
        url = request.url if request else self.summary.outlet
        await self._records.hold(url, error)
        if feed := given.get("feed"):
            await self.feed_failed(feed, Failed(Reason.PARSE_ERROR, error), url, given.get("depth", 0))
        elif request:
            self.polls.problems.append(f"{url}: {error}")

    # Closing

    def _end_crawl(self, reason: str) -> None:
        if self.crawler.engine and not self._ending:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    async def _closed(self, spider: Spider, reason: str) -> None:
        await self._take_up_start()
        if self._beat:
            self._beat.cancel()
        await asyncio.gather(*self._raising, return_exceptions=True)
        records, self._records = self._records, Records()
        ending = Ending(reason, self.taken, self.polls, self.summary, self._figures(), self._held(), self.elsewhere)
        await asyncio.to_thread(records.close, ending)

    async def _take_up_start(self) -> None:
        """Lets a run be closed that was still being opened when the crawl was ended."""
        if self._starting and not self.summary.run_id:
            with suppress(WarraqError):
                opened, begun = await self._starting
                opened.end_crawl = self._end_crawl
                self._records, self.summary.run_id = opened, begun.claim.run_id

    def _held(self) -> Mapping[str, datetime]:
        """Hosts that asked to wait, and until when."""
        middleware = self.crawler.get_downloader_middleware(RetryAfterMiddleware)
        return middleware.holds.current(clock.now()) if middleware else {}

    def _figures(self) -> dict[str, Any]:
        """Scrapy's own counts, without what changes from run to run by chance."""
        assert self.crawler.stats
        wanted = ("downloader/", "warraq/", "memusage/max", "elapsed_time_seconds", "response_received_count")
        return {key: value for key, value in sorted(self.crawler.stats.get_stats().items()) if key.startswith(wanted)}


def _words(failure: Failure) -> str:
    assert failure.value
    return told(failure.value, failure.getTracebackObject())  # type: ignore[no-untyped-call]
