"""Asks whether two aligned texts state the same facts: numbers and names that change in an unchanged frame mark a template or an update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from warraq.dedup.shingles import SKELETONS, numbers, skeletons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warraq.dedup.align import Alignment, Gap
    from warraq.dedup.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Facts:
    """What became of the later text's numbers and names in the frame that it shares with the earlier one."""

    numbers_kept: int
    """Distinct numbers that both texts have in the same place."""
    numbers_changed: int
    """Places where each text has a number that the other has not."""
    renamed: bool
    """Whether in some place each text has a name of its own, and comes back to it elsewhere."""

    @property
    def numbers_differ(self) -> bool:
        """Whether more than two in five of the numbers changed; a single one may be a slip or a correction."""
        return self.numbers_changed > 1 and self.numbers_kept < 1.5 * self.numbers_changed

    @property
    def differ(self) -> bool:
        """Whether one frame states two different things."""
        return self.renamed or self.numbers_differ


def facts(later: Fingerprint, earlier: Fingerprint, alignment: Alignment) -> Facts:
    kept, changed = _numbers(later.words, earlier.words, alignment)
    return Facts(kept, changed, _renamed(later.words, earlier.words, alignment.gaps))


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


def _renamed(later: NDArray[np.uint32], earlier: NDArray[np.uint32], gaps: list[Gap]) -> bool:
    wide = [gap for gap in gaps if gap.later.stop - gap.later.start > 1 and gap.earlier.stop - gap.earlier.start > 1]
    if not wide:
        return False
    here, there = _names_of_its_own(later, earlier), _names_of_its_own(earlier, later)
    return any(_is_name(*(mask[gap.later] for mask in here)) and _is_name(*(mask[gap.earlier] for mask in there)) for gap in wide)


def _names_of_its_own(words: NDArray[np.uint32], other: NDArray[np.uint32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words have no spelling in the other text, and which of these the text has twice or more."""
    consonants = skeletons(words)
    known = np.zeros(SKELETONS, np.bool_)
    known[skeletons(other)] = True
    known[0] = True
    own = ~known[consonants] & ~numbers(words)
    values, counts = np.unique(consonants[own], return_counts=True)
    known[:] = False
    known[values[counts > 1]] = True
    return own, own & known[consonants]


def _is_name(own: NDArray[np.bool_], repeated: NDArray[np.bool_]) -> bool:
    """Two words of its own in a row, one of them mentioned again: a full name and its return, not a word put in other words."""
    return bool(repeated.any() and (own[1:] & own[:-1]).any())
