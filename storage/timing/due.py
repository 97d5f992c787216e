"""What is due: which outlets the timer has to crawl now, why, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, or_, select, update

from storage.ledger import runs
from storage.ledger.outlets import sync_outlets
from storage.sql import chunks, upsert
from storage.tables import feeds, leases, outlets, schedules, urls
from storage.tables import runs as run_rows
from storage.timing import claims
from storage.timing.outages import readable
from warraq.items import Reason
from warraq.polling.cron import parsed
from warraq.polling.interval import FIRST, POLL_SPREAD, share
from warraq.polling.patience import crash_wait

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, ScalarSelect

    from storage.sql import Found, Row
    from storage.timing.claims import Claim
    from warraq.outlet import Outlet

LATE: Final = timedelta(minutes=1)
"""What became due longer than this before the timer started was missed, and is caught up."""
TRIES_LATE: Final = timedelta(minutes=15)
"""Failed addresses wait so long for a poll that takes them along, before they have a crawl of their own."""
LOOKS_LATE: Final = timedelta(hours=1)
"""Stored articles wait longer: with a quarter of an hour half of all crawls of a small press were looks alone."""
FIRST_LOOKS_LATE: Final = timedelta(minutes=10)
"""The first look at a page that gave no article waits so long for a poll: a quarter of an hour after its first answer it is looked at."""
CRON_SPREAD: Final = timedelta(minutes=5)
"""Crawls of one cron slot begin within this, or a tenth of the distance of two slots where that is less."""


@dataclass(frozen=True, slots=True)
class Due:
    """One outlet that is to be crawled now."""

    outlet: str
    due_at: datetime
    trigger: str
    """`cron`, `poll`, `catch-up` or `retry`."""
    polls: bool = True
    """Whether its feeds are to be polled; False: only what the ledger has waiting."""


def sync_schedules(connection: Connection, registered: Iterable[Outlet], now: datetime, crons: Mapping[str, str] | None = None) -> None:
    """Brings outlets and their schedules in line with their files; `crons` are the user's own expressions, by slug, which outweigh those.

    A changed expression counts from now on. Feeds that were never polled are due at once.
    """
    by_slug = {outlet.name: outlet for outlet in registered if outlet.crawled}
    ids = sync_outlets(connection, by_slug.values())
    known = {row.outlet_id: row for row in connection.execute(select(schedules))}
    rows = []
    for slug, outlet in by_slug.items():
        cron, row = (crons or {}).get(slug, outlet.schedule), known.get(ids[slug])
        if row is None or row.cron != cron:
            slot = parsed(cron, outlet.timezone).next_after(now) if cron else None
            rows.append({"outlet_id": ids[slug], "cron": cron, "next_due_at": slot})
    _write_schedules(connection, rows)
    for chunk in chunks(ids.values()):
        connection.execute(update(feeds).where(feeds.c.outlet_id.in_(chunk), feeds.c.next_due_at.is_(None)).values(next_due_at=now))


def _write_schedules(connection: Connection, rows: list[Row]) -> None:
    upsert(connection, schedules, rows, key="outlet_id")


def due_outlets(connection: Connection, names: Collection[str], now: datetime, watching_since: datetime) -> list[Due]:
    """Which of the outlets are to be crawled now, longest due first. `watching_since`: when the timer started."""
    found = [_judged(row, now, watching_since) for row in connection.execute(_schedules()) if row.name in names]
    return sorted((due for due in found if due), key=lambda due: due.due_at)


def next_due(connection: Connection, names: Collection[str], now: datetime) -> datetime | None:
    """When the next of the outlets will be due; None where none ever will."""
    return min((moment for row in connection.execute(_schedules()) if row.name in names if (moment := _first(row, now))), default=None)


def _schedules() -> Any:
    active = and_(feeds.c.outlet_id == outlets.c.id, feeds.c.state != "removed")
    polls = select(func.min(feeds.c.next_due_at)).where(active).scalar_subquery()
    first = select(feeds.c.interval_seconds).where(active).order_by(feeds.c.next_due_at).limit(1).scalar_subquery()
    return select(
        outlets.c.name,
        outlets.c.timezone,
        schedules,
        polls.label("poll_at"),
        first.label("interval_seconds"),
        _earliest(urls.c.next_try_at, "pending").label("try_at"),
        _earliest(urls.c.next_try_at, "pending", urls.c.reason).label("try_reason"),
        case((readable(outlets.c.id), _earliest(urls.c.next_check_at, "done"))).label("check_at"),
        case((readable(outlets.c.id), _first_look())).label("look_at"),
    ).join_from(schedules, outlets)


def _earliest(column: ColumnElement[datetime], state: str, wanted: ColumnElement[Any] | None = None) -> ScalarSelect[Any]:
    """The time, or the column that is wanted, of the outlet's first address of that state whose time is set; one look into the index."""
    mine = and_(urls.c.outlet_id == outlets.c.id, urls.c.state == state, column.is_not(None))
    return select(column if wanted is None else wanted).where(mine).order_by(column).limit(1).scalar_subquery()


def _first_look() -> ScalarSelect[Any]:
    """The time of the outlet's first page that gave no article at its first look; one look into the index."""
    mine = and_(urls.c.outlet_id == outlets.c.id, urls.c.looks > 0, urls.c.looks == 1, urls.c.next_check_at.is_not(None))
    return select(func.min(urls.c.next_check_at)).where(mine).scalar_subquery()


def _judged(row: Found, now: datetime, watching_since: datetime) -> Due | None:
    if row.retry_at:
        return Due(row.name, row.retry_at, "retry") if row.retry_at <= now else None
    at = _ready_at(row)
    if at and at <= now:
        slot = row.next_due_at or row.poll_at
        missed = slot + LATE < watching_since or _following(row, slot) <= now
        return Due(row.name, slot, "catch-up" if missed else "cron" if row.cron else "poll")
    if row.try_at and _try_ready_at(row) <= now:
        return Due(row.name, row.try_at, "retry", polls=False)
    if row.look_at and row.look_at + FIRST_LOOKS_LATE <= now:
        return Due(row.name, row.look_at, "poll", polls=False)
    if row.check_at and row.check_at + LOOKS_LATE <= now:
        return Due(row.name, row.check_at, "poll", polls=False)
    return None


def _ready_at(row: Found) -> datetime | None:
    """When the outlet's feeds are to be polled; None: never."""
    if not row.cron:
        moment: datetime | None = row.poll_at
        return moment
    if not row.next_due_at:
        return None
    slot: datetime = row.next_due_at
    return slot + share(row.name) * min(CRON_SPREAD, POLL_SPREAD * (_following(row, slot) - slot))


def _try_ready_at(row: Found) -> datetime:
    """When the first try is due: at once where a crawl was cut short, else after some time in which a poll may take it along."""
    moment: datetime = row.try_at
    return moment if row.try_reason == Reason.CUT_SHORT else moment + TRIES_LATE


def _following(row: Found, slot: datetime) -> datetime:
    """When the slot after this one is due."""
    if not row.cron:
        return slot + max(timedelta(seconds=row.interval_seconds or 0), FIRST)
    return parsed(row.cron, row.timezone).next_after(slot) or slot + timedelta(days=366)


def _first(row: Found, now: datetime) -> datetime | None:
    if row.retry_at:
        return row.retry_at  # type: ignore[no-any-return]
    tries = _try_ready_at(row) if row.try_at else None
    first = row.look_at + FIRST_LOOKS_LATE if row.look_at else None
    looks = row.check_at + LOOKS_LATE if row.check_at else None
    return min((moment for moment in (_ready_at(row), tries, first, looks) if moment), default=None)


def claim_due(connection: Connection, outlet: Outlet, due: Due, owner: str, now: datetime, seconds: float) -> Claim:
    """Claims an outlet that is due, and uses up its slot. Raises LeaseTakenError as `claims.claim` does."""
    claimed = claims.claim(connection, outlet, owner, due.trigger, now, seconds, due.due_at)
    row = connection.execute(select(schedules).where(schedules.c.outlet_id == claimed.outlet_id)).one()
    slot = parsed(row.cron, outlet.timezone).next_after(now) if row.cron else None
    connection.execute(update(schedules).where(schedules.c.outlet_id == claimed.outlet_id).values(next_due_at=slot, retry_at=None))
    waiting = feeds.c.next_due_at > now
    if row.cron:  # a slot asks every feed but those that fail
        waiting &= or_(feeds.c.fail_points > 0, feeds.c.state == "dormant")
    wanted = select(feeds.c.id).where(feeds.c.outlet_id == claimed.outlet_id, feeds.c.state != "removed", ~waiting)
    ids = tuple(connection.scalars(wanted)) if due.polls else ()
    return claims.Claim(claimed.outlet, claimed.outlet_id, claimed.run_id, claimed.tokens, ids)


def settle_finished(connection: Connection, claimed: Claim, now: datetime, why: str, *, wanted: bool = False) -> str:
    """Plans what follows a crawl whose process has ended, and frees what it held; returns the run's state.

    A run that its process did not close is closed as killed, for the reason `why`. A killed or failed one is run again, with growing
    patience; `wanted`: the timer itself ended it to end, so it is nobody's fault. Does nothing where another process has taken the outlet
    over.
    """
    lease = f"outlet:{claimed.outlet}"
    state: str = connection.scalar(select(run_rows.c.state).where(run_rows.c.id == claimed.run_id)) or "killed"
    if state == "killed":  # whoever closed it has planned what follows
        claims.release(connection, claimed)
        return state
    if state == "running":
        if not connection.scalar(select(leases.c.key).where(leases.c.key == lease, leases.c.token == claimed.tokens[lease])):
            return "taken over"
        runs.close_killed(connection, claimed.outlet_id, now)
        connection.execute(update(run_rows).where(run_rows.c.id == claimed.run_id).values(reason=why))
        state = "killed"
    claims.release(connection, claimed)
    _plan(connection, claimed.outlet_id, state, now, wanted=wanted)
    if state == "finished":
        _move_on(connection, claimed, now)
    return state


def _plan(connection: Connection, outlet_id: int, state: str, now: datetime, *, wanted: bool = False) -> None:
    mine = schedules.c.outlet_id == outlet_id
    if state == "finished":
        connection.execute(update(schedules).where(mine, schedules.c.crashes > 0).values(crashes=0))
        return
    crashes = (connection.scalar(select(schedules.c.crashes).where(mine)) or 0) + (not wanted)
    connection.execute(update(schedules).where(mine).values(crashes=crashes, retry_at=now + crash_wait(crashes)))


def _move_on(connection: Connection, claimed: Claim, now: datetime) -> None:
    """Feeds that the crawl was to poll and left without a word are not due again at once: what skipped them would do so for ever."""
    cut_short = connection.scalar(select(run_rows.c.outcome).where(run_rows.c.id == claimed.run_id)) == "cut-short"
    if claimed.feed_ids and not cut_short:
        begun = select(run_rows.c.started_at).where(run_rows.c.id == claimed.run_id).scalar_subquery()
        left = feeds.c.id.in_(claimed.feed_ids) & (feeds.c.next_due_at <= begun)
        connection.execute(update(feeds).where(left).values(next_due_at=now + FIRST))


def reap(connection: Connection, now: datetime) -> list[str]:
    """Closes runs whose processes ended without a word and whose leases have run out, on whatever machine; returns their outlets."""
    lease = "outlet:" + outlets.c.name
    held = select(leases.c.key).where(leases.c.key == lease, leases.c.owner.is_not(None), leases.c.until > now).exists()
    lost = select(outlets.c.id, outlets.c.name).join_from(run_rows, outlets).where(run_rows.c.state == "running", ~held).distinct()
    found = connection.execute(lost).all()
    for outlet_id, _ in found:
        if runs.close_killed(connection, outlet_id, now):
            _plan(connection, outlet_id, "killed", now)
    return [name for _, name in found]
