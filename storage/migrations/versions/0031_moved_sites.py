"""Outlets whose site has moved, as a condition of their own."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = "bad-file, blocked, broken, moved, left-out, never-gave, silent, rotting, fallen, thinner, slow or network-down"
        op.alter_column("conditions", "kind", comment=said)
