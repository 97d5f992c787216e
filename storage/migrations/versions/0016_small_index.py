"""A full-text index without places of words: rows of numbers, the words once, made anew of all articles by `warraq db reindex`.

The old words go at once; making new ones takes too long for one transaction. Until all are made, doctor and searches say how many are not.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import define

revision = "0016"
down_revision = "0015"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
BEFORE = 2


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    if engine == "sqlite":
        op.drop_table("article_search")
    op.drop_table("search_texts")
    op.create_table(
        "search_texts",
        sa.Column("id", KEY, nullable=False, comment="number in the index, another one for another text; never given twice"),
        sa.Column("article_id", KEY, nullable=False, comment="whose words"),
        sa.Column("sort_at", INSTANT, nullable=False, comment="as in articles; here because rows of articles are long to read"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_search_texts_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_search_texts"),
        sa.UniqueConstraint("article_id", name="uq_search_texts_article_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_texts_sort", "search_texts", ["sort_at", "article_id"])
    for name in (f"search_0016.{engine}", f"article_words_0016.{engine}"):
        define(connection, name)
    _forget(connection)


def _forget(connection: sa.Connection) -> None:
    since = "number in search_texts above which words are those of this reindexing"
    op.add_column("search_index", sa.Column("since", KEY, nullable=True, comment=since))
    stale = "UPDATE search_index SET version = :before, renewing = NULL, reached = NULL WHERE EXISTS (SELECT 1 FROM articles)"
    connection.execute(sa.text(stale), {"before": BEFORE})
    if connection.dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("search_index", "reached", comment="article down to which it has come, the newest first")
