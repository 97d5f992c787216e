"""Hijri days by the Umm al-Qura calendar, which Saudi Arabia prints and the others follow to within a day."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri


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
