"""Writes publication dates as Arabic sites print them, by country and house style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hijridate import Gregorian

from warraq.text.vocabulary import customary
from warraq.words.calendar import HIJRI_NAMES, MONTH_NAMES, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta


MONTHS: Final = {
    system: tuple(own or common for own, common in zip(customary(row), customary(MONTH_NAMES["gregorian"]), strict=True))
    for system, row in MONTH_NAMES.items()
}
HIJRI_MONTHS: Final = customary(HIJRI_NAMES)
_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def month(when: datetime, system: str) -> str:
    return MONTHS[system][when.month - 1]


def weekday(when: datetime) -> str:
    return WEEKDAYS[when.weekday()]


def _clock12(when: datetime) -> str:
    return f"{when.hour % 12 or 12:02}:{when.minute:02} {'ص' if when.hour < 12 else 'م'}"


def _day(when: datetime, system: str) -> str:
    return f"{when.day} {month(when, system)} {when.year}"


def _hijri(when: datetime) -> str:
    hijri = Gregorian(when.year, when.month, when.day).to_hijri()
    return f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1]} {hijri.year} هـ"


STYLES: Final[dict[str, Callable[[datetime], str]]] = {
    "egyptian": lambda t: f"{weekday(t)} {_day(t, 'gregorian')} - {_clock12(t)}",
    "egyptian-comma": lambda t: f"{weekday(t)}، {_day(t, 'gregorian')} {_clock12(t)}",
    "gulf": lambda t: f"{_day(t, 'gregorian')} - {t:%H:%M}",
    "levantine": lambda t: f"{weekday(t)} {_day(t, 'levantine')} - {t:%H:%M}",
    "double": lambda t: f"{t.day} {month(t, 'levantine')}/{month(t, 'gregorian')} {t.year} {t:%H:%M}",
    "moroccan": lambda t: f"{weekday(t)} {_day(t, 'moroccan')} - {t:%H:%M}",
    "maghrebi": lambda t: f"{_day(t, 'maghrebi')} | {t:%H:%M}",
    "maghrebi-day": lambda t: f"{weekday(t)} {_day(t, 'maghrebi')}",
    "hijri": lambda t: f"{weekday(t)} {_hijri(t)} الموافق {_day(t, 'gregorian')} م",
    "numeric": lambda t: f"{t:%d/%m/%Y %H:%M}",
    "indic": lambda t: f"{weekday(t)} {_day(t, 'gregorian')} {_clock12(t)}".translate(_DIGITS),
}
STATES_HOUR: Final = frozenset(STYLES) - {"hijri", "maghrebi-day"}
"""Styles that print the time of day."""


def written(when: datetime, style: str) -> str:
    """The local time `when` as `style` prints it; raises KeyError for a style that is none."""
    return STYLES[style](when)


def ago(age: timedelta) -> str:
    """How listing pages label an article of this age: «منذ ساعتين»."""
    minutes = int(age.total_seconds()) // 60
    for size, one, two, few, many in (
        (1440, "يوم", "يومين", "أيام", "يوما"),
        (60, "ساعة", "ساعتين", "ساعات", "ساعة"),
        (1, "دقيقة", "دقيقتين", "دقائق", "دقيقة"),
    ):
        if count := minutes // size:
            return "منذ " + (one if count == 1 else two if count == 2 else f"{count} {few if 3 <= count <= 10 else many}")
    return "الآن"
