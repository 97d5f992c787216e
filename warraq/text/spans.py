"""Reads the time that a person types as a bound: a span before now, a date, a time, or words such as «أمس»."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dateutil.parser import isoparse
from dateutil.relativedelta import relativedelta

from warraq.text.fold import fold

if TYPE_CHECKING:
    from datetime import date, tzinfo

WHAT_TO_WRITE: Final = "write a span such as 6h or 7d, a date such as 2026-01-31, a time with its offset, «أمس» or «هذا الأسبوع»"
"""For the error of what none can read."""

_SPAN: Final = re.compile(r"(\d{1,4})([mhdw])")
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_INSTANT: Final = timedelta(0)
_WEEK_BEGINS: Final = 5
"""Saturday, as in most of the Arab countries (Unicode CLDR, weekData)."""
_RUNNING: Final = {
    "today": ("day", 0), "yesterday": ("day", 1), "this week": ("week", 0), "last week": ("week", 1), "this month": ("month", 0),
    "last month": ("month", 1), "هذا الاسبوع": ("week", 0), "الاسبوع الماضي": ("week", 1), "هذا الشهر": ("month", 0),
    "الشهر الماضي": ("month", 1),
}  # fmt: skip
"""Days, weeks and months by their words, folded: the unit, and how many before the one that runs."""
_PERIODS: Final = (
    (re.compile(r"\d{4}"), relativedelta(years=1)),
    (re.compile(r"\d{4}-\d\d"), relativedelta(months=1)),
    (re.compile(r"\d{4}-?W\d\d"), relativedelta(weeks=1)),
    (re.compile(r"[^T :]+"), relativedelta(days=1)),
    (re.compile(r".+"), _INSTANT),
)
"""How long the time lasts that an ISO 8601 text of this form names; the first that fits."""


def moment_of(value: str, now: datetime, *, end: bool = False, zone: tzinfo = UTC) -> datetime | None:
    """The instant that a span before `now` (aware), a date or a time means; of a day, week, month or year its beginning, or its `end`.

    Days, and times without an offset, are those of `zone`. None for anything else.
    """
    value = value.strip()
    try:
        if span := _SPAN.fullmatch(value):
            return now - int(span[1]) * _UNITS[span[2]]
        if (found := _stated(value, zone) or _running(value, now, zone) or _told(value, now, zone)) is None:
            return None
        begins, lasts = found
        return (begins + lasts if end else begins).astimezone(UTC)
    except (OverflowError, ValueError):
        return None  # before the year 1 or after 9999


def _stated(value: str, zone: tzinfo) -> tuple[datetime, timedelta | relativedelta] | None:
    """When the time that ISO 8601 names begins, and how long it lasts."""
    try:
        moment = isoparse(value)
    except ValueError:
        return None
    lasts = next(lasts for form, lasts in _PERIODS if form.fullmatch(value))
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)), lasts


def _running(value: str, now: datetime, zone: tzinfo) -> tuple[datetime, timedelta | relativedelta] | None:
    """The same of the day, week or month that runs, or the one before it."""
    if (named := _RUNNING.get(fold(value))) is None:
        return None
    unit, before = named
    today = now.astimezone(zone).date()
    if unit == "day":
        return _midnight(today - timedelta(days=before), zone), relativedelta(days=1)
    if unit == "month":
        return _midnight(today.replace(day=1) - relativedelta(months=before), zone), relativedelta(months=1)
    begun = (today.weekday() - _WEEK_BEGINS) % 7
    return _midnight(today - timedelta(days=begun + 7 * before), zone), relativedelta(weeks=1)


def _told(value: str, now: datetime, zone: tzinfo) -> tuple[datetime, timedelta | relativedelta] | None:
    """The same of words, and of dates as people write them."""
    from warraq.text.dates import parse_date  # a large grammar, which a plain span does without

    date = parse_date(value, zone, now)
    if date.instant:
        return date.instant, _INSTANT
    if date.day:
        return _midnight(date.day, zone), relativedelta(days=1)
    return _stated(date.value, zone) if date.precision == "month" and date.value else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
