"""What the timer keeps: when outlets are due, hosts that asked to wait, what happened, and what is wrong with whom since when."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class ScheduleRow(Base):
    """When the timer runs one outlet next, beside what its feeds and the ledger say."""

    __tablename__ = "schedules"

    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True, autoincrement=False, comment="whose turn")
    cron: Mapped[str | None] = mapped_column(comment="cron expression in the outlet's zone; null: polling adapts")
    next_due_at: Mapped[datetime | None] = mapped_column(comment="next cron slot; null without one")
    retry_at: Mapped[datetime | None] = mapped_column(comment="when a crawl that was killed or failed is run again; nothing runs before")
    crashes: Mapped[int] = mapped_column(server_default="0", comment="crawls in a row that were killed or failed")


class HoldRow(Base):
    """A host that asked to be left alone."""

    __tablename__ = "holds"

    host: Mapped[str] = mapped_column(primary_key=True, comment="host and port")
    until: Mapped[datetime] = mapped_column(comment="when it may be asked again")


class LinkHostRow(Base):
    """A host of no outlet that an outlet's feed names, such as one that counts clicks, and where it led."""

    __tablename__ = "link_hosts"

    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True, autoincrement=False, comment="whose feed")
    host: Mapped[str] = mapped_column(primary_key=True, comment="host without port")
    home: Mapped[int] = mapped_column(comment="addresses that led to the outlet's own pages")
    elsewhere: Mapped[int] = mapped_column(comment="addresses that led elsewhere, since it was last let alone for a week")
    asked_at: Mapped[datetime] = mapped_column(comment="when one of them last answered")


class EventRow(Base):
    """Something worth knowing that happened once."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_outlet_id_at", "outlet_id", "at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    at: Mapped[datetime] = mapped_column(comment="when it happened")
    kind: Mapped[str] = mapped_column(
        comment="possible-gap, moved, moved-away, gone, dormant, woken, clock-jump, chores, adopted, resolved, "
        "addresses-returned, articles-elsewhere or one-address"
    )
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), comment="null where it concerns no one outlet")
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("feeds.id"), comment="null where it concerns no one feed")
    detail: Mapped[str | None] = mapped_column(comment="for people")


class ConditionRow(Base):
    """Something that is wrong for a while: with an outlet, or with our own network."""

    __tablename__ = "conditions"
    __table_args__ = (Index("ix_conditions_outlet_id_until", "outlet_id", "until"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), comment="null for our own network")
    kind: Mapped[str] = mapped_column(
        comment="bad-file, blocked, broken, moved, left-out, never-gave, silent, rotting, fallen, thinner, slow or network-down"
    )
    reason: Mapped[str] = mapped_column(comment="in plain words")
    since: Mapped[datetime] = mapped_column(comment="when it began")
    until: Mapped[datetime | None] = mapped_column(comment="when it was over; null: it lasts")
    told_at: Mapped[datetime | None] = mapped_column(comment="when somebody was told that it began")
    ended_told_at: Mapped[datetime | None] = mapped_column(comment="when somebody was told that it was over")
