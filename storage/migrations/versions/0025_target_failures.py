"""Targets that take nothing at present, and when they are tried again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "target_failures",
        sa.Column("target", sa.Text(), nullable=False, comment="its name in the settings; webhook for an address in `webhook`"),
        sa.Column("since", INSTANT, nullable=False, comment="when the first attempt failed"),
        sa.Column("failures", sa.BigInteger(), nullable=False, comment="attempts in a row that failed"),
        sa.Column("next_try_at", INSTANT, nullable=False, comment="when it is tried again"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why the last attempt failed, for people"),
        sa.PrimaryKeyConstraint("target", name="pk_target_failures"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("conditions", "told_at", comment="when somebody was told that it began")
        op.alter_column("conditions", "ended_told_at", comment="when somebody was told that it was over")
