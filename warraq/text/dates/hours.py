"""Reads times of day out of a stamp's tokens: clock times, whole hours, parts of the day, and the zone beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.text.dates.words import AFTERNOON, AM, DAWN, LOCAL_ZONE, NIGHT, NOON, PM, ZONES
from warraq.text.dates.zones import fixed_zone

if TYPE_CHECKING:
    from datetime import tzinfo

    from warraq.text.dates.tokens import Tokens

_COLON: Final = re.compile(r"(?P<before>(?:a|(?<![ygd])m)[:,]?)?S?[-:(]*(?P<time>t)(?P<offset>z)?\)?(?P<after>[am])?")
_SPOKEN: Final = re.compile(
    r"S[:(]*(?:(?P<hour>d)[.,](?P<minute>d)(?![-/.,]?[dy])|(?P<military>q|y(?=Z))(?![-/])|(?P<whole>[dO])(?P<part>D)?(?![-/.,]?[dyM]))\)?"
    r"(?P<after>[am])?"
    r"|(?<![-/.,MHL])(?:(?P<hour2>d)[.,](?P<minute2>d)|(?P<whole2>[dO])(?P<part2>D)?)\)?(?P<after2>a)(?!t)"
    r"|(?P<military2>(?<=y)y|q)(?=Z)"
)
_ZONE: Final = re.compile(
    r"[,-]?(?P<open>\()?(?:"
    r"(?P<zone>Z)(?P<shift>\(?[+-][dtq](?![-/.,]?[dMyH])Z?)?|(?P<before>[+-][dtq]|[dtq][+-])Z|(?P<unknown>Q)|(?P<place>C)(?(open)(?=\))|(?!.)))\)?"
)
_LOOSE_ZONE: Final = re.compile("[ZQ]")

# Marker to the hours it may go with, and what is added to each; an hour outside contradicts its marker. Hours above twelve were
# printed with a marker all the same («16:57 م»), and twelve is the first hour of its half.
_HALVES: Final = {
    AM: {**dict.fromkeys(range(12), 0), 12: -12},
    PM: {**dict.fromkeys(range(1, 12), 12), **dict.fromkeys(range(12, 24), 0)},
    NOON: {11: 0, 12: 0, 1: 12, 2: 12, 3: 12, 13: 0, 14: 0, 15: 0},
    AFTERNOON: {**dict.fromkeys(range(1, 7), 12), **dict.fromkeys(range(13, 19), 0)},
    DAWN: {**dict.fromkeys(range(7), 0), 12: -12},
    # Twelve at night is the beginning of a day for some writers and its end for others.
    NIGHT: {**dict.fromkeys(range(6, 12), 12), **dict.fromkeys((1, 2, 3, 4, *range(18, 24)), 0)},
}

_SPOKEN_SIGNS: Final = frozenset("SaZ")

_Reader = Callable[["Tokens", "re.Match[str]"], "tuple[int, int, int, bool, tzinfo | None]"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and the tokens it took."""

    start: int
    end: int
    seconds: int
    """Since midnight."""
    has_seconds: bool = False
    zone: tzinfo | None = None
    """The zone stated; None for the outlet's own."""
    zone_unknown: bool = False
    """True where a zone is stated that is not known."""


def read_clocks(tokens: Tokens) -> list[Clock]:
    """The times of day in a stamp, in order; their tokens are hidden from what reads the tokens afterwards."""
    found = _all_clocks(tokens, _COLON, _colon) if "t" in tokens.shape else []
    if not found and not _SPOKEN_SIGNS.isdisjoint(tokens.shape):
        found = _all_clocks(tokens, _SPOKEN, _spoken)
    for clock in found:
        tokens.blank(clock.start, clock.end, "@")
    clocks = [clock for clock in found if clock.seconds >= 0]
    return _loose_zone(tokens, clocks) if clocks else []


def _all_clocks(tokens: Tokens, pattern: re.Pattern[str], read: _Reader) -> list[Clock]:
    """The times that a pattern finds, each with its zone, whose own numbers («GMT+03:00») are no time."""
    found: list[Clock] = []
    match = pattern.search(tokens.shape)
    while match:
        found.append(_with_zone(tokens, *read(tokens, match)))
        match = pattern.search(tokens.shape, found[-1].end)
    return found


def _colon(tokens: Tokens, match: re.Match[str]) -> tuple[int, int, int, bool, tzinfo | None]:
    place = match.start("time")
    hour, rest = divmod(tokens.values[place], 3600)
    marker = match.start("after") if match["after"] else match.start("before") if match["before"] else None
    era_or_evening = tokens.shape[max(0, match.start() - 2) : match.start()] in ("ym", "gm") and marker is None and 1 <= hour <= 12
    hour = -1 if era_or_evening else _hour(tokens, hour, marker)
    offset = fixed_zone(tokens.values[match.start("offset")]) if match["offset"] else None
    return match.start(), match.end(), hour * 3600 + rest, tokens.pieces[place].count(":") == 2, offset


def _spoken(tokens: Tokens, match: re.Match[str]) -> tuple[int, int, int, bool, tzinfo | None]:
    places = {name.rstrip("2"): match.start(name) for name, text in match.groupdict().items() if text}
    return match.start(), match.end(), _spoken_seconds(tokens, places), False, None


def _spoken_seconds(tokens: Tokens, places: dict[str, int]) -> int:
    """Seconds since midnight of «الساعة 8.21», «السادسة والنصف مساء», «الساعة 0640»; negative where the words leave it open."""
    values, marker = tokens.values, places.get("after")
    if "military" in places:
        hour, minute = divmod(values[places["military"]], 100)
    elif "minute" in places:
        hour, minute = values[places["hour"]], values[places["minute"]]
        minute = minute if len(tokens.pieces[places["minute"]]) == 2 else 60
    else:
        hour, minute = values[places["whole"]], values[places["part"]] if "part" in places else 0
        hour = hour if marker is not None or hour > 12 else -1
    hour = _hour(tokens, hour, marker) if minute < 60 else -1
    return hour * 3600 + minute * 60 if hour >= 0 else -1


def _hour(tokens: Tokens, hour: int, marker: int | None) -> int:
    """The hour of 24 that a printed hour means beside its marker, or negative where they contradict each other."""
    if marker is None:
        return hour if hour < 24 else -1
    half = PM if tokens.shape[marker] == "m" else tokens.values[marker]
    return hour + _HALVES.get(half, {}).get(hour, -99)


def _with_zone(tokens: Tokens, start: int, end: int, seconds: int, has_seconds: bool, offset: tzinfo | None) -> Clock:
    match = _ZONE.match(tokens.shape, end) if offset is None else None
    if match is None:
        return Clock(start, end, seconds, has_seconds, offset)
    if match["unknown"]:
        return Clock(start, match.end(), seconds, has_seconds, zone_unknown=True)
    zone = _stated_zone(tokens, match)
    return Clock(start, match.end(), seconds, has_seconds, zone)


def _stated_zone(tokens: Tokens, match: re.Match[str]) -> tzinfo | None:
    """The zone beside a time. A place decides over the offset printed after it, which many sites leave at winter time all year."""
    if match["before"]:
        return _shifted(tokens, match.start("before"), match.end("before"))
    number = tokens.values[match.start("zone") if match["zone"] else match.start("place")]
    if match["shift"] and number == 0:
        return _shifted(tokens, match.start("shift"), match.end("shift"))
    return None if number == LOCAL_ZONE else ZONES[number]


def _shifted(tokens: Tokens, start: int, end: int) -> tzinfo | None:
    """The zone of «GMT+3», «+0300 GMT» or «GMT+03:00»."""
    place = next(index for index in range(start, end) if tokens.shape[index] in "dtq")
    value = tokens.values[place]
    minutes = {"d": value * 60, "q": value // 100 * 60 + value % 100, "t": value // 60}[tokens.shape[place]]
    sign = -1 if "-" in tokens.shape[start:end] else 1
    return fixed_zone(sign * minutes) if minutes <= 14 * 60 else None


def _loose_zone(tokens: Tokens, clocks: list[Clock]) -> list[Clock]:
    """Gives a zone that stands elsewhere in the stamp («بتوقيت غرينتش 14:00») to the only time, if it has none."""
    loose = _LOOSE_ZONE.search(tokens.shape)
    if loose is None or len(clocks) > 1 or clocks[0].zone:
        return clocks
    clock, number = clocks[0], tokens.values[loose.start()]
    zone = ZONES[number] if loose[0] == "Z" and number != LOCAL_ZONE else None
    return [Clock(clock.start, clock.end, clock.seconds, clock.has_seconds, zone, clock.zone_unknown or loose[0] == "Q")]
