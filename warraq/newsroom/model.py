"""The values of the small press: an outlet's profile, a planned article, its text, and the truth of what its page says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date, datetime

FeedKind = Literal["rss", "rdf", "atom", "json"]
Structured = Literal["json-ld", "meta", "microdata", "none"]
DateSource = Literal["json-ld", "meta", "microdata", "visible"]
CreditShape = Literal["byline", "last_line", "bracket", "dateline", "none"]
SlotKind = Literal["own", "copy", "roundup"]


class Fault(StrEnum):
    """How a host misbehaves."""

    OK = "ok"
    SLOW = "slow"
    """Every answer takes `Newsroom.slow_seconds`."""
    SERVER_ERROR = "500"
    NOT_FOUND = "404"
    BROKEN_FEED = "broken-feed"
    """Feeds are cut off in the middle of an entry; pages are sound."""
    RATE_LIMITED = "429"
    """429 with Retry-After."""
    SILENT = "silent"
    """Nothing new appears from the moment the fault was set; what stood there still stands."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One invented outlet: who it is, how it publishes, and the habits of its pages."""

    name: str
    """Slug; its host is `<name>.test`."""
    title: str
    """Arabic name as readers know it, without a kind word."""
    country: str
    """ISO 3166 alpha-2: decides towns, names, offices, money and month names."""
    timezone: str
    templates: tuple[str, ...]
    """Mark-up of its pages; the second, if any, prints every fifth article."""
    article_path: str
    """`string.Template` with number, year, month, day, slug, section; the number identifies the article."""
    kind: Literal["publisher", "agency", "broadcaster", "aggregator"] = "publisher"
    region: bool = True
    """False: an outlet of no one country, its outlet file states none."""
    kind_word: str = "صحيفة"
    aliases: tuple[str, ...] = ()
    common_word: bool = False
    feed: FeedKind | None = None
    feed_path: str = "/rss.xml"
    feed_text: Literal["summary", "full"] = "summary"
    feed_dates: Literal["right", "local-as-gmt", "arabic"] = "right"
    feed_size: int = 25
    feed_query: str = ""
    """Tracking parameters that the feed adds to its links."""
    sitemap: bool = False
    """A sitemap index at /sitemap.xml with a news sitemap and a gzipped archive."""
    listing: str | None = None
    """Path of a listing page that its outlet file names."""
    structured: Structured = "json-ld"
    date_style: str = "egyptian"
    encoding: Literal["utf-8", "windows-1256"] = "utf-8"
    declares_encoding: bool = True
    spelling: tuple[str, ...] = ()
    credit_shapes: tuple[CreditShape, ...] = ("last_line",)
    bylines: tuple[str, ...] = ()
    """Forms of the byline of its own articles, sentence templates; an empty one stands for none."""
    own_per_day: float = 8.0
    copy_share: float = 0.2
    """Share of the agency's stories that it republishes."""
    first_number: int = 1000
    page_bytes: int = 40_000
    """Pages are filled up with furniture to at least about this size."""
    disallow: tuple[str, ...] = ()
    validators: bool = True
    """Whether answers carry ETag and Last-Modified."""
    fault: Fault = Fault.OK

    @property
    def host(self) -> str:
        return f"{self.name}.test"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def known_as(self) -> str:
        """The name with its kind word and quotation marks, as texts cite it."""
        return f"{self.kind_word} «{self.title}»"


@dataclass(frozen=True, slots=True)
class Slot:
    """One article in the publishing plan: who prints what and when, before any of its words exist."""

    outlet: str
    index: int
    """Position in the outlet's own plan, from 0, oldest first."""
    number: int
    """The number in its address."""
    published: datetime
    """UTC, whole minutes."""
    kind: SlotKind = "own"
    source: Slot | None = None
    """The article whose text this one takes over."""
    second: Slot | None = None
    """The article printed whole below this one (round-ups only)."""
    edited: datetime | None = None
    vanishes: datetime | None = None

    @property
    def key(self) -> str:
        """Identifies the slot within a press; seeds everything that is chosen for it."""
        return f"{self.outlet}/{self.index}"

    def standing(self, now: datetime) -> bool:
        """Whether its page exists at `now`."""
        return self.published <= now and not (self.vanishes and self.vanishes <= now)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    female: bool

    @property
    def family(self) -> str:
        """The name without the given name."""
        return self.name.split(" ", 1)[1]


@dataclass(frozen=True, slots=True)
class Story:
    """The text of an article as its outlet spells it, before any page."""

    titles: tuple[str, ...]
    """The headline first, then others that fit the same facts: those who republish choose among them."""
    paragraphs: tuple[str, ...]
    updates: tuple[str, ...]
    """Paragraphs that a later edit adds."""
    section: str
    keywords: tuple[str, ...]
    town: str
    reporter: Person
    cited: tuple[str, ...] = ()
    """Names of the outlets that the paragraphs quote for a claim."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a page says, for comparison with what was read from it. Text stands exactly as printed."""

    title: str
    paragraphs: tuple[str, ...]
    section: str
    keywords: tuple[str, ...]
    canonical_url: str
    summary: str
    byline: str | None = None
    """The byline slot as printed; None when the page has none."""
    authors: tuple[str, ...] = ()
    """The people among the byline."""
    published_at: datetime | None = None
    """UTC; None when the page states a day only."""
    published_day: date | None = None
    """The outlet's own calendar day; None when the page states the hour."""
    date_text: str = ""
    """The visible publication date."""
    date_source: DateSource = "visible"
    """The most exact place that states it."""
    modified_at: datetime | None = None
    credit_line: str | None = None
    """The line that credits the text, as printed; None when there is none."""
    credited: str | None = None
    """Name of the outlet that the page credits with the whole text, wherever it does so."""
    dateline: str | None = None
    """Name of the outlet in the opening dateline."""
    cited: tuple[str, ...] = ()
    """Names of the outlets that the text quotes for a claim."""
    named: tuple[str, ...] = ()
    """Names of all outlets that the paragraphs name, for whatever reason: cited ones, interviewers, the outlet itself."""
    embedded: Truth | None = None
    """The second whole article of a round-up page; its address is the page's unless its heading is a link."""
    related: tuple[tuple[str, str], ...] = ()
    """Label and address of the list of similar articles."""

    @property
    def body(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it stands at the press's present."""

    outlet: str
    url: str
    published: datetime
    """UTC."""
    truth: Truth
    edited: bool
    vanished: bool
    source: str | None
    """Name of the outlet whose text this is, credited or not; None for an article of its own."""
