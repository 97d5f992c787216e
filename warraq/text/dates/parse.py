"""Reads the date that a stamp on an Arabic page states: the entrance to this package's parsers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from warraq.text.dates.choose import combine, settle
from warraq.text.dates.days import read_days
from warraq.text.dates.hours import Clock, read_clocks
from warraq.text.dates.model import NOTHING, Context, ParsedDate, Reading, Stamped
from warraq.text.dates.relative import read_relative
from warraq.text.dates.tokens import MAX_STAMP, Tokens, tokenise

if TYPE_CHECKING:
    from datetime import tzinfo

_ISO: Final = re.compile(
    r"\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d(?P<seconds>:?\d\d(?:[.,]\d{1,9})?)?[ ]?(?P<zone>Z|[+-]\d\d:?\d\d|\+\d\d|(?(seconds)-\d\d|(?!)))?",
    re.ASCII | re.IGNORECASE,
)
# What says that a time without a date is a time of day at all: «2:26» alone may be the length of a video.
_TIME_MARKS: Final = frozenset("SamZ")
_DATE_PARTS: Final = frozenset("dyWMHLoNTR")
_MOST_WORDS: Final = 2
_LATE: Final = timedelta(minutes=5)
"""How far ahead of now a time without a day may lie: clocks of sites and readers differ by that much."""


def parse_date(text: str, zone: str | tzinfo | None = None, now: datetime | None = None, country: str | None = None) -> ParsedDate:
    """The date that the text states, or NOTHING: a day stays a day, and what could mean two dates is none.

    `zone` (a tz database name or tzinfo) places times that state no zone; without it, and without a `country` (ISO 3166 code) that
    keeps one zone, a stamp with a time answers its day. `country` also decides between months of one name. `now`, the time at which
    the text was read (naive: on the zone's clock), is what «أمس» and dates without a year count from; None leaves them unread.
    Where a stamp tells publication and update, publication is answered. Raises ValueError for a zone name that does not exist, and
    nothing else, for any text.
    """
    stamped = parse_stamp(text, zone, now, country)
    return stamped.modified if stamped.one_day or stamped.published.value is None else stamped.published


def parse_stamp(text: str, zone: str | tzinfo | None = None, now: datetime | None = None, country: str | None = None) -> Stamped:
    """As `parse_date`, with publication and update kept apart."""
    return parse_in(text, Context.of(zone, now, country))


def parse_in(text: str, context: Context) -> Stamped:
    """As `parse_stamp`, by what is known beforehand."""
    if len(text) > MAX_STAMP:
        return Stamped()
    match = _ISO.fullmatch(text.strip())
    if match:
        return Stamped(_iso(match, context))
    tokens = tokenise(text)
    try:
        return _stamped(tokens, context)
    except OverflowError:  # days beyond the years 1 to 9999
        return Stamped()


def _iso(match: re.Match[str], context: Context) -> ParsedDate:
    try:
        moment = datetime.fromisoformat(match[0].replace(" ", "T", 1).replace(" ", "").upper())
    except ValueError:
        return NOTHING
    if not 1900 <= moment.year < 2100:
        return NOTHING
    clock = Clock(0, 0, moment.hour * 3600 + moment.minute * 60 + moment.second, bool(match["seconds"]), moment.tzinfo)
    return combine(Reading(0, 0, moment.date()), [clock], context)


def _stamped(tokens: Tokens, context: Context) -> Stamped:
    if "E" in tokens.shape:
        return Stamped()
    marked = not _TIME_MARKS.isdisjoint(tokens.shape)
    clocks = read_clocks(tokens)
    readings = read_days(tokens, context)
    if readings is None:
        return Stamped()
    if not any(reading.day or reading.month for reading in readings):
        readings += read_relative(tokens, context)
    if not readings and clocks and marked and _stands_alone(tokens.shape):
        readings = _today(clocks, context)
    return _labelled(tokens.shape, readings, clocks, context)


def _stands_alone(shape: str) -> bool:
    """True where no part of a date is left in the stamp, and hardly another word."""
    return _DATE_PARTS.isdisjoint(shape) and shape.count("x") <= _MOST_WORDS


def _today(clocks: list[Clock], context: Context) -> list[Reading]:
    """The day of a time that stands alone: today, unless that time is still to come."""
    if context.now is None or context.zone is None or len(clocks) > 1 or clocks[0].zone_unknown:
        return []
    today = context.now.astimezone(clocks[0].zone or context.zone).date()
    reading = Reading(clocks[0].start, clocks[0].end, today)
    instant = combine(reading, clocks, context).instant
    return [reading] if instant and instant <= context.now + _LATE else []


def _labelled(shape: str, readings: list[Reading], clocks: list[Clock], context: Context) -> Stamped:
    """Publication and update, each from what stands behind its label."""
    if "U" not in shape:
        return Stamped(combine(settle(readings, shape), clocks, context))
    updates = [reading for reading in readings if _is_update(shape, reading.start)]
    stated = [reading for reading in readings if not _is_update(shape, reading.start)]
    update_clocks = [clock for clock in clocks if _is_update(shape, clock.start)]
    stated_clocks = [clock for clock in clocks if not _is_update(shape, clock.start)]
    published = combine(settle(stated, shape), stated_clocks, context)
    if updates or not update_clocks:
        return Stamped(published, combine(settle(updates, shape), update_clocks, context))
    modified = combine(settle(stated, shape), update_clocks, context)
    return Stamped(published, modified, one_day=published.clock is None and modified.clock is not None)


def _is_update(shape: str, place: int) -> bool:
    """True where the last label before a token is one of update."""
    return shape.rfind("U", 0, place) > shape.rfind("B", 0, place)
