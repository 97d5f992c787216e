"""From a fetched page to what the chain is told: its articles, or the verdict on its address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warraq.crawl.errors_told import told
from warraq.crawl.manners.walls import wall_of
from warraq.crawl.page_reader.handle import UnreadError
from warraq.extract import extract, extract_quickly
from warraq.items import Article, Outcome, Page, PageRecord, Reason, Verdict
from warraq.text.urls import sisters

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.http import Response

    from warraq.crawl.page_reader.pool import AwaitedRead, Read
    from warraq.items import Entry, Extraction, Observations
    from warraq.outlet import OutletKnowledge


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one page gave."""

    articles: tuple[Article, ...] = ()
    verdict: Verdict | None = None
    """Set where the address gave no article."""
    observations: Observations | None = None


def page_of(response: Response, entry: Entry | None, fetched_at: datetime) -> Page:
    """The fetched document as a value; `fetched_at` is aware."""
    headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
    asked = entry.url if entry else response.url
    return Page(asked, response.body, fetched_at, response.url, response.status, headers, entry=entry)


def harvest(page: Page, key: str, knowledge: OutletKnowledge, read: Read = extract) -> Harvest:
    """Reads a page that the ledger awaits under the canonical address `key`; never raises: a reader that breaks is a verdict too."""
    try:
        extraction = read(page, knowledge)
    except Exception as error:  # whatever breaks on one page must cost that page alone
        return _unread(page, key, error)
    return _harvested(page, key, knowledge, extraction)


async def harvest_watched(page: Page, key: str, knowledge: OutletKnowledge, read: AwaitedRead) -> Harvest:
    """The same for a page of a running crawl, which must not wait: what may take long is left to `read`, which raises UnreadError."""
    try:
        extraction = extract_quickly(page, knowledge) or await read(page, knowledge)
    except Exception as error:  # as above
        return _unread(page, key, error)
    return _harvested(page, key, knowledge, extraction)


def _unread(page: Page, key: str, error: Exception) -> Harvest:
    reason, text = (error.reason, str(error)) if isinstance(error, UnreadError) else (Reason.PARSE_ERROR, told(error))
    return Harvest(verdict=Verdict(key, Outcome.FAILED, reason, text, page.status, quarantine=text))


def _harvested(page: Page, key: str, knowledge: OutletKnowledge, extraction: Extraction) -> Harvest:
    if not extraction.articles:
        return Harvest(verdict=_refusal(page, key, extraction), observations=extraction.observations)
    articles = tuple(_complete(article, page, key, extraction, knowledge) for article in extraction.articles)
    return Harvest(articles, None, extraction.observations)


def _refusal(page: Page, key: str, extraction: Extraction) -> Verdict:
    """Why there is no article; a wall that answers 200 is a wall, and may be gone at the next try."""
    if wall := wall_of(page.status, page.headers, page.body):
        return Verdict(key, Outcome.FAILED, Reason.BLOCKED, f"{wall} answered instead of the site", page.status)
    return Verdict(key, Outcome.REJECTED, extraction.rejected or Reason.NO_ARTICLE, extraction.detail, page.status)


def _complete(article: Article, page: Page, key: str, extraction: Extraction, knowledge: OutletKnowledge) -> Article:
    """Adds what only the fetch knows."""
    outlet = knowledge.outlet.name if knowledge.outlet else None
    own = article.position == 0
    guid = page.entry.guid if own and page.entry else None
    record = page_record(page, extraction)
    elsewhere = sisters(key, knowledge.outlet.domains) if own and knowledge.outlet else ()
    found_as = key if own else None
    return replace(article, outlet=outlet, found_as=found_as, sisters=elsewhere, guid=guid, page=record, fetched_at=page.fetched_at)


def page_record(page: Page, extraction: Extraction) -> PageRecord | None:
    """What the store keeps of the page; None for one without a time of fetching."""
    if page.fetched_at is None:
        return None
    encoding = extraction.observations.notes.get("charset")
    digest = hashlib.sha256(page.body).hexdigest()
    return PageRecord(page.url, page.address, page.fetched_at, page.status, page.headers, encoding, digest)
