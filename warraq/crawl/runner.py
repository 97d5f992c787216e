"""Crawls one or many outlets in this process, a few at a time, and tells what came of each."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from warraq.crawl.log import make_visible
from warraq.crawl.run import Run
from warraq.crawl.summary import Summary
from warraq.ends import END_SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

PROCESS_WATCH_SECONDS = 0.2
"""Between two looks at the accounts, for progress."""


class Runner:
    """One batch of crawls. Ctrl-C, SIGTERM or SIGHUP ends it with whole batches stored; a second one ends it at once."""

    def __init__(self, names: Sequence[str], arguments: Mapping[str, object], parallel: int, watch: Callable[[Run], None]) -> None:
        self.names = names
        self.arguments = arguments
        self.watch = watch
        self.summaries: list[Summary] = []
        self._told = asyncio.Event()
        self.process = AsyncCrawlerProcess(get_project_settings())
        make_visible()
        self._gate = asyncio.Semaphore(parallel)
        self._signals = [number for number in END_SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]

    @property
    def stopping(self) -> bool:
        """Whether it was told to end."""
        return self._told.is_set()

    def run(self) -> list[Summary]:
        """Runs them all; the summaries are in the order of the names."""
        from twisted.internet import reactor

        before = {number: signal.signal(number, lambda number, frame: self._stop()) for number in self._signals}
        driver = asyncio.get_event_loop().create_task(self._drive())
        driver.add_done_callback(lambda _: reactor.stop())  # type: ignore[misc]
        self.process.start(stop_after_crawl=False, install_signal_handlers=False)
        for number, handler in before.items():
            signal.signal(number, handler)
        driver.result()
        return sorted(self.summaries, key=lambda summary: self.names.index(summary.outlet))

    async def _drive(self) -> None:
        loop = asyncio.get_running_loop()
        for number in self._signals:
            loop.add_signal_handler(number, self._stop)
        await asyncio.gather(*(self._crawl(name) for name in self.names))

    def _stop(self) -> None:
        if self._told.is_set():
            raise SystemExit(128 + signal.SIGINT)
        self._told.set()
        self._stopped = [asyncio.ensure_future(crawler.stop_async()) for crawler in self.process.crawlers if _runs(crawler)]

    def _stop_at_start(self, crawler: Crawler) -> None:
        """Lets it end as its engine starts, if it is to: Scrapy's own stop does nothing for a crawler that is still being set up."""

        async def stop() -> None:
            if self._told.is_set():
                await crawler.engine.stop_async()

        crawler.signals.connect(stop, signals.engine_started, weak=False)

    async def _crawl(self, name: str) -> None:
        async with self._gate:
            if self._told.is_set():
                self.summaries.append(Summary(name, "cut-short", "stopped before its turn"))
                return
            crawler = self.process.create_crawler(name)
            self._stop_at_start(crawler)
            watcher = asyncio.ensure_future(self._follow(crawler))
            broken = await self._outcome_of(crawler)
            watcher.cancel()
            account = _account_of(crawler)
            summary = account.summary if account else Summary(name)
            if broken:
                summary.outcome, summary.reason = "failed", broken
            elif self._told.is_set() and not summary.run_id:
                summary.outcome, summary.reason = "cut-short", "stopped while it was starting"
            elif account:
                self.watch(account)
            self.summaries.append(summary)

    async def _outcome_of(self, crawler: Crawler) -> str | None:
        """Crawls; returns why that broke, None where it did not."""
        try:
            await self.process.crawl(crawler, **self.arguments)
        except Exception as error:
            logger.debug("the crawl broke", exc_info=error)
            return f"{type(error).__name__}: {error}"
        return None

    async def _follow(self, crawler: Crawler) -> None:
        while True:
            await asyncio.sleep(PROCESS_WATCH_SECONDS)
            account = _account_of(crawler)
            if account:
                self.watch(account)


def _runs(crawler: Crawler) -> bool:
    """Whether its engine runs; False before it has one."""
    try:
        return crawler.engine.running
    except RuntimeError:
        return False


def _account_of(crawler: Crawler) -> Run | None:
    """The crawl's account; None before the crawler has set itself up."""
    try:
        return crawler.get_extension(Run)
    except RuntimeError:
        return None
