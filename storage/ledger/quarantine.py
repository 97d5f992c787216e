"""The quarantine: what could not be read or written, kept until it is tried again."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage.sql import writable_row
from storage.tables import quarantine, urls
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

STATES = ("open", "retried", "closed")


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the quarantine."""

    id: int
    run_id: int | None
    page_id: int | None
    url: str
    stage: str
    """Which stage gave up on it."""
    error: str
    payload: str | None
    """What was being worked on, as JSON; None where it has to be fetched again."""
    created_at: datetime
    state: str
    """`open`, `retried` or `closed`."""


_COLUMNS = [quarantine.c[field.name] for field in fields(Held)]


def add(
    connection: Connection,
    *,
    url: str,
    stage: str,
    error: str,
    now: datetime,
    run_id: int | None = None,
    page_id: int | None = None,
    payload: str | None = None,
) -> int:
    """Puts something into the quarantine and returns its id; what is open there for the same address and stage is brought up to date."""
    row = writable_row({"run_id": run_id, "page_id": page_id, "error": error, "payload": payload, "created_at": now})
    same = (quarantine.c.url == url) & (quarantine.c.stage == stage) & (quarantine.c.state == "open")
    found: int | None = connection.scalar(select(quarantine.c.id).where(same).limit(1))
    if found is not None:
        connection.execute(update(quarantine).where(quarantine.c.id == found).values(row))
        return found
    added: int = connection.execute(insert(quarantine).values(url=url, stage=stage, **row).returning(quarantine.c.id)).scalar_one()
    return added


def rows(connection: Connection, state: str | None = "open", limit: int = 50) -> list[Held]:
    """The newest first; `state` None: of every state."""
    query = select(*_COLUMNS).order_by(quarantine.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(quarantine.c.state == state)
    return [Held(*row) for row in connection.execute(query)]


def get(connection: Connection, quarantine_id: int) -> Held | None:
    """One row; None where there is none of that id."""
    row = connection.execute(select(*_COLUMNS).where(quarantine.c.id == quarantine_id)).one_or_none()
    return None if row is None else Held(*row)


def mark(connection: Connection, quarantine_id: int, state: str) -> None:
    """Sets its state. Raises UsageError for an unknown state or id."""
    if state not in STATES:
        raise UsageError(f"{state!r} is no state of the quarantine; there are {', '.join(STATES)}")
    if connection.execute(update(quarantine).where(quarantine.c.id == quarantine_id).values(state=state)).rowcount == 0:
        raise UsageError(f"there is no {quarantine_id} in the quarantine; warraq quarantine list shows what is")


def retry(connection: Connection, quarantine_ids: Sequence[int] | None, now: datetime) -> int:
    """Lets the next run of their outlets take up what is held, None: all that is open. Returns how many; unknown ids raise UsageError."""
    wanted = quarantine.c.state == "open" if quarantine_ids is None else quarantine.c.id.in_(quarantine_ids)
    held = connection.execute(select(quarantine.c.id, quarantine.c.url).where(wanted)).all()
    if missing := set(quarantine_ids or ()) - {row.id for row in held}:
        raise UsageError(f"there is no {min(missing)} in the quarantine; warraq quarantine list shows what is")
    again = {"state": "pending", "attempts": 0, "next_try_at": now}
    for row in held:
        mark(connection, row.id, "retried")
        connection.execute(update(urls).where(urls.c.url == row.url).values(**again))
    return len(held)
