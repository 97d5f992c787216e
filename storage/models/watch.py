"""What is told without being asked: who could not be told."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class TargetFailureRow(Base):
    """A target of the settings that takes nothing at present; the row goes when it takes a message."""

    __tablename__ = "target_failures"

    target: Mapped[str] = mapped_column(primary_key=True, comment="its name in the settings; webhook for an address in `webhook`")
    since: Mapped[datetime] = mapped_column(comment="when the first attempt failed")
    failures: Mapped[int] = mapped_column(comment="attempts in a row that failed")
    next_try_at: Mapped[datetime] = mapped_column(comment="when it is tried again")
    reason: Mapped[str] = mapped_column(comment="why the last attempt failed, for people")
