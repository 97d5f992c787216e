"""What the readers of feeds, sitemaps and listings answer, and why they leave something out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warraq.items import Entry


class Skip(StrEnum):
    """Why something that a document names became no entry."""

    NO_LINK = "no-link"
    """It has no address."""
    BAD_LINK = "bad-link"
    """Its address is no valid http or https one, or too long."""
    REPEATED = "repeated"
    """The document named the address before."""
    UNREADABLE = "unreadable"
    """The feed parser fails on it."""
    CUT_OFF = "cut-off"
    """The document ends in the middle of it."""
    OVER_LIMIT = "over-limit"
    """It stands behind the limit on entries, mark-up or size; 1 where the rest was not counted."""


class Problem(StrEnum):
    """Why a document cannot be used."""

    EMPTY = "an empty answer"
    HTML = "html, not a feed"
    HTML_SITEMAP = "html, not a sitemap"
    JSON = "json, but no feed"
    BROKEN_JSON = "broken json"
    TOO_COMPLEX = "more mark-up or text in one entry than is read"
    TOO_MANY_ATTRIBUTES = "more attributes of one element than are read"
    CUT_OFF = "it ends within its first entry"
    SITEMAP_INDEX = "a sitemap index, not a feed"
    UNREADABLE = "the feed parser fails on every entry"
    NO_ADDRESS = "no entry has a usable address"
    UNKNOWN = "neither a feed nor a sitemap"
    NOT_HTML = "no html page"
    SLOW_PATTERN = "article_url takes too long on its addresses; `warraq outlets check` says how to mend it"


class Note(StrEnum):
    """What is worth knowing of a document that could be read and names nothing."""

    NO_ENTRIES = "it has no entries"
    NO_ARTICLES = "no link looks like an article"


@dataclass(frozen=True, slots=True)
class FeedHints:
    """What a feed says about itself and its polling."""

    ttl_seconds: int | None = None
    """How long it asks to be left alone: the longest of `ttl`, `sy:updatePeriod` and its frequency; None where it asks nothing."""
    self_url: str | None = None
    next_url: str | None = None
    """The older entries, for feeds in pages."""
    generator: str = ""
    """What made it, in its own words."""
    hub_url: str | None = None
    """Where a WebSub subscription would be made."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a feed names."""

    entries: tuple[Entry, ...] = ()
    problem: str | None = None
    """A `Problem`; None where the feed could be read, even if it names nothing."""
    note: str | None = None
    """A `Note`; None where there is nothing to tell."""
    title: str | None = None
    hints: FeedHints = field(default_factory=FeedHints)
    skipped: Mapping[Skip, int] = field(default_factory=dict)
    """How many were left out, by reason; with the entries they add up to what was found."""
    offered: tuple[str, ...] = ()
    """Feeds that an HTML page at this address offers, or the sitemaps of an index."""


@dataclass(frozen=True, slots=True)
class SitemapRef:
    """One sitemap that an index names."""

    url: str
    """Absolute http or https address."""
    lastmod: str | None = None
    """The words of its last change, unparsed."""


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """What a sitemap or an index of sitemaps names."""

    entries: tuple[Entry, ...] = ()
    children: tuple[SitemapRef, ...] = ()
    problem: str | None = None
    note: str | None = None
    skipped: Mapping[Skip, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListingReading:
    """What a listing or front page links to."""

    entries: tuple[Entry, ...] = ()
    next_url: str | None = None
    """The page with older entries."""
    problem: str | None = None
    note: str | None = None
    skipped: Mapping[Skip, int] = field(default_factory=dict)
