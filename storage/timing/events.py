"""What happened once, and what is wrong for a while: entered by the timer and its crawls, read by people and the webhook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from storage.sql import hold
from storage.tables import conditions, events, feeds, outlets

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

EVENT_KINDS: Final = (
    "possible-gap",
    "moved",
    "moved-away",
    "gone",
    "dormant",
    "woken",
    "clock-jump",
    "chores",
    "adopted",
    "addresses-returned",
    "articles-elsewhere",
    "one-address",
    "resolved",
)
"""What can happen, as `events.kind` says it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; the names of the store's columns."""

    id: int
    at: datetime
    kind: str
    outlet: str | None
    """Slug; None where it concerns no one outlet."""
    feed: str | None
    """Address; None where it concerns no one feed."""
    detail: str | None
    """For people."""


def listed(
    connection: Connection, *, kind: str | None = None, outlet: str | None = None, since: datetime | None = None, limit: int = 50
) -> list[Event]:
    """The latest first, of those that match all that is given; `outlet` is a slug, `since` the earliest moment, aware."""
    columns = (events.c.id, events.c.at, events.c.kind, outlets.c.name.label("outlet"), feeds.c.url.label("feed"), events.c.detail)
    query = select(*columns).select_from(events.outerjoin(outlets).outerjoin(feeds, feeds.c.id == events.c.feed_id))
    wanted = {events.c.kind: kind, outlets.c.name: outlet}
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if since is not None:
        query = query.where(events.c.at >= since)
    found = connection.execute(query.order_by(events.c.at.desc(), events.c.id.desc()).limit(limit))
    return [Event(**row._mapping) for row in found]


def record(
    connection: Connection, kind: str, now: datetime, *, outlet_id: int | None = None, feed_id: int | None = None, detail: str | None = None
) -> None:
    """Enters an event; `kind` is one of those that the column names."""
    connection.execute(insert(events).values(kind=kind, at=now, outlet_id=outlet_id, feed_id=feed_id, detail=detail))


def open_condition(connection: Connection, outlet_id: int | None, kind: str, reason: str, since: datetime) -> bool:
    """Enters that something is wrong, unless that is known already: then only the words are brought up to date. True where it is new.

    `outlet_id` None: it concerns our own network.
    """
    hold(connection, [f"condition:{outlet_id}:{kind}"])
    lasting = _lasting(outlet_id, kind)
    if connection.scalar(select(conditions.c.id).where(lasting)) is not None:
        connection.execute(update(conditions).where(lasting, conditions.c.reason != reason).values(reason=reason))
        return False
    connection.execute(insert(conditions).values(outlet_id=outlet_id, kind=kind, reason=reason, since=since))
    return True


def close_condition(connection: Connection, outlet_id: int | None, kind: str, now: datetime) -> bool:
    """Enters that it is over; False where nothing was wrong."""
    return connection.execute(update(conditions).where(_lasting(outlet_id, kind)).values(until=now)).rowcount > 0


def is_open(connection: Connection, outlet_id: int | None, kind: str) -> bool:
    """Whether it lasts."""
    return connection.scalar(select(conditions.c.id).where(_lasting(outlet_id, kind))) is not None


def _lasting(outlet_id: int | None, kind: str) -> ColumnElement[bool]:
    return conditions.c.outlet_id.is_not_distinct_from(outlet_id) & (conditions.c.kind == kind) & conditions.c.until.is_(None)
