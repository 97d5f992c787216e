"""Which timers are at work on the store: each holds a lease of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select

from storage.tables import leases as rows
from storage.timing import leases

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

TIMER_PREFIX: Final = "timer:"
LIFE_SECONDS: Final = 60.0
"""A timer that has not shown itself for so long is gone."""


def show_life(connection: Connection, owner: str, now: datetime) -> None:
    """Enters that the timer is at work; forgets those that are gone."""
    connection.execute(delete(rows).where(rows.c.key.startswith(TIMER_PREFIX), rows.c.until <= now))
    key = TIMER_PREFIX + owner
    token = connection.scalar(select(rows.c.token).where(rows.c.key == key))
    if token is None or not leases.renew(connection, key, token, now, LIFE_SECONDS):
        leases.take(connection, key, owner, now, LIFE_SECONDS)


def leave(connection: Connection, owner: str) -> None:
    """Enters that the timer has ended."""
    connection.execute(delete(rows).where(rows.c.key == TIMER_PREFIX + owner))


def at_work(connection: Connection, now: datetime) -> list[str]:
    """The timers that are at work, in alphabetical order."""
    alive = rows.c.key.startswith(TIMER_PREFIX) & (rows.c.until > now)
    return list(connection.scalars(select(rows.c.owner).where(alive, rows.c.owner.is_not(None)).order_by(rows.c.owner)))
