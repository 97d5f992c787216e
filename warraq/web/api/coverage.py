"""`coverage`: outlet by day, what was seen and what became of it, against what is usual."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from storage.query.choice import refuse_unknown
from storage.query.coverage import coverage
from warraq import clock, config
from warraq.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from warraq.web.api.parameters import CoverageParameters

DAYS_SHOWN: Final = 7
"""Days up to today where no time is given."""


def answer(connection: Connection, asked: CoverageParameters) -> dict[str, Any]:
    """A page of days, the newest first, in the zone of the settings; `total` is of all. Raises UsageError for a name, time or cursor."""
    now = clock.now()
    chosen = asked.choice().filters(now)
    refuse_unknown(connection, chosen)
    begins, ends = chosen.since or now - timedelta(days=DAYS_SHOWN - 1), chosen.until or now + timedelta(microseconds=1)
    found = coverage(connection, begins, ends, config.load().zone, now=now, outlet=chosen.outlet, country=chosen.country)
    days = [day for day in found.days if day.gap or not asked.gaps]
    passed = _passed(asked.cursor)
    following = passed + asked.limit
    return {
        "items": [asdict(day) for day in days[passed:following]],
        "next": str(following) if following < len(days) else None,
        "count": len(days),
        "count_is": "exact",
        "total": found.total,
    }


def _passed(cursor: str | None) -> int:
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 9):
        raise UsageError(f"cursor {cursor}: no cursor of coverage; write `next` of the answer before")
    return int(cursor or 0)
