"""One crawl of the heavy pages in a process of its own: by Scrapy alone, or with discovery and extraction as in use; run by `chain.py`.

    python benchmarks/chain_crawl.py bare|known|unknown PORT PAGES

The last line is one JSON object: pages fetched, articles read, how many a layout read, and the CPU seconds of this process between the
opening of the spider and its end. Imports, and the learning of layouts from other pages, come before.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

import scrapy
from chain_pages import LEARNED_FROM, NOW, Site, sites
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from spiders.discovery import read_document
from spiders.harvest import harvest, page_of
from storage import knowledge, outlets
from storage.store import Store
from warraq.extract import extract
from warraq.items import Entry
from warraq.outlet import OutletKnowledge
from warraq.text.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response

PLAIN = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False}
"""Scrapy's defaults otherwise, which do not ask for robots.txt."""
IN_USE = {
    "LOG_ENABLED": False,
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "WARRAQ_ALLOWED_PRIVATE": ["127.0.0.1"],
}
"""The project's settings without what touches a store, and without pauses: as many requests at a time as Scrapy's own, as with one at a
time and none between them every page would cost a connection."""


class Bare(scrapy.Spider):
    """Fetches what the feeds name and looks at nothing."""

    name = "bare"
    port: ClassVar[int]
    made: ClassVar[Sequence[Site]]
    known: ClassVar[dict[str, OutletKnowledge]]
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
        for site in self.made:
            address = f"http://127.0.0.1:{self.port}/{site.outlet.name}/feed.xml"
            yield scrapy.Request(address, self.parse_feed, cb_kwargs={"site": site})

    def parse_feed(self, response: Response, site: Site) -> Iterator[scrapy.Request]:
        for link in response.xpath("//item/link/text()").getall():
            yield scrapy.Request(link, self.parse_article, cb_kwargs={"site": site, "entry": Entry(link)})

    def parse_article(self, response: Response, site: Site, entry: Entry) -> None:
        self.counts["pages"] += 1


class Reading(Bare):
    """Discovers and reads as the outlets' spider does."""

    name = "reading"

    def parse_feed(self, response: Response, site: Site) -> Iterator[scrapy.Request]:
        kind = (response.headers.get("Content-Type") or b"").decode()
        for entry in read_document("feed", response.body, response.url, kind, site.outlet, NOW).entries:
            yield scrapy.Request(entry.url, self.parse_article, dont_filter=True, cb_kwargs={"site": site, "entry": entry})

    def parse_article(self, response: Response, site: Site, entry: Entry) -> None:
        got = harvest(page_of(response, entry, NOW), canonical_url(entry.url), self.known[site.outlet.name])
        self.counts["pages"] += 1
        self.counts["articles"] += len(got.articles)
        self.counts["by layout"] += bool(got.articles) and got.articles[0].extractor.startswith("learned:")


def cpu_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def learned(site: Site) -> OutletKnowledge:
    """What is known of the outlet after its first pages."""
    with tempfile.TemporaryDirectory() as place, Store.open(f"sqlite:///{place}/store.db") as store, store.write() as connection:
        outlet_id = outlets.sync_outlets(connection, [site.outlet])[site.outlet.name]
        known = OutletKnowledge(site.outlet)
        for page in site.pages[:LEARNED_FROM]:
            observed = extract(page, known).observations
            known = knowledge.observe(connection, site.outlet, outlet_id, observed, NOW) or known
    return known


def main() -> None:
    mode, port, pages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    spider = Bare if mode == "bare" else Reading
    Bare.port, Bare.made = port, sites(pages)
    Bare.known = {site.outlet.name: learned(site) if mode == "known" else OutletKnowledge(site.outlet) for site in Bare.made}
    settings = Settings()
    if mode != "bare":
        settings.setmodule("warraq.settings")
        extract(Bare.made[0].pages[0], OutletKnowledge())  # imports the generic reader
    settings.setdict(PLAIN if mode == "bare" else IN_USE, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler)
    process.start()
    print(json.dumps({**Bare.counts, "seconds": Bare.seconds}))


if __name__ == "__main__":
    main()
