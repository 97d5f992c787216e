"""Hosts that asked to be left alone for a while."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import xxhash

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_HOLD: Final = timedelta(hours=24)
"""A longer Retry-After is kept to a day: it is a mistake or a page that will not come."""

SHORTEST_UNTOLD: Final = timedelta(hours=1)
HOLD_SPREAD: Final = timedelta(hours=1)
"""A 429 without Retry-After holds its host an hour and up to one more, so that held hosts do not all come back at once; the rule of
Media Cloud's rss-fetcher, with a spread that is the host's own instead of random."""

_SECONDS: Final = re.compile(r"[0-9]{1,9}")


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header (a number or an HTTP date) asks for, at most a day; `now` is aware.

    None where it is absent, negative, past or neither.
    """
    raw = (value or "").strip()
    if _SECONDS.fullmatch(raw):
        asked = float(raw)
    else:
        try:
            moment = parsedate_to_datetime(raw)
            asked = (moment.astimezone(now.tzinfo) - now).total_seconds()
        except (ValueError, OverflowError):
            return None
    return min(asked, LONGEST_HOLD.total_seconds()) if asked > 0 else None


def hold_seconds(host: str, status: int, retry_after: str | None, now: datetime) -> float | None:
    """How long an answer with this status asks to leave its host alone; None where it does not.

    Only 429 does, and 503 that says how long.
    """
    if status not in (429, 503):
        return None
    asked = retry_after_seconds(retry_after, now)
    if asked is None and status == 429:
        share = xxhash.xxh64_intdigest(host.encode()) / 2**64
        return (SHORTEST_UNTOLD + share * HOLD_SPREAD).total_seconds()
    return asked


class Holds:
    """Until when each host is to be left alone, by one thread."""

    def __init__(self, until: Mapping[str, datetime] | None = None) -> None:
        """`until`: aware instants of an earlier run."""
        self._until = dict(until or {})

    def hold(self, host: str, seconds: float, now: datetime) -> None:
        """Leaves a host alone from `now` on; a longer hold stays."""
        until = now + timedelta(seconds=seconds)
        self._until[host] = max(until, self._until.get(host, until))

    def remaining(self, host: str, now: datetime) -> float:
        """Seconds for which the host is still held; 0 where it is not."""
        until = self._until.get(host)
        return max(0.0, (until - now).total_seconds()) if until else 0.0

    def seed(self, until: Mapping[str, datetime]) -> None:
        """Takes over the holds of earlier runs."""
        for host, instant in until.items():
            self._until[host] = max(instant, self._until.get(host, instant))

    def current(self, now: datetime) -> dict[str, datetime]:
        """The hosts that are held, and until when, to be kept for later runs."""
        return {host: until for host, until in self._until.items() if until > now}
