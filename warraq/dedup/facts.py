"""Asks whether two aligned texts state the same facts: numbers and names that change in an unchanged frame mark a template or an update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from warraq.dedup.proper import INTRODUCING, PROPER
from warraq.dedup.shingles import SKELETONS, initial, numbers, skeletons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warraq.dedup.align import Alignment, Gap
    from warraq.dedup.fingerprint import Fingerprint

_TWO_NAMES: Final = 4  # words, two of either text
_DATELINE: Final = 3  # words of a body in which a desk puts its own city
_SWAPS: Final = 2
_FULL_NAME: Final = 2  # words


@dataclass(frozen=True, slots=True)
class Facts:
    """What became of the later text's numbers and names in the frame that it shares with the earlier one."""

    numbers_kept: int
    """Distinct numbers, and days of the week, that both texts have in the same place."""
    numbers_changed: int
    """Places where each text has a number that the other has not."""
    names: int
    """Words that one text comes back to and the other does not know, in places where each text has such a word."""

    swaps: int
    """Places where each text names a person or place that the other does not know, datelines aside."""

    @property
    def elsewhere(self) -> bool:
        """Whether one form tells of other people or places: by two of these, or one that is repeated or stands with another number.

        Numbers that stay the same outweigh them: one event is told in both.
        """
        if self.swaps >= _SWAPS:
            return 2 * self.swaps > self.numbers_kept
        more = self.names > 0 or self.numbers_changed > 0
        return self.swaps > 0 and more and self.swaps + self.numbers_changed > self.numbers_kept

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
        return self.renamed or self.elsewhere or self.numbers_differ


def facts(later: Fingerprint, earlier: Fingerprint, alignment: Alignment) -> Facts:
    kept, changed = _numbers(later.words, earlier.words, alignment)
    here, there = _OwnWords.of(later.words, earlier.words), _OwnWords.of(earlier.words, later.words)
    swaps = sum(_swapped(here, there, gap) for gap in alignment.gaps if not _in_dateline(later, earlier, gap))
    return Facts(kept, changed, _names(here, there, alignment.gaps), swaps)


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


def _in_dateline(later: Fingerprint, earlier: Fingerprint, gap: Gap) -> bool:
    here, there = gap.later.start - later.title_words, gap.earlier.start - earlier.title_words
    return bool(0 <= here < _DATELINE or 0 <= there < _DATELINE)


def _swapped(here: _OwnWords, there: _OwnWords, gap: Gap) -> int:
    """Whether both sides of the gap name somebody or some place that the other text has in no spelling: 0, 1, or 2 for a full name.

    Names are known by themselves, on one side at least while the other side's is repeated, or by the word before them that introduces one
    («محافظة …», «المواطن …»).
    """
    one, other = here.words_in(gap.later), there.words_in(gap.earlier)
    if not one or not other:
        return 0
    known, counter = here.known_in(gap.later), there.known_in(gap.earlier)
    if known and counter:
        return min(_FULL_NAME, len(one), len(other)) if known.isdisjoint(counter) else 0
    named = bool(known and there.names_in(gap.earlier)) or bool(counter and here.names_in(gap.later))
    as_long = gap.later.stop - gap.later.start == gap.earlier.stop - gap.earlier.start
    named = named or (as_long and here.introduced(gap.later) and there.introduced(gap.earlier))
    return int(named and not (_begin_like(one, other) or _begin_like(other, one)))


def _names(here: _OwnWords, there: _OwnWords, gaps: list[Gap]) -> int:
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

    words: NDArray[np.uint32]
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
        return cls(words, consonants, own, own & known[consonants])

    def known_in(self, place: slice) -> set[str]:
        """The people and places that its own words there are known to name."""
        return {PROPER[word] for word in self.words[place][self.own[place]].tolist() if word in PROPER}

    def introduced(self, place: slice) -> bool:
        """Whether its own word opens the place, behind a word that introduces names."""
        return place.start > 0 and bool(self.own[place.start]) and int(self.words[place.start - 1]) in INTRODUCING

    def names_in(self, place: slice) -> set[int]:
        return set(self.skeletons[place][self.repeated[place]].tolist())

    def words_in(self, place: slice) -> set[int]:
        return set(self.skeletons[place][self.own[place]].tolist())
