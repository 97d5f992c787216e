"""What one run knows of the sitemaps below its indexes, and which of them it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from spiders.documents.children import reaching_back, tells_nothing, to_read
from storage.timing.children import ChildState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from spiders.documents.kinds import Found
    from spiders.documents.results import SitemapRef
    from storage.timing.feeds import FeedAnswer, FeedState

SITEMAP_DEPTH: Final = 3
"""Index within index: deeper nesting is a loop or a trap."""

SITEMAPS_AT_MOST: Final = 100
"""Sitemaps that one run follows from all indexes together: five full indexes, where a trap of indexes would unfold to thousands."""


class IndexWalk:
    """The indexes of one run and what is known below them; each sitemap is asked for once."""

    def __init__(self, since: datetime | None = None) -> None:
        self.since = since
        """How far back the run is told to go; None: it looks for what is new."""
        self._below: dict[int, Mapping[str, ChildState]] = {}
        self._followed: set[str] = set()

    def begin(self, feed: FeedState, below: Mapping[str, ChildState]) -> None:
        """Takes up what the store knows of the sitemaps below a feed, by address."""
        self._below[feed.id] = below

    def below(self, feed: FeedState) -> Mapping[str, ChildState]:
        """What was known of the sitemaps below a feed when the run began, by address."""
        return self._below.get(feed.id, {})

    def needs_whole(self, feed: FeedState, now: datetime) -> bool:
        """Whether an index is to be read even if it is as it was."""
        return tells_nothing(self.below(feed).values(), now)

    def to_follow(
        self, feed: FeedState, children: Sequence[SitemapRef], index: str, now: datetime, cutoff: datetime, *, unchanged: bool
    ) -> list[SitemapRef]:
        """The sitemaps of an index that this run has not asked for yet: indexes may name each other, and themselves."""
        self._followed.add(index)
        below = self.below(feed)
        wanted = (
            reaching_back(children, below, now, self.since) if self.since else to_read(children, below, now, cutoff, unchanged=unchanged)
        )
        fresh = [ref for ref in wanted if ref.url not in self._followed][: max(0, SITEMAPS_AT_MOST - len(self._followed))]
        self._followed.update(ref.url for ref in fresh)
        return fresh

    def after_answer(self, feed: FeedState, child: SitemapRef, answer: FeedAnswer, found: Found | None, now: datetime) -> ChildState:
        """What is known of a sitemap after it answered; `found` None: it is as it was."""
        known = self.below(feed).get(child.url) or ChildState(child.url, now)
        state = replace(known, checked_at=now, lastmod=child.lastmod, last_full_at=now if answer.full else known.last_full_at)
        if found:
            state = replace(state, newest_seen_at=found.newest, last_new_at=now if answer.new else known.last_new_at)
        if answer.body_hash is None:
            return replace(state, etag=answer.etag or known.etag, last_modified=answer.last_modified or known.last_modified)
        if found and found.children:  # an index is read anew each time
            return replace(state, etag=None, last_modified=None, body_hash=None)
        return replace(state, etag=answer.etag, last_modified=answer.last_modified, body_hash=answer.body_hash)

    def after_failure(self, feed: FeedState, child: SitemapRef, now: datetime) -> ChildState:
        """What is known of a sitemap that could not be read: it waits for its turn like the others."""
        known = self.below(feed).get(child.url) or ChildState(child.url, now)
        return replace(known, checked_at=now, lastmod=child.lastmod, last_full_at=None)
