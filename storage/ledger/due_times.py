"""When an address is visited again: failed ones with growing patience, stored articles and pages without one at growing distances."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

FIRST_RETRY: Final = timedelta(minutes=15)
LONGEST_RETRY: Final = timedelta(hours=24)
MOST_TRIES: Final = 8
"""Tries before a failed address is left alone: with waits of 15 min, 30 min, 1, 2, 4, 8 and 16 hours the last comes after 32 hours."""

RECHECKS: Final = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))
"""After publication, when an article is looked at again; most corrections come within the first hours."""


LOOKS: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 60, 360, 1440))
"""After its first answer, when a page that gave no article is looked at again: most come within minutes, what was withdrawn never."""

LONE_LOOK: Final = timedelta(hours=6)
"""The one look that is left where looks were in vain so often."""


def next_try(tries: int, now: datetime, retry_after: float | None = None) -> datetime | None:
    """When to try again after so many failures; None: no more. `retry_after`: seconds that the host asked for, of which a day is kept."""
    if tries >= MOST_TRIES:
        return None
    if retry_after is not None:
        return now + min(timedelta(seconds=max(retry_after, 0.0)), LONGEST_RETRY)
    doublings = max(tries - 1, 0)
    return now + min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)


def next_check(published: datetime, now: datetime, after: Sequence[timedelta] = RECHECKS) -> datetime | None:
    """When to look at a stored article again; None: no more. A publication in the future counts as now."""
    start = min(published, now)
    return next((start + distance for distance in after if start + distance > now), None)
