"""What is watched and what ran: outlets, leases, pages, feeds, runs, the quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Types as they were at this revision: the models may change, what this file makes may not.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "outlets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="slug; equals the outlet file's stem and the spider's name"),
        sa.Column("title", sa.Text(), nullable=False, comment="name as its readers know it"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166 alpha-2; null where no one country"),
        sa.Column("kind", sa.Text(), nullable=False, comment="publisher, agency, broadcaster, aggregator or unregistered"),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False, comment="IANA zone of its clock times"),
        sa.PrimaryKeyConstraint("id", name="pk_outlets"),
        sa.UniqueConstraint("name", name="uq_outlets_name"),
    )
    op.create_table(
        "leases",
        sa.Column("key", sa.Text(), nullable=False, comment="`outlet:<name>` or `host:<name>`"),
        sa.Column("owner", sa.Text(), nullable=True, comment="host and process that hold it; null when free"),
        sa.Column("token", sa.BigInteger(), nullable=False, comment="fencing token: a holder with an older one may not write"),
        sa.Column("until", INSTANT, nullable=False, comment="when it runs out unless renewed"),
        sa.PrimaryKeyConstraint("key", name="pk_leases"),
    )
    op.create_table(
        "pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="address asked for"),
        sa.Column("final_url", sa.Text(), nullable=False, comment="address that answered"),
        sa.Column("fetched_at", INSTANT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False, comment="response headers, lower-case names"),
        sa.Column("encoding", sa.Text(), nullable=True, comment="the encoding that was decided on"),
        sa.Column("body_sha256", sa.Text(), nullable=False),
        sa.Column("archive_file", sa.Text(), nullable=True, comment="where the bytes are kept; null until pages are kept"),
        sa.Column("archive_offset", sa.BigInteger(), nullable=True),
        sa.Column("archive_length", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_index("ix_pages_url", "pages", ["url"])
    op.create_table(
        "feeds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="address as the outlet file gives it"),
        sa.Column("kind", sa.Text(), nullable=False, comment="feed, sitemap or listing"),
        sa.Column("etag", sa.Text(), nullable=True, comment="validator of the last full answer, sent back as If-None-Match"),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="validator of the last full answer, sent back as If-Modified-Since"),
        sa.Column("body_hash", sa.Text(), nullable=True, comment="SHA-256 of the last full answer, for servers whose validators lie"),
        sa.Column("interval_seconds", sa.BigInteger(), nullable=True, comment="seconds between two polls; null until polling has set it"),
        sa.Column("next_due_at", INSTANT, nullable=True, comment="when the next poll is due; null: at once"),
        sa.Column("last_success_at", INSTANT, nullable=True, comment="last answer that could be read, 304 included"),
        sa.Column("last_new_at", INSTANT, nullable=True, comment="last answer that named an address not seen before"),
        sa.Column("last_failure_at", INSTANT, nullable=True, comment="last poll that failed"),
        sa.Column("last_full_at", INSTANT, nullable=True, comment="last unconditional answer"),
        sa.Column(
            "fail_points",
            sa.Float(),
            server_default="0",
            nullable=False,
            comment="1 for a hard, 0.5 for a soft, 0.25 for a passing failure; 0 after a success",
        ),
        sa.Column("state", sa.Text(), server_default="active", nullable=False, comment="active, dormant or removed"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why the last poll failed; null after a success"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_feeds_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_next_due_at", "feeds", ["next_due_at"])
    op.create_index("ix_feeds_outlet_id", "feeds", ["outlet_id"])
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=True, comment="null for an import of several outlets"),
        sa.Column("trigger", sa.Text(), nullable=False, comment="cron, poll, cli, catch-up, retry or import"),
        sa.Column("state", sa.Text(), nullable=False, comment="running, finished, failed or killed"),
        sa.Column("due_at", INSTANT, nullable=True, comment="slot that the timer meant; null when started by hand"),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("heartbeat_at", INSTANT, nullable=False, comment="last sign of life; a running run without one for long was killed"),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("token", sa.BigInteger(), nullable=False, comment="fencing token of the lease it ran under"),
        sa.Column("outcome", sa.Text(), nullable=True, comment="ok, empty, cut-short or failed; null while running"),
        sa.Column("found", sa.BigInteger(), server_default="0", nullable=False, comment="article addresses this run took up"),
        sa.Column("new", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("updated", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("duplicate", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("rejected", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("failed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("skipped", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("pending", sa.BigInteger(), server_default="0", nullable=False, comment="without an outcome; 0 for a finished run"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why it did not end well, for people"),
        sa.Column(
            "stats",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="further counts: entries read and known, requests, bytes, missing fields, seconds",
        ),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_runs_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_outlet_id", "runs", ["outlet_id"])
    op.create_index("ix_runs_state", "runs", ["state"])
    op.create_table(
        "quarantine",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=True),
        sa.Column("page_id", KEY, nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False, comment="discover, extract, normalise, attribute, validate, deduplicate or store"),
        sa.Column("error", sa.Text(), nullable=False, comment="kind and text of the error"),
        sa.Column("payload", sa.Text(), nullable=True, comment="what was being worked on, as JSON"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False, comment="open, retried or closed"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_quarantine_page_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_quarantine_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_run_id", "quarantine", ["run_id"])
    op.create_index("ix_quarantine_url", "quarantine", ["url"])
