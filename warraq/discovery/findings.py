"""What a search of a site finds: places that name its articles, and what was looked at and left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spiders.limits import stated_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from warraq.items import Entry
    from warraq.outlet import DocumentKind, Outlet


@dataclass(frozen=True, slots=True)
class Source:
    """A place that was fetched, read, and names articles of the site."""

    kind: DocumentKind
    url: str
    """The address to write down: where a permanent redirect leads."""
    found: str
    """Where its address was found, for people."""
    entries: tuple[Entry, ...]
    """What it names on the site's own hosts; for an index of sitemaps what its newest child names."""
    title: str | None = None
    """As a feed calls itself."""
    news: bool = False
    """Whether a sitemap states titles and times of publication, or is called one of news."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place that was looked at and is not written down."""

    url: str
    why: str


def newest(entries: Iterable[Entry], outlet: Outlet, now: datetime) -> datetime | None:
    """The latest time that an entry of the outlet states and that has come; None where none states one. `now` is aware."""
    stated = (stated_time(entry, outlet, now) for entry in entries)
    return max((moment for moment in stated if moment and moment <= now), default=None)


@dataclass(slots=True)
class Hunt:
    """What one search found so far, in the order of finding."""

    sources: list[Source] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, url: str, why: str) -> None:
        """Notes an address that is not written down."""
        self.left_out.append(LeftOut(url, why))
