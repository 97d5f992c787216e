"""An index by which the articles of the last weeks are found, outlet by outlet, and the precisions that a date may have."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("ix_articles_outlet_fetched", "articles", ["outlet_id", "fetched_at"])
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("articles", "published_precision", comment="second or minute with published_at, day with published_day")
