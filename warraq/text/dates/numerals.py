"""Numbers in Arabic words: cardinals for amounts, ordinals for days and hours, and years said in words."""

from __future__ import annotations

from itertools import product
from typing import Final

_CARDINALS: Final = (
    "واحد|واحدة, اثنان|اثنتان|اثنتين, ثلاثة|ثلاث, أربعة|أربع, خمسة|خمس,ستة|ست, سبعة|سبع, ثمانية|ثماني|ثمان, تسعة|تسع, عشرة|عشر"
)
_TEEN_UNITS: Final = "أحد|إحدى, اثنا|اثني|اثنتا|اثنتي, ثلاثة|ثلاث, أربعة|أربع, خمسة|خمس, ستة|ست, سبعة|سبع, ثمانية|ثماني, تسعة|تسع"
_ORDINALS: Final = "أول, ثاني|ثان, ثالث, رابع, خامس, سادس, سابع, ثامن, تاسع, عاشر"
_TEEN_ORDINALS: Final = "حادي, ثاني, ثالث, رابع, خامس, سادس, سابع, ثامن, تاسع"
_HOURS: Final = (
    "الواحدة, الثانية, الثالثة, الرابعة, الخامسة, السادسة, السابعة, الثامنة, التاسعة, العاشرة,"
    "الحادية عشرة|الحادية عشر, الثانية عشرة|الثانية عشر"
)
_TENS: Final = {20: ("عشرين", "عشرون"), 30: ("ثلاثين", "ثلاثون"), 40: ("أربعين", "أربعون"), 50: ("خمسين", "خمسون")}

Names = list[tuple[str, int]]


def _row(cells: str) -> list[list[str]]:
    return [[name.strip() for name in cell.split("|")] for cell in cells.split(",")]


def _teens(units: str, article: str, endings: tuple[str, ...]) -> Names:
    return [
        (f"{article}{name} {ending}", 10 + number)
        for number, names in enumerate(_row(units), 1)
        for name, ending in product(names, endings)
    ]


def _compounds(units: list[list[str]], article: str, last: int) -> Names:
    """Twenty-one and the like: the unit, then the ten with its conjunction, glued or apart."""
    return [
        (f"{article}{name} و{gap}{article}{ten}", tens + number)
        for (tens, ten_names), (number, names) in product(_TENS.items(), enumerate(units[:9], 1))
        for name, ten, gap in product(names, ten_names, ("", " "))
        if tens + number <= last
    ]


def _tens(article: str, last: int) -> Names:
    return [(article + name, value) for value, names in _TENS.items() for name in names if value <= last]


def _cardinals() -> Names:
    units = _row(_CARDINALS)
    plain = [(name, number) for number, names in enumerate(units, 1) for name in names]
    twenties = [["واحد", "واحدة", "إحدى"], ["اثنين", "اثنتين", "اثنان"], *units[2:]]
    return plain + _teens(_TEEN_UNITS, "", ("عشر", "عشرة")) + _tens("", 50) + _compounds(twenties, "", 59)


def _ordinals() -> Names:
    units = _row(_ORDINALS)
    plain = [(article + name, number) for article in ("ال", "") for number, names in enumerate(units, 1) for name in names]
    compound_units = [["حادي", "واحد"], *units[1:]]
    return (
        plain
        + [pair for article in ("ال", "") for pair in _teens(_TEEN_ORDINALS, article, ("عشر",)) + _compounds(compound_units, article, 31)]
        + _tens("ال", 30)
    )


CARDINALS: Final = _cardinals()
"""One to fifty-nine, in both genders and cases."""

ORDINALS: Final = [*_ordinals(), ("فاتح", 1), ("الفاتح من", 1)]
"""First to thirty-first, with and without article; الفاتح is the Maghreb's first of the month."""

HOURS: Final = [(name, number) for number, names in enumerate(_row(_HOURS), 1) for name in names]
"""The hours one to twelve as الساعة names them."""

YEARS: Final = [(f"{thousand} و{name}", 2000 + number) for thousand in ("ألفين", "ألفان") for name, number in CARDINALS]
"""The years 2001 to 2059 in words."""
