"""What is watched, what ran, and what became of every address: outlets, feeds, runs, leases, the ledger, pages, the quarantine."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class OutletRow(Base):
    """One outlet: a publisher, agency, broadcaster or aggregator, crawled or only cited."""

    __tablename__ = "outlets"

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    name: Mapped[str] = mapped_column(unique=True, comment="slug; equals the outlet file's stem and the spider's name")
    title: Mapped[str] = mapped_column(comment="name as its readers know it")
    country: Mapped[str | None] = mapped_column(comment="ISO 3166 alpha-2; null where no one country")
    kind: Mapped[str] = mapped_column(comment="publisher, agency, broadcaster, aggregator or unregistered")
    timezone: Mapped[str] = mapped_column(server_default="UTC", comment="IANA zone of its clock times")


class FeedRow(Base):
    """One feed, sitemap or listing page of an outlet, with what conditional requests and polling need."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True, comment="whose feed")
    url: Mapped[str] = mapped_column(unique=True, comment="address as the outlet file gives it")
    kind: Mapped[str] = mapped_column(comment="feed, sitemap or listing")
    etag: Mapped[str | None] = mapped_column(comment="validator of the last full answer, sent back as If-None-Match")
    last_modified: Mapped[str | None] = mapped_column(comment="validator of the last full answer, sent back as If-Modified-Since")
    body_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of the last full answer, for servers whose validators lie")
    interval_seconds: Mapped[int | None] = mapped_column(comment="seconds between two polls; null until polling has set it")
    next_due_at: Mapped[datetime | None] = mapped_column(index=True, comment="when the next poll is due; null: at once")
    last_success_at: Mapped[datetime | None] = mapped_column(comment="last answer that could be read, 304 included")
    last_new_at: Mapped[datetime | None] = mapped_column(comment="last answer that named an address not seen before")
    last_failure_at: Mapped[datetime | None] = mapped_column(comment="last poll that failed")
    last_full_at: Mapped[datetime | None] = mapped_column(comment="last unconditional answer")
    fail_points: Mapped[float] = mapped_column(
        server_default="0", comment="1 for a hard, 0.5 for a soft, 0.25 for a passing failure; 0 after a success"
    )
    state: Mapped[str] = mapped_column(server_default="active", comment="active, dormant or removed")
    reason: Mapped[str | None] = mapped_column(comment="why the last poll failed; null after a success")
    failure: Mapped[str | None] = mapped_column(comment="class of the last failure, a word of the closed list; null after a success")
    last_points: Mapped[float] = mapped_column(server_default="0", comment="what the last failure counted")
    moved_to: Mapped[str | None] = mapped_column(comment="address it moved to for good, asked instead of `url`")
    steady_answer: Mapped[str | None] = mapped_column(comment="unusual answer that it gives: an address it moved to, or 410; null without")
    steady_since: Mapped[datetime | None] = mapped_column(comment="since when it gives that answer")
    steady_count: Mapped[int] = mapped_column(server_default="0", comment="how often in a row it gave that answer")
    left_out: Mapped[str | None] = mapped_column(
        comment="why nothing that it named at its last reading was taken; null where something was"
    )


class FeedChildRow(Base):
    """One sitemap below an index, as it was when it was last read."""

    __tablename__ = "feed_children"

    feed_id: Mapped[int] = mapped_column(Key, ForeignKey("feeds.id"), primary_key=True, autoincrement=False, comment="the index")
    url: Mapped[str] = mapped_column(primary_key=True, comment="its address as the index writes it")
    lastmod: Mapped[str | None] = mapped_column(comment="words of its last change in the index when it was last read")
    etag: Mapped[str | None] = mapped_column(comment="validator of its last answer; null for an index below the index")
    last_modified: Mapped[str | None] = mapped_column(comment="the other validator")
    body_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of its last full answer; null for an index below the index")
    newest_seen_at: Mapped[datetime | None] = mapped_column(comment="newest time that an address in it stated")
    last_new_at: Mapped[datetime | None] = mapped_column(comment="last answer that named an address not known before")
    checked_at: Mapped[datetime] = mapped_column(comment="last request, whatever came of it")
    last_full_at: Mapped[datetime | None] = mapped_column(comment="last unconditional answer")


class RunRow(Base):
    """One crawl or import of one outlet, with its account: found = new + updated + duplicate + rejected + failed + skipped + pending."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="as `warraq runs` shows it")
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True, comment="null for an import of several outlets")
    trigger: Mapped[str] = mapped_column(comment="cron, poll, cli, catch-up, retry or import")
    state: Mapped[str] = mapped_column(index=True, comment="running, finished, failed or killed")
    due_at: Mapped[datetime | None] = mapped_column(comment="slot that the timer meant; null when started by hand")
    started_at: Mapped[datetime] = mapped_column(comment="when it began")
    heartbeat_at: Mapped[datetime] = mapped_column(comment="last sign of life; a running run without one for long was killed")
    finished_at: Mapped[datetime | None] = mapped_column(comment="when it ended or was closed; null while running")
    token: Mapped[int] = mapped_column(comment="fencing token of the lease it ran under")
    outcome: Mapped[str | None] = mapped_column(comment="ok, empty, cut-short or failed; null while running")
    found: Mapped[int] = mapped_column(server_default="0", comment="article addresses this run took up")
    new: Mapped[int] = mapped_column(server_default="0", comment="stored for the first time")
    updated: Mapped[int] = mapped_column(server_default="0", comment="stored before, now with another text")
    duplicate: Mapped[int] = mapped_column(server_default="0", comment="the same article under another address")
    rejected: Mapped[int] = mapped_column(server_default="0", comment="will not be stored")
    failed: Mapped[int] = mapped_column(server_default="0", comment="could not be read this time")
    skipped: Mapped[int] = mapped_column(server_default="0", comment="left alone: unchanged, gone, or left for the next run")
    pending: Mapped[int] = mapped_column(server_default="0", comment="without an outcome; 0 for a finished run")
    reason: Mapped[str | None] = mapped_column(comment="why it did not end well, for people")
    stats: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="further counts: entries read and known, requests, bytes, missing fields, seconds"
    )
    failure: Mapped[str | None] = mapped_column(comment="class of the failure, a word of the closed list; null without one")


class LeaseRow(Base):
    """Who may crawl what: one row a key, taken for a while and renewed, with a token that grows at each taking."""

    __tablename__ = "leases"

    key: Mapped[str] = mapped_column(primary_key=True, comment="`outlet:<name>` or `host:<name>`")
    owner: Mapped[str | None] = mapped_column(comment="host and process that hold it; null when free")
    token: Mapped[int] = mapped_column(comment="fencing token: a holder with an older one may not write")
    until: Mapped[datetime] = mapped_column(comment="when it runs out unless renewed")


class UrlRow(Base):
    """The ledger: one row for every article address ever seen, and what became of it."""

    __tablename__ = "urls"
    __table_args__ = (
        Index(
            "ix_urls_looks",
            "outlet_id",
            "looks",
            "next_check_at",
            sqlite_where=text("looks > 0 AND next_check_at IS NOT NULL"),
            postgresql_where=text("looks > 0 AND next_check_at IS NOT NULL"),
        ),
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
        Index(
            "ix_urls_number",
            "outlet_id",
            "number",
            sqlite_where=text("number IS NOT NULL"),
            postgresql_where=text("number IS NOT NULL"),
        ),
        Index("ix_urls_seen", "outlet_id", "first_seen_at"),
        Index("ix_urls_run_outcome", "run_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    url: Mapped[str] = mapped_column(unique=True, comment="canonical address")
    url_seen: Mapped[str] = mapped_column(comment="address as first written")
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), comment="null for a rejected import of no known outlet")
    feed_id: Mapped[int | None] = mapped_column(
        ForeignKey("feeds.id"), comment="where it was first named; null when given by hand or imported"
    )
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), comment="run that last took it up")
    guid: Mapped[str | None] = mapped_column(comment="the feed's identifier of the entry")
    lastmod: Mapped[str | None] = mapped_column(comment="words of the entry's last change; a difference asks for a new look")
    entry: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="what the document said of it (title, published, …), for the tries and looks after the first"
    )
    first_seen_at: Mapped[datetime] = mapped_column(comment="when it was first named")
    state: Mapped[str] = mapped_column(comment="pending or done; done is not taken up again before next_check_at or a changed lastmod")
    outcome: Mapped[str | None] = mapped_column(comment="new, updated, duplicate, rejected, failed or skipped; null until it has one")
    reason: Mapped[str | None] = mapped_column(comment="word of the closed list of reasons; null for new")
    detail: Mapped[str | None] = mapped_column(comment="what the reason rests on, for people")
    attempts: Mapped[int] = mapped_column(server_default="0", comment="tries since it last succeeded")
    next_try_at: Mapped[datetime | None] = mapped_column(comment="when a pending or failed address is tried again; null: not by itself")
    checked_at: Mapped[datetime | None] = mapped_column(comment="last answer from its host")
    next_check_at: Mapped[datetime | None] = mapped_column(
        comment="when a stored article, or a page that gave none, is looked at again; null: no more"
    )
    http_status: Mapped[int | None] = mapped_column(Integer, comment="status of the last answer; null without one")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id"), index=True, comment="the article it leads to; null where none"
    )
    looks: Mapped[int] = mapped_column(
        Integer, server_default="0", comment="answers in a row that gave no article of its own; 0 once one did"
    )
    looks_left: Mapped[int] = mapped_column(
        Integer, server_default="0", comment="further looks that such a page has before the verdict is final"
    )
    look_reason: Mapped[str | None] = mapped_column(comment="why the last of these answers gave none; null without")
    vain_looks: Mapped[int] = mapped_column(
        server_default="0", comment="looks in a row that a changed lastmod asked for and that found the article unchanged"
    )
    unseen_at: Mapped[datetime | None] = mapped_column(
        comment="when the document that named it had last been read without naming it; null: at its first reading, or not known"
    )
    number: Mapped[int | None] = mapped_column(
        BigInteger, comment="number of its own in the address, no part of a date; null: none, or named before this column was"
    )


class LookRecordRow(Base):
    """How many further looks at pages that gave no article were in vain, by outlet and reason."""

    __tablename__ = "look_records"

    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True, autoincrement=False, comment="whose pages")
    reason: Mapped[str] = mapped_column(primary_key=True, comment="why they gave no article when they were looked at before")
    fruitless: Mapped[int] = mapped_column(Integer, server_default="0", comment="looks in a row that found none either")


class PageRow(Base):
    """One fetched page that gave at least one article or was quarantined."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    url: Mapped[str] = mapped_column(index=True, comment="address asked for")
    final_url: Mapped[str] = mapped_column(comment="address that answered")
    fetched_at: Mapped[datetime] = mapped_column(comment="when it was answered")
    status: Mapped[int] = mapped_column(Integer, comment="HTTP status")
    headers: Mapped[dict[str, str]] = mapped_column(JSON, comment="response headers, lower-case names")
    encoding: Mapped[str | None] = mapped_column(comment="the encoding that was decided on")
    body_sha256: Mapped[str] = mapped_column(comment="hash of the bytes, hexadecimal")
    archive_file: Mapped[str | None] = mapped_column(comment="where the bytes are kept; null until pages are kept")
    archive_offset: Mapped[int | None] = mapped_column(comment="first byte in that file; null until pages are kept")
    archive_length: Mapped[int | None] = mapped_column(comment="bytes in that file; null until pages are kept")


class QuarantineRow(Base):
    """What could not be read or written, kept to be tried again."""

    __tablename__ = "quarantine"

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="as `warraq quarantine` takes it")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True, comment="in which run; null outside one")
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"), comment="page that was being read; null where none was kept")
    url: Mapped[str] = mapped_column(index=True, comment="address that was being read")
    stage: Mapped[str] = mapped_column(comment="discover, extract, normalise, attribute, validate, deduplicate or store")
    error: Mapped[str] = mapped_column(comment="kind and text of the error")
    payload: Mapped[str | None] = mapped_column(comment="what was being worked on, as JSON")
    created_at: Mapped[datetime] = mapped_column(comment="when it happened")
    state: Mapped[str] = mapped_column(server_default="open", comment="open, retried or closed")
