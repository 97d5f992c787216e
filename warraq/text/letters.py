"""What each character becomes when text is folded for matching."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# Character classes, written as the inside of a regular expression's brackets.
ARABIC_MARKS: Final = "\u064b-\u065f\u0670"
# Marks, Quranic signs, tatweel, zero-width characters, bidi controls, byte order mark, soft hyphen, variation selectors.
DROPPED: Final = (
    ARABIC_MARKS + "\u00ad\u0610-\u061a\u061c\u0640\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
)

# The letters and signs of ordinary Arabic prose that fold, each one to one.
COMMON: Final = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
    "،": ",", "؛": ";", "؟": "?", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-",
}  # fmt: skip

COMMON_MARKS: Final = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"
"""The marks of ordinary Arabic prose, which fold to nothing."""

# Letters of Persian, Urdu, Kurdish and Maghrebi spelling, and the rarer punctuation marks.
UNCOMMON: Final = {
    **dict.fromkeys("یېےۍۓ", "ي"), **dict.fromkeys("کڪگڭݣ", "ك"), **dict.fromkeys("ہھەۀۂۃ", "ه"),
    "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف",
    **dict.fromkeys("„‟〝〞″", '"'), **dict.fromkeys("‘’‚‛‹›′`´", "'"), **dict.fromkeys("—―‒‐‑−", "-"),
    "٫": ".", "٬": ",", "٪": "%", "۔": ".",
}  # fmt: skip

_LETTERS_FOLDED: Final = COMMON | UNCOMMON
_DROPPED_CHARACTER: Final = re.compile(f"[{DROPPED}]")


def _folded_once(character: str) -> str:
    if _DROPPED_CHARACTER.match(character):
        return ""
    if replacement := _LETTERS_FOLDED.get(character):
        return replacement
    if (value := unicodedata.decimal(character, None)) is not None:
        return str(value)
    return unicodedata.normalize("NFKC", character).casefold()


def _folded(character: str) -> str:
    """Rounds until nothing changes: a presentation form decomposes into letters that fold in their turn."""
    before, after = "", character
    while after != before:
        before, after = after, "".join(map(_folded_once, after))
    # A lone mark in presentation form decomposes into a space and the mark; that space is no part of the text.
    return " ".join(after.split())


class _Letters(dict[str, str]):
    """Works a character out on first use and keeps it: at most one entry a code point."""

    def __missing__(self, character: str) -> str:
        if character.isspace():
            self[character] = "\n" if character in LINE_BREAKS else " "
        else:
            self[character] = _folded(character)
        return self[character]


# character -> its folded form: no character, one, or several. White space is a space or a line break.
FOLDED: Final[dict[str, str]] = _Letters()
