"""Turns words into numbers: a hash for each word, one for each run of three words, and the few that are kept for look-ups.

No hash depends on the process, the machine or the run, so that stored numbers keep their meaning.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
import xxhash
from numpy.lib.stride_tricks import sliding_window_view

from warraq.dedup.skeleton import WEEKDAY_WORDS, is_filler, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Number = TypeVar("Number", np.uint32, np.uint64)

SHINGLE_WORDS: Final = 3
"""Words in a shingle. Two to five words separate copies from templates equally well; longer ones suffer more from edited words."""

WINDOW: Final = 32
"""Shingles of which one is kept: any shared run of 34 words gives two texts a hash in common, for 19 hashes an article (mean of 14,848)."""

_NARROWEST: Final = 4
_FROM_SHORT: Final = 6  # short texts narrow the window until about this many hashes are kept: one edit must not hide the text

# The layout of a word's 32 bits: whether it is a number or a weekday, 16 bits of its skeleton (0: says nothing of its own), of which the
# uppermost 4 stand for its first letter, and 15 bits of the word.
_NUMBER_BIT: Final = np.uint32(1)
_SKELETON_SHIFT: Final = 1
_WORD_SHIFT: Final = 17
SKELETONS: Final = 1 << 16
_INITIAL_CLASSES: Final = 16
_INITIAL_SHIFT: Final = 12

# Odd 64-bit constants of the splitmix64 and xxHash finalisers: each word's place in the shingle counts, and every bit reaches every other.
_FIRST, _SECOND, _THIRD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    spelling = xxhash.xxh3_64_intdigest(word.encode()) & 0x7FFF
    if word[0].isdigit() or word in WEEKDAY_WORDS:
        return spelling << _WORD_SHIFT | xxhash.xxh3_64_intdigest(word.encode(), seed=1) % SKELETONS << _SKELETON_SHIFT | 1
    return spelling << _WORD_SHIFT | _skeleton_hash(word) << _SKELETON_SHIFT


def _skeleton_hash(word: str) -> int:
    if is_filler(word):
        return 0
    consonants = skeleton(word)
    initial = xxhash.xxh3_64_intdigest(consonants[0].encode()) % _INITIAL_CLASSES
    return initial << _INITIAL_SHIFT | xxhash.xxh3_64_intdigest(consonants.encode()) % ((1 << _INITIAL_SHIFT) - 1) + 1


def word_hashes(words: Sequence[str]) -> NDArray[np.uint32]:
    return np.fromiter(map(_word_hash, words), np.uint32, len(words))


def numbers(words: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the words are numbers or days of the week."""
    return (words & _NUMBER_BIT).astype(np.bool_)


def skeletons(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The hash of each word's consonants, 0 to 65,535; 0 for forms of address and the like, any value for a number."""
    return (words >> np.uint32(_SKELETON_SHIFT)) & np.uint32(SKELETONS - 1)


def initial(consonants: int) -> int:
    """What the first letter of a skeleton is known by, 0 to 15; different letters seldom share one."""
    return consonants >> _INITIAL_SHIFT


def shingle_hashes(words: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """One hash for each run of three words, in order; empty for fewer words."""
    if len(words) < SHINGLE_WORDS:
        return np.empty(0, np.uint64)
    wide = words.astype(np.uint64)
    mixed = (wide[:-2] + _FIRST) * _SECOND
    mixed = ((mixed ^ (mixed >> np.uint64(31))) + wide[1:-1]) * _THIRD
    mixed = ((mixed ^ (mixed >> np.uint64(29))) + wide[2:]) * _MIX
    result: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(32))
    return result


def winnow(shingles: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The smallest hash of every window, each once, ascending.

    Winnowing (Schleimer, Wilkerson and Aiken 2003) chooses by content alone, so two texts keep the same hashes of a passage they
    share. A narrower window keeps all that a wider one would, and short texts get one.
    """
    if not len(shingles):
        return shingles
    width = min(WINDOW, max(_NARROWEST, len(shingles) // _FROM_SHORT), len(shingles))
    return distinct(sliding_window_view(shingles, width).min(axis=1))


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The values, each once, ascending. NumPy's own `unique` hashes since 2.3: four to nine times slower than sorting at these sizes."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
