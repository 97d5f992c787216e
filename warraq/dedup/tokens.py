"""The words of a text in the one form in which two outlets' versions of it are compared."""

from __future__ import annotations

import re
from typing import Final

from warraq.text.fold import fold

_WORD_OR_NUMBER: Final = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
_NUMBER_TOKEN: Final = re.compile(r"\d+(?:[.,:/]\d+)*")
# The agencies' way to write a decimal: «5 ر 49» is 49.5, the fraction comes first for the eye that reads from the right.
# Tried where a number begins alone: else digits without end take time that grows with the square of their number.
_FRACTION_FIRST: Final = re.compile(r"(?<!\d)(\d+) ?ر ?(\d+)")
# «2014 م», «1436هـ»: some outlets write the era, some leave it out.
_ERA: Final = re.compile(r"(?<=\d)[ ]?[مه](?!\w)")
# «22 ألفا» is 22,000 to the desk that prefers digits.
_THOUSAND_WORD: Final = re.compile(r"(?<=\d) (?:الف|الفا|الاف)(?!\w)")
_THOUSANDS: Final = re.compile(r"[.,](?=\d{3}(?!\d))")
_NUMBER_SEPARATOR: Final = re.compile(r"[.,:/]")


def tokens(text: str) -> list[str]:
    """The folded words and numbers in order, without punctuation.

    A number is one token without its thousands separators; the groups of digits that other signs part stand in ascending order, so that
    12:30 equals 12,30 and 7.3 equals the 3.7 that a careless paste between right-to-left and left-to-right text makes of it, while two
    different times of day remain different. Letters glued to digits are words of their own.
    """
    text = fold(text)
    text = _FRACTION_FIRST.sub(r"\2.\1", text)
    text = _ERA.sub("", text)
    # «عبد الله» and «عبدالله», «و العاشرة» and «والعاشرة» are one spelling each; str.replace costs a tenth of a pattern here.
    text = text.replace("عبد ال", "عبدال").replace(" و ", " و")
    text = _THOUSAND_WORD.sub("000", _NUMBER_TOKEN.sub(_plain_number, text))
    return _WORD_OR_NUMBER.findall(text)


def _plain_number(found: re.Match[str]) -> str:
    number = found[0]
    if number.isdigit():
        return number
    return ".".join(sorted(_NUMBER_SEPARATOR.split(_THOUSANDS.sub("", number))))
