"""What a crawl came to, for the person or program that started it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from storage.ledger.runs import RunAccount
    from warraq.items import Entry

CUT_SHORT: Final = {
    "shutdown": "stopped by a signal",
    "closespider_timeout": "the time for one crawl was up",
    "memusage_exceeded": "the memory for one crawl was used up",
    "lease-lost": "another process took the outlet over",
}
"""Scrapy's finish reasons that leave work behind, in words."""


@dataclass(slots=True)
class Summary:
    """What a crawl came to, for the person or program that started it."""

    outlet: str
    outcome: str = "failed"
    """`ok`; `empty`: no feed could be read; `cut-short`; `failed`."""
    reason: str | None = None
    broken: str | None = None
    """What broke the spider at its start, in words; None where nothing did."""
    run_id: int | None = None
    account: RunAccount | None = None
    known: int = 0
    """Entries whose article is stored already and unchanged."""
    entries: int = 0
    """Entries read from feeds, sitemaps and listings."""
    elsewhere: int = 0
    """Those of them that are other outlets' or other sites', and left to these."""
    stood_in: int = 0
    """Articles whose text is the feed's own, as their pages gave none."""
    would_fetch: list[Entry] = field(default_factory=list)
    """What a dry run would have fetched."""
