"""Watches, what they found, what waits for its story; and when each article first came into the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    said = "when it first came into the store; null where that was not kept yet"
    op.add_column("articles", sa.Column("stored_at", INSTANT, nullable=True, comment=said))
    _watches()
    _hits()
    _waiting()


def _watches() -> None:
    no = sa.text("false")
    op.create_table(
        "watches",
        sa.Column("id", KEY, nullable=False, comment="number of the row, never given twice"),
        sa.Column("name", sa.Text(), nullable=False, comment="as people call it"),
        sa.Column("query", sa.Text(), nullable=False, comment="words, phrases and operators as typed; empty where only options choose"),
        sa.Column("options", sa.JSON(), nullable=False, comment="options of a search as typed, by name; those not given are left out"),
        sa.Column("target", sa.Text(), nullable=False, comment="whom it tells: a name in `targets` of the settings, or log"),
        sa.Column("of", sa.Text(), nullable=False, comment="articles or stories"),
        sa.Column("digest", sa.Text(), nullable=True, comment="hourly or daily; null: told at once"),
        sa.Column(
            "revisions", sa.Boolean(), server_default=no, nullable=False, comment="whether it tells of new texts of its articles too"
        ),
        sa.Column(
            "vanished", sa.Boolean(), server_default=no, nullable=False, comment="whether it tells of its articles that are taken down too"
        ),
        sa.Column(
            "late_days", sa.Float(), nullable=False, comment="days before its storing that an article's own time may lie, to be a hit"
        ),
        sa.Column("created_at", INSTANT, nullable=False, comment="when it was made; what was stored before is no hit"),
        sa.Column("changed_at", INSTANT, nullable=False, comment="when it was made, paused or taken up again"),
        sa.Column("paused", sa.Boolean(), server_default=no, nullable=False, comment="whether nothing is found for it at present"),
        sa.Column(
            "filed_under",
            sa.Text(),
            nullable=False,
            comment="words of the search index of which an article must hold one; empty: all are looked at",
        ),
        sa.Column("filed_by", sa.Integer(), nullable=False, comment="version of the rules that made these words"),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint("name", name="uq_watches_name"),
        sqlite_autoincrement=True,
    )


def _hits() -> None:
    op.create_table(
        "watch_hits",
        sa.Column("id", KEY, nullable=False, comment="number of the row, never given twice"),
        sa.Column("watch_id", KEY, nullable=False, comment="who found it"),
        sa.Column("article_id", KEY, nullable=True, comment="the article; null for a story"),
        sa.Column("story_id", KEY, nullable=True, comment="the story, of a watch of stories; else null"),
        sa.Column("what", sa.Text(), nullable=False, comment="article, story, revision or vanished"),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False, comment="of the revision; 0 for others"),
        sa.Column("found_at", INSTANT, nullable=False, comment="when it was found"),
        sa.Column("told_at", INSTANT, nullable=True, comment="when its target took the message; null: not yet"),
        sa.Column("message_id", KEY, nullable=True, comment="the first hit of the message that it goes with; null: not decided yet"),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False, comment="how often that message was not taken"),
        sa.Column("next_try_at", INSTANT, nullable=True, comment="when it is tried again; null: at once"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_watch_hits_watch_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_watch_hits_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_watch_hits_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watch_hits"),
        sa.UniqueConstraint("watch_id", "article_id", "what", "number", name="uq_watch_hits_watch_id_article_id_what_number"),
        sa.UniqueConstraint("watch_id", "story_id", name="uq_watch_hits_watch_id_story_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_hits_article_id", "watch_hits", ["article_id"])
    op.create_index("ix_watch_hits_story_id", "watch_hits", ["story_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index("ix_watch_hits_untold", "watch_hits", ["watch_id"], sqlite_where=untold, postgresql_where=untold)


def _waiting() -> None:
    op.create_table(
        "watch_waiting",
        sa.Column("watch_id", KEY, nullable=False, comment="whom it fits"),
        sa.Column("article_id", KEY, nullable=False, comment="the article"),
        sa.Column("noted_at", INSTANT, nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name="fk_watch_waiting_watch_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_watch_waiting_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("watch_id", "article_id", name="pk_watch_waiting"),
    )
    op.create_index("ix_watch_waiting_article_id", "watch_waiting", ["article_id"])
