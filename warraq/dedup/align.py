"""Lays two texts side by side: which words they share, and what stands in the gaps where both go on differently."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from warraq.dedup.shingles import SHINGLE_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warraq.dedup.fingerprint import Fingerprint

_WIDEST_GAP: Final = 8
"""Words on either side of a gap up to which the one side is taken to stand for the other."""


class Gap(NamedTuple):
    """Words that stand in the same place of both texts, shared words before and after them; either side may be empty."""

    later: slice
    earlier: slice


@dataclass(frozen=True)
class Alignment:
    """Where the shingles of the later text stand in the earlier one, and the other way round."""

    later_shared: NDArray[np.bool_]
    """For each shingle of the later text whether the earlier one has it too."""
    earlier_shared: NDArray[np.bool_]
    here: NDArray[np.intp]
    """Places of the shared shingles in the later text, ascending."""
    there: NDArray[np.intp]
    """For each of them its first place in the earlier text."""

    @cached_property
    def gaps(self) -> list[Gap]:
        """The short gaps between shared passages that follow each other in both texts."""
        steps, counter_steps = np.diff(self.here), np.diff(self.there)
        widest = _WIDEST_GAP + SHINGLE_WORDS
        short = (steps <= widest) & (counter_steps >= 1) & (counter_steps <= widest) & ((steps > 1) | (counter_steps > 1))
        starts, counter_starts = self.here[:-1][short] + SHINGLE_WORDS, self.there[:-1][short] + SHINGLE_WORDS
        ends, counter_ends = self.here[1:][short], self.there[1:][short]
        bounds = zip(starts.tolist(), ends.tolist(), counter_starts.tolist(), counter_ends.tolist(), strict=True)
        return [Gap(slice(a, max(a, b)), slice(c, max(c, d))) for a, b, c, d in bounds]


def align(later: Fingerprint, earlier: Fingerprint) -> Alignment:
    rank, later_shared = _ranks(later.shingles, earlier.ranked)
    _, earlier_shared = _ranks(earlier.shingles, later.ranked)
    here = np.flatnonzero(later_shared)
    return Alignment(later_shared, earlier_shared, here, earlier.order[rank[here]])


def _ranks(wanted: NDArray[np.uint32], ranked: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each wanted value its first rank in the ascending array, and whether it is there at all."""
    if not len(ranked):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), np.bool_)
    rank = np.searchsorted(ranked, wanted)
    rank[rank == len(ranked)] = 0
    return rank, ranked[rank] == wanted
