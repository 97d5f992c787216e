"""`runs`, `events` and `quarantine`: what ran, what happened, and what could not be read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from storage.ledger import quarantine
from storage.ledger.runs import runs
from storage.query.choice import bound, known_outlet
from storage.timing.events import listed
from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from warraq.web.api.parameters import RunsParameters


def answer(connection: Connection, asked: RunsParameters) -> dict[str, Any]:
    """The latest runs."""
    outlet, since = _asked(connection, asked)
    return _listing([asdict(run) for run in runs(connection, outlet=outlet, since=since, limit=asked.limit + 1)], asked.limit)


def events(connection: Connection, asked: RunsParameters) -> dict[str, Any]:
    """The latest events."""
    outlet, since = _asked(connection, asked)
    return _listing([asdict(event) for event in listed(connection, outlet=outlet, since=since, limit=asked.limit + 1)], asked.limit)


def held(connection: Connection, asked: RunsParameters) -> dict[str, Any]:
    """What is open in the quarantine, the newest first."""
    return _listing([asdict(row) for row in quarantine.rows(connection, limit=asked.limit + 1)], asked.limit)


def _asked(connection: Connection, asked: RunsParameters) -> tuple[str | None, datetime | None]:
    outlet = known_outlet(connection, asked.outlet) if asked.outlet else None
    return outlet, bound(asked.since, clock.now(), "--since") if asked.since else None


def _listing(rows: Sequence[dict[str, Any]], limit: int) -> dict[str, Any]:
    count_is = "exact" if len(rows) <= limit else "at least"
    return {"items": list(rows[:limit]), "next": None, "count": min(len(rows), limit), "count_is": count_is}
