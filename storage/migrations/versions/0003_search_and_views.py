"""The full-text index with what keeps it in step, and the views for people with a SQL client."""

from __future__ import annotations

from alembic import op

from storage.schema import define

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    for name in (f"search_0003.{engine}", "article_sources_0003", f"story_chain_0003.{engine}"):
        define(connection, name)
