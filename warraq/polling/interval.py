"""The interval between two polls of a feed: it follows how much the feed publishes and how much of a poll was known already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import xxhash

FIRST: Final = timedelta(minutes=15)
"""Between the first poll of a feed and its second."""
SHORTEST_INTERVAL: Final = timedelta(minutes=5)
LONGEST_INTERVAL: Final = timedelta(hours=6)
LONGEST_SILENT: Final = timedelta(hours=24)
"""For a feed that has named nothing new for `LONG_SILENCE`."""
LONG_SILENCE: Final = timedelta(days=30)

LONGER: Final = 1.5
"""Growth after a poll with nothing new; the factor of Common Crawl's news crawler."""
MUCH_SHORTER: Final = 0.33
"""After a poll of which nothing was known: what stood in the feed between the two polls may have been missed."""
HALF: Final = 0.5
"""After a poll of which less than a third was known, and the least that any other poll leaves of the interval."""
LITTLE_KNOWN: Final = 0.33

POLL_SPREAD: Final = 0.1
"""Share of the interval by which feeds are moved apart, earlier or later."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one successful poll of a feed came to."""

    entries: int = 0
    """Article addresses it named; 0 for an answer that was not sent again (304, or the same bytes)."""
    new: int = 0
    """Those of them that were to be fetched: not seen before, or changed."""
    first: bool = False
    """Whether it was the feed's first success: everything is new then, and nothing can have been missed."""

    @property
    def gap(self) -> bool:
        """Whether entries may have come and gone since the poll before: nothing of a non-empty poll was known."""
        return not self.first and 0 < self.entries <= self.new


def next_interval(last: timedelta | None, poll: Poll, silence: timedelta) -> timedelta:
    """The interval after a success; `last` None: there was none yet. `silence`: since the feed last named something new.

    Nothing new: longer by half. One new entry: the interval fits. More: shorter, to as many parts as there were new entries, at most by
    half. So the interval settles near the mean distance of two publications: of 50 a day, half were found within 13 minutes, with 48 polls
    a day, 44 % of them in vain. A rule that goes by the known share alone found half of them within 107 minutes and lost some
    (`benchmarks/polling.py`: two weeks at random with the rhythm of a newsroom's day, 20 times).
    """
    factor = 1.0 if poll.first else _factor(poll)
    longest = LONGEST_SILENT if silence >= LONG_SILENCE else LONGEST_INTERVAL
    return min(max((last or FIRST) * factor, SHORTEST_INTERVAL), longest)


def _factor(poll: Poll) -> float:
    if poll.new <= 0:
        return LONGER
    if poll.gap:
        return MUCH_SHORTER
    if 1 - poll.new / poll.entries < LITTLE_KNOWN:
        return HALF
    return max(HALF, 1 / poll.new)


def spread(interval: timedelta, name: str) -> timedelta:
    """The interval moved by up to a tenth, always the same way for one name, so that feeds added together do not stay together."""
    return interval * (1 + POLL_SPREAD * (2 * share(name) - 1))


def share(name: str) -> float:
    """A number from 0 up to 1 that belongs to the name."""
    return xxhash.xxh64_intdigest(name.encode()) / 2**64
