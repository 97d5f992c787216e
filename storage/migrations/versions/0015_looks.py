"""Further looks at pages that gave no article: how many an address has had and has left, and what they came to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    said = "answers in a row that gave no article of its own; 0 once one did"
    op.add_column("urls", sa.Column("looks", sa.Integer(), server_default="0", nullable=False, comment=said))
    said = "further looks that such a page has before the verdict is final"
    op.add_column("urls", sa.Column("looks_left", sa.Integer(), server_default="0", nullable=False, comment=said))
    said = "why the last of these answers gave none; null without"
    op.add_column("urls", sa.Column("look_reason", sa.Text(), nullable=True, comment=said))
    waiting = sa.text("looks > 0 AND next_check_at IS NOT NULL")
    columns = ["outlet_id", "looks", "next_check_at"]
    op.create_index("ix_urls_looks", "urls", columns, sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "look_records",
        sa.Column("outlet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="whose pages"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why they gave no article when they were looked at before"),
        sa.Column("fruitless", sa.Integer(), server_default="0", nullable=False, comment="looks in a row that found none either"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"]),
        sa.PrimaryKeyConstraint("outlet_id", "reason"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = "when a stored article, or a page that gave none, is looked at again; null: no more"
        op.alter_column("urls", "next_check_at", comment=said)
