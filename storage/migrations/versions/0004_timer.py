"""What the timer needs: schedules, holds, events, conditions, and what a feed's polling remembers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    _widen_feeds()
    op.add_column(
        "runs", sa.Column("failure", sa.Text(), nullable=True, comment="class of the failure, a word of the closed list; null without one")
    )
    op.create_table(
        "schedules",
        sa.Column("outlet_id", KEY, autoincrement=False, nullable=False),
        sa.Column("cron", sa.Text(), nullable=True, comment="cron expression in the outlet's zone; null: polling adapts"),
        sa.Column("next_due_at", INSTANT, nullable=True, comment="next cron slot; null without one"),
        sa.Column("retry_at", INSTANT, nullable=True, comment="when a crawl that was killed or failed is run again; nothing runs before"),
        sa.Column("crashes", sa.BigInteger(), server_default="0", nullable=False, comment="crawls in a row that were killed or failed"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_schedules_outlet_id"),
        sa.PrimaryKeyConstraint("outlet_id", name="pk_schedules"),
    )
    op.create_table(
        "holds",
        sa.Column("host", sa.Text(), nullable=False, comment="host and port"),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_holds"),
    )
    _create_events()
    _create_conditions()


def _widen_feeds() -> None:
    for column in (
        sa.Column(
            "failure", sa.Text(), nullable=True, comment="class of the last failure, a word of the closed list; null after a success"
        ),
        sa.Column("last_points", sa.Float(), server_default="0", nullable=False, comment="what the last failure counted"),
        sa.Column("moved_to", sa.Text(), nullable=True, comment="address it moved to for good, asked instead of `url`"),
        sa.Column(
            "steady_answer", sa.Text(), nullable=True, comment="unusual answer that it gives: an address it moved to, or 410; null without"
        ),
        sa.Column("steady_since", INSTANT, nullable=True, comment="since when it gives that answer"),
        sa.Column("steady_count", sa.BigInteger(), server_default="0", nullable=False, comment="how often in a row it gave that answer"),
    ):
        op.add_column("feeds", column)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="possible-gap, moved, moved-away, gone, dormant, woken or clock-jump"),
        sa.Column("outlet_id", KEY, nullable=True, comment="null where it concerns no one outlet"),
        sa.Column("feed_id", KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=True, comment="for people"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_events_feed_id"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_events_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_outlet_id_at", "events", ["outlet_id", "at"])


def _create_conditions() -> None:
    op.create_table(
        "conditions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=True, comment="null for our own network"),
        sa.Column("kind", sa.Text(), nullable=False, comment="silent, broken, blocked, rotting, thinner, fallen, slow or network-down"),
        sa.Column("reason", sa.Text(), nullable=False, comment="in plain words"),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=True, comment="when it was over; null: it lasts"),
        sa.Column("told_at", INSTANT, nullable=True, comment="when the webhook was told that it began"),
        sa.Column("ended_told_at", INSTANT, nullable=True, comment="when the webhook was told that it was over"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_conditions_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conditions"),
    )
    op.create_index("ix_conditions_outlet_id_until", "conditions", ["outlet_id", "until"])
