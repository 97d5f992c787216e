"""The shared vocabulary of values that flow from a page to the store: no Scrapy, no SQL.

Every stage speaks in these: discovery yields `Entry`, fetching `Page`, extraction `Extraction` with its `Article`s, the stages after it
fill the article's remaining fields. Instants are aware; a field that the page does not state is None or empty, never invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from warraq.fields import EXPORTED, IMPORTED, LINE, SHOWN, STORED, to
from warraq.outcomes import Outcome, Reason
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from warraq.outlet import LayoutCheck, PageSample

__all__ = (
    "Article", "Attribution", "Entry", "Extraction", "Field", "Medium", "Observations", "Origin", "Outcome", "Page", "PageRecord", "Reason",
    "RelatedLink", "Role", "Stamp", "Verdict",
)  # fmt: skip

Role = Literal["published", "credited", "dateline", "cited"]
"""How an article relates to an outlet: its own page, the origin of the whole text, the opening dateline, or one claim."""

Origin = Literal["json-ld", "meta", "feed", "sitemap", "visible", "url", "import"]
"""Where a statement of a time stood."""

Field = Literal["title", "body", "summary", "byline", "credit_line", "structured"]
"""Where the words that prove a source stand; `structured` is data without a place in a stored field."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One statement of a time found on a page or in a feed, before anything is concluded from it."""

    raw: str
    """The words as written."""
    origin: Origin
    """Where it stood."""
    kind: Literal["published", "modified"] = "published"
    """Which event the place claims to tell."""
    name: str = ""
    """Property, tag or attribute that held it (`article:published_time`, `datePublished`, `time[datetime]`), empty where there is none."""
    place: Literal["", "attribute", "unnamed"] = ""
    """What weakens it: an attribute of the page's mark-up, which no reader sees, or structured data that does not name its page; mostly
    empty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article address as a feed, sitemap or listing names it."""

    url: str
    """Absolute http or https address as written, resolved against its document."""
    title: str | None = None
    guid: str | None = None
    """The feed's own identifier of the entry; None where it has none or it is the address."""
    published: str | None = None
    """The words of the publication time, unparsed."""
    updated: str | None = None
    """The words of the last change, unparsed; sitemaps give lastmod here."""
    summary: str | None = None
    """Plain text without mark-up."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image_url: str | None = None
    text: str | None = field(default=None, repr=False)
    """The whole text as HTML, where the document gives it; never kept with the address."""
    origin: DocumentKind | Literal["recheck", "given"] = DocumentKind.FEED
    """Kind of document that named it; `recheck` comes from the ledger, `given` from a person."""


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched document; where it came from is a value, not a code path."""

    url: str
    """The address asked for."""
    body: bytes
    """The bytes after transfer and content decoding."""
    fetched_at: datetime | None = None
    """Aware instant of fetching; None where unknown, and then relative dates on the page stay null."""
    final_url: str | None = None
    """The address that answered, after redirects; None: the same as `url`."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers, lower-case names."""
    origin: Literal["network", "archive", "file"] = "network"
    entry: Entry | None = None
    """What the feed said about it; None where it was not found through one."""

    @property
    def address(self) -> str:
        """The address that answered."""
        return self.final_url or self.url


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What the store keeps of a fetched page."""

    url: str
    """The address asked for."""
    final_url: str
    fetched_at: datetime
    status: int
    headers: Mapping[str, str]
    """Response headers, lower-case names."""
    encoding: str | None
    body_sha256: str


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A headline list under an article: its label, the headline and where it leads."""

    label: str
    title: str
    url: str | None = None
    """Absolute address; None where the page prints the headline without one."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture of a text."""

    position: int
    """Its place among the text's pictures, from 0."""
    kind: str
    """`image`."""
    url: str
    """Absolute address of the largest file that the page names."""
    caption: str | None = None
    """As printed; None where it has none."""
    width: int | None = None
    """Pixels, as the page states them; None where it does not."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source of an article, with the words that prove it; offsets are code points into the stored field."""

    role: Role
    name: str
    """The outlet's name as written."""
    outlet: str | None
    """Slug of the outlet; None where the name is unknown or several outlets share it and nothing decides."""
    field: Field
    name_start: int | None
    name_end: int | None
    quote: str
    """The exact words: `field[quote_start:quote_end] == quote`."""
    quote_start: int | None
    quote_end: int | None
    rule: str
    """Name of the rule that fired."""


@dataclass(slots=True)
class Article:
    """One article of a page; extraction fills what the page states, the later stages the rest.

    Where a field goes, to the store, out of an import, into an export, is said here alone: `warraq.fields` has what the words mean.
    """

    url: str = field(metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """Address: canonical where the page gives one, else as fetched; normalise makes it canonical."""
    body: str = field(metadata=to(STORED, IMPORTED, EXPORTED))
    """The text as its outlet wrote it: paragraphs, one a line."""
    body_markdown: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED))
    """The same paragraphs as Markdown, with headings, lists, quotes, tables, links, pictures, times and embeds; None where that says no
    more than the body. Offsets of sources count in the body."""
    part_of: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """Which page of how many of an article on several pages it is, and the address of the next one where there is one: «1 of 3,
    https://…/2/»; None for an article on one page. The parts are not joined."""
    title: str | None = field(default=None, metadata=to(STORED, LINE, IMPORTED, EXPORTED))
    outlet: str | None = field(default=None, metadata=to(IMPORTED, EXPORTED, SHOWN))
    """Slug of the outlet whose page this is; None: not registered."""
    country: str | None = None
    """ISO 3166 code of the Arab country whose site the page's address or its own statements say it is of; counts for the clock of outlets
    that are not registered."""
    position: int = field(default=0, metadata=to(STORED, IMPORTED, EXPORTED))
    """0 for the page's own article, 1, 2, … for the embedded ones in page order."""
    from_embedded: bool = field(default=False, metadata=to(STORED, IMPORTED, EXPORTED))
    byline: str | None = field(default=None, metadata=to(STORED, LINE, IMPORTED, EXPORTED, SHOWN))
    """The author line as written."""
    authors: tuple[str, ...] = field(default=(), metadata=to(IMPORTED, EXPORTED, SHOWN))
    """People, not outlets or cities."""
    credit_line: str | None = field(default=None, metadata=to(STORED, LINE, IMPORTED, EXPORTED, SHOWN))
    """The line that names the origin of the text, as written («المصدر: …»)."""
    summary: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    section: str | None = field(default=None, metadata=to(STORED, LINE, IMPORTED, EXPORTED, SHOWN))
    keywords: tuple[str, ...] = field(default=(), metadata=to(IMPORTED, EXPORTED, SHOWN))
    """As the page lists them."""
    language: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """BCP 47 primary tag (`ar`, `en`); None where undecided."""
    image_url: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    image_caption: str | None = field(default=None, metadata=to(STORED, LINE, IMPORTED, EXPORTED, SHOWN))
    related_links: tuple[RelatedLink, ...] = field(default=(), metadata=to(IMPORTED, EXPORTED))
    site_names: tuple[str, ...] = field(default=(), metadata=to(IMPORTED))
    """What the page calls its site (og:site_name, publisher, end of its title); its sources are read with them, nothing stores them."""
    media: tuple[Medium, ...] = field(default=(), metadata=to(IMPORTED, EXPORTED))
    """The pictures of the text, in page order."""
    guid: str | None = field(default=None, metadata=to(IMPORTED, EXPORTED))
    """The feed's identifier of the entry that led here."""
    found_as: str | None = None
    """Canonical address under which the ledger awaits this article; None: its own `url` (embedded articles, imports)."""
    stands_for: str | None = None
    """Why the page gave no text, where the feed's own stands in; None where it is the page's."""
    sisters: tuple[str, ...] = ()
    """Addresses of the same path on the outlet's other hosts, under which it may have been stored before."""
    disbelieved: str | None = None
    """Address that the page gave for itself and that is another outlet's or site's; None where there is none."""
    page: PageRecord | None = None
    """The page it was read from; None for imports."""
    stamps: tuple[Stamp, ...] = ()
    """Every statement of a time that belongs to this article; normalise concludes from them."""
    fetched_at: datetime | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """Aware; None only for pages given as files without a time."""
    extractor: str = field(default="", metadata=to(STORED, IMPORTED, EXPORTED))
    """Which reader answered: `layout:<id>`, `learned:<id>`, `generic`, `state` (data in a page's scripts), `feed`
    (the feed's own text), `text`, `import`."""
    extract_version: int = field(default=0, metadata=to(STORED, IMPORTED, EXPORTED))
    """Version of the extraction rules, so that a replay can tell old rows."""

    published_at: datetime | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED))
    """UTC; set only where the page states at least the hour."""
    published_day: date | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED))
    """The outlet's own calendar day; None where the page states none."""
    published_precision: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED))
    """`second` or `minute` with `published_at`, `day` with `published_day`; None without a date."""
    published_offset: int | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED))
    """Minutes east of UTC of the stated or the outlet's clock; None without a time of day."""
    published_raw: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """The words that the date was read from."""
    published_from: str | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """Origin of those words: the `origin` of a `Stamp`."""
    modified_at: datetime | None = field(default=None, metadata=to(STORED, IMPORTED, EXPORTED, SHOWN))
    """UTC; the page's own statement of its last change."""
    attributions: tuple[Attribution, ...] = field(default=(), metadata=to(EXPORTED))
    text_hash: str | None = field(default=None, metadata=to(STORED, EXPORTED))
    """Hash of the folded title and body; equal for texts that differ in marks, spacing or letter variants only."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one article address that gave no article; its ledger row says so."""

    url: str
    """Canonical address under which the ledger awaits it."""
    outcome: Outcome
    reason: Reason
    detail: str = ""
    """What the reason rests on, for people."""
    http_status: int | None = None
    retry_after: float | None = None
    """Seconds before the next try; None: the ledger's own back-off for a failure, never for the rest."""
    quarantine: str | None = None
    """Error text of what belongs into the quarantine beside the ledger; None: nothing."""
    stage: str = "extract"
    """Stage that gave the verdict."""
    final: bool = False
    """Whether the address itself says so (no web address, refused by robots.txt, another outlet's host), and not what it answered."""


@dataclass(frozen=True, slots=True)
class Observations:
    """What one page taught about its outlet, to be folded back into the store's knowledge."""

    extractor: str = ""
    """Which reader answered for the page's own article."""
    paragraphs: tuple[str, ...] = ()
    """Paragraphs of the page as read, so that those which recur across an outlet's pages are seen as furniture."""
    address: str = ""
    """The page's address: a page that is read twice counts once."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Further findings by name, such as the encoding decision."""
    sample: PageSample | None = None
    """Where the article's parts stood, as the generic reader found them; where a learned layout answered, only the place of a byline that
    it does not know; None where there is nothing to tell."""
    furniture: tuple[str, ...] | None = None
    """Folded lines left out of the text because they recur across the outlet's pages; None where none is known to, or on no article."""
    checks: tuple[LayoutCheck, ...] = ()
    """What came of the outlet's learned layouts on the page."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that came from one page."""

    articles: tuple[Article, ...] = ()
    """The page's own article first; empty where the page is rejected."""
    related_links: tuple[RelatedLink, ...] = ()
    rejected: Reason | None = None
    """Why there is no article; None where there is one."""
    detail: str = ""
    """What the reason rests on, for people."""
    observations: Observations = field(default_factory=Observations)
