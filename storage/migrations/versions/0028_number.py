"""The number of its own in an article's address, by which it is known again when its headline in the address changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

SAID = "number of its own in the address, no part of a date; null: none, or named before this column was"
CHANGED = (
    "what the next text changed: headline, body, attribution, joined by commas; address: the next text came under another "
    "address, or this is the text of an article that became this one"
)


def upgrade() -> None:
    op.add_column("urls", sa.Column("number", sa.BigInteger(), nullable=True, comment=SAID))
    given = sa.text("number IS NOT NULL")
    op.create_index("ix_urls_number", "urls", ["outlet_id", "number"], sqlite_where=given, postgresql_where=given)
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("revisions", "changed", comment=CHANGED)
