"""The only source of the time: now, sleep and monotonic time, shifted or sped up for a process tree by one variable.

`WARRAQ_CLOCK` is `ORIGIN,START,RATE`: the real epoch second at which the shifted clock began, the epoch second it showed then, and how
many of its seconds pass in a real one. A child process inherits it with its environment, so a scheduler and its crawls agree on the time.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

VARIABLE: Final = "WARRAQ_CLOCK"


@dataclass(frozen=True, slots=True)
class _Clock:
    origin: float = 0.0
    """Real epoch second at which the shift began."""
    start: float = 0.0
    """What this clock showed at `origin`, epoch seconds."""
    rate: float = 1.0
    """Seconds of this clock in one real second."""

    def time(self) -> float:
        return self.start + (time.time() - self.origin) * self.rate  # noqa: TID251 - the one place that asks


def _read(value: str | None) -> _Clock:
    if not value:
        return _Clock()
    try:
        origin, start, rate = (float(part) for part in value.split(","))
    except ValueError:
        raise ValueError(f"{VARIABLE}={value!r}: write three numbers, ORIGIN,START,RATE in epoch seconds") from None
    if rate <= 0:
        raise ValueError(f"{VARIABLE}={value!r}: the rate must be above 0")
    return _Clock(origin, start, rate)


_clock = _read(os.environ.get(VARIABLE))


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.fromtimestamp(_clock.time(), UTC)


def monotonic() -> float:
    """Seconds that only grow, unaffected by changes of the wall clock; for durations, at this clock's rate."""
    return time.monotonic() * _clock.rate  # noqa: TID251 - the one place that asks


def sleep(seconds: float) -> None:
    """Blocks for `seconds` of this clock, so a sped-up clock sleeps shorter."""
    time.sleep(max(0.0, seconds) / _clock.rate)  # noqa: TID251 - the one place that sleeps


def rate() -> float:
    """How many seconds of this clock pass in one real second (1.0 unless shifted); timers of other libraries divide by it."""
    return _clock.rate


def shift(start: datetime, rate: float = 1.0) -> None:
    """Lets this process, and children started from now on, live at `start` (aware) at `rate` times the real speed."""
    global _clock
    value = f"{time.time()},{start.timestamp()},{rate}"  # noqa: TID251 - the one place that asks
    _clock = _read(value)
    os.environ[VARIABLE] = value


def follow(value: str | None) -> None:
    """Lives by the `WARRAQ_CLOCK` of another process, for a process that was forked rather than started; None: by the real time."""
    global _clock
    _clock = _read(value)


def reset() -> None:
    """Back to the real time, here and for children started from now on."""
    global _clock
    _clock = _Clock()
    os.environ.pop(VARIABLE, None)
