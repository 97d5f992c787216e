"""After the clock was set back: nothing waits for a time that is far off now, and nothing that was done already is due once more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update

from storage.ledger.due_times import LONGEST_RETRY, RECHECKS
from storage.tables import feeds, holds, leases, outlets, runs, schedules, target_failures, urls
from warraq.polling.cron import parsed
from warraq.polling.interval import FIRST, POLL_SPREAD
from warraq.polling.patience import FAILING_LONG, LONGEST_CRASH_WAIT, LONGEST_WAIT, PROBE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection

    from storage.sql import Found

REPEATED: Final = timedelta(days=1)
"""Slots so far ahead of the clock that were used already are not used again; more of them stand for a clock that was quite wrong before."""


def pull_back(connection: Connection, now: datetime, seconds: float, rechecks: Sequence[timedelta] = RECHECKS) -> None:
    """Nothing may be due later than it could be from `now` on, nor a lease last longer than its `seconds`.

    `rechecks`: the distances at which articles, and pages that gave none, are looked at again.
    """
    _pull_intervals(connection, now)
    _pull_slots(connection, now)
    failing = (feeds.c.state == "active") & (feeds.c.fail_points > 0)
    _pull(connection, feeds.c.next_due_at, LONGEST_WAIT * (1 + POLL_SPREAD), now, failing)
    _pull(connection, feeds.c.next_due_at, PROBE, now, feeds.c.state == "dormant")
    _pull(connection, schedules.c.retry_at, LONGEST_CRASH_WAIT, now)
    _pull(connection, urls.c.next_try_at, LONGEST_RETRY, now)
    _pull(connection, urls.c.next_check_at, max(rechecks, default=timedelta()), now)
    _pull(connection, holds.c.until, LONGEST_RETRY, now)
    _pull(connection, target_failures.c.next_try_at, FAILING_LONG, now)
    until = now + timedelta(seconds=seconds)
    connection.execute(update(leases).where(leases.c.until > until).values(until=until))


def _pull(connection: Connection, column: Column[Any], longest: timedelta, now: datetime, *which: ColumnElement[bool]) -> None:
    """What waits longer than it ever would from now on waits no more."""
    connection.execute(update(column.table).where(column > now + longest, *which).values({column.name: now}))


def _pull_intervals(connection: Connection, now: datetime) -> None:
    """A feed that answers is due within its interval."""
    sound = select(feeds.c.id, feeds.c.next_due_at, feeds.c.interval_seconds)
    sound = sound.where(feeds.c.state == "active", feeds.c.fail_points == 0, feeds.c.next_due_at > now)
    for row in connection.execute(sound).all():
        latest = now + timedelta(seconds=row.interval_seconds or FIRST.total_seconds()) * (1 + POLL_SPREAD)
        if row.next_due_at > latest:
            connection.execute(update(feeds).where(feeds.c.id == row.id).values(next_due_at=latest))


def _pull_slots(connection: Connection, now: datetime) -> None:
    """As on a night when the clocks go back: a slot with a fixed hour that was used is not used again, one with `*` in the hour is."""
    used = select(func.max(runs.c.due_at)).where(runs.c.outlet_id == outlets.c.id, runs.c.due_at.between(now, now + REPEATED))
    query = select(schedules.c.outlet_id, schedules.c.cron, outlets.c.timezone, used.scalar_subquery().label("used"))
    for row in connection.execute(query.join_from(schedules, outlets).where(schedules.c.cron.is_not(None))).all():
        values = {"next_due_at": _slot(row, now)}
        connection.execute(update(schedules).where(schedules.c.outlet_id == row.outlet_id).values(values))


def _slot(row: Found, now: datetime) -> datetime | None:
    cron = parsed(row.cron, row.timezone)
    return cron.next_after(now if cron.hourly else max(now, row.used or now))
