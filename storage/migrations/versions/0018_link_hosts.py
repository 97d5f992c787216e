"""Hosts of no outlet that feeds name, such as those that count clicks, and where they led."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

revision = "0018"
down_revision = "0017"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "link_hosts",
        sa.Column("outlet_id", KEY, autoincrement=False, nullable=False, comment="whose feed"),
        sa.Column("host", sa.Text(), nullable=False, comment="host without port"),
        sa.Column("home", sa.BigInteger(), nullable=False, comment="addresses that led to the outlet's own pages"),
        sa.Column(
            "elsewhere", sa.BigInteger(), nullable=False, comment="addresses that led elsewhere, since it was last let alone for a week"
        ),
        sa.Column("asked_at", INSTANT, nullable=False, comment="when one of them last answered"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_link_hosts_outlet_id"),
        sa.PrimaryKeyConstraint("outlet_id", "host", name="pk_link_hosts"),
    )
