"""Runs and their accounts: begun, kept alive, finished, and closed for those that were killed.

An account is always counted from the ledger in one statement, so found = new + updated + duplicate + rejected + failed + skipped + pending
holds at any time, whatever became of the process that ran it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select, update

from storage.ledger.processes import is_gone
from storage.ledger.run_pages import PAGES_FAILED
from storage.ledger.verdicts import settle
from storage.tables import outlets, urls
from storage.tables import runs as run_rows
from warraq.errors import LeaseTakenError, StoreError
from warraq.items import Outcome, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

LIFE: Final = timedelta(seconds=120)
"""For which a run without a lease is held to live after its last sign of life: four missed beats, as with leases."""


@dataclass(frozen=True, slots=True)
class RunAccount:
    """How many article addresses a run took up, and what became of them."""

    found: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    rejected: int = 0
    failed: int = 0
    skipped: int = 0
    pending: int = 0
    """Without an outcome; 0 for a finished run."""


TIMED: Final = ("cron", "poll", "catch-up", "retry")
"""Triggers of a timer's runs."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run as its row tells it."""

    id: int
    outlet: str | None
    """Slug; None for an import of several outlets."""
    trigger: str
    state: str
    due_at: datetime | None
    started_at: datetime
    heartbeat_at: datetime
    finished_at: datetime | None
    outcome: str | None
    found: int
    new: int
    updated: int
    duplicate: int
    rejected: int
    failed: int
    skipped: int
    pending: int
    reason: str | None
    failure: str | None
    """Class of what went wrong, a word of `warraq.items.Reason` or `killed`."""
    stats: dict[str, Any] | None
    waiting: int = 0
    """Addresses that it rejected by what they answered, and that wait for another look."""


def start_run(
    connection: Connection,
    outlet_id: int | None,
    trigger: str,
    token: int,
    now: datetime,
    due_at: datetime | None = None,
    stats: Mapping[str, Any] | None = None,
) -> int:
    """Begins a run under a lease's token; `outlet_id` None for an import of several outlets, `due_at` the slot that the timer meant,
    `stats` what is known from its beginning."""
    row: dict[str, Any] = {"outlet_id": outlet_id, "trigger": trigger, "state": "running", "due_at": due_at, "token": token}
    row |= {"stats": dict(stats)} if stats else {}
    statement = insert(run_rows).values(started_at=now, heartbeat_at=now, **row).returning(run_rows.c.id)
    run_id: int = connection.execute(statement).scalar_one()
    return run_id


def heartbeat(connection: Connection, run_id: int, now: datetime) -> None:
    """Shows a sign of life, with the account so far."""
    alive = (run_rows.c.id == run_id) & (run_rows.c.state == "running")
    connection.execute(update(run_rows).where(alive).values(heartbeat_at=now, **asdict(account(connection, run_id))))


def ensure_running(connection: Connection, run_id: int) -> None:
    """Raises LeaseTakenError where a later start has closed the run; until the transaction ends none can."""
    state = connection.scalar(select(run_rows.c.state).where(run_rows.c.id == run_id).with_for_update(read=True))
    if state is None:
        raise StoreError(f"run {run_id} is not in the store")
    if state != "running":
        raise LeaseTakenError(f"run {run_id} was closed as {state} by a later start; it may not write any more")


def finish_run(
    connection: Connection,
    run_id: int,
    now: datetime,
    *,
    outcome: str,
    reason: str | None = None,
    failure: str | None = None,
    stats: Mapping[str, Any],
) -> RunAccount:
    """Closes a run with its account and returns that. Addresses that it took up and did not come to are left for the next run; those that
    broke off a run that came to all are failed, so that they are tried again with growing patience and not at once and for ever.

    `outcome` is ok, empty, cut-short or failed; `failure` the class of what went wrong, None where nothing did: a run
    whose pages failed came to its end like any other. Raises LeaseTakenError
    where a later start has closed the run already.
    """
    ensure_running(connection, run_id)
    complete = outcome in ("ok", "empty") or failure == PAGES_FAILED
    _settle_left(connection, run_id, now, complete=complete)
    state = "failed" if outcome == "failed" and not complete else "finished"
    values = {
        "state": state,
        "finished_at": now,
        "heartbeat_at": now,
        "outcome": outcome,
        "reason": reason,
        "failure": failure,
        "stats": dict(stats),
    }
    counted = account(connection, run_id)
    connection.execute(update(run_rows).where(run_rows.c.id == run_id).values(**values, **asdict(counted)))
    return counted


def _settle_left(connection: Connection, run_id: int, now: datetime, *, complete: bool) -> None:
    left = (urls.c.run_id == run_id) & urls.c.outcome.is_(None)
    if not complete:
        connection.execute(update(urls).where(left).values(outcome=Outcome.SKIPPED.value, reason=Reason.CUT_SHORT.value, next_try_at=now))
        return
    broken = connection.scalars(select(urls.c.url).where(left)).all()
    verdicts = [Verdict(url, Outcome.FAILED, Reason.PARSE_ERROR, "its reading broke off; the log of the crawl says how") for url in broken]
    if verdicts:
        settle(connection, run_id, verdicts, now)


def close_killed(connection: Connection, outlet_id: int, now: datetime) -> list[int]:
    """Closes the outlet's runs that ended without a word, and frees what they had taken up; returns their ids.

    For the holder of the outlet's lease only: to anyone else a run that lives looks just the same.
    """
    left = (
        select(run_rows.c.id)
        .where(run_rows.c.outlet_id == outlet_id, run_rows.c.state == "running")
        .order_by(run_rows.c.id)
        .with_for_update()
    )
    closed = list(connection.scalars(left))
    for run_id in closed:
        _close_as_killed(connection, run_id, now)
    return closed


def _close_as_killed(connection: Connection, run_id: int, now: datetime) -> None:
    values = {"state": "killed", "finished_at": now, "outcome": "cut-short", "reason": "its process ended without closing it"}
    values["failure"] = "killed"
    connection.execute(update(run_rows).where(run_rows.c.id == run_id).values(**values, **asdict(account(connection, run_id))))
    connection.execute(update(urls).where(urls.c.run_id == run_id, urls.c.outcome.is_(None)).values(next_try_at=now))


def close_lost(connection: Connection, now: datetime) -> list[int]:
    """Closes the runs of no one outlet (imports) whose process is gone; returns their ids.

    Gone is what showed no life for `LIFE`, or is seen to be gone on this machine. Anyone may call it: an import that lives shows it.
    """
    columns = (run_rows.c.id, run_rows.c.heartbeat_at, run_rows.c.stats)
    query = select(*columns).where(run_rows.c.outlet_id.is_(None), run_rows.c.state == "running").with_for_update()
    lost = [row.id for row in connection.execute(query) if row.heartbeat_at < now - LIFE or is_gone(row.stats)]
    for run_id in lost:
        _close_as_killed(connection, run_id, now)
    return lost


def account(connection: Connection, run_id: int) -> RunAccount:
    """The run's account as the ledger has it now."""
    grouped = select(urls.c.outcome, func.count().label("rows")).where(urls.c.run_id == run_id).group_by(urls.c.outcome)
    counted = {row.outcome or "pending": row.rows for row in connection.execute(grouped)}
    return RunAccount(found=sum(counted.values()), **counted)


def has_timed(connection: Connection) -> bool:
    """Whether a timer ever ran anything."""
    return connection.scalar(select(run_rows.c.id).where(run_rows.c.trigger.in_(TIMED)).limit(1)) is not None


def looked_again(connection: Connection, run_id: int) -> int:
    """How many pages the run rejected that had given no article before; they say nothing new of the site."""
    again = (urls.c.run_id == run_id) & (urls.c.outcome == Outcome.REJECTED.value) & (urls.c.looks > 1)
    return connection.scalar(select(func.count()).where(again)) or 0


def runs(
    connection: Connection,
    *,
    outlet: str | None = None,
    trigger: str | None = None,
    outcome: str | None = None,
    state: str | None = None,
    since: datetime | None = None,
    limit: int = 50,
) -> list[RunInfo]:
    """The newest runs first, of those that match all that is given; `outlet` is a slug, `since` the earliest start, aware.

    Those still running are counted as of their last sign of life.
    """
    names = [field.name for field in fields(RunInfo) if field.name != "waiting"]
    columns = [outlets.c.name.label("outlet") if name == "outlet" else run_rows.c[name] for name in names]
    query = select(*columns).select_from(run_rows.outerjoin(outlets)).order_by(run_rows.c.id.desc()).limit(limit)
    wanted = {outlets.c.name: outlet, run_rows.c.trigger: trigger, run_rows.c.outcome: outcome, run_rows.c.state: state}
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if since is not None:
        query = query.where(run_rows.c.started_at >= since)
    found = connection.execute(query).all()
    waiting = _waiting(connection, [row.id for row in found])
    return [RunInfo(**row._mapping, waiting=waiting.get(row.id, 0)) for row in found]


def _waiting(connection: Connection, run_ids: Sequence[int]) -> dict[int, int]:
    """By run: how many addresses that it rejected last wait for another look."""
    waits = (urls.c.outcome == Outcome.REJECTED.value) & urls.c.next_check_at.is_not(None)
    counted = select(urls.c.run_id, func.count()).where(urls.c.run_id.in_(run_ids), waits).group_by(urls.c.run_id)
    return {row[0]: row[1] for row in connection.execute(counted)}


def total(listed: Sequence[RunInfo]) -> RunAccount:
    """The sum of their accounts."""
    return RunAccount(**{count.name: sum(getattr(run, count.name) for run in listed) for count in fields(RunAccount)})
