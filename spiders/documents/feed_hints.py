"""What a feed says about its own polling."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from spiders.documents.links import absolute
from spiders.documents.results import FeedHints

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TTL: Final = 366 * 86_400
"""Seconds; more is no statement about news."""

# RSS 1.0 Syndication module; feeds also write the bare unit and misspell both («hourley», «dayly»), so the nearest word counts.
_PERIOD_SECONDS: Final = {
    "hourly": 3_600,
    "hour": 3_600,
    "daily": 86_400,
    "day": 86_400,
    "weekly": 7 * 86_400,
    "week": 7 * 86_400,
    "monthly": 30 * 86_400,
    "month": 30 * 86_400,
    "yearly": 365 * 86_400,
    "year": 365 * 86_400,
}
_DECIMAL: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def hints_of(feed: Mapping[str, object], base: str) -> FeedHints:
    """The hints among what feedparser answers of the feed as a whole; `base` is the feed's address."""
    links = feed.get("links")
    addresses: dict[str, str | None] = {}
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and isinstance(href := link.get("href"), str):
            addresses.setdefault(str(link.get("rel")), absolute(href, base))
    return FeedHints(ttl_of(feed), addresses.get("self"), addresses.get("next"), addresses.get("hub"))


def ttl_of(feed: Mapping[str, object]) -> int | None:
    """Seconds between two fetches that the feed asks for: the longer of `ttl` (minutes) and the update period divided by its frequency."""
    asked = [(_number(feed.get("ttl")) or 0) * 60, _period(feed.get("sy_updateperiod")) / (_number(feed.get("sy_updatefrequency")) or 1)]
    return int(min(max(asked), LONGEST_TTL)) or None


def _period(value: object) -> int:
    word = value.strip().lower()[:20] if isinstance(value, str) else ""
    nearest = get_close_matches(word, _PERIOD_SECONDS, n=1, cutoff=0.6)
    return _PERIOD_SECONDS[nearest[0]] if nearest else 0


def _number(value: object) -> float | None:
    """The number above 0 that the words begin with; None for anything else."""
    found = _DECIMAL.match(value.strip()) if isinstance(value, str) else None
    return float(found[0]) if found and float(found[0]) > 0 else None
