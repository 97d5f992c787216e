"""What a feed says about its own polling, and where documents have their older entries."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.documents.bounded_text import RAW_LENGTH
from spiders.documents.links import absolute
from spiders.documents.results import FeedHints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

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

PARAMETERS: Final = ("paged", "page", "pg", "p")
"""Of the query, that number a page."""
MOST_ANCHORS: Final = 5_000

_PATH_NUMBER: Final = re.compile(r"/page/(\d{1,5})/?$")
_WORDPRESS_FEED: Final = re.compile(r"/feed/?(?:\?|$)|/feed/(?:rss2?|atom|rdf)/?(?:\?|$)|[?&]feed=")
_WORDPRESS_POSTS: Final = re.compile(r"/wp/v2/posts\b|rest_route=/wp/v2/posts\b")


def hints_of(feed: Mapping[str, object], base: str) -> FeedHints:
    """The hints among what feedparser answers of the feed as a whole; `base` is the feed's address."""
    links = feed.get("links")
    addresses: dict[str, str | None] = {}
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and isinstance(href := link.get("href"), str):
            addresses.setdefault(str(link.get("rel")), absolute(href, base))
    generator = feed.get("generator")
    made_by = generator[:RAW_LENGTH] if isinstance(generator, str) else ""
    return FeedHints(ttl_of(feed), addresses.get("self"), addresses.get("next"), made_by, addresses.get("hub"))


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


def of_feed(url: str, stated: str | None, generator: str) -> str | None:
    """Behind a feed at `url`: the page that it states, else WordPress's next (`generator`: what the feed says of its making). None
    where nothing tells."""
    if stated and stated != url:
        return stated
    if _WORDPRESS_POSTS.search(url):
        return _numbered(url, "page", number_of(url) + 1)
    is_wordpress = "wordpress" in generator.lower() or _WORDPRESS_FEED.search(url)
    return _numbered(url, "paged", number_of(url) + 1) if is_wordpress else None


def of_listing(page: HtmlElement, url: str, base: str) -> str | None:
    """Behind a listing at `url`: what it calls its next page, else the page of the next number that it links to. None where it has none."""
    for element in page.xpath("//link[@rel='next']/@href | //a[contains(concat(' ', @rel, ' '), ' next ')]/@href"):
        if (address := absolute(str(element), base)) and address != url:
            return address
    wanted = number_of(url) + 1
    own = _without_number(url)
    links = (absolute(anchor.get("href") or "", base) for anchor in islice(page.iter("a"), MOST_ANCHORS))
    return next((link for link in links if link and number_of(link) == wanted and _without_number(link) == own), None)


def number_of(url: str) -> int:
    """The page's number in its address; 1 where it has none."""
    parts = urlsplit(url)
    if found := _PATH_NUMBER.search(parts.path):
        return int(found[1])
    numbers = (value for name, value in parse_qsl(parts.query) if name in PARAMETERS)
    return next((int(value) for value in numbers if value.isdecimal() and len(value) < 6), 1)


def _without_number(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    path = _PATH_NUMBER.sub("", parts.path).rstrip("/")
    return parts.netloc + path, tuple(sorted(pair for pair in parse_qsl(parts.query) if pair[0] not in PARAMETERS))


def _numbered(url: str, name: str, number: int) -> str:
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return parts._replace(query=urlencode([*query, (name, str(number))], safe="/:,"), fragment="").geturl()
