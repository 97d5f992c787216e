"""A dry run's view of the store: what the ledger would answer, with every transaction rolled back."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.ledger import ledger, outlets, runs
from storage.store import Store
from storage.timing import feeds
from warraq import clock
from warraq.crawl.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from storage.ledger.ledger import Offer
    from storage.timing.feeds import FeedState
    from warraq.crawl.records import Ending
    from warraq.items import Entry
    from warraq.outlet import Outlet


class Rehearsal(Records):
    """Asks the store as a run would, and leaves no trace in it."""

    def __init__(self, url: str, outlet: Outlet, noted: list[Entry]) -> None:
        """`url`: of the store; `noted` gets the entries that a run would fetch."""
        self.url = url
        self.outlet = outlet
        self.noted = noted

    def feeds(self) -> list[FeedState]:
        """Where the outlet would be looked at."""
        with self._undone() as (connection, outlet_id):
            return feeds.feeds_of(connection, outlet_id)

    async def offer(self, feed: FeedState, entries: Sequence[Entry]) -> Offer:
        """What the ledger would let a run fetch."""
        return await asyncio.to_thread(self._offer, entries)

    def _offer(self, entries: Sequence[Entry]) -> Offer:
        with self._undone() as (connection, outlet_id):
            run_id = runs.start_run(connection, outlet_id, "cli", 0, clock.now())
            return ledger.offer(connection, run_id, outlet_id, None, entries, clock.now())

    def takes_up(self, entry: Entry) -> bool:
        """Fetches nothing, and notes what it would."""
        self.noted.append(entry)
        return False

    def close(self, ending: Ending) -> None:
        """Says how a run would have ended."""
        ending.judge()

    @contextmanager
    def _undone(self) -> Iterator[tuple[Connection, int]]:
        with Store.open(self.url) as store, store.engine.connect() as connection:
            yield connection, outlets.sync_outlets(connection, [self.outlet])[self.outlet.name]
            connection.rollback()
