"""The kinds of documents that name articles: one reader each, one answer for all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from spiders.documents.feed_hints import of_feed
from spiders.documents.feeds import read_feed
from spiders.documents.left_out import ELSEWHERE, OLDER, LeftOut
from spiders.documents.listings import read_listing
from spiders.documents.sitemaps import of_site, read_sitemap
from spiders.limits import stated_time
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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
    sitemaps: int = 0
    """Further sitemaps that it names, taken or left out."""
    note: str | None = None
    """Why a listing names nothing; None where it does."""
    next_url: str | None = None
    """The page with older entries, where one is known to follow."""
    left: LeftOut = field(default_factory=LeftOut)
    """What it names and was left out."""


def _feed(document: Document) -> Found:
    feed = read_feed(document.body, document.url, document.content_type, document.outlet.domains)
    following = of_feed(document.url, feed.hints.next_url, feed.hints.generator)
    return Found(feed.entries, ttl=feed.hints.ttl_seconds, problem=feed.problem, next_url=following, left=LeftOut.of(feed.skipped))


def _sitemap(document: Document) -> Found:
    """Sitemaps keep years, so that what states a time before the cut-off is left out; feeds and listings are short by themselves."""
    sitemap = read_sitemap(document.body, document.url)
    children = tuple(of_site(sitemap.children, document.outlet.domains, document.url))
    now = document.now
    stated = [(entry, stated_time(entry, document.outlet, now)) for entry in sitemap.entries]
    entries = tuple(entry for entry, moment in stated if document.cutoff is None or (moment or now) >= document.cutoff)
    newest = max((moment for _, moment in stated if moment and moment < now + SCHEDULED), default=None)
    left = LeftOut.of(sitemap.skipped)
    left.add(ELSEWHERE, _less(sitemap.children, children))
    left.add(OLDER, _less(sitemap.entries, entries))
    problem = None if sitemap.entries else sitemap.problem
    return Found(entries, children, newest, problem=problem, sitemaps=len(sitemap.children), left=left)


def _less(named: Sequence[Entry | SitemapRef], taken: Sequence[Entry | SitemapRef]) -> list[str]:
    """Addresses of what is named and not taken."""
    kept = {one.url for one in taken} if len(taken) < len(named) else None
    return [] if kept is None else [one.url for one in named if one.url not in kept]


def _listing(document: Document) -> Found:
    outlet = document.outlet
    listing = read_listing(document.body, document.url, outlet.article_url, outlet.domains, document.content_type)
    left = LeftOut.of(listing.skipped)
    return Found(listing.entries, problem=listing.problem, note=listing.note, next_url=listing.next_url, left=left)


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
