"""Folds Arabic text for matching, and leads from a place in the folded text back to the unaltered original."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from warraq.text.letters import ARABIC_MARKS, COMMON, COMMON_MARKS, DROPPED, FOLDED

_ORDINARY: Final = "\\x00-\\x7f\u0621-\u063a\u0640-\u0652" + "".join(COMMON)
_UNUSUAL: Final = re.compile(rf"[^{_ORDINARY}\s]")
_VOWEL_MARKS: Final = re.compile("[\u0640\u064b-\u0652]+")
_CAPITALS: Final = re.compile("[A-Z]+")
_TRAILING_MARKS: Final = re.compile(f"[{ARABIC_MARKS}]*")
# Where the folded text may be longer or shorter than the original: all but ordinary characters and single spaces.
_UNEVEN_CHARACTER: Final = rf"[\s{DROPPED}]|[^{_ORDINARY}]"
_UNEVEN: Final = re.compile(rf"(?:{_UNEVEN_CHARACTER})(?:(?:{_UNEVEN_CHARACTER})+|(?<! )|\Z|(?<=\A ))")


def fold(text: str) -> str:
    """The text as it is compared: without marks, tatweel, zero-width and bidi controls, and with one form for the letters
    that writers exchange (alef, yeh, hamza carriers, teh marbuta, Persian letters), for digits, quotes and dashes.

    Compatibility forms are normalised (NFKC) character by character, Latin is casefolded, white space collapses to one space, or to one
    line break where the run holds any, and is stripped at the ends. Folding folded text changes nothing. For matching only, never
    for display: على and علي become one word. A tatweel that stands alone as a dash is dropped like any other.
    """
    # Regular expressions and str.replace take 0.1 ms on an article of 2,400 characters; str.translate takes ten times that.
    text = _UNUSUAL.sub(lambda found: FOLDED[found[0]], text)
    text = _VOWEL_MARKS.sub("", text)
    for letter, replacement in COMMON.items():
        text = text.replace(letter, replacement)
    text = _CAPITALS.sub(lambda found: found[0].lower(), text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


_COMMON: Final = str.maketrans(COMMON | dict.fromkeys(COMMON_MARKS))


def fold_common(text: str) -> str:
    """The text with the letters and marks of ordinary Arabic folded, and no more: so much both engines of the store can do alike."""
    return text.translate(_COMMON).lower()


@dataclass(frozen=True)
class Folded:
    """A folded text that remembers its original; the way back is worked out when it is first asked for."""

    original: str
    text: str

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original, in code points, with the marks that sit on its last letter."""
        first = self._original_index(start)
        if end <= start:
            return first, first
        found = _TRAILING_MARKS.match(self.original, self._original_index(end - 1) + 1)
        return first, found.end() if found else len(self.original)

    def _original_index(self, index: int) -> int:
        folded, original = self._stretches
        place = bisect_right(folded, index) - 1
        return min(original[place] + index - folded[place], len(self.original))

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """Where the stretches start on which folded and original text run side by side, in each of the two."""
        return _Alignment(self.original).stretches()


class _Alignment:
    """Walks along the original and notes where the folded text falls out of step with it."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded_starts = [0]
        self.original_starts = [0]
        self.length = 0
        self.space_at: int | None = None

    def stretches(self) -> tuple[list[int], list[int]]:
        done = 0
        for run in _UNEVEN.finditer(self.original):
            self._emit(done, run.start() - done)
            for index in range(run.start(), run.end()):
                self._step(index)
            done = run.end()
        self._emit(done, len(self.original) - done)
        return self.folded_starts, self.original_starts

    def _step(self, index: int) -> None:
        character = self.original[index]
        if character.isspace():
            self.space_at = index if self.space_at is None else self.space_at
            return
        for _ in FOLDED[character]:
            self._emit(index, 1)

    def _emit(self, index: int, length: int) -> None:
        """Notes that `length` characters of the original from `index` on come out one to one."""
        if length == 0:
            return
        if self.space_at is not None and self.length:
            self._note(self.space_at, 1)
        self.space_at = None
        self._note(index, length)

    def _note(self, index: int, length: int) -> None:
        self.folded_starts.append(self.length)
        self.original_starts.append(index)
        self.length += length


def fold_map(text: str) -> Folded:
    """The folded text together with the way back to the original."""
    return Folded(text, fold(text))
