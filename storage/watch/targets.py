"""Which targets take nothing at present, and when they are tried again: with growing patience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from storage.sql import insert_for, writable
from storage.tables import target_failures
from warraq.polling.patience import telling_wait

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found


def failing(connection: Connection) -> dict[str, Found]:
    """By name: the rows of the targets whose last attempt failed."""
    return {row.target: row for row in connection.execute(select(target_failures).order_by(target_failures.c.target))}


def failed(connection: Connection, target: str, reason: str, now: datetime) -> None:
    """Enters that an attempt failed."""
    before = connection.execute(select(target_failures).where(target_failures.c.target == target)).first()
    since, failures = (before.since, before.failures + 1) if before else (now, 1)
    row: dict[str, Any] = {"since": since, "failures": failures, "reason": writable(reason)}
    row["next_try_at"] = now + telling_wait(failures, now - since)
    statement = insert_for(connection, target_failures).values(target=target, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["target"], set_=row))


def worked(connection: Connection, target: str) -> None:
    """Enters that an attempt was taken."""
    connection.execute(delete(target_failures).where(target_failures.c.target == target))
