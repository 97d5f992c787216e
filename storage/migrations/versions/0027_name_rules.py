"""Of which outlets' names the sources without an outlet have been tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "name_rules",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="1"),
        sa.Column("names", sa.Text(), nullable=False, comment="hash of what all outlet files say that sources are resolved by"),
        sa.Column("reached", KEY, nullable=False, comment="number in attributions up to which these have been tried"),
        sa.PrimaryKeyConstraint("id", name="pk_name_rules"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        kinds = "possible-gap, moved, moved-away, gone, dormant, woken, clock-jump, chores, adopted, resolved, "
        op.alter_column("events", "kind", comment=f"{kinds}addresses-returned, articles-elsewhere or one-address")
