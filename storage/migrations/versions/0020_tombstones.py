"""Articles that were removed for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    if sa.inspect(op.get_bind()).has_table("tombstones"):
        return  # stores that were made at 0019 for some minutes of development hold it already
    op.create_table(
        "tombstones",
        sa.Column("article_id", KEY, autoincrement=False, nullable=False, comment="the number that it had"),
        sa.Column("url", sa.Text(), nullable=False, comment="its canonical address"),
        sa.Column("outlet_id", KEY, nullable=False, comment="whose it was"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why, for people"),
        sa.Column("removed_at", INSTANT, nullable=False, comment="when it was removed"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_tombstones_outlet_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_tombstones"),
        sa.UniqueConstraint("url", name="uq_tombstones_url"),
    )
