"""Settles what a stamp states from all that was read in it: several dates, both calendars, several times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from warraq.text.dates.model import NOTHING, Context, ParsedDate, Reading
from warraq.text.dates.years import bare_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.text.dates.hours import Clock

_SIGHTING: Final = timedelta(days=2)
"""How far the Hijri side of a date may lie from its Gregorian side: countries differ by a day, and sites compute it a day off."""

_DAY_SECONDS: Final = 86400


def settle(readings: Sequence[Reading], shape: str) -> Reading | None:
    """The one date that the readings state together, or None where they state none or contradict each other."""
    gregorian = [reading for reading in readings if not reading.hijri and (reading.day or reading.instant or reading.month)]
    hijri = [reading for reading in readings if reading.hijri and reading.day]
    firm = _confirmed(gregorian, hijri)
    if not firm:
        readable = all(reading.day for reading in readings if reading.hijri)
        return _only(hijri) if readable and not gregorian else None
    chosen = _only(firm) or _first_of_range(firm, shape)
    return chosen if chosen and _hijri_fits(chosen, hijri) else None


def _only(readings: Sequence[Reading]) -> Reading | None:
    """The first reading, if all mean the same; one that a weekday confirms goes first."""
    if len({(reading.day, reading.instant, reading.month) for reading in readings}) != 1:
        return None
    return next((reading for reading in readings if reading.weekday_agrees), readings[0])


def _confirmed(readings: list[Reading], hijri: list[Reading]) -> list[Reading]:
    """The readings with the order of their numbers decided by the others, without those that need a proof which is not there."""
    if len(readings) == 1 and not hijri and not readings[0].other_order:
        return [reading for reading in readings if not reading.tentative and not reading.needs_year]
    sure: set[date | None] = {reading.day for reading in readings if not reading.other_order and not reading.tentative}
    near: set[date | None] = {reading.day + timedelta(days=shift) for reading in hijri if reading.day for shift in range(-2, 3)}
    decided = [_decided(reading, sure | near) for reading in readings]
    return [reading for reading in decided if not reading.tentative and not _told_elsewhere(reading, decided)]


def _decided(reading: Reading, days: set[date | None]) -> Reading:
    if reading.day in days:
        return replace(reading, tentative=False, other_order=None)
    if reading.other_order in days:
        return replace(reading, day=reading.other_order, tentative=False, other_order=None)
    return reading


def _told_elsewhere(reading: Reading, readings: list[Reading]) -> bool:
    """True for a day without a year where another reading states the same day with one, or where there is none to lend it."""
    if not reading.needs_year:
        return False
    others = [other.day for other in readings if other.day and not other.needs_year]
    return not others or any((day.month, day.day) == (reading.day.month, reading.day.day) for day in others if reading.day)


def _first_of_range(readings: list[Reading], shape: str) -> Reading | None:
    """The first day of «من 23 نوفمبر إلى 2 ديسمبر 2024»."""
    first, *rest = readings
    if len(rest) != 1 or "l" not in shape[first.end : rest[0].start] or not first.day or not rest[0].day:
        return None
    last = rest[0].day
    if not first.needs_year:
        return first if first.day <= last else None
    day = first.day.replace(year=last.year) if bare_day(last.year, first.day.month, first.day.day) else None
    return replace(first, day=day, needs_year=False) if day and day <= last else None


def _hijri_fits(chosen: Reading, hijri: list[Reading]) -> bool:
    """False where the Hijri side is another date and no weekday speaks for the Gregorian one."""
    days = [reading.day for reading in hijri if reading.day]
    return chosen.day is None or bool(chosen.weekday_agrees) or all(abs(day - chosen.day) <= _SIGHTING for day in days)


def combine(reading: Reading | None, clocks: Sequence[Clock], context: Context) -> ParsedDate:
    """The date with its time of day, if the stamp states one time and a zone is known to place it."""
    if reading is None or reading.needs_year:
        return NOTHING
    if reading.instant:
        return ParsedDate.of_instant(reading.instant, seconds=False, zone_stated=False)
    if reading.month or not reading.day:
        return ParsedDate(reading.month, "month") if reading.month else NOTHING
    clock = _one_clock(clocks, reading.day, context.zone)
    if clock is None:
        return _of_day(reading, None)
    zone = clock.zone or context.zone
    naive = time(clock.seconds // 3600, clock.seconds // 60 % 60, min(clock.seconds % 60, 59))
    instant = datetime.combine(reading.day, naive, zone)
    offset = instant.utcoffset()
    # Local mean times before the zones had odd seconds, which ISO 8601 cannot say; no article has a clock time from then.
    if zone is None or clock.zone_unknown or offset is None or offset.seconds % 60:
        return _of_day(reading, None if clock.zone_unknown else naive)
    parsed = ParsedDate.of_instant(instant, clock.has_seconds, clock.zone is not None)
    return replace(parsed, other_order=reading.other_order, weekday_conflict=reading.weekday_agrees is False)


def _of_day(reading: Reading, clock: time | None) -> ParsedDate:
    day = reading.day
    return ParsedDate(str(day), "day", None, day, clock, other_order=reading.other_order, weekday_conflict=reading.weekday_agrees is False)


def _one_clock(clocks: Sequence[Clock], day: date, zone: tzinfo | None) -> Clock | None:
    """The time that all clocks state, each in its zone; None where they differ.

    A time without a zone that stands right before one with a zone («16:25 (13:25 غرينتش)») is the same moment somewhere else.
    """
    if len(clocks) < 2:
        return clocks[0] if clocks else None
    known = [clock for clock in clocks if not clock.zone_unknown]
    if known and len({_universal(clock, day, zone) for clock in known}) == 1:
        return max(known, key=lambda clock: clock.has_seconds)
    stated = [clock for clock in known if clock.zone]
    pair = len(clocks) == 2 and len(stated) == 1 and stated[0] is clocks[1] and clocks[1].start - clocks[0].end <= 1
    return clocks[1] if pair and (clocks[0].seconds - clocks[1].seconds) % 1800 == 0 else None


def _universal(clock: Clock, day: date, zone: tzinfo | None) -> int:
    """Seconds of the day in Greenwich."""
    place = clock.zone or zone
    offset = place.utcoffset(datetime.combine(day, time())) if place else None
    return (clock.seconds - (int(offset.total_seconds()) if offset else 0)) % _DAY_SECONDS
