"""Days and instants as people read them, in Arabic and in English."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import Final, Literal

from warraq.words.calendar import MONTH_NAMES

Language = Literal["ar", "en"]

_ARABIC_MONTHS: Final = tuple(cell.split("|")[0].strip() for cell in MONTH_NAMES["gregorian"].split(","))
_ENGLISH_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(text: str, language: Language) -> str:
    """The text with its European digits as the language writes them."""
    return text.translate(_DIGITS) if language == "ar" else text


def number(value: float, language: Language) -> str:
    """A whole number with its thousands parted."""
    return digits(f"{value:,}".replace(",", "٬"), language) if language == "ar" else f"{value:,}"


def day(value: date, language: Language) -> str:
    """«٣٠ نوفمبر ٢٠٢٦», "30 Nov 2026"."""
    names = _ARABIC_MONTHS if language == "ar" else _ENGLISH_MONTHS
    return digits(f"{value.day} {names[value.month - 1]} {value.year}", language)


def moment(value: datetime | date | None, language: Language, zone: tzinfo = UTC) -> str:
    """An instant in the zone, to the minute; a bare day stays a day; empty where there is none."""
    if not isinstance(value, datetime):
        return "" if value is None else day(value, language)
    local = value.astimezone(zone)
    parted = "، " if language == "ar" else ", "
    return f"{day(local.date(), language)}{parted}{digits(f'{local:%H:%M}', language)}"
