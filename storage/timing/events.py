"""What happened once, and what is wrong for a while: entered by the timer and its crawls, read by people and the webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage.sql import hold
from storage.tables import conditions, events

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


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
