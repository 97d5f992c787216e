"""An index by which a story is found that has been merged, so that a merge reads no other ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    where = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"], sqlite_where=where, postgresql_where=where)
