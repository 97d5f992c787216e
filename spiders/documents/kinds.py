"""One reading for every kind of document that names articles: feed, sitemap or listing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spiders.documents.feeds import read_feed
from spiders.documents.listings import read_listing
from spiders.documents.sitemaps import newest_first, of_site, read_sitemap, within

if TYPE_CHECKING:
    from datetime import datetime

    from warraq.items import Entry
    from warraq.outlet import Outlet

CHILDREN_AT_MOST: Final = 20
"""Sitemaps followed from one index, the newest first; an archive of thousands that does not tell their age is not walked at every poll."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a document names."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...] = ()
    """Addresses of further sitemaps of the same site, the newest first."""
    ttl: int | None = None
    """Seconds that it asks not to be fetched again; None where it says nothing."""
    problem: str | None = None
    """Why it could not be read; None where it could, even if it names nothing."""


def read_document(kind: str, body: bytes, url: str, content_type: str | None, outlet: Outlet, cutoff: datetime) -> Found:
    """Reads a document of the kind that `feeds.kind` says; never raises. Sitemaps unchanged since `cutoff` (aware) are not followed."""
    if kind == "sitemap":
        sitemap = read_sitemap(body, url)
        children = newest_first(within(of_site(sitemap.children, outlet.domains), cutoff))[:CHILDREN_AT_MOST]
        return Found(sitemap.entries, tuple(child.url for child in children), problem=sitemap.problem)
    if kind == "listing":
        listing = read_listing(body, url, outlet.article_url, outlet.domains, content_type)
        return Found(listing.entries, problem=listing.problem)
    feed = read_feed(body, url, content_type)
    return Found(feed.entries, ttl=feed.hints.ttl_seconds, problem=feed.problem)
