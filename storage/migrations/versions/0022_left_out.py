"""Why nothing was taken of all that a feed names, so that an answer which is as it was is judged like the one before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    said = "why nothing that it named at its last reading was taken; null where something was"
    op.add_column("feeds", sa.Column("left_out", sa.Text(), nullable=True, comment=said))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = "blocked, broken, left-out, never-gave, silent, rotting, fallen, thinner, slow or network-down"
        op.alter_column("conditions", "kind", comment=said)
