"""Reads words that count from now: «منذ ساعتين», «أمس», «الأحد الماضي»."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from warraq.text.dates.model import Context, Reading
from warraq.text.dates.words import DAY, HOUR, MINUTE, MONTH, SECOND, WEEK, YEAR

if TYPE_CHECKING:
    from warraq.text.dates.tokens import Tokens

# An amount of time: number, unit, and perhaps «واحدة» or a half behind it; or a half of a unit.
_AMOUNT: Final = r"(?:[dNj]?[uvpk](?:N(?![up]))?(?:&?D(?!u))?|db|Du)"
_AMOUNTS: Final = rf"{_AMOUNT}(?:&?{_AMOUNT})*"
_ONE_AMOUNT: Final = re.compile(r"(?P<number>[dNj])?(?P<unit>[uvpkb])N?(?:&?(?P<more>D)(?!u))?|(?P<part>D)(?P<whole>u)")
# Behind منذ or before ago. «قبل يومين من الافتتاح» and «قبل شهر رمضان» count from something else.
_AGO: Final = re.compile(rf"R(?P<ago>{_AMOUNTS})(?![iMHLdoWyTpuqn])|(?P<passed>{_AMOUNTS})G|^i(?P<dialect>d[up])$|^r(?P<hence>{_AMOUNTS})$")
_MOMENTS: Final = re.compile("R(?P<moments>~)(?![A-Za-z])|^[BU:]*(?P<now>!)$")
_NAMED_DAY: Final = re.compile(r"(?P<before>W?)[a,(]{0,2}(?P<day>T)[,(u]{0,2}(?P<after>W?)")
_WEEKDAY: Final = re.compile("(?P<weekday>W)(?P<step>[fF])")
# «اليوم» is part of the names of papers and «غدا» also a verb: none of these may stand beside them.
_NOT_BESIDE: Final = frozenset("xoCydnNl")

_UNIT_NAMES: Final = {SECOND: "seconds", MINUTE: "minutes", HOUR: "hours", DAY: "days", WEEK: "weeks", MONTH: "months", YEAR: "years"}
_MOST_UNITS: Final = 999
"""The largest number taken in an amount: beyond it a page counts something else."""

# What a plural without a number, and «قليل», may mean in minutes: at least, at most. «ثوان» and «لحظات» are no distance from now.
_VAGUE: Final = {SECOND: (0, 0), MINUTE: (2, 59), HOUR: (2, 23 * 60)}
_MOMENT_RANGES: Final = ((0, 0), (1, 59))


def read_relative(tokens: Tokens, context: Context) -> list[Reading]:
    """The days and instants that a stamp counts from now, in order; empty where now is not known."""
    if context.now is None:
        return []
    found = [_ago(tokens, match, context.now) for match in _AGO.finditer(tokens.shape)]
    found += [_moments(tokens, match, context.now) for match in _MOMENTS.finditer(tokens.shape)]
    today = context.now.date()
    found += [_named_day(tokens, match, today) for match in _NAMED_DAY.finditer(tokens.shape)]
    found += [_weekday(tokens, match, today) for match in _WEEKDAY.finditer(tokens.shape)]
    return sorted((reading for reading in found if reading), key=lambda reading: reading.start)


def _ago(tokens: Tokens, match: re.Match[str], now: datetime) -> Reading | None:
    start, end = next(match.span(group) for group in ("ago", "passed", "dialect", "hence") if match[group])
    if tokens.shape[start:end] == "p":
        vague = _VAGUE.get(tokens.values[start])
        return vague and _between(match, now, *vague)
    amounts = _amounts(tokens, start, end)
    if not amounts:
        return None
    sign = 1 if match["hence"] else -1
    distance = relativedelta(hours=0)
    for unit, amount in amounts:
        distance += relativedelta(**{_UNIT_NAMES[unit]: sign * amount})  # type: ignore[arg-type]
    try:
        if all(unit >= DAY for unit, _ in amounts):
            return Reading(*match.span(), (now + distance).date())
        return Reading(*match.span(), instant=(now.astimezone(UTC) + distance).astimezone(now.tzinfo))
    except (OverflowError, ValueError):
        return None


def _amounts(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """Unit and number of each part of «ساعتين و15 دقيقة»; empty where the words are no amount of time."""
    found: list[tuple[int, int]] = []
    for match in _ONE_AMOUNT.finditer(tokens.shape, start, end):
        if match["part"]:
            halved, part = tokens.values[match.start("whole")], match.start("part")
        else:
            unit, number = tokens.values[match.start("unit")], _number(tokens, match)
            if not 0 < number <= _MOST_UNITS:
                return []
            found.append((unit, number))
            halved, part = unit, match.start("more")
        if part >= 0:
            if halved != HOUR:
                return []
            found.append((MINUTE, tokens.values[part]))
    return found


def _number(tokens: Tokens, match: re.Match[str]) -> int:
    if match["number"]:
        return tokens.values[match.start("number")]
    return {"v": 2, "p": 0}.get(match["unit"], 1)


def _moments(tokens: Tokens, match: re.Match[str], now: datetime) -> Reading | None:
    reach = _MOMENT_RANGES[tokens.values[match.start("moments")]] if match["moments"] else (0, 0)
    return _between(match, now, *reach)


def _between(match: re.Match[str], now: datetime, least: int, most: int) -> Reading | None:
    """Now where the distance is none, else the day on which the whole stretch lies, if it is one."""
    if most == 0:
        return Reading(*match.span(), instant=now)
    first, last = ((now - timedelta(minutes=minutes)).date() for minutes in (most, least))
    return Reading(*match.span(), first) if first == last else None


def _named_day(tokens: Tokens, match: re.Match[str], today: date) -> Reading | None:
    offset = tokens.values[match.start("day")]
    beside = tokens.shape[max(0, match.start() - 1) : match.start()] + tokens.shape[match.end() : match.end() + 1]
    if offset >= 0 and not _NOT_BESIDE.isdisjoint(beside):
        return None
    return _shifted(tokens, match, today, offset, [group for group in ("before", "after") if match[group]])


def _weekday(tokens: Tokens, match: re.Match[str], today: date) -> Reading | None:
    """The nearest such weekday before today, or after it."""
    weekday = tokens.values[match.start("weekday")]
    offset = (weekday - today.weekday() - 1) % 7 + 1 if match["step"] == "F" else (weekday - today.weekday()) % 7 - 7
    return _shifted(tokens, match, today, offset, [])


def _shifted(tokens: Tokens, match: re.Match[str], today: date, offset: int, weekdays: list[str]) -> Reading | None:
    """The day that many days from today; None where a weekday beside the words is another."""
    try:
        day = today + timedelta(days=offset)
    except OverflowError:
        return None
    agrees = all(tokens.values[match.start(group)] == day.weekday() for group in weekdays)
    return Reading(*match.span(), day, weekday_agrees=True if weekdays else None) if agrees else None
