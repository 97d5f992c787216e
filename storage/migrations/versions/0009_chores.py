"""How many candidates each article had and since when its print is kept, so that stories can be settled and prints forgotten at night."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    said = "earlier articles that share hashes enough with it"
    op.add_column("dedup_prints", sa.Column("candidates", sa.Integer(), server_default="0", nullable=False, comment=said))
    said = "the day on which it was stored, in UTC; null: before that was noted"
    op.add_column("dedup_prints", sa.Column("kept_since", sa.Date(), nullable=True, comment=said))
    op.execute("UPDATE dedup_prints SET basis = NULL, settled = false")
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = "possible-gap, moved, moved-away, gone, dormant, woken, clock-jump or chores"
        op.alter_column("events", "kind", comment=said)
