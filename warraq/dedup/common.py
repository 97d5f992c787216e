"""Learns which shingles are boilerplate: what stands in new texts day after day tells nothing about who copied whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from warraq.dedup.shingles import distinct

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from warraq.dedup.fingerprint import Fingerprint

LEARNING_DAYS: Final = 13
"""Days before an article's own from which its boilerplate is learnt."""

AT_LEAST: Final = 2
"""Days, besides the article's own, on which a shingle must be printed anew to be boilerplate. Three distinct days in all: on
generated pairs two days gave a precision of .92, three .998, and more days no better."""

DISTANT: Final = 3
"""Days from an article's own from which on one of them must lie. A report is carried, edited anew each time, for two days; of 39
copies in 68 pairs of real articles that were read side by side, 34 were joined without this rule and 37 with it."""

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
    return distinct(np.concatenate(parts)) if parts else np.empty(0, np.uint32)


def merge(parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """A day's contribution out of the parts of it."""
    return distinct(np.concatenate(parts)) if parts else np.empty(0, np.uint32)


def split(shingles: NDArray[np.uint32]) -> list[NDArray[np.uint32]]:
    """A day's ascending shingles in `SHARDS` parts by hash range, of which some may be empty."""
    return np.split(shingles, np.searchsorted(shingles, _SHARD_BOUNDS.astype(np.uint32)))


def pack(shingles: NDArray[np.uint32]) -> bytes:
    """For the store: little-endian 32-bit numbers."""
    return shingles.astype("<u4").tobytes()


def unpack(packed: bytes) -> NDArray[np.uint32]:
    """Raises ValueError where the bytes are no whole number of shingles."""
    return np.frombuffer(packed, "<u4").astype(np.uint32)


@dataclass(frozen=True, slots=True)
class History:
    """The days that tell what is boilerplate on a day; this day itself is none of them."""

    near: tuple[date, ...]
    """Ascending, like the others."""
    distant: tuple[date, ...]
    """At least `DISTANT` days away."""

    @property
    def days(self) -> tuple[date, ...]:
        return self.near + self.distant

    @property
    def depth(self) -> int:
        """How many days it has; 0 where none is distant, because then nothing is known to be boilerplate."""
        return len(self.days) if self.distant else 0


def history(day: date, known: Collection[date], *, settled: bool) -> History:
    """The days, of those known, that tell what is boilerplate on the given day.

    They are the `LEARNING_DAYS` days before. Where a store has only begun and fewer than `WARM` of them are known, a `settled` decision
    borrows from the days after, up to as many; a first decision has to do without. Of the days after the distant ones come first: a
    report's copies stand on the next days.
    """
    chosen = sorted(other for other in known if day - timedelta(LEARNING_DAYS) <= other < day)
    if len(chosen) < WARM and settled:
        after = sorted(other for other in known if day < other <= day + timedelta(LEARNING_DAYS))
        chosen += [other for other in after if _distant(day, other)][: LEARNING_DAYS - len(chosen)]
        chosen += [other for other in reversed(after) if not _distant(day, other)][: max(0, WARM - len(chosen))]
    near = (other for other in chosen if not _distant(day, other))
    return History(tuple(sorted(near)), tuple(other for other in chosen if _distant(day, other)))


def _distant(day: date, other: date) -> bool:
    return abs(day - other) >= timedelta(DISTANT)


def common_part(near: Sequence[NDArray[np.uint32]], distant: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The shingles that stand on at least `AT_LEAST` of the days, one of them distant, ascending.

    Takes the same part, or the whole, of each day.
    """
    if not distant:
        return np.empty(0, np.uint32)
    together = np.sort(np.concatenate([*near, *distant]))
    repeated = together[: len(together) - AT_LEAST + 1][together[AT_LEAST - 1 :] == together[: len(together) - AT_LEAST + 1]]
    return np.intersect1d(distinct(repeated), distinct(np.concatenate(distant)), assume_unique=True)


@dataclass(frozen=True, slots=True)
class CommonSet:
    """The boilerplate of one day's time; about a megabyte where 2,000 articles a day are stored."""

    shingles: NDArray[np.uint32]
    """Ascending."""
    depth: int
    """On how many days of history it rests (`History.depth`); fewer than `WARM` make decisions stricter."""

    def holds(self, shingles: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For each shingle whether it is boilerplate."""
        if not len(self.shingles):
            return np.zeros(len(shingles), np.bool_)
        rank = np.searchsorted(self.shingles, shingles)
        rank[rank == len(self.shingles)] = 0
        found: NDArray[np.bool_] = self.shingles[rank] == shingles
        return found


def common_set(parts: Iterable[tuple[Sequence[NDArray[np.uint32]], Sequence[NDArray[np.uint32]]]], depth: int) -> CommonSet:
    """The boilerplate of a history of some depth.

    From what stands in its days: for each hash range, ascending, that part of every near day and of every distant one.
    """
    found = [common_part(near, distant) for near, distant in parts]
    return CommonSet(np.concatenate(found) if found else np.empty(0, np.uint32), depth)
