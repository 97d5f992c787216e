"""Learns which shingles are boilerplate: what stands in new texts day after day tells nothing about who copied whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from warraq.dedup.fingerprint import Fingerprint

DAYS: Final = 13
"""Days before an article's own from which its boilerplate is learnt."""

AT_LEAST: Final = 2
"""Days, besides the article's own, on which a shingle must be printed anew to be boilerplate. Three distinct days in all: on
generated pairs two days gave a precision of .92, three .998, and more days no better."""

WARM: Final = 3
"""Days of history from which on the boilerplate of daily templates is known; before, only stricter evidence makes a copy."""

SHARDS: Final = 64
"""Parts of a day's shingles by hash range. The common set is built a part at a time, so that memory does not grow with the outlets."""

_SHARD_BOUNDS: Final = np.arange(1, SHARDS, dtype=np.uint64) << np.uint64(26)  # 32 bits less the 6 that number the shards


def day_shingles(texts: Iterable[Fingerprint]) -> NDArray[np.uint32]:
    """What a day contributes, ascending, each once: the shingles of the texts that are first prints.

    A text that repeats an earlier one (`Evidence.reprints`) is left out by the caller, or a story that sixty outlets print over three
    days would become boilerplate.
    """
    parts = [text.shingles for text in texts]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.uint32)


def merge(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A day's contribution out of two parts of it."""
    return np.union1d(one, other)


def split(shingles: NDArray[np.uint32]) -> list[NDArray[np.uint32]]:
    """A day's ascending shingles in `SHARDS` parts by hash range, of which some may be empty."""
    return np.split(shingles, np.searchsorted(shingles, _SHARD_BOUNDS.astype(np.uint32)))


def pack(shingles: NDArray[np.uint32]) -> bytes:
    """For the store: little-endian 32-bit numbers."""
    return shingles.astype("<u4").tobytes()


def unpack(packed: bytes) -> NDArray[np.uint32]:
    """Raises ValueError where the bytes are no whole number of shingles."""
    return np.frombuffer(packed, "<u4").astype(np.uint32)


def history(day: date, known: Collection[date], *, settled: bool) -> list[date]:
    """The days, of those known, that tell what is boilerplate on the given day, ascending; the day itself is none of them.

    They are the `DAYS` days before. Where a store has only begun and fewer than `WARM` of them are known, a `settled` decision
    borrows from the days after, up to as many; a first decision has to do without.
    """
    before = sorted(other for other in known if day - timedelta(DAYS) <= other < day)
    if len(before) >= WARM or not settled:
        return before
    after = sorted(other for other in known if day < other <= day + timedelta(DAYS))
    return before + after[: DAYS - len(before)]


def common_part(days: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The shingles that stand on at least `AT_LEAST` of the days, ascending; takes the same part, or the whole, of each day."""
    if not days:
        return np.empty(0, np.uint32)
    together = np.sort(np.concatenate(days))
    repeated = together[AT_LEAST - 1 :] == together[: len(together) - AT_LEAST + 1]
    return np.unique(together[AT_LEAST - 1 :][repeated])


@dataclass(frozen=True, slots=True)
class CommonSet:
    """The boilerplate of one day's time; about a megabyte where 2,000 articles a day are stored."""

    shingles: NDArray[np.uint32]
    """Ascending."""
    days: int
    """On how many days of history it rests; fewer than `WARM` make decisions stricter."""

    def holds(self, shingles: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For each shingle whether it is boilerplate."""
        if not len(self.shingles):
            return np.zeros(len(shingles), np.bool_)
        rank = np.searchsorted(self.shingles, shingles)
        rank[rank == len(self.shingles)] = 0
        found: NDArray[np.bool_] = self.shingles[rank] == shingles
        return found


def common_set(parts: Iterable[Sequence[NDArray[np.uint32]]], days: int) -> CommonSet:
    """The boilerplate of a number of days, from what stands in them: for each hash range, ascending, that part of every day."""
    found = [common_part(part) for part in parts]
    return CommonSet(np.concatenate(found) if found else np.empty(0, np.uint32), days)
