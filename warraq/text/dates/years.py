"""Finds the year of a date that states none, from the words beside it, its weekday, or the time of reading."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAP: Final = 2000
"""A year in which every day of every month exists."""

_HALF_YEAR: Final = timedelta(days=183)
_WEEKS_AHEAD: Final = timedelta(days=60)


def bare_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of_reference(month: int, day: int, reference: str, today: date) -> date | None:
    """The day that «الماضي» (f), «الجاري» (c) or «المقبل» (F) means from today; a `k` in `reference` says that it is of the year itself."""
    step = {"f": -1, "c": 0, "F": 1}[reference[-1]]
    if "k" in reference:
        return bare_day(today.year + step, month, day)
    if step == 0:
        return bare_day(today.year, month, day) if month == today.month else None
    if step < 0 and month == today.month and day <= today.day:
        return None  # «10 نوفمبر الماضي», said late in November, is this month's for some and last year's for others
    years = (today.year, today.year + step)
    return next((found for found in _days(years, month, day) if (found - today).days * step > 0), None)


def year_of_weekday(month: int, day: int, weekday: int, today: date) -> date | None:
    """The day in last year, this year or the next that falls on the weekday printed; no two of them do."""
    years = (today.year - 1, today.year, today.year + 1)
    return next((found for found in _days(years, month, day) if found.weekday() == weekday), None)


def year_of_habit(month: int, day: int, today: date) -> date | None:
    """The day in the year in which it is read, as writers leave out the year they live in; None where another year is as likely.

    A day more than half a year ahead is last year's. One more than half a year back is this year's, unless next year's is near.
    """
    this_year = bare_day(today.year, month, day)
    if this_year is None or abs(this_year - today) <= _HALF_YEAR:
        return this_year
    if this_year > today:
        return bare_day(today.year - 1, month, day)
    next_year = bare_day(today.year + 1, month, day)
    return None if next_year and next_year - today <= _WEEKS_AHEAD else this_year


def month_of_reference(month: int | None, adjective: str, today: date) -> str | None:
    """`YYYY-MM` of the month meant by «نوفمبر الماضي», or of the month itself («الشهر الماضي») where `month` is None."""
    step = {"f": -1, "c": 0, "F": 1}[adjective]
    current = today.year * 12 + today.month - 1
    if month is None:
        place = current + step
    elif step == 0:
        place = current if month == today.month else -1
    else:
        place = today.year * 12 + month - 1
        place += 12 * step if (place - current) * step <= 0 else 0
    return f"{place // 12:04}-{place % 12 + 1:02}" if place >= 12 else None


def _days(years: Iterable[int], month: int, day: int) -> Iterable[date]:
    return (found for year in years if (found := bare_day(year, month, day)))
