"""Cuts a stamp into tokens and writes their kinds as one string, over which the grammar is matched.

The kinds, one letter each: d y q n numbers (of one or two digits, a year, another four digits, any other); t a clock time with a colon,
E an impossible one; z its offset; M L H months (Gregorian, Libyan, Hijri); W weekday; o N O ordinal, cardinal and hour in words, j a
cardinal in English; h s g marks of the lunar, the solar and the Gregorian era, m the letter م (era or evening); e "corresponding to"; a a
part of the day; S "the hour"; Z C Q zone, bare place, unknown zone; R r G ago, hence, passed; u p v b units (singular, plural, dual,
abbreviated); k year word; D half or quarter; T relative day; ! now; ~ moments; f c F last, this, next; U B labels of update and
publication; i l from, to; & and; x any other word. Punctuation stands for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from warraq.text.dates.letters import fold_stamp
from warraq.text.dates.words import SPELLINGS, Meaning

MAX_STAMP: Final = 1000
"""Characters; the longest stamps and datelines in the press stay far below, and longer text is prose."""

_DATE_PIECE: Final = re.compile(
    r"\d{1,2}[ ]?:[ ]?\d\d(?:[ ]?:[ ]?\d\d(?![\d/])(?:\.\d{1,9})?)?(?!\d)"  # a clock time
    r"|(?<=:\d\d)(?:[ ]?[+-](?:0\d|1[0-4])(?:00|15|30|45)|\+(?:0\d|1[0-4]):(?:00|15|30|45)|[ ]?\+(?:0\d|1[0-4]))(?![\d/.:-])"  # its offset
    r"|\d+|[^\W\d_]+|[^\s\w]"
)
_SIGNS: Final = frozenset("+- ")
_WORD_LETTER: Final = re.compile(r"\w")
_CLITIC_LETTERS: Final = frozenset("وفبلك")
_YEARS: Final = (range(1900, 2100), range(1300, 1501))


@dataclass(slots=True)
class Tokens:
    """A stamp's tokens: one letter of shape, one number and one piece of folded text for each."""

    shape: str = ""
    values: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def blank(self, start: int, end: int, filler: str) -> None:
        """Hides tokens from the patterns that follow; the filler stands first, then `_`, so that places stay."""
        self.shape = f"{self.shape[:start]}{filler}{'_' * (end - start - 1)}{self.shape[end:]}"


def _phrases() -> tuple[dict[str, Meaning], dict[str, dict[tuple[str, ...], Meaning]]]:
    words: dict[str, Meaning] = {}
    phrases: dict[str, dict[tuple[str, ...], Meaning]] = {}
    for spelling, meaning in SPELLINGS.items():
        first, *rest = _DATE_PIECE.findall(spelling)
        if rest:
            phrases.setdefault(first, {})[tuple(rest)] = meaning
        else:
            words[first] = meaning
    return words, phrases


_WORD_KINDS, _WORD_PHRASES = _phrases()
_LONGEST: Final = {first: max(map(len, tails)) for first, tails in _WORD_PHRASES.items()}


def tokenise(text: str) -> Tokens:
    """The tokens of a stamp, in order; words without meaning for dates are dropped or `x`."""
    pieces = _DATE_PIECE.findall(fold_stamp(text))
    tokens = Tokens(pieces=[])
    kinds = []
    place, count = 0, len(pieces)
    while place < count:
        piece = pieces[place]
        (kind, value), used = _read(piece, pieces, place)
        place += used
        if kind:
            kinds.append(kind)
            tokens.values.append(value)
            tokens.pieces.append(piece)
    tokens.shape = "".join(kinds)
    return tokens


def _read(piece: str, pieces: list[str], place: int) -> tuple[Meaning, int]:
    """A piece's meaning, and how many pieces it took."""
    first = piece[0]
    if first.isdecimal():
        return (_number(piece) if piece.isdecimal() else _clock(piece)), 1
    if first in _SIGNS and len(piece) > 1:
        return _offset(piece), 1
    return _word(piece, pieces, place) if _WORD_LETTER.match(first) else ((first, 0), 1)


def _number(piece: str) -> Meaning:
    size = len(piece)
    if size < 3:
        return "d", int(piece)
    if size == 4:
        value = int(piece)
        return ("y" if any(value in years for years in _YEARS) else "q"), value
    return "n", 0


def _clock(piece: str) -> Meaning:
    hour, minute, second = (int(part[:2]) for part in (piece.replace(" ", "") + ":0").split(":")[:3])
    possible = hour <= 24 and minute < 60 and second <= 60
    return ("t" if possible else "E"), hour * 3600 + minute * 60 + second


def _offset(piece: str) -> Meaning:
    digits = piece.strip().replace(":", "")
    minutes = int(digits[1:3]) * 60 + int(digits[3:] or 0)
    return "z", -minutes if digits[0] == "-" else minutes


def _word(piece: str, pieces: list[str], place: int) -> tuple[Meaning, int]:
    """A word's meaning, alone or as the start of a phrase, else that of the word behind its clitics."""
    for word in (piece, *_bare(piece)):
        for size in range(_LONGEST.get(word, 0), 0, -1):
            meaning = _WORD_PHRASES[word].get(tuple(pieces[place + 1 : place + 1 + size]))
            if meaning:
                return meaning, size + 1
        if word in _WORD_KINDS:
            return _WORD_KINDS[word], 1
    return ("x", 0), 1


def _bare(word: str) -> tuple[str, ...]:
    """The word without a conjunction or preposition; what remains has at least three letters, or باب would be August."""
    if len(word) < 4 or word[0] not in _CLITIC_LETTERS:
        return ()
    bare = word[1:]
    return (bare, "ال" + bare[1:]) if bare[0] == "ل" else (bare,)
