"""Feeds: RSS, RDF and Atom through feedparser, JSON Feed beside it; bytes in, entries out, and never an exception."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from spiders.documents.decoding import Format, format_of, offered_feeds, text_of, unpacked
from spiders.documents.json_feed import read_json_feed
from spiders.documents.results import FeedReading, Problem
from spiders.documents.sitemaps import read_sitemap
from spiders.documents.xml_feed import read_xml_feed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FEED_BYTES: Final = 10 * 2**20
"""Of the unpacked document; what stands behind is not read. The largest of 2,443 collected feeds has 350 kB."""

MOST_FEED_ENTRIES: Final = 1_000
"""Of one feed, the first ones, as feeds put the newest first. 20,000 entries held feedparser for 14 s."""


_ENTRY_ROOT: Final = re.compile(r"\A.*?<(?=(?:[\w.-]{1,40}:)?entry\b)", re.IGNORECASE | re.DOTALL)


def read_feed(body: bytes, url: str, content_type: str | None = None, domains: Sequence[str] = ()) -> FeedReading:
    """What the feed fetched from `url` names; `content_type` is the header as sent, None where there was none; `domains`:
    the outlet's own, which count first where an entry gives several addresses.

    The encoding is decided before parsing, by the bytes more than by what is declared. A sitemap at a feed's address is read as one.
    Dates stay as written. Never raises: what cannot be used has a `problem`.
    """
    text = text_of(unpacked(body, MOST_FEED_BYTES), content_type)
    if not text:
        return FeedReading(problem=Problem.EMPTY)
    format_ = format_of(text)
    if format_ in (Format.FEED, Format.ENTRY):
        return read_xml_feed(text if format_ is Format.FEED else _as_feed(text), url, MOST_FEED_ENTRIES, domains)
    if format_ is Format.JSON:
        return read_json_feed(text, url, MOST_FEED_ENTRIES, domains)
    if format_ in (Format.URLSET, Format.SITEMAP_INDEX):
        return _from_sitemap(body, url)
    if format_ is Format.HTML:
        return FeedReading(problem=Problem.HTML, offered=offered_feeds(text, url))
    return FeedReading(problem=Problem.UNKNOWN)


def _as_feed(text: str) -> str:
    """An entry by itself as a feed of it alone; what stands before its root element goes."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{_ENTRY_ROOT.sub("<", text, count=1)}</feed>'


def _from_sitemap(body: bytes, url: str) -> FeedReading:
    sitemap = read_sitemap(body, url)
    problem = Problem.SITEMAP_INDEX if sitemap.children else sitemap.problem
    children = tuple(child.url for child in sitemap.children)
    return FeedReading(sitemap.entries, problem, sitemap.note, skipped=sitemap.skipped, offered=children)
