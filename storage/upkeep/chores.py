"""What the store needs once a day: its search index and stories brought up to date, old fingerprints forgotten, statistics renewed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from storage.search.index import why_stale
from storage.search.months import make_room
from storage.stories.join import Stories
from storage.tables import events, runs
from storage.timing import events as happenings
from storage.upkeep import owners, reindex, resolve
from warraq import clock
from warraq.errors import OutletFileError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.store import Store

CHORES_LEASE: Final = "chores"
"""Key of the lease of whoever does them."""

KIND: Final = "chores"
"""Of the event that tells that they were done."""

LATE_DAYS: Final = 14
"""Days, besides those in which an article's copies are looked for, for which fingerprints are kept: so long an article may come too late
and still be compared with all that it would have been."""

_AFTERWARDS: Final = ("PRAGMA optimize=0x10002", "PRAGMA wal_checkpoint(TRUNCATE)")
"""Statistics of every table that needs them, by samples; and the log written back as far as readers allow."""


@dataclass(frozen=True, slots=True)
class Chores:
    """When they were last done, and what changed."""

    at: datetime
    detail: str
    """For people."""


def last(connection: Connection) -> Chores | None:
    """The latest; None: never yet."""
    query = select(events.c.at, events.c.detail).where(events.c.kind == KIND).order_by(events.c.at.desc()).limit(1)
    found = connection.execute(query).first()
    return Chores(found.at, found.detail) if found else None


def is_due(connection: Connection, now: datetime, at: time) -> bool:
    """Whether that time of the day (UTC) has come since they were last done, or since the first run where they never were.

    A search index of other rules cannot wait for it.
    """
    if why_stale(connection) is not None:
        return True
    done = last(connection)
    since = done.at if done else connection.scalar(select(func.min(runs.c.started_at)))
    return since is not None and since < _latest(now, at)


def _latest(now: datetime, at: time) -> datetime:
    """The last instant of that time of the day, `now` included."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def do(store: Store, story_days: int) -> Chores:
    """Does all that is to be done, in many short transactions, and enters it in `events`; whatever cuts it off, the next takes it up."""
    began, now = clock.monotonic(), clock.now()
    with store.read() as connection:
        is_stale = why_stale(connection) is not None
    indexed = sum(reindex.renew(store) if is_stale else reindex.clear(store))
    stories = Stories(store, story_days)
    looked_at = stories.settle()
    before = (now - timedelta(days=story_days + LATE_DAYS)).date()
    forgotten = stories.forget(before, kept_before=before)
    told = _sort_owners(store, now)
    _tidy(store, now)
    with store.read() as connection:
        told += [f"words of {dead:,} texts that are gone wait in the search index"] if (dead := reindex.worth_clearing(connection)) else []
    seconds = clock.monotonic() - began
    detail = f"{looked_at:,} articles looked at again, {forgotten:,} fingerprints forgotten, in {seconds:.1f} s"
    detail = f"{indexed:,} articles indexed anew, {detail}" if indexed else detail
    detail = "; ".join([detail, *told])
    done = Chores(clock.now(), detail)
    with store.write() as connection:
        happenings.record(connection, KIND, done.at, detail=detail)
    return done


def _sort_owners(store: Store, now: datetime) -> list[str]:
    """Gives rows to the outlets whose they are, and names to those that bear them; what came of it, in words.

    A bad outlet file leaves this for another night, and is told.
    """
    try:
        resolved = resolve.resolve(store)
        returned = owners.give_back(store, now)
    except OutletFileError as error:
        return [f"rows of other outlets left as they are: {error}"]
    articles = sum(found.articles for found in resolved.adopted)
    told = [f"{articles:,} articles adopted"] * bool(resolved.adopted) + [str(resolved)] * bool(resolved.names)
    return told + [str(found) for found in [returned] if found]


def _tidy(store: Store, now: datetime) -> None:
    """Statistics and log of SQLite, which PostgreSQL sees to by itself; there the part of the index that the next month will need."""
    if store.engine.dialect.name != "sqlite":
        with store.write() as connection:
            make_room(connection, (now, now + timedelta(days=31)))
        return
    with closing(store.engine.raw_connection()) as connection:
        for statement in _AFTERWARDS:
            connection.cursor().execute(statement)
