"""Folds a date stamp: one form for each letter, digit, dash and bracket, so that the tables need one spelling."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DROPPED_LETTERS: Final = (
    "".join(
        chr(code)
        for first, last in ((0x00AD, 0x00AD), (0x0610, 0x061A), (0x061C, 0x061C), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED))
        for code in range(first, last + 1)
    )
    + "ءـ\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\x00"
)

_SAME: Final = {
    "ا": "أإآٱ",
    "ي": "ىئیې",
    "و": "ؤ",
    "ه": "ةہھەۀ",
    "ك": "ک",
    "ف": "ڤ",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212_~",
    "/": "\\\u2044\u2215",
    "|": "•·●▪¦‖",
    ",": "،٬",
    ".": "٫۔",
    ";": "؛",
    ":": "∶︰",
    "(": "[{",
    ")": "]}",
    " ": "\"'«»“”„‟‘’‚`´<>‹›",
}

_DATE_LETTERS: Final = str.maketrans(
    {letter: target for target, letters in _SAME.items() for letter in letters}
    | dict.fromkeys(_DROPPED_LETTERS)
    | {chr(zero + value): str(value) for zero in (0x0660, 0x06F0) for value in range(10)}
)

# A tatweel stands for a dash between numbers or words; inside a word it only stretches it.
_TATWEEL_DASH: Final = re.compile(r"(?<=[\d\s])ـ+(?=[\d\s])")


def fold_stamp(text: str) -> str:
    """The text in lower case with one form for the letters and signs that stamps exchange, ASCII digits, and no marks or controls."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if "ـ" in text:
            text = _TATWEEL_DASH.sub("-", text)
    return text.translate(_DATE_LETTERS).lower()
