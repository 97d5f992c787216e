"""Articles by their page, so that an undated second text is bound by the day of the article beside it."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_index("ix_articles_page", "articles", ["page_id"])
