"""The words of searches in parts by month on PostgreSQL, where none are stored yet; on SQLite, which of them lead nowhere any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import define

revision = "0032"
down_revision = "0031"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    said = "number in search_texts up to which FTS5 on SQLite holds no words"
    op.add_column("search_index", sa.Column("emptied", KEY, nullable=False, server_default="0", comment=said))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        if not connection.scalar(sa.text("SELECT EXISTS (SELECT FROM search_texts)")):
            define(connection, "search_0032.postgresql")
    else:
        first = "UPDATE search_index SET emptied = coalesce((SELECT min(id) - 1 FROM search_texts), 0)"
        connection.execute(sa.text(first))
        # A renewal that was under way came down from the newest article; now it would go up.
        connection.execute(sa.text("UPDATE search_index SET renewing = NULL, reached = NULL, since = NULL WHERE since > 0"))
