"""When a document had last been read without naming an address, which tells how early its article can have been published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

COMMENTS = (
    (
        "stories",
        "origin_rule",
        "credited, dateline, first-published, first-fetched, own, or unsure: another states an earlier time, which polls contradict",
    ),
    ("stories", "first_published_at", "earliest published_at of its articles that polls do not contradict; null where none states one"),
    (
        "conditions",
        "kind",
        "bad-file, blocked, broken, left-out, never-gave, silent, rotting, fallen, thinner, slow or network-down",
    ),
    (
        "events",
        "kind",
        "possible-gap, moved, moved-away, gone, dormant, woken, clock-jump, chores, adopted, addresses-returned, "
        "articles-elsewhere or one-address",
    ),
)


def upgrade() -> None:
    said = "when the document that named it had last been read without naming it; null: at its first reading, or not known"
    op.add_column("urls", sa.Column("unseen_at", INSTANT, nullable=True, comment=said))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        for table, column, words in COMMENTS:
            op.alter_column(table, column, comment=words)
