"""By which rules the words of the full-text index were made: a store that has articles holds the first ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.search.text import TEXT_VERSION

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIRST = 1


def upgrade() -> None:
    made = op.create_table(
        "search_index",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="1"),
        sa.Column("version", sa.Integer(), nullable=False, comment="of the rules that made all of them, but for what newer rules made"),
        sa.Column(
            "renewing",
            sa.Integer(),
            nullable=True,
            comment="version of the rules by which a reindexing makes them anew; null: none has begun",
        ),
        sa.Column("reached", KEY, nullable=True, comment="article up to which it has come"),
        sa.PrimaryKeyConstraint("id", name="pk_search_index"),
    )
    filled = op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT 1 FROM search_texts)"))
    op.get_bind().execute(made.insert(), {"id": 1, "version": FIRST if filled else TEXT_VERSION})
