"""What a feed and its host say about polling it: TTL, Cache-Control, Expires, moved for good, gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_ASKED: Final = timedelta(hours=1)
"""A feed that asks for more is polled hourly all the same: many state a day or a week by habit and publish every few minutes."""

STEADY_ANSWERS: Final = 3
"""Equal answers before a permanent redirect, or 410, is believed."""
GONE_ANSWER: Final = "410"
"""The words of `Steady` for an answer 410; a permanent redirect has its address."""
MOVED_FOR: Final = timedelta(hours=24)
GONE_FOR: Final = timedelta(hours=48)
"""Least time from the first of those answers to the last: a site that is being rebuilt answers 410 for an evening."""

_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNCACHED: Final = re.compile(r"(?:^|[\s,])no-(?:store|cache)\b", re.IGNORECASE)


def asked_wait(ttl: float | None, cache_control: str | None, expires: str | None, now: datetime) -> timedelta:
    """How long a feed asks not to be polled again, at most `LONGEST_ASKED`; zero where it says nothing.

    `ttl` are seconds (RSS ttl or the syndication module), the others are the headers as sent; `now` is aware. The longest counts. As in
    RFC 9111, `max-age` outweighs `Expires`, and `no-cache` both.
    """
    cached = _cached_seconds(cache_control or "", expires, now)
    return min(timedelta(seconds=max(ttl or 0.0, cached)), LONGEST_ASKED)


def _cached_seconds(cache_control: str, expires: str | None, now: datetime) -> float:
    if _UNCACHED.search(cache_control):
        return 0.0
    if found := _MAX_AGE.search(cache_control):
        return float(found[1])
    try:
        moment = parsedate_to_datetime(expires or "")
        return max(0.0, (moment.astimezone(now.tzinfo) - now).total_seconds())
    except (ValueError, OverflowError):
        return 0.0


@dataclass(frozen=True, slots=True)
class Steady:
    """How often in a row a feed gave the same unusual answer."""

    answers: int = 0
    since: datetime | None = None
    """When the first of them came; aware; None without any."""
    words: str | None = None
    """What it said: the address it moved to, or `GONE_ANSWER`."""

    def again(self, words: str, now: datetime) -> Steady:
        """With one more answer; another one begins anew."""
        if words != self.words or self.since is None:
            return Steady(1, now, words)
        return Steady(self.answers + 1, self.since, words)

    def believed(self, least: timedelta, now: datetime) -> bool:
        """Whether it came often and long enough to be acted on."""
        return self.answers >= STEADY_ANSWERS and self.since is not None and now - self.since >= least
