"""Where a crawl tells what it meets: nowhere by itself; a rehearsal and an open run answer the same calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage.ledger.ledger import Offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from storage.timing.children import ChildState
    from storage.timing.feeds import FeedAnswer, FeedState
    from warraq.crawl.elsewhere import Elsewhere
    from warraq.crawl.manners.failures import Failed
    from warraq.crawl.polls import PollBook
    from warraq.crawl.summary import Summary
    from warraq.items import Article, Entry, Observations, Verdict
    from warraq.outlet import Outlet, OutletKnowledge


@dataclass(frozen=True, slots=True)
class Ending:
    """What a crawl has come to when it ends."""

    reason: str
    """Why Scrapy ended it; `finished`: there was nothing left to do."""
    taken: int
    """Addresses taken up."""
    polls: PollBook
    summary: Summary
    """Gets the outcome, and the account of a run."""
    scrapy: Mapping[str, Any]
    """Scrapy's own counts."""
    held: Mapping[str, datetime]
    """Hosts that asked to wait, and until when."""
    elsewhere: Elsewhere
    """What was left to others."""

    def judge(self) -> None:
        """Sets the outcome by what the polls came to."""
        self.summary.outcome, reason = self.polls.judge(self.reason, self.taken)
        self.summary.reason = "; ".join(filter(None, (reason, self.elsewhere.words, self._stood_in))) or None
        if self.summary.broken:
            self.summary.outcome, self.summary.reason = "failed", f"the spider broke at its start: {self.summary.broken}"

    @property
    def _stood_in(self) -> str | None:
        count = self.summary.stood_in
        return f"{count} pages without a text for us, for which the feed's own stands in" if count else None


class Records:
    """Records that are kept nowhere: before a run is open, after it has ended, and for `scrapy parse`."""

    async def offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        """Tells what a document names; returns what is to be fetched."""
        return Offer(len(entries))

    async def due(self, limit: int) -> list[Entry]:
        """Addresses whose time has come: failed ones to try again, stored ones to look at again."""
        return []

    def takes_up(self, entry: Entry) -> bool:
        """Whether the page of an entry that may be fetched is fetched."""
        return True

    async def feed_read(self, feed: FeedState, answer: FeedAnswer) -> None:
        """Records a feed that could be read."""

    async def children(self, feed: FeedState) -> dict[str, ChildState]:
        """What is known of the sitemaps below an index, by address."""
        return {}

    async def child_read(self, feed: FeedState, state: ChildState) -> None:
        """Records what came of a sitemap below an index."""

    async def feed_failed(self, feed: FeedState, failed: Failed) -> None:
        """Records a feed that could not be read."""

    async def observe(self, outlet: Outlet, observations: Observations) -> OutletKnowledge | None:
        """Keeps what a page taught; returns what is known of the outlet by then, None where it is as before."""
        return None

    async def store(self, article: Article) -> None:
        """Keeps an article; may wait for room."""

    async def settle(self, verdict: Verdict) -> None:
        """Keeps what became of an address that gave no article."""

    async def hold(self, url: str, error: str) -> None:
        """Keeps an error of the spider that belongs to no article."""

    def close(self, ending: Ending) -> None:
        """Ends the records; may take long, so it belongs on a helper thread."""
