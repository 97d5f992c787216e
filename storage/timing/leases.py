"""Leases: who may crawl what, for how long, with a fencing token that grows at each taking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select, update

from storage.sql import insert_for
from storage.tables import leases

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LEASE_SECONDS: Final = 120.0
"""How long a lease outlives its last renewal: four missed beats."""


def take(connection: Connection, key: str, owner: str, now: datetime, seconds: float) -> int | None:
    """Takes the lease if it is free or has run out; returns its token, None where another holds it.

    One statement decides, so that of many who try at once one gets it.
    """
    statement = insert_for(connection, leases)
    free = or_(leases.c.owner.is_(None), leases.c.until <= now)
    taken = {"owner": statement.excluded.owner, "until": statement.excluded.until, "token": leases.c.token + 1}
    statement = statement.values(key=key, owner=owner, token=1, until=now + timedelta(seconds=seconds))
    statement = statement.on_conflict_do_update(index_elements=["key"], set_=taken, where=free)
    given: int | None = connection.scalar(statement.returning(leases.c.token))
    return given


def renew(connection: Connection, key: str, token: int, now: datetime, seconds: float) -> bool:
    """Holds the lease for `seconds` from now; False where it was released or another has taken it since."""
    mine = (leases.c.key == key) & (leases.c.token == token) & leases.c.owner.is_not(None)
    return connection.execute(update(leases).where(mine).values(until=now + timedelta(seconds=seconds))).rowcount == 1


def release(connection: Connection, key: str, token: int) -> None:
    """Frees the lease; does nothing where another has taken it since. Its row stays, so that the next token is higher."""
    connection.execute(update(leases).where(leases.c.key == key, leases.c.token == token).values(owner=None))


def holder(connection: Connection, key: str, now: datetime) -> str | None:
    """Who holds the lease now; None where it is free."""
    return connection.scalar(select(leases.c.owner).where(leases.c.key == key, leases.c.until > now))
