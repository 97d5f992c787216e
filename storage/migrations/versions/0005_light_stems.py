"""The shadows of an article's words anew: light stems, those of the title on their own, and the time that found articles are ordered by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

from storage.schema import define
from storage.search.text import search_text
from storage.sql import writable

if TYPE_CHECKING:
    from sqlalchemy import Connection

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
BATCH = 500


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.drop_table("article_search")
    op.drop_table("search_texts")
    op.create_table(
        "search_texts",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("sort_at", INSTANT, nullable=False, comment="as in articles; here because rows of articles are long to read"),
        sa.Column("title", sa.Text(), nullable=False, comment="folded words of the title"),
        sa.Column("body", sa.Text(), nullable=False, comment="folded words of the body"),
        sa.Column("title_stems", sa.Text(), nullable=False, comment="stems of the title's words"),
        sa.Column("stems", sa.Text(), nullable=False, comment="stems of the words of both"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_search_texts_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_search_texts"),
    )
    define(connection, f"search_0005.{connection.dialect.name}")
    _fill(connection)


def _fill(connection: Connection) -> None:
    """The words of the articles that are there already, a batch at a time."""
    names = ("article_id", "sort_at", "title", "body", "title_stems", "stems")
    insert = sa.table("search_texts", *map(sa.column, names)).insert()
    batch = sa.text("SELECT id, sort_at, title, body FROM articles WHERE id > :last ORDER BY id LIMIT :batch")
    last = 0
    while rows := connection.execute(batch, {"last": last, "batch": BATCH}).all():
        last = rows[-1].id
        connection.execute(insert, [_row(row.id, row.sort_at, row.title, row.body) for row in rows])


def _row(article_id: int, sort_at: object, title: str | None, body: str) -> dict[str, object]:
    found = search_text(title, body)
    words = {name: writable(getattr(found, name)) for name in ("title", "body", "title_stems", "stems")}
    return {"article_id": article_id, "sort_at": sort_at} | words
