"""A crawl of the heavy pages by Scrapy alone, with its defaults, in a process that knows of nothing else; run by `chain.py`.

    python benchmarks/chain_bare.py PORT OUTLET…

The last line is one JSON object: pages fetched, and the CPU seconds of this process between the opening of the spider and its end.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response

PLAIN = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False}
"""Scrapy's defaults otherwise, which do not ask for robots.txt."""


class Bare(scrapy.Spider):
    """Fetches what the feeds name and looks at nothing."""

    name = "bare"
    port: ClassVar[int]
    outlets: ClassVar[Sequence[str]]
    counts: ClassVar[Counter[str]] = Counter()
    seconds: ClassVar[float]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Bare:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.begun, signals.spider_opened)
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    def begun(self) -> None:
        Bare.seconds = -cpu_seconds()

    def ended(self) -> None:
        Bare.seconds += cpu_seconds()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for name in self.outlets:
            yield scrapy.Request(f"http://127.0.0.1:{self.port}/{name}/feed.xml", self.parse_feed, cb_kwargs={"name": name})

    def parse_feed(self, response: Response, name: str) -> Iterator[scrapy.Request]:
        for link in response.xpath("//item/link/text()").getall():
            yield scrapy.Request(link, self.parse_article)

    def parse_article(self, response: Response) -> None:
        self.counts["pages"] += 1


def cpu_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    Bare.port, Bare.outlets = int(sys.argv[1]), sys.argv[2:]
    process = CrawlerProcess(PLAIN)
    process.crawl(Bare)
    process.start()
    print(json.dumps({**Bare.counts, "seconds": Bare.seconds}))


if __name__ == "__main__":
    main()
