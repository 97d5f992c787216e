"""Counts by which a recurring line that recurs no more is forgotten; and what stands in the selectors of layouts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

COUNTS = {
    "pages": "pages read since it was last judged",
    "seen": "those of them that had it; it is forgotten where they are few",
}
SELECTORS = "title, byline, published, credit and keywords where they are known; drop, and apart: what stands after the article"


def upgrade() -> None:
    for name, said in COUNTS.items():
        op.add_column("furniture", sa.Column(name, sa.Integer(), server_default="0", nullable=False, comment=said))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("layouts", "selectors", comment=SELECTORS)
