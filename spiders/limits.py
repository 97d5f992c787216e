"""How much of what was discovered one run takes up: at most so many articles, none older than so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from dateutil.parser import isoparse

from warraq.errors import UsageError
from warraq.items import Reason
from warraq.text.dates import parse_date

if TYPE_CHECKING:
    from warraq.items import Entry
    from warraq.outlet import Outlet

UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(slots=True)
class Limits:
    """The limits of one run; `admit` counts down."""

    max_items: int | None = None
    """Articles still allowed; None: no limit."""
    since: datetime | None = None
    """Entries that state an earlier time are left; None: no limit."""

    @classmethod
    def parse(cls, max_items: str | int | None, since: str | None, now: datetime) -> Self:
        """Reads the spider's arguments; raises UsageError that says what to write."""
        return cls(_number(max_items), parse_since(since, now) if since else None)

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


def parse_since(value: str, now: datetime) -> datetime:
    """The instant that `6h`, `2d`, `1w`, `30m` before `now`, or an ISO date or time (UTC unless it says), means; raises UsageError."""
    if found := re.fullmatch(r"(\d{1,4})([mhdw])", value.strip()):
        return now - int(found[1]) * UNITS[found[2]]
    try:
        moment = isoparse(value.strip())
    except ValueError:
        raise UsageError(f"since={value}: write a span such as 6h or 2d, or a date such as 2026-01-31") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def stated_time(entry: Entry, outlet: Outlet, now: datetime) -> datetime | None:
    """The time an entry states for itself, the later of publication and change; a bare day counts to its end. None where it states none."""
    stated = [moment for raw in (entry.published, entry.updated) if raw and (moment := _latest_moment(raw, outlet, now))]
    return max(stated, default=None)


def _latest_moment(raw: str, outlet: Outlet, now: datetime) -> datetime | None:
    date = parse_date(raw, outlet.timezone, now, outlet.country)
    if date.instant:
        return date.instant
    return datetime(date.day.year, date.day.month, date.day.day, tzinfo=UTC) + timedelta(days=1, hours=12) if date.day else None
