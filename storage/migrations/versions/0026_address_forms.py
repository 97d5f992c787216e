"""By which rules addresses are written, and which article answers for one that stood under the same address.

`warraq db upgrade` then brings the addresses into the newest form, in batches of their own (`storage.upkeep.addresses`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "article_heirs",
        sa.Column("article_id", KEY, autoincrement=False, nullable=False, comment="the number that it had"),
        sa.Column("heir_id", KEY, nullable=False, comment="the article that answers for it"),
        sa.Column("joined_at", INSTANT, nullable=False, comment="when the two became one"),
        sa.ForeignKeyConstraint(["heir_id"], ["articles.id"], name="fk_article_heirs_heir_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_heirs"),
    )
    op.create_index("ix_article_heirs_heir_id", "article_heirs", ["heir_id"])
    reached = "article up to which newer rules were applied; 0 while no renewal is under way"
    op.create_table(
        "address_forms",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="1"),
        sa.Column("form", sa.Integer(), nullable=False, comment="number of the rules that all of them follow"),
        sa.Column("reached_article", sa.BigInteger(), server_default="0", nullable=False, comment=reached),
        sa.Column("reached_url", sa.BigInteger(), server_default="0", nullable=False, comment="row of urls up to which they were"),
        sa.PrimaryKeyConstraint("id", name="pk_address_forms"),
    )
    op.get_bind().execute(sa.text("INSERT INTO address_forms (id, form) VALUES (1, 1)"))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        said = (
            "what the next text changed: headline, body, attribution, joined by commas; "
            "address: the text of an article that became this one"
        )
        op.alter_column("revisions", "changed", comment=said)
