"""What is known of one outlet: its facts, where to look, pacing and dated layouts.

These classes are the one schema of outlet files: a file's keys are the fields of `Outlet` and `Layout`, with their types, and the words
under each field are its documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - read at run time: the outlet files are checked against these annotations
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["publisher", "agency", "broadcaster", "aggregator", "unregistered"]


class DocumentKind(StrEnum):
    """What names an outlet's articles, in the order in which it is asked; `feeds.kind` holds these words."""

    FEED = "feed"
    """RSS, RDF, Atom or JSON Feed."""
    SITEMAP = "sitemap"
    """A sitemap, a news sitemap, or an index of sitemaps."""
    LISTING = "listing"
    """A page that links to the newest articles."""


DECLARED_READER = "layout:"
FEED_READER = "feed"
"""What `articles.extractor` says where the text is the feed's own, as its page gave none."""
LEARNED_READER = "learned:"
"""What `articles.extractor` begins with where a declared or a learned layout read the article; the layout's id follows."""

REQUIRED_IN_FILES = {"required": True}
"""Marks a field that code may leave to its default and a file may not."""

NO_KEY = {"key": False}
"""Marks a field that is no key of a file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of an article stand on an outlet's pages, for pages fetched up to a day."""

    id: str
    """Name of the layout, unique in its outlet; `extractor` says `layout:<id>`."""
    body: str
    """CSS selector of the container (or the paragraphs) of the text."""
    title: str | None = None
    """CSS selector of the headline; absent: structured data and the page's own heading."""
    byline: str | None = None
    """CSS selector of the author line."""
    published: str | None = None
    """CSS selector of the visible publication time."""
    credit: str | None = None
    """CSS selector of the line that credits the text."""
    keywords: str | None = None
    """CSS selector of the single keywords."""
    drop: tuple[str, ...] = ()
    """CSS selectors removed from the body before it is read."""
    match: str | None = None
    """CSS selector that must be present for this layout to apply; absent: always."""
    valid_until: date | None = None
    """Last day of fetching on which this layout held; the newest has none."""
    evidence: str | None = None
    """Where the selectors and the day were read from; required beside `valid_until`."""

    @property
    def extractor(self) -> str:
        """What articles say that it read, as a declared layout."""
        return f"{DECLARED_READER}{self.id}"


@dataclass(frozen=True, slots=True)
class Rules:
    """By what articles are kept or blocked; one rule that fits is enough."""

    section: tuple[str, ...] = ()
    """Names of sections, whole, as the feed's categories or the page give them («رياضة»)."""
    title: tuple[str, ...] = ()
    """Words that stand in the headline in a row («حظك اليوم»)."""
    url: tuple[str, ...] = ()
    """Regular expressions found in the address."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet file; the keys of the file are the fields of this class."""

    name: str
    """Slug of small letters, digits and single underscores: file stem = spider name."""
    title: str
    """Name as its readers know it."""
    domains: tuple[str, ...]
    """Registrable domains or hosts whose pages are this outlet's, subdomains included; the most used first."""
    country: str | None = None
    """ISO 3166 alpha-2, upper case, equal to the file's folder; absent where no one country, in the folder `int`."""
    timezone: str = field(default="UTC", metadata=REQUIRED_IN_FILES)
    """IANA zone of clock times that its pages state without one."""
    aliases: tuple[str, ...] = ()
    """Further names, as credit lines write them; «name -» says that its articles open so, «city - name» that this outlet's do, not a
    namesake's."""
    common_word: bool = False
    """True: the name is an ordinary word and counts only in a slot, in quotes or after a kind word."""
    national: bool = False
    """True: the state's agency or broadcaster, which texts name by its country alone («وكالة الأنباء السورية»)."""
    kind: Kind = "publisher"
    """`publisher`, `agency`, `broadcaster` or `aggregator`; the store has `unregistered` besides, for outlets without a file."""
    feeds: tuple[str, ...] = ()
    """Addresses of its feeds (RSS, RDF, Atom, JSON Feed) on any host; `https://USER:PASSWORD@host/…` where one is asked for."""
    feed_hosts: tuple[str, ...] = ()
    """Hosts to which a feed may lead that stands on a host of others, such as those of a bridge; those below them too."""
    sitemaps: tuple[str, ...] = ()
    """Addresses of its sitemaps, sitemap indexes and news sitemaps."""
    listings: tuple[str, ...] = ()
    """Addresses of pages that list its newest articles; they need `article_url`."""
    article_url: str | None = None
    """Regular expression found in the address of every article; absent: any address of its domains."""
    keep: Rules | None = None
    """Only articles that one of its rules fits are taken; absent: all."""
    block: Rules | None = None
    """Articles that one of its rules fits are left, also where `keep` fits; absent: none."""
    enabled: bool = True
    """False: switched off; the timer, `--all` and `--country` leave it out, and only its name (`warraq crawl NAME`) has it crawled."""
    schedule: str | None = None
    """Cron expression (five fields) in the outlet's zone; absent: polling adapts."""
    delay: float | None = None
    """Seconds between two requests to its host; slower than the default only; absent: the default."""
    verify_tls: bool = True
    """False for a host whose certificate is known to be broken."""
    evidence: str = field(default="", metadata=REQUIRED_IN_FILES)
    """How and when the facts were seen."""
    examples: tuple[str, ...] = ()
    """Addresses of real articles, which `article_url` must match; a long slug may be shortened to `...`."""
    layouts: tuple[Layout, ...] = ()
    """Declared layouts, oldest first."""
    logins: tuple[tuple[str, str], ...] = field(default=(), repr=False, metadata=NO_KEY)
    """Address of a place to look, and the `user:password` that stood in it; the address itself is kept without."""

    @property
    def places(self) -> tuple[tuple[DocumentKind, str], ...]:
        """Where its articles are named: the kind and address of each document, in the file's order."""
        named = ((DocumentKind.FEED, self.feeds), (DocumentKind.SITEMAP, self.sitemaps), (DocumentKind.LISTING, self.listings))
        return tuple((kind, url) for kind, urls in named for url in urls)

    @property
    def crawled(self) -> bool:
        """Whether there is a place to look for its articles; without one it is only ever cited."""
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class LearnedLayout:
    """A layout that was learned from an outlet's pages; `extractor` says `learned:<id>`."""

    layout: Layout
    shapes: frozenset[str] = frozenset()
    """Shapes of all elements seen inside the body, kept or dropped; a paragraph in another one calls for a check."""
    trusted: bool = False
    """False: on trial, so that it reads each page beside the generic reader, whose answer stands."""
    apart: frozenset[str] = frozenset()
    """Shapes of what stands after the article's part of the page and never said anything of it: the site's footer, its own lists."""
    opens: str | None = None
    """Attribute as pages write it (`class="story"`), of the element with which the article's part of them begins: nothing between their
    head and it need be parsed; None where it is not known."""
    ends: tuple[str, ...] = ()
    """Such attributes of elements with which all that follows the article begins: nothing after the first of them that a page has need be
    parsed."""

    @property
    def extractor(self) -> str:
        """What articles say that it read."""
        return learned_extractor(self.layout.id)


def learned_extractor(layout_id: str | int) -> str:
    """What articles say that a learned layout read; the id is its key in the store."""
    return f"{LEARNED_READER}{layout_id}"


@dataclass(frozen=True, slots=True)
class PageSample:
    """Where the parts of one page's article stood: selectors that find them on that page. Layouts are induced from several."""

    url: str
    """The page's address: a page that is read twice counts once."""
    bodies: tuple[str, ...]
    """Selectors that find just one element, around the whole text; the innermost first."""
    fields: Mapping[str, tuple[str, ...]]
    """By field of `Layout` (`title`, `byline` …) the selectors whose first element holds what the article has there."""
    kept: tuple[str, ...]
    """Shapes (tag and classes) of the elements around the text's lines, inside the outermost body."""
    dropped: tuple[str, ...]
    """Shapes of the outermost elements there that hold nothing of the text."""
    lines: tuple[str, ...] = ()
    """Folded paragraphs of the text."""
    apart: tuple[str, ...] = ()
    """Shapes of what stands after the article's part of the page and says nothing of it."""
    needed: tuple[str, ...] = ()
    """Shapes of what stands there and does: a credit, keywords, related articles."""
    opens: tuple[str, ...] = ()
    """Attributes as the page writes them, each of an element with which the article's part of it begins, the innermost first."""
    ends: tuple[str, ...] = ()
    """Such attributes of elements with which all that follows the article begins, the first ones first."""
    beside: tuple[str, ...] = ()
    """Folded lines that a learned layout reads as text and the generic reader does not."""


@dataclass(frozen=True, slots=True)
class LayoutCheck:
    """What came of a learned layout on one page."""

    layout: str
    """Its id."""
    verdict: Literal["read", "agreed", "differs", "absent"]
    """It answered alone; the generic reader agreed; it did not; the layout found no text."""
    detail: str = ""
    """What the verdict rests on, for people."""
    shapes: tuple[str, ...] = ()
    """Shapes of its lines on this page, where the generic reader agreed."""
    needed: tuple[str, ...] = ()
    """Shapes of what said something of the article after its part of the page."""
    cut_wrong: bool = False
    """True where the page says more of the article than what stands from the layout's `opens` to its `ends`."""


@dataclass(frozen=True, slots=True)
class OutletKnowledge:
    """What extraction may know of a page's outlet: the declared facts and what was learned from its earlier pages."""

    outlet: Outlet | None = None
    """None: the page's host belongs to no registered outlet."""
    furniture: frozenset[str] = frozenset()
    """Folded paragraphs that recur across the outlet's pages and belong to no article."""
    learned: tuple[LearnedLayout, ...] = ()
    """Learned layouts that hold now, the most trusted first."""
    lodgers: tuple[str, ...] = ()
    """Domains of other outlets below this one's: pages there are not its own."""
