"""What has not been told yet of the outlets: conditions that began or ended since somebody last heard of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, update

from storage.tables import conditions, outlets
from warraq.delivery.message import Message

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class News:
    """One change that is to be told."""

    condition_id: int
    event: Literal["began", "ended"]
    outlet: str | None
    """Slug; None where it concerns our own network."""
    kind: str
    reason: str
    since: datetime
    until: datetime | None

    def message(self) -> Message:
        """As it is told; its id is that of the change."""
        whom = self.outlet or "our own network"
        said = f"{whom}: {self.kind}" if self.event == "began" else f"{whom}: no longer {self.kind}"
        text = f"{self.reason} (since {self.since:%Y-%m-%d %H:%M} UTC)"
        text += f"; over since {self.until:%Y-%m-%d %H:%M} UTC" if self.until else ""
        return Message(f"condition-{self.condition_id}-{self.event}", said, text, asdict(self))


def untold(connection: Connection) -> list[News]:
    """The changes that nobody was told of, oldest first. What began and ended in between is not worth telling."""
    lasting = conditions.c.until.is_(None)
    query = select(conditions, outlets.c.name).outerjoin_from(conditions, outlets).order_by(conditions.c.id)
    began = connection.execute(query.where(lasting, conditions.c.told_at.is_(None)))
    news = [News(row.id, "began", row.name, row.kind, row.reason, row.since, None) for row in began]
    ended = connection.execute(query.where(~lasting, conditions.c.told_at.is_not(None), conditions.c.ended_told_at.is_(None)))
    return news + [News(row.id, "ended", row.name, row.kind, row.reason, row.since, row.until) for row in ended]


def told(connection: Connection, news: News, now: datetime) -> None:
    """Enters that the change was told."""
    column = "told_at" if news.event == "began" else "ended_told_at"
    connection.execute(update(conditions).where(conditions.c.id == news.condition_id).values({column: now}))
