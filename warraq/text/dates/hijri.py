"""Hijri days: lunar ones by the Umm al-Qura calendar, which Saudi Arabia prints and the others follow to within a day, and solar ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hijridate import Hijri

_LONG_MONTHS: Final = 6
"""Months of 31 days at the head of the solar year; of the others each has 30, the last in common years 29."""


def hijri_day(year: int, month: int, day: int, weekday: int | None) -> date | None:
    """The Gregorian day of a Hijri one; None for a day outside the calendar (1343 to 1500), or one that its weekday contradicts.

    Countries that wait for the crescent may be a day off, so a weekday one day beside the computed one decides.
    """
    try:
        computed = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    gregorian = date(computed.year, computed.month, computed.day)
    near = (gregorian + timedelta(days=shift) for shift in (0, 1, -1))
    return next((day for day in near if weekday is None or day.weekday() == weekday), None)


def solar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of the solar calendar of Iran and Afghanistan; None for a day that it has not.

    By the cycle of 33 years with eight leap years, which agrees with the calendar as observed from 1244 to 1472.
    """
    start, following = _new_year(year), _new_year(year + 1)
    before = (month - 1) * 31 if month <= _LONG_MONTHS else _LONG_MONTHS + (month - 1) * 30
    length = 31 if month <= _LONG_MONTHS else 30
    ordinal = start + before + day - 1
    return date.fromordinal(ordinal) if 1 <= month <= 12 and 1 <= day <= length and ordinal < following else None


def _new_year(year: int) -> int:
    """Ordinal of the first day of a solar year."""
    cycles, rest = divmod(year + 1595, 33)
    return -355_668 + 365 * (year + 1595) + cycles * 8 + (rest + 3) // 4 - 364
