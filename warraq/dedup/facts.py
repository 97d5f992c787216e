"""Asks whether two aligned texts state the same facts: numbers and names that change in an unchanged frame mark a template or an update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from warraq.dedup.shingles import SKELETONS, initial, numbers, skeletons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warraq.dedup.align import Alignment, Gap
    from warraq.dedup.fingerprint import Fingerprint

_TWO_NAMES: Final = 4  # words, two of either text


@dataclass(frozen=True, slots=True)
class Facts:
    """What became of the later text's numbers and names in the frame that it shares with the earlier one."""

    numbers_kept: int
    """Distinct numbers, and days of the week, that both texts have in the same place."""
    numbers_changed: int
    """Places where each text has a number that the other has not."""
    names: int
    """Words that one text comes back to and the other does not know, in places where each text has such a word."""

    @property
    def renamed(self) -> bool:
        """Whether the two tell of different people or places: by more names than there are numbers that are the same.

        One word on each side may be the desk's own (المصارف for البنوك).
        """
        return self.names >= _TWO_NAMES and self.names > self.numbers_kept

    @property
    def numbers_differ(self) -> bool:
        """Whether more than two in five of the numbers changed; a single one may be a slip or a correction."""
        return self.numbers_changed > 1 and self.numbers_kept < 1.5 * self.numbers_changed

    @property
    def moved_on(self) -> bool:
        """Whether as many numbers changed as stayed, if only one."""
        return self.numbers_changed >= max(1, self.numbers_kept)

    @property
    def differ(self) -> bool:
        """Whether one frame states two different things."""
        return self.renamed or self.numbers_differ


def facts(later: Fingerprint, earlier: Fingerprint, alignment: Alignment) -> Facts:
    kept, changed = _numbers(later.words, earlier.words, alignment)
    return Facts(kept, changed, _names(later.words, earlier.words, alignment.gaps))


def _numbers(later: NDArray[np.uint32], earlier: NDArray[np.uint32], alignment: Alignment) -> tuple[int, int]:
    kept = len(np.unique(later[_covered(alignment.later_shared, len(later)) & numbers(later)]))
    changed = 0
    for gap in alignment.gaps:
        here, there = _numbers_in(later[gap.later]), _numbers_in(earlier[gap.earlier])
        if here and there:
            kept += len(here & there)
            changed += min(len(here - there), len(there - here))
    return kept, changed


def _numbers_in(words: NDArray[np.uint32]) -> set[int]:
    return {word for word in words.tolist() if word & 1}


def _covered(shared: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Which words stand in a shared shingle."""
    covered = np.zeros(length, np.bool_)
    for offset in range(length - len(shared) + 1):
        covered[offset : offset + len(shared)] |= shared
    return covered


def _names(later: NDArray[np.uint32], earlier: NDArray[np.uint32], gaps: list[Gap]) -> int:
    here, there = _OwnWords.of(later, earlier), _OwnWords.of(earlier, later)
    ours: set[int] = set()
    theirs: set[int] = set()
    for gap in gaps:
        one, other = here.names_in(gap.later), there.names_in(gap.earlier)
        if one and other and not (_begin_like(one, there.words_in(gap.earlier)) or _begin_like(other, here.words_in(gap.later))):
            ours |= one
            theirs |= other
    return len(ours) + len(theirs)


def _begin_like(names: set[int], words: set[int]) -> bool:
    """Whether the names may be the words in another spelling (فيسبوك / فيس بوك)."""
    return set(map(initial, names)) <= set(map(initial, words))


@dataclass(frozen=True, slots=True)
class _OwnWords:
    """The words of a text that the other text has in no spelling."""

    skeletons: NDArray[np.uint32]
    """Of all its words."""
    own: NDArray[np.bool_]
    repeated: NDArray[np.bool_]
    """Its own words that it has twice or more."""

    @classmethod
    def of(cls, words: NDArray[np.uint32], other: NDArray[np.uint32]) -> _OwnWords:
        consonants = skeletons(words)
        known = np.zeros(SKELETONS, np.bool_)
        known[skeletons(other)] = True
        known[0] = True
        own = ~known[consonants] & ~numbers(words)
        values, counts = np.unique(consonants[own], return_counts=True)
        known[:] = False
        known[values[counts > 1]] = True
        return cls(consonants, own, own & known[consonants])

    def names_in(self, place: slice) -> set[int]:
        return set(self.skeletons[place][self.repeated[place]].tolist())

    def words_in(self, place: slice) -> set[int]:
        return set(self.skeletons[place][self.own[place]].tolist())
