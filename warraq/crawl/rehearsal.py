"""A dry run's view of the store: what the ledger would answer, with every transaction rolled back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.ledger import ledger, outlets, runs
from storage.store import Store
from storage.timing import feeds
from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from storage.ledger.ledger import Offer
    from storage.timing.feeds import FeedState
    from warraq.items import Entry
    from warraq.outlet import Outlet


class Rehearsal:
    """Asks the store as a run would, and leaves no trace in it."""

    def __init__(self, url: str, outlet: Outlet) -> None:
        self.url = url
        self.outlet = outlet

    def feeds(self) -> list[FeedState]:
        """Where the outlet would be looked at."""
        with self._undone() as (connection, outlet_id):
            return feeds.feeds_of(connection, outlet_id)

    def offer(self, entries: Sequence[Entry]) -> Offer:
        """What the ledger would let a run fetch."""
        with self._undone() as (connection, outlet_id):
            run_id = runs.start_run(connection, outlet_id, "cli", 0, clock.now())
            return ledger.offer(connection, run_id, outlet_id, None, entries, clock.now())

    @contextmanager
    def _undone(self) -> Iterator[tuple[Connection, int]]:
        with Store.open(self.url) as store, store.engine.connect() as connection:
            yield connection, outlets.sync_outlets(connection, [self.outlet])[self.outlet.name]
            connection.rollback()
