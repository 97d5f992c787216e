"""The schema: every table of the store as SQLAlchemy models; migrations lead to exactly these.

Instants are UTC. Text is stored as its outlet wrote it; folded forms stand beside it, for matching only. Tables are in the order of the
flow: what is watched, what ran, what was seen, what was stored, how it hangs together.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, Float, ForeignKey, Index, Integer, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import Instant

# Names that both engines would otherwise choose differently, so that a migration can name what it changes.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only where the key is exactly INTEGER.
Key = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Common root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant(), date: Date(), str: Text(), int: BigInteger(), float: Float()}


class OutletRow(Base):
    """One outlet: a publisher, agency, broadcaster or aggregator, crawled or only cited."""

    __tablename__ = "outlets"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True, comment="slug; equals the outlet file's stem and the spider's name")
    title: Mapped[str] = mapped_column(comment="name as its readers know it")
    country: Mapped[str | None] = mapped_column(String(2), comment="ISO 3166 alpha-2; null where no one country")
    kind: Mapped[str] = mapped_column(String(20), comment="publisher, agency, broadcaster, aggregator or unregistered")
    timezone: Mapped[str] = mapped_column(String(60), server_default="UTC", comment="IANA zone of its clock times")


class FeedRow(Base):
    """One feed, sitemap or listing page of an outlet, with what conditional requests and polling need."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    url: Mapped[str] = mapped_column(unique=True, comment="address as the outlet file gives it")
    kind: Mapped[str] = mapped_column(String(20), comment="feed, sitemap or listing")
    etag: Mapped[str | None] = mapped_column(comment="validator of the last full answer, sent back as If-None-Match")
    last_modified: Mapped[str | None] = mapped_column(comment="validator of the last full answer, sent back as If-Modified-Since")
    body_hash: Mapped[str | None] = mapped_column(String(64), comment="SHA-256 of the last full answer, for servers whose validators lie")
    interval_seconds: Mapped[int | None] = mapped_column(comment="seconds between two polls; null until polling has set it")
    next_due_at: Mapped[datetime | None] = mapped_column(index=True, comment="when the next poll is due; null: at once")
    last_success_at: Mapped[datetime | None] = mapped_column(comment="last answer that could be read, 304 included")
    last_new_at: Mapped[datetime | None] = mapped_column(comment="last answer that named an address not seen before")
    last_full_at: Mapped[datetime | None] = mapped_column(comment="last unconditional answer")
    fail_points: Mapped[float] = mapped_column(
        server_default="0", comment="1 for a hard, 0.5 for a soft, 0.25 for a passing failure; 0 after a success"
    )
    state: Mapped[str] = mapped_column(String(20), server_default="active", comment="active, dormant or removed")
    reason: Mapped[str | None] = mapped_column(comment="why the last poll failed; null after a success")


class RunRow(Base):
    """One crawl or import of one outlet, with its account: found = new + updated + duplicate + rejected + failed + skipped + pending."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True, comment="null for an import of several outlets")
    trigger: Mapped[str] = mapped_column(String(20), comment="cron, poll, cli, catch-up, retry or import")
    state: Mapped[str] = mapped_column(String(20), index=True, comment="running, finished, failed or killed")
    due_at: Mapped[datetime | None] = mapped_column(comment="slot that the timer meant; null when started by hand")
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime] = mapped_column(comment="last sign of life; a running run without one for long was killed")
    finished_at: Mapped[datetime | None]
    token: Mapped[int] = mapped_column(comment="fencing token of the lease it ran under")
    outcome: Mapped[str | None] = mapped_column(String(20), comment="ok, empty, cut-short or failed; null while running")
    found: Mapped[int] = mapped_column(server_default="0", comment="article addresses this run took up")
    new: Mapped[int] = mapped_column(server_default="0")
    updated: Mapped[int] = mapped_column(server_default="0")
    duplicate: Mapped[int] = mapped_column(server_default="0")
    rejected: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    skipped: Mapped[int] = mapped_column(server_default="0")
    pending: Mapped[int] = mapped_column(server_default="0", comment="without an outcome; 0 for a finished run")
    reason: Mapped[str | None] = mapped_column(comment="why it did not end well, for people")
    stats: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="further counts: entries read and known, requests, bytes, missing fields, seconds"
    )


class LeaseRow(Base):
    """Who may crawl what: one row a key, taken for a while and renewed, with a token that grows at each taking."""

    __tablename__ = "leases"

    key: Mapped[str] = mapped_column(String(200), primary_key=True, comment="`outlet:<name>` or `host:<name>`")
    owner: Mapped[str | None] = mapped_column(comment="host and process that hold it; null when free")
    token: Mapped[int] = mapped_column(comment="fencing token: a holder with an older one may not write")
    until: Mapped[datetime] = mapped_column(comment="when it runs out unless renewed")


class UrlRow(Base):
    """The ledger: one row for every article address ever seen, and what became of it."""

    __tablename__ = "urls"
    __table_args__ = (
        Index(
            "ix_urls_retry",
            "outlet_id",
            "next_try_at",
            sqlite_where=text("next_try_at IS NOT NULL"),
            postgresql_where=text("next_try_at IS NOT NULL"),
        ),
        Index(
            "ix_urls_check",
            "outlet_id",
            "next_check_at",
            sqlite_where=text("next_check_at IS NOT NULL"),
            postgresql_where=text("next_check_at IS NOT NULL"),
        ),
        Index("ix_urls_guid", "outlet_id", "guid"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    url: Mapped[str] = mapped_column(unique=True, comment="canonical address")
    url_seen: Mapped[str] = mapped_column(comment="address as first written")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"))
    feed_id: Mapped[int | None] = mapped_column(
        ForeignKey("feeds.id"), comment="where it was first named; null when given by hand or imported"
    )
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True, comment="run that last took it up")
    guid: Mapped[str | None] = mapped_column(comment="the feed's identifier of the entry")
    lastmod: Mapped[str | None] = mapped_column(comment="words of the entry's last change; a difference asks for a new look")
    first_seen_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(
        String(10), comment="pending or done; done is not taken up again before next_check_at or a changed lastmod"
    )
    outcome: Mapped[str | None] = mapped_column(
        String(20), comment="new, updated, duplicate, rejected, failed or skipped; null until it has one"
    )
    reason: Mapped[str | None] = mapped_column(comment="word of the closed list of reasons; null for new")
    detail: Mapped[str | None] = mapped_column(comment="what the reason rests on, for people")
    attempts: Mapped[int] = mapped_column(server_default="0", comment="tries since it last succeeded")
    next_try_at: Mapped[datetime | None] = mapped_column(comment="when a pending or failed address is tried again; null: not by itself")
    checked_at: Mapped[datetime | None] = mapped_column(comment="last answer from its host")
    next_check_at: Mapped[datetime | None] = mapped_column(comment="when a stored article is looked at again; null: no more")
    http_status: Mapped[int | None] = mapped_column(Integer)
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id"), index=True, comment="the article it leads to; null where none"
    )


class PageRow(Base):
    """One fetched page that gave at least one article or was quarantined."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    url: Mapped[str] = mapped_column(index=True, comment="address asked for")
    final_url: Mapped[str] = mapped_column(comment="address that answered")
    fetched_at: Mapped[datetime]
    status: Mapped[int] = mapped_column(Integer)
    headers: Mapped[dict[str, str]] = mapped_column(JSON, comment="response headers, lower-case names")
    encoding: Mapped[str | None] = mapped_column(String(40), comment="the encoding that was decided on")
    body_sha256: Mapped[str] = mapped_column(String(64))
    archive_file: Mapped[str | None] = mapped_column(comment="where the bytes are kept; null until pages are kept")
    archive_offset: Mapped[int | None]
    archive_length: Mapped[int | None]


class StoryRow(Base):
    """A set of articles that carry one text."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    first_article_id: Mapped[int | None] = mapped_column(comment="earliest trustworthy publication")
    origin_outlet_id: Mapped[int | None] = mapped_column(
        ForeignKey("outlets.id"), comment="whom its copies credit, else the outlet of the first article"
    )
    origin_name: Mapped[str | None] = mapped_column(comment="the origin's name as written; set also for an outlet that is not registered")
    origin_rule: Mapped[str | None] = mapped_column(String(40), comment="how the origin was decided")
    first_published_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    article_count: Mapped[int] = mapped_column(server_default="1")
    outlet_count: Mapped[int] = mapped_column(server_default="1")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("stories.id"), comment="the story that lives on; null while this one lives")


class ArticleRow(Base):
    """One article, its text as its outlet wrote it."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_outlet_sort", "outlet_id", "sort_at"),
        Index("ix_articles_sort", "sort_at"),
        Index("ix_articles_text_hash", "text_hash"),
        Index("ix_articles_story", "story_id"),
        Index(
            "ix_articles_unjoined",
            "story_state",
            sqlite_where=text("story_state = 'pending'"),
            postgresql_where=text("story_state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="whose page this is")
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"), comment="the page of its current text; null for imports")
    position: Mapped[int] = mapped_column(
        Integer, server_default="0", comment="0 the page's own article, then the embedded ones in page order"
    )
    from_embedded: Mapped[bool] = mapped_column(server_default=text("false"), comment="read from inside another article's page")
    url: Mapped[str] = mapped_column(
        unique=True, comment="canonical address; an embedded article without one has its page's with a stable fragment"
    )
    title: Mapped[str | None]
    body: Mapped[str] = mapped_column(comment="paragraphs, one a line")
    byline: Mapped[str | None] = mapped_column(comment="author line as written")
    credit_line: Mapped[str | None] = mapped_column(comment="line that names the origin of the text, as written")
    summary: Mapped[str | None]
    section: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(10), comment="BCP 47 primary tag; null where undecided")
    published_at: Mapped[datetime | None] = mapped_column(comment="set only where the page states at least the hour")
    published_day: Mapped[date | None] = mapped_column(comment="the outlet's own calendar day")
    published_precision: Mapped[str | None] = mapped_column(String(10), comment="second, minute, hour, day or month")
    published_offset: Mapped[int | None] = mapped_column(Integer, comment="minutes east of UTC of the stated clock")
    published_raw: Mapped[str | None] = mapped_column(comment="the words that the date was read from")
    published_from: Mapped[str | None] = mapped_column(String(20), comment="json-ld, meta, feed, sitemap, visible, url or import")
    modified_at: Mapped[datetime | None] = mapped_column(comment="the page's own statement of its last change")
    fetched_at: Mapped[datetime]
    sort_at: Mapped[datetime] = mapped_column(comment="published_at, else noon of published_day in the outlet's zone, else fetched_at")
    vanished_at: Mapped[datetime | None] = mapped_column(comment="first time its address answered 404 or 410 after it had been stored")
    extractor: Mapped[str] = mapped_column(String(80), comment="which reader answered: layout:<id>, learned:<id>, generic, text or import")
    extract_version: Mapped[int] = mapped_column(Integer, comment="version of the extraction rules")
    text_hash: Mapped[str] = mapped_column(String(32), comment="hash of folded title and body")
    story_id: Mapped[int | None] = mapped_column(ForeignKey("stories.id"))
    story_state: Mapped[str] = mapped_column(
        String(10), server_default="pending", comment="pending until its story is decided, then joined"
    )
    image_url: Mapped[str | None]
    image_caption: Mapped[str | None]


class AuthorRow(Base):
    """One person who wrote an article."""

    __tablename__ = "authors"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    name: Mapped[str] = mapped_column(index=True)


class KeywordRow(Base):
    """One keyword as the page lists it."""

    __tablename__ = "keywords"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    keyword: Mapped[str] = mapped_column(index=True)


class RelatedLinkRow(Base):
    """One headline of a list beside an article."""

    __tablename__ = "related_links"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    label: Mapped[str] = mapped_column(comment="heading of the list («مقالات مشابهة»)")
    title: Mapped[str]
    url: Mapped[str | None] = mapped_column(comment="null where the page prints the headline without an address")


class AttributionRow(Base):
    """One source of an article, with the words that prove it: `field[quote_start:quote_end] == quote`, in code points."""

    __tablename__ = "attributions"
    __table_args__ = (Index("ix_attributions_outlet_role", "outlet_id", "role"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12), comment="published, credited, dateline or cited")
    outlet_id: Mapped[int | None] = mapped_column(
        ForeignKey("outlets.id"), comment="null where the name is unknown or nothing decides between several"
    )
    name: Mapped[str] = mapped_column(index=True, comment="as written")
    field: Mapped[str] = mapped_column(String(12), comment="title, body, summary, byline, credit_line or structured")
    name_start: Mapped[int | None] = mapped_column(Integer)
    name_end: Mapped[int | None] = mapped_column(Integer)
    quote: Mapped[str]
    quote_start: Mapped[int | None] = mapped_column(Integer)
    quote_end: Mapped[int | None] = mapped_column(Integer)
    rule: Mapped[str] = mapped_column(String(60), comment="name of the rule that fired")


class RevisionRow(Base):
    """An earlier text of an article, kept when a later one replaced it."""

    __tablename__ = "revisions"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="1 is the first text stored")
    seen_at: Mapped[datetime] = mapped_column(comment="when this text was fetched")
    title: Mapped[str | None]
    body: Mapped[str]
    changed: Mapped[str] = mapped_column(comment="what the next text changed: headline, body, attribution, joined by commas")


class ArticleLinkRow(Base):
    """How the texts of two articles hang together."""

    __tablename__ = "article_links"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="the later article")
    other_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    relation: Mapped[str] = mapped_column(String(12), comment="copy, excerpt, contains, update or shares-text")
    score: Mapped[float]
    algo_version: Mapped[int] = mapped_column(Integer)


class QuarantineRow(Base):
    """What could not be read or written, kept to be tried again."""

    __tablename__ = "quarantine"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"))
    url: Mapped[str] = mapped_column(index=True)
    stage: Mapped[str] = mapped_column(String(20), comment="discover, extract, normalise, attribute, validate, deduplicate or store")
    error: Mapped[str] = mapped_column(comment="kind and text of the error")
    payload: Mapped[str | None] = mapped_column(comment="what was being worked on, as JSON")
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), server_default="open", comment="open, retried or closed")


class SearchTextRow(Base):
    """Folded and stemmed shadows of an article's words, for the full-text index only; nobody is shown them."""

    __tablename__ = "search_texts"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(comment="folded words of the title")
    body: Mapped[str] = mapped_column(comment="folded words of the body")
    stems: Mapped[str] = mapped_column(comment="stems of the words of both")
