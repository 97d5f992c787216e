"""The kinds of documents that name articles: one reader each, one answer for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from spiders.documents.feeds import read_feed
from spiders.documents.listings import read_listing
from spiders.documents.sitemaps import of_site, read_sitemap
from spiders.limits import stated_time
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from spiders.documents.results import SitemapRef
    from warraq.items import Entry
    from warraq.outlet import Outlet

SCHEDULED: Final = timedelta(days=1)
"""A stated time that lies further ahead tells nothing of how new a document is."""


@dataclass(frozen=True, slots=True)
class Document:
    """A fetched document of an outlet that may name articles."""

    body: bytes
    url: str
    """The address that answered."""
    content_type: str | None
    """The header as sent; None where there was none."""
    outlet: Outlet
    now: datetime
    """Aware instant of reading."""
    cutoff: datetime | None = None
    """Aware; what sitemaps name and say is older is left out. None: nothing is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a document names."""

    entries: tuple[Entry, ...]
    children: tuple[SitemapRef, ...] = ()
    """Further sitemaps that the site answers for, in the order of the document."""
    newest: datetime | None = None
    """The newest time that an address in a sitemap states; None where none does, and for other kinds."""
    ttl: int | None = None
    """Seconds that it asks not to be fetched again; None where it says nothing."""
    problem: str | None = None
    """Why it could not be read; None where it could, even if it names nothing."""


def _feed(document: Document) -> Found:
    feed = read_feed(document.body, document.url, document.content_type, document.outlet.domains)
    return Found(feed.entries, ttl=feed.hints.ttl_seconds, problem=feed.problem)


def _sitemap(document: Document) -> Found:
    """Sitemaps keep years, so that what states a time before the cut-off is left out; feeds and listings are short by themselves."""
    sitemap = read_sitemap(document.body, document.url)
    children = tuple(of_site(sitemap.children, document.outlet.domains, document.url))
    problem = None if sitemap.entries else sitemap.problem
    if elsewhere := len(sitemap.children) - len(children):
        named = next(ref.url for ref in sitemap.children if ref not in children)
        problem = problem or f"{elsewhere} sitemaps on other hosts are left, such as {named}"
    now = document.now
    stated = [(entry, stated_time(entry, document.outlet, now)) for entry in sitemap.entries]
    entries = tuple(entry for entry, moment in stated if document.cutoff is None or (moment or now) >= document.cutoff)
    newest = max((moment for _, moment in stated if moment and moment < now + SCHEDULED), default=None)
    return Found(entries, children, newest, problem=problem)


def _listing(document: Document) -> Found:
    outlet = document.outlet
    listing = read_listing(document.body, document.url, outlet.article_url, outlet.domains, document.content_type)
    return Found(listing.entries, problem=listing.problem or (listing.note if not listing.entries else None))


_PAGE_TYPES: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.FEED: (
        "application/rss+xml,application/atom+xml,application/rdf+xml,application/feed+json,"
        "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
    ),
    DocumentKind.SITEMAP: "application/xml,text/xml,application/gzip;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    DocumentKind.LISTING: _PAGE_TYPES,
}
"""What each kind is asked for as: sites that choose by the `Accept` header answer a browser's with a page about the feed."""

READERS: Final[Mapping[DocumentKind, Callable[[Document], Found]]] = {
    DocumentKind.FEED: _feed,
    DocumentKind.SITEMAP: _sitemap,
    DocumentKind.LISTING: _listing,
}


def read_document(kind: DocumentKind, document: Document) -> Found:
    """What a document of this kind names; never raises."""
    return READERS[kind](document)
