"""A text folded and cut into tokens, on whose numbers all rules of attribution work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from warraq.text.fold import Folded, fold_map

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_ARABIC_SCRIPT_RANGE: Final = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
# Arabic and Latin letters part, because «لـBBC» folds to one run of letters; digits stay with the Arabic word («عربي21»).
_TOKEN: Final = re.compile(rf"[{_ARABIC_SCRIPT_RANGE}]+\d*|[^\W{_ARABIC_SCRIPT_RANGE}]+|[^\w\s]|\n")
# A tatweel that stands alone is a dash; replaced before folding, one to one, so that no place shifts.
_LONE_TATWEEL: Final = re.compile(r"(?<!\S)ـ+(?!\S)")

QUOTES: Final = frozenset("\"'*")
OPENING: Final = frozenset("([{<")
CLOSING: Final = frozenset(")]}>")
OPENERS: Final = QUOTES | OPENING
CLOSERS: Final = QUOTES | CLOSING
CLAUSE_ENDS: Final = frozenset(".?!;\n")

# How far back a clause is followed: the longest told-to frames of the labelled sentences span about 40 tokens.
CLAUSE_LIMIT: Final = 60


@dataclass(frozen=True)
class Tokens:
    """Tokens of the field `original`; `words[n]` is `folded.text[starts[n]:ends[n]]`, a line break is the token of itself."""

    original: str
    folded: Folded
    words: list[str]
    starts: list[int]
    ends: list[int]

    @cached_property
    def lines(self) -> list[range]:
        """The token numbers of each line, line breaks left out."""
        breaks = [-1, *(number for number, word in enumerate(self.words) if word == "\n"), len(self.words)]
        return [range(before + 1, after) for before, after in pairwise(breaks)]

    @cached_property
    def outside_quotes(self) -> frozenset[int]:
        """The quotes and opening brackets that have an even number of quotes before them in their line."""
        outside, found = True, []
        for number, word in enumerate(self.words):
            if outside and word in OPENERS:
                found.append(number)
            outside = word == "\n" or outside is (word not in QUOTES)
        return frozenset(found)

    def word(self, number: int) -> str:
        """The token of that number, or an empty string before the first and after the last."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def past(self, number: int, words: frozenset[str]) -> int:
        """The number of the first token from there on that is none of these words."""
        while self.word(number) in words:
            number += 1
        return number

    def before(self, number: int, limit: int = CLAUSE_LIMIT) -> Iterator[int]:
        """The numbers of the tokens in front, nearest first, as far as the clause and the limit go."""
        for place in range(number - 1, max(-1, number - limit - 1), -1):
            if self.words[place] in CLAUSE_ENDS and not self._within_initials(place):
                return
            yield place

    def after(self, number: int, limit: int) -> Iterator[int]:
        """The numbers of the tokens from there on, as far as the clause and the limit go."""
        for place in range(number, min(len(self.words), number + limit)):
            if self.words[place] in CLAUSE_ENDS and not self._within_initials(place):
                return
            yield place

    def nearest_before(self, number: int, words: Container[str], limit: int = CLAUSE_LIMIT) -> int | None:
        """The number of the nearest token in front that is one of these words, as far as the clause and the limit go; None without one."""
        return next((place for place in self.before(number, limit) if self.words[place] in words), None)

    def nearest_after(self, number: int, words: Container[str], limit: int) -> int | None:
        """The same among the tokens from there on."""
        return next((place for place in self.after(number, limit) if self.words[place] in words), None)

    def has_before(self, number: int, words: Container[str], limit: int = CLAUSE_LIMIT) -> bool:
        """Whether one of these words stands in front, as far as the clause and the limit go."""
        return self.nearest_before(number, words, limit) is not None

    def has_after(self, number: int, words: Container[str], limit: int) -> bool:
        """Whether one of these words stands there or behind, as far as the clause and the limit go."""
        return self.nearest_after(number, words, limit) is not None

    def opens_clause(self, number: int) -> bool:
        """True where the token is the first of its sentence or line."""
        return number <= 0 or self.words[number - 1] in CLAUSE_ENDS

    def _within_initials(self, place: int) -> bool:
        """A dot after a single letter («أ.ف.ب», «د. سمير») ends nothing."""
        return self.words[place] == "." and place > 0 and len(self.words[place - 1]) == 1


def tokenise(text: str) -> Tokens:
    """Any text; the places lead back to it through `folded.original_span`."""
    dashed = _LONE_TATWEEL.sub(lambda found: "-" * len(found[0]), text) if "ـ" in text else text
    folded = fold_map(dashed)
    found = list(_TOKEN.finditer(folded.text))
    return Tokens(text, folded, [token[0] for token in found], [token.start() for token in found], [token.end() for token in found])


def token_words(text: str) -> tuple[str, ...]:
    """The tokens of a text that is folded already."""
    return tuple(_TOKEN.findall(text))
