"""A row for each sitemap below an index, and how often an address was looked at for nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "feed_children",
        sa.Column("feed_id", KEY, nullable=False, comment="the index"),
        sa.Column("url", sa.Text(), nullable=False, comment="its address as the index writes it"),
        sa.Column("lastmod", sa.Text(), nullable=True, comment="words of its last change in the index when it was last read"),
        sa.Column("etag", sa.Text(), nullable=True, comment="validator of its last answer; null for an index below the index"),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="the other validator"),
        sa.Column("body_hash", sa.Text(), nullable=True, comment="SHA-256 of its last full answer; null for an index below the index"),
        sa.Column("newest_seen_at", INSTANT, nullable=True, comment="newest time that an address in it stated"),
        sa.Column("last_new_at", INSTANT, nullable=True, comment="last answer that named an address not known before"),
        sa.Column("checked_at", INSTANT, nullable=False, comment="last request, whatever came of it"),
        sa.Column("last_full_at", INSTANT, nullable=True, comment="last unconditional answer"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_children_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", "url", name="pk_feed_children"),
    )
    said = "looks in a row that a changed lastmod asked for and that found the article unchanged"
    op.add_column("urls", sa.Column("vain_looks", sa.BigInteger(), server_default="0", nullable=False, comment=said))
