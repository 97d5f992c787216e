"""How soon feeds are polled and how often in vain, by rule and by how much a feed publishes: two weeks of made-up publications, 20 times.

    python benchmarks/polling.py

Publications come at random with the rhythm of a newsroom's day. The other rule is the one that poll systems use most: slower by half when
nothing is new, otherwise by how much of the feed was known.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import mean, quantiles
from typing import TYPE_CHECKING, Final

from warraq.polling.interval import FIRST, LONGEST_INTERVAL, SHORTEST_INTERVAL, Poll, next_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[timedelta, Poll], timedelta]

DAYS: Final = 14
SEEDS: Final = 20
RHYTHM: Final = (0.25, 0.15, 0.1, 0.1, 0.1, 0.2, 0.5, 0.9, 1.3, 1.6, 1.8, 1.8, 1.7, 1.7, 1.7, 1.6, 1.5, 1.4, 1.4, 1.4, 1.3, 1.1, 0.8, 0.5)
"""Share of each hour of the day, 1 on average."""
FEEDS: Final = ((1, 10), (4, 20), (12, 25), (50, 25), (150, 30), (500, 50))
"""Publications a day, and how many the feed holds."""


def publications(per_day: float, seed: int) -> list[timedelta]:
    """Times since the beginning, in order."""
    rng, moment, found = random.Random(seed), 0.0, []  # noqa: S311 - a made-up press
    while moment < DAYS * 86_400:
        moment += rng.expovariate(per_day / 86_400 * 2)
        if rng.random() < RHYTHM[int(moment / 3600) % 24] / 2:
            found.append(timedelta(seconds=moment))
    return found


def ours(interval: timedelta, poll: Poll) -> timedelta:
    return next_interval(interval, poll, timedelta(0))


def by_share(interval: timedelta, poll: Poll) -> timedelta:
    """The other rule."""
    known = 1 - poll.new / poll.entries
    factor = 1.5 if not poll.new else 0.33 if poll.gap else 1.1 if known >= 0.67 else 1.0 if known >= 0.33 else 0.5
    return min(max(interval * factor, SHORTEST_INTERVAL), LONGEST_INTERVAL)


@dataclass
class Tally:
    """What came of polling."""

    polls: int = 0
    vain: int = 0
    lost: int = 0
    waits: list[float] = field(default_factory=list)
    """Minutes from each publication to the poll that found it."""


def poll_all(rule: Rule, per_day: float, size: int, seed: int, tally: Tally) -> None:
    """Polls a feed for two weeks, and adds what came of it."""
    times, moment, interval, seen = publications(per_day, seed), timedelta(0), FIRST, 0
    while moment < timedelta(days=DAYS):
        moment += interval
        fresh = [time for time in times[seen:] if time <= moment]
        seen += len(fresh)
        tally.lost += max(0, len(fresh) - size)
        tally.waits += [(moment - time) / timedelta(minutes=1) for time in fresh]
        tally.polls, tally.vain = tally.polls + 1, tally.vain + (not fresh)
        interval = rule(interval, Poll(size, min(len(fresh), size)))


def told(rule: Rule, per_day: float, size: int) -> str:
    """A line over all seeds; the range is that of polls a day among them."""
    each = [Tally() for _ in range(SEEDS)]
    for seed, tally in enumerate(each):
        poll_all(rule, per_day, size, seed, tally)
    polls = [tally.polls / DAYS for tally in each]
    vain = sum(tally.vain for tally in each) / sum(tally.polls for tally in each)
    tenths = quantiles([wait for tally in each for wait in tally.waits], n=10)
    lost = sum(tally.lost for tally in each) / SEEDS
    found = f"found after {tenths[4]:4.0f} min (9 in 10: {tenths[8]:4.0f})"
    return f"{mean(polls):6.1f} polls a day ({min(polls):.1f} to {max(polls):.1f}), {vain:4.0%} in vain, {found}, {lost:.1f} lost"


def main() -> None:
    """Prints a line a rule and feed."""
    for name, rule in (("ours", ours), ("by the known share", by_share)):
        print(name)
        for per_day, size in FEEDS:
            print(f"  {per_day:4} a day, feed of {size}: {told(rule, per_day, size)}")


if __name__ == "__main__":
    main()
