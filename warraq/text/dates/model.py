"""The values that date reading takes and gives: what is known beforehand, one reading of some words, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final, Literal

from warraq.text.dates.zones import country_of, zone_of

Precision = Literal["second", "minute", "day", "month"]

_SOLAR_COUNTRIES: Final = frozenset(("IR", "AF"))
_SOLAR_LANGUAGES: Final = frozenset(("fa", "prs", "ps"))


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a stamp states, and nothing beyond it. All fields are None or False where the stamp states no date."""

    value: str | None = None
    """ISO 8601 with offset (`2024-11-23T18:40+02:00`, with seconds where stated), else `YYYY-MM-DD`, else `YYYY-MM`."""
    precision: Precision | None = None
    """How much `value` tells; whole hours count as minutes."""
    instant: datetime | None = None
    """Aware, in the offset stated or that of the outlet's zone; set with precision second or minute."""
    day: date | None = None
    """The calendar day on the stamp's own clock; None for a month."""
    clock: time | None = None
    """The naive time of day as stated; set also where no zone is known to place it, and `value` is a day."""
    zone_stated: bool = False
    """True where the stamp itself names the zone or offset of its time."""
    other_order: date | None = None
    """The day that an all-numeric date would mean with day and month exchanged; None where the stamp decides the order."""
    weekday_conflict: bool = False
    """True where the weekday printed is not that of `day`: a slip of the writer in one of them."""

    @classmethod
    def of_instant(cls, instant: datetime, seconds: bool, zone_stated: bool) -> ParsedDate:
        """From an aware instant; `seconds` says whether the stamp stated them."""
        instant = instant.replace(microsecond=0) if seconds else instant.replace(second=0, microsecond=0)
        precision: Precision = "second" if seconds else "minute"
        value = instant.isoformat(timespec="seconds" if seconds else "minutes")
        return cls(value, precision, instant, instant.date(), instant.time(), zone_stated)


NOTHING: Final = ParsedDate()


@dataclass(frozen=True, slots=True)
class Stamped:
    """The two dates that one stamp may carry."""

    published: ParsedDate = NOTHING
    """Stated without a label, or with one of publication."""
    modified: ParsedDate = NOTHING
    """Stated behind a label of update («آخر تحديث»); a time alone there is placed on the day of publication."""
    one_day: bool = False
    """True where `modified` is a time of update on the only day that the stamp states."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before reading: the outlet's zone and country, and the time of reading on the outlet's clock."""

    zone: tzinfo | None
    now: datetime | None
    country: str | None
    solar: bool = False
    """True where years in numbers that no mark makes lunar are those of the solar calendar: Iran, Afghanistan, pages in Persian."""

    @classmethod
    def of(cls, zone: str | tzinfo | None, now: datetime | None, country: str | None, language: str | None = None) -> Context:
        """A naive `now` is on the clock of the zone, or UTC where none is known; `language` is the BCP 47 tag of the text."""
        place = zone_of(zone, country)
        if now is not None:
            now = now.replace(tzinfo=place or UTC) if now.tzinfo is None else now.astimezone(place or now.tzinfo)
        country = country_of(country, place)
        return cls(place, now, country, country in _SOLAR_COUNTRIES or (language or "").partition("-")[0] in _SOLAR_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One date found in a stamp: a day, an instant or a month, and the tokens it took. With none of the three it is only a place
    that looked like a date."""

    start: int
    end: int
    day: date | None = None
    instant: datetime | None = None
    month: str | None = None
    other_order: date | None = None
    """The day that a number date would mean with day and month exchanged, where nothing beside it decides."""
    weekday_agrees: bool | None = None
    """None where no weekday is printed beside it."""
    hijri: bool = False
    tentative: bool = False
    """True where the day counts only if something else in the stamp confirms it."""
    needs_year: bool = False
    """True where no year is stated and none can be concluded; `day` then stands in the leap year 2000."""
