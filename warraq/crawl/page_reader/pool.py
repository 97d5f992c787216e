"""The readers that the crawls of a process share, and the extension that lends them to one crawl.

A reader is started for the first page that needs one (0.24 s of CPU with that page) and kept for those after it. Then a heavy page costs
the crawl 0.6 ms of CPU more than reading it in place would, of 17 ms: `benchmarks/reading.py`. After 436 pages a reader holds 110 MB.
`warraq extract` of one file takes 0.1 s more for it, of 1.4 s, and of 1,500 small pages a twenty-fifth more.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Self

from scrapy import signals

from warraq.crawl.page_reader.handle import Bounds, Reader, UnreadError
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from scrapy.crawler import Crawler

    from warraq.items import Extraction, Page
    from warraq.outlet import OutletKnowledge

    Read = Callable[[Page, OutletKnowledge], Extraction]
    """What `warraq.extract.extract` is and does."""
    AwaitedRead = Callable[[Page, OutletKnowledge], Awaitable[Extraction]]


class Readers:
    """Reads pages, several at a time: each by a process that reads no other meanwhile. A broken one is replaced at the next page."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._idle: list[Reader] = []
        self._users = 0

    async def read(self, page: Page, knowledge: OutletKnowledge) -> Extraction:
        """What `warraq.extract.extract` says of the page; raises UnreadError."""
        reader = await self._free()
        try:
            return await reader.read(page, knowledge)
        finally:
            await self._put_back(reader)

    async def _free(self) -> Reader:
        """The one that was used last, as it knows most; a new one where none is idle."""
        while self._idle:
            reader = self._idle.pop()
            if reader.alive:
                return reader
            await reader.end()
        return await self._start()

    async def _start(self) -> Reader:
        try:
            reader = Reader(self.bounds)
        except OSError as error:
            raise UnreadError(Reason.READER_DIED, f"no process could be started to read it: {error.strerror}") from None
        try:
            await reader.ready()
        except BaseException:
            await reader.end()
            raise
        return reader

    async def _put_back(self, reader: Reader) -> None:
        if reader.sound:
            self._idle.append(reader)
        else:
            await reader.end()

    def enter(self) -> None:
        """One more uses them."""
        self._users += 1

    async def leave(self) -> None:
        """One less; the last one ends them."""
        self._users -= 1
        while self._idle and not self._users:
            await self._idle.pop().end()


@contextmanager
def read_in_turn(bounds: Bounds) -> Iterator[Read]:
    """Reads pages by a process, one after the other, where no event loop runs; what it gives raises UnreadError."""
    readers = Readers(bounds)
    readers.enter()
    with asyncio.Runner() as runner:
        try:
            yield lambda page, knowledge: runner.run(readers.read(page, knowledge))
        finally:
            runner.run(readers.leave())


readers_within = cache(Readers)
"""The readers with these bounds that all crawls of this process share."""


class PageReader:
    """Scrapy's extension: one crawl's use of the readers, a page at a time, so that an outlet whose pages hang holds up itself alone."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._turn = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        readers = readers_within(Bounds(settings.getfloat("WARRAQ_READ_SECONDS"), settings.getint("WARRAQ_READ_MEMORY_MB")))
        crawler.signals.connect(readers.enter, signals.spider_opened)
        crawler.signals.connect(readers.leave, signals.spider_closed)
        return cls(readers)

    async def read(self, page: Page, knowledge: OutletKnowledge) -> Extraction:
        """What `warraq.extract.extract` says of the page; raises UnreadError."""
        async with self._turn:
            return await self._readers.read(page, knowledge)
