"""Reads calendar dates out of a stamp's tokens: named months, numbers in every order, and Hijri dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.text.dates.grammar import DAY_STATED, MONTH_IN_NUMBERS, MONTH_STATED, THIS_MONTH
from warraq.text.dates.hijri import hijri_day
from warraq.text.dates.model import Context, Reading
from warraq.text.dates.numeric import dateline_day, numeric_day
from warraq.text.dates.words import MONTH
from warraq.text.dates.years import LEAP, bare_day, month_of_reference, year_of_habit, year_of_reference, year_of_weekday

if TYPE_CHECKING:
    import re
    from datetime import date

    from warraq.text.dates.tokens import Tokens


def read_days(tokens: Tokens, context: Context) -> list[Reading] | None:
    """The days stated in a stamp, in order, else its months; None where something written as a date is none (30 February)."""
    found = []
    for match in DAY_STATED.finditer(tokens.shape):
        reading = _day(tokens, match, context)
        if reading is None:
            return None
        found.append(reading)
    if found:
        return found
    dateline = dateline_day(tokens, context)
    return [dateline] if dateline else _months(tokens, context)


def _day(tokens: Tokens, match: re.Match[str], context: Context) -> Reading | None:
    weekday = _weekday(tokens, match)
    if match["mark"]:
        return numeric_day(tokens, match, weekday, context)
    if match["hijri_month"]:
        return _hijri(tokens, match, weekday)
    if match["counted_day"]:
        return _day_of_month(tokens, match, context)
    if match["named_month"]:
        return _named(tokens, match, weekday, context)
    prefix = "first" if match["first_month"] else "head"
    return _dated(tokens, match, prefix, tokens.values[match.start(f"{prefix}_day")], weekday, context)


def _weekday(tokens: Tokens, match: re.Match[str]) -> int | None:
    for group in ("weekday", "weekday_after"):
        if match[group]:
            return tokens.values[match.start(group)]
    return None


def _dated(tokens: Tokens, match: re.Match[str], prefix: str, day: int, weekday: int | None, context: Context) -> Reading | None:
    """A day with a named month and its year; Gregorian months do not go with Hijri years."""
    year = tokens.values[match.start(f"{prefix}_year")]
    # The Libyan names were decreed in 1986 and given up in 2011.
    libyan = context.country == "LY" and 1986 <= year <= 2012
    found = bare_day(year, month_number(tokens, *match.span(f"{prefix}_month"), libyan), day) if year >= 1900 else None
    if found is None:
        return None
    return Reading(*match.span(), found, weekday_agrees=None if weekday is None else found.weekday() == weekday)


def month_number(tokens: Tokens, start: int, end: int, libyan: bool = False) -> int:
    """The month that one name or a pair of names means; 0 where a pair disagrees, or a Libyan name stands alone and may not."""
    names = [(tokens.shape[place], tokens.values[place]) for place in range(start, end) if tokens.shape[place] in "ML"]
    numbers = {number for _, number in names}
    alone = all(kind == "L" for kind, _ in names)
    return numbers.pop() if len(numbers) == 1 and (libyan or not alone) else 0


def _named(tokens: Tokens, match: re.Match[str], weekday: int | None, context: Context) -> Reading | None:
    day = tokens.values[match.start("named_day")]
    if match["span"]:
        day = _first_of_span(tokens, match, "span", day)
    if match["named_year"]:
        return _dated(tokens, match, "named", day, weekday, context)
    month = month_number(tokens, *match.span("named_month"))
    if bare_day(LEAP, month, day) is None:
        # A Libyan name without a year is an ordinary word.
        return None if month else Reading(*match.span())
    return _yearless(match, month, day, weekday, context)


def _first_of_span(tokens: Tokens, match: re.Match[str], group: str, day: int) -> int:
    """The first day of «5 إلى 10 نوفمبر»; 0 for two days. A larger number before a dash belongs to other words («قناة 24 - 10 نوفمبر»)."""
    first = tokens.values[match.start(group)]
    if match[group] == "dl":
        return first
    return 0 if match[group] == "d&" or first < day else day


def _yearless(match: re.Match[str], month: int, day: int, weekday: int | None, context: Context) -> Reading | None:
    if context.now is None:
        return Reading(*match.span(), bare_day(LEAP, month, day), needs_year=True)
    today = context.now.date()
    if match["reference"]:
        found = year_of_reference(month, day, match["reference"], today)
    elif weekday is not None:
        found = year_of_weekday(month, day, weekday, today)
    else:
        found = year_of_habit(month, day, today)
    if found is None:
        return Reading(*match.span(), bare_day(LEAP, month, day), needs_year=True)
    return Reading(*match.span(), found, weekday_agrees=None if weekday is None else found.weekday() == weekday)


def _hijri(tokens: Tokens, match: re.Match[str], weekday: int | None) -> Reading:
    if not match["hijri_year"]:
        return Reading(*match.span(), hijri=True)
    year, month, day = (tokens.values[match.start(f"hijri_{part}")] for part in ("year", "month", "day"))
    if match["hijri_span"]:
        day = _first_of_span(tokens, match, "hijri_span", day)
    return Reading(*match.span(), hijri_day(year, month, day, weekday), hijri=True)


def _day_of_month(tokens: Tokens, match: re.Match[str], context: Context) -> Reading | None:
    """«الخامس من الشهر الماضي», «5 الجاري»."""
    if (match["counted_month"] and tokens.values[match.start("counted_month")] != MONTH) or context.now is None:
        return Reading(*match.span())
    month = month_of_reference(None, match["which"] or "c", context.now.date())
    year, number = map(int, (month or "0-0").split("-"))
    found = bare_day(year, number, tokens.values[match.start("counted_day")])
    return Reading(*match.span(), found) if found else None


def _months(tokens: Tokens, context: Context) -> list[Reading]:
    today = context.now.date() if context.now else None
    found = [(match, _named_month(tokens, match, today)) for match in MONTH_STATED.finditer(tokens.shape)]
    found += [(match, _counted_month(tokens, match, today)) for match in THIS_MONTH.finditer(tokens.shape)]
    numbers = MONTH_IN_NUMBERS.fullmatch(tokens.shape)
    if numbers:
        found.append((numbers, _month_in_numbers(tokens, numbers)))
    return [Reading(*match.span(), month=month) for match, month in found if month]


def _named_month(tokens: Tokens, match: re.Match[str], today: date | None) -> str | None:
    """The month of «نوفمبر 2024» or «نوفمبر الماضي», and the first of «من مارس إلى جوان 2024»."""
    number = month_number(tokens, *match.span("month"))
    if number == 0:
        return None
    if match["adjective"]:
        return month_of_reference(number, match["adjective"], today) if today else None
    year = tokens.values[match.start("year")]
    if match["from"]:
        first = tokens.values[match.start("from")]
        year, number = year - (first > number), first
    return f"{year}-{number:02}" if year >= 1900 else None


def _counted_month(tokens: Tokens, match: re.Match[str], today: date | None) -> str | None:
    unit = tokens.values[match.start("unit")]
    return month_of_reference(None, match["adjective"], today) if today and unit == MONTH else None


def _month_in_numbers(tokens: Tokens, match: re.Match[str]) -> str | None:
    year = tokens.values[match.start("head" if match["head"] else "tail")]
    month = tokens.values[match.start("month" if match["head"] else "month_first")]
    return f"{year}-{month:02}" if year >= 1900 and 1 <= month <= 12 else None
