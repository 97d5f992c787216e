"""What is told without being asked: saved searches, what they found, and who could not be told."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class TargetFailureRow(Base):
    """A target of the settings that takes nothing at present; the row goes when it takes a message."""

    __tablename__ = "target_failures"

    target: Mapped[str] = mapped_column(primary_key=True, comment="its name in the settings; webhook for an address in `webhook`")
    since: Mapped[datetime] = mapped_column(comment="when the first attempt failed")
    failures: Mapped[int] = mapped_column(comment="attempts in a row that failed")
    next_try_at: Mapped[datetime] = mapped_column(comment="when it is tried again")
    reason: Mapped[str] = mapped_column(comment="why the last attempt failed, for people")


class WatchRow(Base):
    """A saved search that tells of new articles or stories."""

    __tablename__ = "watches"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row, never given twice")
    name: Mapped[str] = mapped_column(unique=True, comment="as people call it")
    query: Mapped[str] = mapped_column(comment="words, phrases and operators as typed; empty where only options choose")
    options: Mapped[dict[str, Any]] = mapped_column(JSON(), comment="options of a search as typed, by name; those not given are left out")
    target: Mapped[str] = mapped_column(comment="whom it tells: a name in `targets` of the settings, or log")
    of: Mapped[str] = mapped_column(comment="articles or stories")
    digest: Mapped[str | None] = mapped_column(comment="hourly or daily; null: told at once")
    revisions: Mapped[bool] = mapped_column(server_default=text("false"), comment="whether it tells of new texts of its articles too")
    vanished: Mapped[bool] = mapped_column(server_default=text("false"), comment="whether it tells of its articles that are taken down too")
    late_days: Mapped[float] = mapped_column(comment="days before its storing that an article's own time may lie, to be a hit")
    created_at: Mapped[datetime] = mapped_column(comment="when it was made; what was stored before is no hit")
    changed_at: Mapped[datetime] = mapped_column(comment="when it was made, paused or taken up again")
    paused: Mapped[bool] = mapped_column(server_default=text("false"), comment="whether nothing is found for it at present")
    filed_under: Mapped[str] = mapped_column(
        comment="words of the search index of which an article must hold one; empty: all are looked at"
    )
    filed_by: Mapped[int] = mapped_column(Integer, comment="version of the rules that made these words")


class WatchHitRow(Base):
    """What a watch found."""

    __tablename__ = "watch_hits"
    __table_args__ = (
        UniqueConstraint("watch_id", "article_id", "what", "number"),
        UniqueConstraint("watch_id", "story_id"),
        Index("ix_watch_hits_untold", "watch_id", sqlite_where=text("told_at IS NULL"), postgresql_where=text("told_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row, never given twice")
    watch_id: Mapped[int] = mapped_column(ForeignKey("watches.id", ondelete="CASCADE"), comment="who found it")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True, comment="the article; null for a story"
    )
    story_id: Mapped[int | None] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True, comment="the story, of a watch of stories; else null"
    )
    what: Mapped[str] = mapped_column(comment="article, story, revision or vanished")
    number: Mapped[int] = mapped_column(Integer, server_default="0", comment="of the revision; 0 for others")
    found_at: Mapped[datetime] = mapped_column(comment="when it was found")
    told_at: Mapped[datetime | None] = mapped_column(comment="when its target took the message; null: not yet")
    message_id: Mapped[int | None] = mapped_column(Key, comment="the first hit of the message that it goes with; null: not decided yet")
    attempts: Mapped[int] = mapped_column(Integer, server_default="0", comment="how often that message was not taken")
    next_try_at: Mapped[datetime | None] = mapped_column(comment="when it is tried again; null: at once")


class WatchWaitingRow(Base):
    """An article that fits a watch but for its story, which may grow."""

    __tablename__ = "watch_waiting"

    watch_id: Mapped[int] = mapped_column(
        ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, comment="whom it fits"
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True, comment="the article"
    )
    noted_at: Mapped[datetime] = mapped_column(comment="since when")
