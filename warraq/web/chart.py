"""A chart of bars drawn as SVG, by the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HEIGHT: Final = 60.0
MOST_BARS: Final = 92
"""About three months of days; of a longer time the newest."""

FEWEST_SLOTS: Final = 30
"""Room for so many bars is drawn, however few there are: one day is no wall."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day."""

    day: date
    count: int
    x: float
    """Left edge, in units of the drawing."""
    height: float


def bars(counts: Iterable[tuple[date, int]], *, from_right: bool) -> list[Bar]:
    """A bar for each day from the first to the last, days without a number too; the oldest first, at the side where reading begins."""
    known = dict(counts)
    if not known:
        return []
    last = max(known)
    first = max(min(known), last - timedelta(days=MOST_BARS - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    highest = max(known.values())
    slots = max(FEWEST_SLOTS, len(days))
    return [
        Bar(each, known.get(each, 0), 10.0 * (slots - 1 - place if from_right else place), round(HEIGHT * known.get(each, 0) / highest, 1))
        for place, each in enumerate(days)
    ]
