"""Further kinds of events: rows given to the outlets whose they are."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = (
            "possible-gap, moved, moved-away, gone, dormant, woken, clock-jump, chores, adopted, addresses-returned or articles-elsewhere"
        )
        op.alter_column("events", "kind", comment=said)
