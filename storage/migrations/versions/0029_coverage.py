"""A view of what is there and what is missing, outlet by day, and an index by which a time's addresses are found."""

from __future__ import annotations

from alembic import op

from storage.schema import define

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_index("ix_urls_seen", "urls", ["outlet_id", "first_seen_at"])
    connection = op.get_bind()
    define(connection, f"coverage_0029.{connection.dialect.name}")
