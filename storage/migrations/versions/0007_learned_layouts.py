"""Layouts learned from an outlet's pages, the samples they are learned from, and lines that recur."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    _create_layouts()
    op.create_table(
        "layout_samples",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("sample", sa.JSON(), nullable=False, comment="selectors and shapes by part, and the folded paragraphs"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_layout_samples_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_layout_samples"),
        sa.UniqueConstraint("outlet_id", "url", name="uq_layout_samples_outlet_id_url"),
    )
    op.create_table(
        "furniture",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("line", sa.Text(), nullable=False, comment="folded"),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_furniture_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_furniture"),
        sa.UniqueConstraint("outlet_id", "line", name="uq_furniture_outlet_id_line"),
    )


def _create_layouts() -> None:
    op.create_table(
        "layouts",
        sa.Column("id", KEY, nullable=False, comment="articles name it in `extractor` as learned:<id>"),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="trial, trusted or retired"),
        sa.Column("body", sa.Text(), nullable=False, comment="CSS selector of the container of the text"),
        sa.Column(
            "selectors",
            sa.JSON(),
            nullable=False,
            comment="title, byline, published, credit and keywords where they are known; drop",
        ),
        sa.Column("shapes", sa.JSON(), nullable=False, comment="tags and classes of all elements seen inside the body"),
        *(_counts()),
        sa.Column("pages", sa.BigInteger(), server_default="0", nullable=False, comment="pages that it has read alone"),
        sa.Column("held_from", INSTANT, nullable=False, comment="when the first page that it was learned from was read"),
        sa.Column("held_until", INSTANT, nullable=True, comment="when it last read a page rightly; null while it is not retired"),
        sa.Column("last_good_at", INSTANT, nullable=False, comment="when it last read a page or was confirmed on one"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why it was retired, for people; null while it is not"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_layouts_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_layouts"),
    )
    op.create_index("ix_layouts_outlet_id_state", "layouts", ["outlet_id", "state"])


def _counts() -> list[sa.Column[int]]:
    said = {
        "agreed": "checks in a row that the generic reader confirmed",
        "differed": "checks in a row that it did not",
        "absent": "pages in a row on which nothing was found and no other layout answered",
    }
    return [sa.Column(name, sa.Integer(), server_default="0", nullable=False, comment=comment) for name, comment in said.items()]
