"""Holds a text from anywhere against stored ones: how much of each stands in the other, and which of its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from warraq.dedup.fingerprint import fingerprint
from warraq.dedup.shingles import SHINGLE_WORDS, shingle_hashes, word_hashes
from warraq.dedup.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from warraq.dedup.fingerprint import Fingerprint

    Mask = NDArray[np.bool_]

FEWEST_SHINGLES: Final = 8
"""Shingles that an article must share at least, whatever part of the text they are: ten words in a row."""
BELIEVED_SHARE: Final = 0.35
"""Share of the text from which on it is believed to stand there though it was reworded everywhere. Of 100 real articles that no stored one
copies, six had up to 0.30 in common with one: names and titles of officials in the same order."""
LONG_RUN: Final = 8
"""Words in a row that are more than a turn of speech."""
IN_RUNS: Final = 20
"""Words in such runs that make a smaller share believed; what stands in several stories is a set phrase and does not count."""
SET_PHRASE: Final = 3
"""Stories from which on what they all have is a set phrase."""

_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?؟…؛](?=\s|$)|(?=\n)|$)")
_MARKED: Final = 0.5
"""Share of a sentence's shingles from which on it is said to stand in an article: one reworded word takes three of them."""


class Sought:
    """A text that is looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.print = fingerprint(None, text)
        self._values, self._place = np.unique(self.print.shingles, return_inverse=True)

    def standing_in(self, article: Fingerprint) -> Standing:
        """What of the text stands in the article."""
        known = np.zeros(len(self._values), np.bool_)
        where, hit = self._places(article.shingles)
        known[where[hit]] = True
        return Standing(self, known, float(hit.mean()) if len(hit) else 0.0)

    def _places(self, shingles: NDArray[np.uint32]) -> tuple[NDArray[np.intp], Mask]:
        """For each shingle its place among the text's own, and whether it is one of these."""
        where = np.searchsorted(self._values, shingles)
        where[where == len(self._values)] = 0
        return where, self._values[where] == shingles

    def mask(self, known: Mask) -> Mask:
        """For each shingle of the text, in order, whether it is among those known."""
        return known[self._place]

    def share(self, known: Iterable[Mask]) -> float:
        """Share of the text that stands in one or the other."""
        together = np.zeros(len(self._values), np.bool_)
        for each in known:
            together |= each
        return float(self.mask(together).mean()) if len(together) else 0.0

    @cached_property
    def pieces(self) -> list[Piece]:
        """Its sentences, in order; a line break ends one too."""
        found = ((place.start(), place.end()) for place in _SENTENCE.finditer(self.text) if place[0].strip())
        return [Piece(start, end, self._sentence(self.text[start:end])) for start, end in found]

    def _sentence(self, written: str) -> NDArray[np.intp]:
        where, hit = self._places((shingle_hashes(word_hashes(tokens(written))) >> np.uint64(32)).astype(np.uint32))
        return where[hit]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What of a text stands in one article."""

    sought: Sought
    known: Mask
    """Which of the text's distinct shingles the article has."""
    of_article: float
    """Share of the article that stands in the text, 0 to 1."""

    @property
    def share(self) -> float:
        """Of the text, 0 to 1."""
        return self.sought.share([self.known])

    def holds(self, set_phrases: Mask) -> bool:
        """Whether it is no accident; `set_phrases`: shingles that do not count in a small part of the text."""
        if int(self.known.sum()) < FEWEST_SHINGLES:
            return False
        return self.share >= BELIEVED_SHARE or _in_runs(self.sought.mask(self.known & ~set_phrases)) >= IN_RUNS


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A sentence of a text, in code points of it."""

    start: int
    end: int
    places: NDArray[np.intp]
    """Of its shingles; empty where it is too short to be looked for alone."""

    def share_in(self, standing: Standing) -> float:
        """Share of it that stands in the article; 0 where it is too short."""
        return float(standing.known[self.places].mean()) if len(self.places) else 0.0


def stands_in(share: float) -> bool:
    """Whether a sentence with so much in common is said to stand in an article."""
    return share >= _MARKED


def set_phrases(standings: Iterable[tuple[object, Standing]], sought: Sought) -> Mask:
    """Which of the text's distinct shingles stand in `SET_PHRASE` stories or more; each standing comes with its story."""
    by_story: dict[object, Mask] = {}
    for story, standing in standings:
        by_story[story] = by_story[story] | standing.known if story in by_story else standing.known
    counts = np.zeros(len(sought._values), np.intp)
    for known in by_story.values():
        counts += known
    return counts >= SET_PHRASE


def _in_runs(shared: Mask) -> int:
    """Words in runs of shared shingles of `LONG_RUN` words or more."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], shared, [False])).astype(np.int8)))
    words = edges[1::2] - edges[::2] + SHINGLE_WORDS - 1
    return int(words[words >= LONG_RUN].sum())
