"""What is kept of the texts to find their copies: fingerprints, the hashes to look them up by, and what each day printed anew."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class PrintRow(Base):
    """The fingerprint of one article's text."""

    __tablename__ = "dedup_prints"
    __table_args__ = (
        Index("ix_dedup_prints_day", "day"),
        Index(
            "ix_dedup_prints_unsettled",
            "day",
            sqlite_where=text("settled = 0"),
            postgresql_where=text("settled = false"),
        ),
    )

    article_id: Mapped[int] = mapped_column(Key, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="whose text")
    day: Mapped[date] = mapped_column(comment="the article's sort_at as a day in UTC")
    print: Mapped[bytes] = mapped_column(comment="the words as numbers, see warraq.dedup.fingerprint")
    first_print: Mapped[bool] = mapped_column(
        server_default=text("true"), comment="whether no article of the three days before has its text"
    )
    basis: Mapped[int | None] = mapped_column(comment="hash of the boilerplate that its links were judged by; null: to be judged again")
    settled: Mapped[bool] = mapped_column(server_default=text("false"), comment="whether its day has counted it")
    algo_version: Mapped[int] = mapped_column(Integer, comment="version of the fingerprint")
    candidates: Mapped[int] = mapped_column(Integer, server_default="0", comment="earlier articles that share hashes enough with it")
    kept_since: Mapped[date | None] = mapped_column(comment="the day on which it was stored, in UTC; null: before that was noted")


class PostingRow(Base):
    """One hash of one article's text."""

    __tablename__ = "dedup_postings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="of one of its shingles, chosen by winnowing")
    day: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="as in dedup_prints, counted from 0001-01-01 as 1"
    )
    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="whose text")


class DayRow(Base):
    """The shingles that one day printed anew, in 64 parts by hash range."""

    __tablename__ = "dedup_days"

    day: Mapped[date] = mapped_column(primary_key=True, comment="as in dedup_prints")
    shard: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="0 to 63: the highest six bits of the shingles in it"
    )
    shingles: Mapped[bytes] = mapped_column(comment="ascending, little-endian 32-bit numbers")
