"""Dates in numbers alone: which number is the day, which the month, and when that cannot be told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from warraq.text.dates.grammar import DATELINE
from warraq.text.dates.hijri import hijri_day, solar_day
from warraq.text.dates.model import Context, Reading
from warraq.text.dates.years import bare_day

if TYPE_CHECKING:
    import re

    from warraq.text.dates.tokens import Tokens

_FRESH: Final = timedelta(days=92)
_FRESH_DATELINE: Final = timedelta(days=7)
_TOMORROW: Final = timedelta(days=1)
_MONTH_FIRST_COUNTRIES: Final = frozenset({"US", "PH"})
_LAST_SOLAR: Final = 1410
"""Iran and Afghanistan count solar years, 1370 to 1410 since there are web pages; a lunar year up to it ended before 1990."""


def numeric_day(tokens: Tokens, match: re.Match[str], weekday: int | None, context: Context) -> Reading | None:
    """The day of `23/11/2024`, `2024/11/23` or a Hijri date in numbers; None for an impossible day."""
    one, two, three = (tokens.values[match.start(group)] for group in ("one", "two", "three"))
    kinds = match["one"] + match["three"]
    if kinds == "dd":
        return _short_year(match, one, two, three, weekday, context)
    if kinds == "yy":
        return Reading(*match.span())
    year, first = (one, three) if kinds == "yd" else (three, one)
    if year <= 1500:
        return _hijri(match, year, two, first, weekday, context)
    if match["era"] == "h":
        return None
    if kinds == "yd":
        day = bare_day(year, two, first) or bare_day(year, first, two)
        return _sure(match, day, weekday) if day else None
    return _ordered(tokens, match, (bare_day(year, two, one), bare_day(year, one, two)), weekday, context)


def _sure(match: re.Match[str], day: date, weekday: int | None) -> Reading:
    return Reading(*match.span(), day, weekday_agrees=None if weekday is None else day.weekday() == weekday)


def _ordered(
    tokens: Tokens, match: re.Match[str], orders: tuple[date | None, date | None], weekday: int | None, context: Context
) -> Reading | None:
    """Day-month-year, as Arabic text writes it, unless only the other order exists or the weekday proves it."""
    usual, other = orders
    day = usual or other
    if day is None or usual is None or other is None or usual == other:
        return _sure(match, day, weekday) if day else None
    if weekday is not None:
        proven = next((day for day in orders if day and day.weekday() == weekday), None)
        return _sure(match, proven, weekday) if proven else None
    return Reading(*match.span(), usual, other_order=other, tentative=_doubtful(tokens, match, usual, other, context))


def _doubtful(tokens: Tokens, match: re.Match[str], usual: date, other: date, context: Context) -> bool:
    """True where something speaks for month-day-year: the country, an American program's format, or a day still to come."""
    if context.country in _MONTH_FIRST_COUNTRIES or _american_format(tokens, match):
        return True
    return context.now is not None and usual > context.now.date() + _TOMORROW >= other


def _american_format(tokens: Tokens, match: re.Match[str]) -> bool:
    """`3/4/2024 7:05:09 AM`: no padding, seconds and a Latin marker, as .NET prints for en-US and sites in Arabic leave it."""
    clock = next((piece for piece in tokens.pieces if piece.count(":") == 2), "0")
    numbers = (tokens.pieces[match.start("one")], tokens.pieces[match.start("two")], clock)
    return match["mark"] == "/" and not any(piece.startswith("0") for piece in numbers) and not {"am", "pm"}.isdisjoint(tokens.pieces)


def _short_year(match: re.Match[str], day: int, month: int, year: int, weekday: int | None, context: Context) -> Reading:
    """`23/11/24` may as well begin with its year, or be no date: it needs its weekday, or to lie in the three months before now."""
    usual, other = bare_day(2000 + year, month, day), bare_day(2000 + day, month, year)
    if usual is None:
        return Reading(*match.span())
    fresh = context.now is not None and _lately(usual, context.now.date()) and not (other and _lately(other, context.now.date()))
    agrees = None if weekday is None else usual.weekday() == weekday
    return Reading(*match.span(), usual, weekday_agrees=agrees, tentative=not (fresh or agrees))


def _lately(day: date, today: date) -> bool:
    return timedelta(0) <= today - day <= _FRESH


def _hijri(match: re.Match[str], year: int, month: int, day: int, weekday: int | None, context: Context) -> Reading:
    """A lunar day, or a solar one where a mark or the page says so; no day for a year that may be either or has another mark."""
    if match["era"] in ("m", "g"):
        return Reading(*match.span(), hijri=True)
    if match["era"] == "s" or (match["era"] is None and year <= _LAST_SOLAR):
        solar = solar_day(year, month, day) if match["era"] or context.solar else None
        return _sure(match, solar, weekday) if solar else Reading(*match.span(), hijri=True)
    return Reading(*match.span(), hijri_day(year, month, day, weekday), hijri=True)


def dateline_day(tokens: Tokens, context: Context) -> Reading | None:
    """The day of an agency's dateline in two numbers, if it lies in the week before now."""
    match = DATELINE.match(tokens.shape)
    if match is None or context.now is None:
        return None
    today = context.now.date()
    day, month = tokens.values[match.start("day")], tokens.values[match.start("month")]
    found = next((near for year in (today.year, today.year - 1) if (near := bare_day(year, month, day)) and near <= today), None)
    return Reading(*match.span(), found) if found and today - found <= _FRESH_DATELINE else None
