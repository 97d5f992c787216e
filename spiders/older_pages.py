"""Which older page of a feed or listing is asked for: until something is known after a gap, or as far back as a crawl is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spiders.limits import stated_time
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spiders.documents.kinds import Found
    from storage.ledger.ledger import Offer
    from storage.timing.feeds import FeedState
    from warraq.items import Entry
    from warraq.outlet import Outlet

PAGES_AFTER_A_GAP: Final = 10
"""Of one feed in one run: of ten entries each, a hundred articles."""

PAGES_BACK: Final = 100
"""The same for a crawl that is told how far back to go: three minutes at the default delay."""


class OlderPages:
    """What one run has read of each feed; `since`: how far back it is told to go, None: only gaps are closed."""

    def __init__(self, outlet: Outlet, since: datetime | None) -> None:
        self._outlet = outlet
        self._since = since
        self._seen: dict[int, set[str]] = {}

    def following(self, feed: FeedState, found: Found, offer: Offer, page: int, now: datetime) -> str | None:
        """The address of the page behind this one, which is number `page` (0: the feed itself); None where there is none to be asked for.

        A page that names nothing but what the pages before named is the end, as some sites answer every page with the first.
        """
        seen = self._seen.setdefault(feed.id, set())
        fresh = [entry for entry in found.entries if entry.url not in seen]
        seen.update(entry.url for entry in fresh)
        if feed.kind is DocumentKind.SITEMAP or not fresh or found.next_url is None:
            return None
        wanted = self._reaches(fresh, now) if self._since else _is_gap(feed, offer)
        return found.next_url if wanted and page < (PAGES_BACK if self._since else PAGES_AFTER_A_GAP) else None

    def _reaches(self, entries: Sequence[Entry], now: datetime) -> bool:
        """Whether what stands behind these entries may still be recent enough: the oldest stated time decides."""
        stated = [moment for entry in entries if (moment := stated_time(entry, self._outlet, now))]
        return self._since is not None and (not stated or min(stated) >= self._since)


def _is_gap(feed: FeedState, offer: Offer) -> bool:
    """Whether entries may have come and gone since the feed was last read: it names nothing that is known."""
    return feed.last_success_at is not None and bool(offer.entries) and not (offer.known or offer.duplicate or offer.looks)
