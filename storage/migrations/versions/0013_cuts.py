"""What else stands in the selectors of layouts: between which elements their pages are parsed."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

SELECTORS = (
    "title, byline, published, credit and keywords where they are known; drop; apart: what stands after the article; opens and "
    "ends: where its part of the page begins and what comes next, as the page writes their class or id"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("layouts", "selectors", comment=SELECTORS)
