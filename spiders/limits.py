"""How much of what was discovered one run takes up: at most so many articles, none older than so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from warraq.errors import UsageError
from warraq.items import Reason
from warraq.text.dates import parse_date
from warraq.text.spans import WHAT_TO_WRITE, moment_of

if TYPE_CHECKING:
    from warraq.items import Entry
    from warraq.outlet import Outlet


@dataclass(slots=True)
class Limits:
    """The limits of one run; `admit` counts down."""

    max_items: int | None = None
    """Articles still allowed; None: no limit."""
    since: datetime | None = None
    """Entries that state an earlier time are left; None: no limit."""

    @classmethod
    def parse(cls, max_items: str | int | None, since: str | None, now: datetime) -> Self:
        """Reads the spider's arguments, `since` as `moment_of` does; raises UsageError that says what to write."""
        return cls(_number(max_items), _instant(since, now) if since else None)

    def admit(self, entry: Entry, outlet: Outlet, now: datetime) -> Reason | None:
        """Why this entry is left for another run; None: it is taken up, and counted."""
        if self.since and (stated := stated_time(entry, outlet, now)) and stated < self.since:
            return Reason.OLDER
        if self.max_items is None:
            return None
        if self.max_items <= 0:
            return Reason.MAX_ITEMS
        self.max_items -= 1
        return None


def _number(value: str | int | None) -> int | None:
    if value is None or value == "":
        return None
    if not str(value).isdecimal() or int(value) < 1:
        raise UsageError(f"max_items={value}: write a whole number from 1")
    return int(value)


def _instant(since: str, now: datetime) -> datetime:
    moment = moment_of(since, now)
    if moment is None:
        raise UsageError(f"since={since}: {WHAT_TO_WRITE}")
    return moment


def stated_time(entry: Entry, outlet: Outlet, now: datetime) -> datetime | None:
    """The time an entry states for itself, the later of publication and change; a bare day counts to its end. None where it states none."""
    stated = [moment for raw in (entry.published, entry.updated) if raw and (moment := _latest_moment(raw, outlet, now))]
    return max(stated, default=None)


def _latest_moment(raw: str, outlet: Outlet, now: datetime) -> datetime | None:
    date = parse_date(raw, outlet.timezone, now, outlet.country)
    if date.instant:
        return date.instant
    return datetime(date.day.year, date.day.month, date.day.day, tzinfo=UTC) + timedelta(days=1, hours=12) if date.day else None
