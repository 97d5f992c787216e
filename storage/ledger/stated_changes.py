"""What a document says of the changes of stored articles, believed as far as its record bears it out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from warraq.items import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.sql import Found
    from warraq.items import Entry

HINT_WAITS: Final = (timedelta(0), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After the last look, when an address that is said to have changed is looked at again, by the looks before that found it unchanged."""

FEW: Final = 5
"""Fewer addresses prove nothing of what their document says."""


def said_to_have_changed(row: Found, entry: Entry, feed_id: int | None) -> bool:
    """Two documents write the same change in two ways: only the one that named the address first is believed."""
    return feed_id is not None and row.feed_id == feed_id and entry.updated is not None and entry.updated != row.lastmod


def is_restless(known: Sequence[tuple[Found, Entry]], feed_id: int | None) -> bool:
    """Whether what the document says of change is not believed at once.

    So where most of what it named before is said to have changed since the last poll, as by systems that write the time of the answer, and
    where of the looks that it asked for less than a third found a change.
    """
    own = [(row, entry) for row, entry in known if row.state == "done" and row.feed_id == feed_id and row.lastmod]
    changed = sum(said_to_have_changed(row, entry, feed_id) for row, entry in own)
    vain = sum(row.vain_looks > 0 for row, _ in own)
    true = sum(row.outcome == Outcome.UPDATED.value for row, _ in own)
    return (changed >= FEW and changed * 2 > len(own)) or (vain >= FEW and true * 2 < vain)


def asks_for_a_look(row: Found, entry: Entry, feed_id: int | None, now: datetime, *, restless: bool) -> bool:
    """Whether a stored article is looked at now because its document says that it changed; `restless`: the document says so of most."""
    if not said_to_have_changed(row, entry, feed_id):
        return False
    wait = HINT_WAITS[min(row.vain_looks + restless, len(HINT_WAITS) - 1)]
    return row.checked_at is None or now - row.checked_at >= wait
