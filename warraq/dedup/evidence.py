"""Weighs two texts against each other: how much of each the other has, whether they open alike, whether their facts agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from warraq.dedup.align import Alignment, align
from warraq.dedup.facts import Facts, facts
from warraq.dedup.shingles import numbers, skeletons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warraq.dedup.common import CommonSet
    from warraq.dedup.fingerprint import Fingerprint

_SMALLEST: Final = 12  # fewer own shingles than this count as so many, or a few words would be a whole text
_REPEATED: Final = 0.8  # share of a text that an earlier one has, from which on its shingles are no news of their day
_OPENING_SHINGLES: Final = 30  # shingles of a body's opening that are looked for …
_NEAR: Final = 60  # … so near the other body's beginning, behind whatever dateline or headline stands there
_OPEN_ALIKE: Final = 0.3
_RETOLD: Final = 0.75  # share of the words that tell something
_RETOLD_NUMBERS: Final = 3
_LEAD: Final = 100  # words of a body in which its subject is named


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of two texts stands in the other, seen from the one with fewer shingles of its own."""

    containment: float
    """Share of the smaller text that stands in the larger one."""
    coverage: float
    """Share of the larger text that stands in the smaller one."""
    own: int
    """Shingles of the smaller text."""
    shared: int
    """Those of them that the larger one has."""
    later_is_smaller: bool
    frame: float
    """Share of boilerplate in the text that has less of it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the two texts themselves say, whatever is known of boilerplate."""

    later: Fingerprint
    earlier: Fingerprint
    alignment: Alignment
    facts: Facts

    def overlap(self, common: CommonSet | None = None) -> Overlap:
        """Of what is no boilerplate; without a common set, of everything."""
        later, later_shared = _own(self.later, self.alignment.later_shared, common)
        earlier, earlier_shared = _own(self.earlier, self.alignment.earlier_shared, common)
        of_later, of_earlier = later_shared / max(_SMALLEST, later), earlier_shared / max(_SMALLEST, earlier)
        containment, coverage = (of_later, of_earlier) if later <= earlier else (of_earlier, of_later)
        shared = later_shared if later <= earlier else earlier_shared
        frame = 1 - max(later / max(1, len(self.later.shingles)), earlier / max(1, len(self.earlier.shingles)))
        return Overlap(containment, coverage, min(later, earlier), shared, later <= earlier, frame)

    @property
    def open_alike(self) -> bool:
        """Whether the opening of either body stands near the beginning of the other."""
        here, there = self.alignment.here - self.later.title_words, self.alignment.there - self.earlier.title_words
        near = (here < _NEAR) & (there < _NEAR)
        return max(_found(here[near], self.later), _found(there[near], self.earlier)) >= _OPEN_ALIKE

    def headline_told(self, shorter: Fingerprint) -> float | None:
        """Share of the words in the longer text's headline that the shorter one's headline or opening has in some spelling.

        None where the longer text has no headline that says anything.
        """
        longer = self.earlier if shorter is self.later else self.later
        headline = skeletons(longer.words[: longer.title_words])
        headline = headline[headline != 0]
        opening = skeletons(shorter.words[: shorter.title_words + _LEAD])
        return float(np.isin(headline, opening).mean()) if len(headline) else None

    @property
    def retold(self) -> bool:
        """Whether the shorter text says in its own words what the longer one says: its words in any spelling, and all of its numbers."""
        later, earlier = self.later.words, self.earlier.words
        shorter, longer = (later, earlier) if len(later) <= len(earlier) else (earlier, later)
        ours, theirs = set(shorter[numbers(shorter)].tolist()), set(longer[numbers(longer)].tolist())
        if len(ours) < _RETOLD_NUMBERS or not ours <= theirs:
            return False
        telling = np.unique(skeletons(shorter[~numbers(shorter)]))
        telling = telling[telling != 0]
        return bool(len(telling)) and float(np.isin(telling, skeletons(longer)).mean()) >= _RETOLD

    @property
    def reprints(self) -> bool:
        """Whether the later text prints the earlier one again, so that its shingles are no news of their day.

        Only a text that states the same facts does: a template filled anew must go on counting, or it would never be known as one.
        """
        shared = self.alignment.later_shared
        return bool(len(shared)) and float(shared.mean()) >= _REPEATED and not self.facts.differ


def _own(text: Fingerprint, shared: NDArray[np.bool_], common: CommonSet | None) -> tuple[int, int]:
    """How many of a text's shingles are no boilerplate, and how many of these are shared."""
    if common is None:
        return len(shared), int(shared.sum())
    own = ~common.holds(text.shingles)
    return int(own.sum()), int((own & shared).sum())


def _found(places: NDArray[np.intp], text: Fingerprint) -> float:
    """The share of a body's opening that stands at the given places."""
    opening = min(_OPENING_SHINGLES, len(text.shingles) - text.title_words)
    return len(np.unique(places[(places >= 0) & (places < opening)])) / opening if opening > 0 else 0.0


def weigh(later: Fingerprint, earlier: Fingerprint) -> Evidence:
    alignment = align(later, earlier)
    return Evidence(later, earlier, alignment, facts(later, earlier, alignment))
