"""Fingerprints, look-up hashes and the shingles of each day; links keep what they were judged to be beside what they count as."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_prints()
    op.create_table(
        "dedup_postings",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False, comment="as in dedup_prints, counted from 0001-01-01 as 1"),
        sa.Column("article_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "day", "article_id", name="pk_dedup_postings"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dedup_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shard", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False, comment="ascending, little-endian 32-bit numbers"),
        sa.PrimaryKeyConstraint("day", "shard", name="pk_dedup_days"),
    )
    op.drop_table("article_links")
    _create_links()
    op.execute("UPDATE articles SET story_state = 'pending'")


def _create_prints() -> None:
    op.create_table(
        "dedup_prints",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="the article's sort_at as a day in UTC"),
        sa.Column("print", sa.LargeBinary(), nullable=False, comment="the words as numbers, see warraq.dedup.fingerprint"),
        sa.Column(
            "first_print",
            sa.Boolean(),
            server_default=sa.text("true"),
            nullable=False,
            comment="whether no article of the three days before has its text",
        ),
        sa.Column(
            "basis",
            sa.BigInteger(),
            nullable=True,
            comment="hash of the boilerplate that its links were judged by; null: to be judged again",
        ),
        sa.Column("settled", sa.Boolean(), server_default=sa.text("false"), nullable=False, comment="whether its day has counted it"),
        sa.Column("algo_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_dedup_prints_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_dedup_prints"),
    )
    op.create_index("ix_dedup_prints_day", "dedup_prints", ["day"])
    where = sa.text("settled = 0"), sa.text("settled = false")
    op.create_index("ix_dedup_prints_unsettled", "dedup_prints", ["day"], sqlite_where=where[0], postgresql_where=where[1])


def _create_links() -> None:
    """Anew, because nothing has filled it before."""
    op.create_table(
        "article_links",
        sa.Column("article_id", KEY, nullable=False, comment="the later article"),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False, comment="copy, excerpt, contains, update or shares-text"),
        sa.Column(
            "judged", sa.Text(), nullable=False, comment="what the texts alone say; a link that would glue two stories counts as less"
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("algo_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_links_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_article_links_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_article_links"),
    )
    op.create_index("ix_article_links_other_id", "article_links", ["other_id"])
