"""The text with its structure, its pictures, and which page of an article on several pages a row is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

COLUMNS = {
    "body_markdown": "the same as Markdown; null where it says no more than the body",
    "part_of": "which page of an article on several pages it is, with the next one's address; null for one page",
}


def upgrade() -> None:
    for name, said in COLUMNS.items():
        op.add_column("articles", sa.Column(name, sa.Text(), nullable=True, comment=said))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = "which reader answered: layout:<id>, learned:<id>, generic, state, text or import"
        op.alter_column("articles", "extractor", comment=said)
    op.create_table(
        "media",
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="whose picture"),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in the text, from 0"),
        sa.Column("kind", sa.Text(), nullable=False, comment="image"),
        sa.Column("url", sa.Text(), nullable=False, comment="the largest file that the page names"),
        sa.Column("caption", sa.Text(), nullable=True, comment="as printed; null where it has none"),
        sa.Column("width", sa.Integer(), nullable=True, comment="pixels, as the page states them"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_media_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_media"),
    )
