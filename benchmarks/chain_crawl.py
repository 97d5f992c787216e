"""One crawl of the heavy pages with discovery and extraction as in use, in a process of its own; run by `chain.py`.

    python benchmarks/chain_crawl.py known|unknown PORT PAGES

The last line is one JSON object: pages fetched, articles read, how many a layout read, and the CPU seconds of this process between the
opening of the spider and its end. Imports, and the learning of layouts from other pages, come before.
"""

from __future__ import annotations

import json
import sys
import tempfile
from typing import TYPE_CHECKING, ClassVar

import scrapy
from chain_bare import PLAIN, Bare
from chain_pages import LEARNED_FROM, NOW, Site, sites
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from spiders.article_page import harvest, page_of
from spiders.documents.kinds import Document, read_document
from storage.learned import knowledge
from storage.ledger import outlets
from storage.store import Store
from warraq.collector import settle
from warraq.extract import extract, extract_quickly
from warraq.outlet import LEARNED_READER, DocumentKind, OutletKnowledge
from warraq.text.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from warraq.items import Entry, Extraction, Page

IN_USE = {
    **PLAIN,
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "WARRAQ_ALLOWED_PRIVATE": ["127.0.0.1"],
}
"""The project's settings without what touches a store, and without pauses: as many requests at a time as Scrapy's own, as with one at a
time and none between them every page would cost a connection."""


class Reading(Bare):
    """Discovers and reads as the outlets' spider does."""

    name = "reading"
    sites: ClassVar[dict[str, Site]]
    known: ClassVar[dict[str, OutletKnowledge]]

    def parse_feed(self, response: Response, name: str) -> Iterator[scrapy.Request]:
        kind = (response.headers.get("Content-Type") or b"").decode()
        for entry in read_document(DocumentKind.FEED, Document(response.body, response.url, kind, self.sites[name].outlet, NOW)).entries:
            yield scrapy.Request(entry.url, self.parse_entry, dont_filter=True, cb_kwargs={"name": name, "entry": entry})

    def parse_entry(self, response: Response, name: str, entry: Entry) -> None:
        got = harvest(page_of(response, entry, NOW), canonical_url(entry.url), self.known[name], read)
        self.counts["pages"] += 1
        self.counts["articles"] += len(got.articles)
        self.counts["by layout"] += bool(got.articles) and got.articles[0].extractor.startswith(LEARNED_READER)


def read(page: Page, knowledge: OutletKnowledge) -> Extraction:
    """As a crawl reads, but in this process, also what a crawl leaves to another one."""
    return extract_quickly(page, knowledge) or extract(page, knowledge)


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
    made = sites(pages)
    Reading.port, Reading.outlets = port, [site.outlet.name for site in made]
    Reading.sites = {site.outlet.name: site for site in made}
    Reading.known = {site.outlet.name: learned(site) if mode == "known" else OutletKnowledge(site.outlet) for site in made}
    settings = Settings()
    settings.setmodule("warraq.settings")
    settings.setdict(IN_USE, priority="cmdline")
    extract(made[0].pages[0], OutletKnowledge())  # imports the generic reader
    process = CrawlerProcess(settings)
    process.crawl(process.create_crawler(Reading))
    settle()  # as a crawl does when it begins
    process.start()
    print(json.dumps({**Reading.counts, "seconds": Bare.seconds}))


if __name__ == "__main__":
    main()
