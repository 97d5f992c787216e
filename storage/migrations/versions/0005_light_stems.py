"""The shadows of an article's words anew: light stems, those of the title on their own, and the time that found articles are ordered by.

The table stays empty: 0016 has other words made of all articles.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import define

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


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
