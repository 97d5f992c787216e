"""Silence is a failure: what an outlet publishes, against what it has published in the weeks before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

WEEKS: Final = 4
HISTORY: Final = timedelta(weeks=WEEKS)
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)

EXPECTED_UNSEEN: Final = 3.0
"""Articles that must have been missed before an outlet counts as silent: publications at random leave such a gap once in twenty."""
EXPECTED_BY_HOUR: Final = 5.0
"""The same where the rhythm of the week is known: once in 150, as it is asked every few minutes and not once a day."""
SOONEST: Final = timedelta(hours=3)
"""With the rhythm of the week known; without it a night of rest must not count, so a whole day passes."""

FALLEN_TO: Final = 0.3
FALLEN_FROM: Final = 10.0
"""An outlet that publishes less than this a day goes up and down by chance."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What an outlet published in the last day against what it usually does."""

    last_day: int
    usual: float | None
    """Median of the days before, of the same weekday once four weeks are known; None before a day of history."""
    missing: float
    """How many articles it would usually have published since its last one."""
    silent_since: datetime | None
    """Its last publication, where it counts as silent."""
    whole_day: bool = True
    """Whether it published in the first half of the last day too; False for one that has just come back."""

    @property
    def fallen(self) -> bool:
        """Whether it publishes much less than usual, and neither is silent nor was a moment ago."""
        usual = self.usual or 0.0
        return self.silent_since is None and self.whole_day and usual >= FALLEN_FROM and self.last_day < FALLEN_TO * usual


def volume(published: Sequence[datetime], now: datetime, zone: tzinfo) -> Volume:
    """Judges the publications of the last four weeks (aware instants, any order); `zone` is the outlet's, for the days of its week."""
    times = sorted(moment for moment in published if now - HISTORY - _DAY < moment <= now)
    if not times:
        return Volume(0, None, 0.0, None)
    counts = Counter(int((now - moment) / _DAY) for moment in times)
    whole = min(int((now - times[0]) / _DAY), WEEKS * 7)
    usual = _usual(counts, whole)
    gap = now - times[-1]
    if whole >= WEEKS * 7:
        missing = _missing_by_hour(times, now, zone)
        silent = gap >= SOONEST and missing >= EXPECTED_BY_HOUR
    else:
        missing = (usual or 0.0) * (gap / _DAY)
        silent = gap >= _DAY and missing >= EXPECTED_UNSEEN
    whole_day = any(now - _DAY < moment <= now - _DAY / 2 for moment in times)
    return Volume(counts[0], usual, round(missing, 1), times[-1] if silent else None, whole_day)


def _usual(counts: Counter[int], whole: int) -> float | None:
    """Median of the whole days before the last one; days are counted back from now."""
    step = 7 if whole >= WEEKS * 7 else 1
    days = [counts[day] for day in range(step, whole + 1, step) if day < whole or step == 7]
    return float(median(days)) if days else None


def _missing_by_hour(times: Sequence[datetime], now: datetime, zone: tzinfo) -> float:
    """Sum of what the hours since the last publication bring in an average week."""
    last = times[-1]
    rhythm = Counter(_hour_of_week(moment, zone) for moment in times if last - HISTORY < moment <= last)
    hours = range(min(int((now - last) / _HOUR), 7 * 24))
    return sum(rhythm[_hour_of_week(last + _HOUR * (number + 1), zone)] for number in hours) / WEEKS


def _hour_of_week(moment: datetime, zone: tzinfo) -> tuple[int, int]:
    local = moment.astimezone(zone)
    return local.weekday(), local.hour
