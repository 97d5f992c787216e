"""Jumps of the clock: noticed as the wall clock parts from the monotonic one."""

from __future__ import annotations

from typing import Final

from warraq import clock

JUMP_SECONDS: Final = 60.0
"""A difference between wall clock and monotonic clock that is no drift."""


class Jumps:
    """Notices that the wall clock was set: it then parts from the monotonic clock."""

    def __init__(self) -> None:
        self._difference = self._now()

    def look(self) -> float:
        """Seconds that the clock was moved since the last look, negative for back; 0 where it was not."""
        moved = self._now() - self._difference
        if abs(moved) < JUMP_SECONDS:
            return 0.0
        self._difference += moved
        return moved

    @staticmethod
    def _now() -> float:
        return clock.now().timestamp() - clock.monotonic()
