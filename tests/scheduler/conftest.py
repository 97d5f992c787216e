"""Two outlets and their feeds as rows, for what the timer reckons; the time stands still until it is moved on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.ledger import runs
from storage.timing import claims, due, feeds, polls
from storage.timing.polls import Polled
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from storage.store import Store
    from storage.timing.claims import Claim
    from storage.timing.due import Due
    from warraq.items import Reason

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
NAHAR = Outlet("nahar", "جريدة النهر", ("nahar.test",), country="EG", timezone="Africa/Cairo", feeds=("https://nahar.test/rss",))
SAHIL = Outlet("sahil", "وكالة الساحل", ("sahil.test",), timezone="Africa/Tunis", feeds=("https://sahil.test/rss",), schedule="0 */2 * * *")
SECONDS = 120.0


@dataclass
class Room:
    """The rows of a timer, spoken of in few words."""

    store: Store
    now: datetime = NOON
    since: datetime = NOON
    """When the timer began to watch."""
    outlets: dict[str, Outlet] = field(default_factory=dict)

    def watch(self, *watched: Outlet, **crons: str) -> None:
        self.outlets |= {outlet.name: outlet for outlet in watched}
        with self.store.write() as connection:
            due.sync_schedules(connection, self.outlets.values(), self.now, crons)

    def later(self, **distance: float) -> None:
        self.now += timedelta(**distance)

    def due(self) -> list[Due]:
        with self.store.read() as connection:
            return due.due_outlets(connection, self.outlets, self.now, self.since)

    def triggers(self) -> dict[str, str]:
        return {one.outlet: one.trigger for one in self.due()}

    def claim(self, one: Due | None = None, owner: str = "timer") -> Claim:
        """Claims the first that is due, or the one given."""
        wanted = one or self.due()[0]
        with self.store.write() as connection:
            return due.claim_due(connection, self.outlets[wanted.outlet], wanted, owner, self.now, SECONDS)

    def polled(self, claimed: Claim, entries: int = 0, new: int = 0, **more: Any) -> None:
        """What the crawl of the claim records of its feeds when it ends well."""
        with self.store.write() as connection:
            for feed in claims.feeds_of(connection, claimed):
                seen = Polled(feed, self.now, entries, new, **more)
                answer = feeds.FeedAnswer(feed.url, body_hash="0", full=True, taken_up=new)
                feeds.record_feed_success(connection, feed.id, self.now, answer)
                polls.plan_success(connection, seen)

    def fail(self, claimed: Claim, reason: Reason, points: float = 0.5, detail: str = "", **more: Any) -> None:
        with self.store.write() as connection:
            for feed in claims.feeds_of(connection, claimed):
                polls.plan_failure(connection, feed.id, self.now, reason, detail, points, **more)

    def finish(self, claimed: Claim, outcome: str = "ok") -> None:
        """What the crawl's own process does at its end."""
        with self.store.write() as connection:
            runs.finish_run(connection, claimed.run_id, self.now, outcome=outcome, stats={"feeds": 1})
            claims.release(connection, claimed)

    def settle(self, claimed: Claim, **more: Any) -> str:
        """What the timer does when the process has ended."""
        with self.store.write() as connection:
            return due.settle_finished(connection, claimed, self.now, "its process ended with 1", **more)

    def poll(self, entries: int = 0, new: int = 0, **more: Any) -> None:
        """One whole crawl of what is due first."""
        claimed = self.claim()
        self.polled(claimed, entries, new, **more)
        self.finish(claimed)
        assert self.settle(claimed) == "finished"

    def row(self, query: str) -> Any:
        with self.store.read() as connection:
            return connection.execute(text(query)).mappings().one()

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with self.store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def change(self, statement: str) -> None:
        with self.store.write() as connection:
            connection.execute(text(statement))

    def minutes_to_next(self) -> float:
        with self.store.read() as connection:
            following = due.next_due(connection, self.outlets, self.now)
        assert following
        return (following - self.now) / timedelta(minutes=1)


@pytest.fixture
def room(store: Store) -> Room:
    return Room(store)


@pytest.fixture
def outlets() -> dict[str, Outlet]:
    """One whose polling adapts, one with a cron expression."""
    return {"nahar": NAHAR, "sahil": SAHIL}


@pytest.fixture
def many() -> list[Outlet]:
    """Forty outlets."""
    return [
        replace(NAHAR, name=f"outlet{number}", domains=(f"outlet{number}.test",), feeds=(f"https://outlet{number}.test/rss",))
        for number in range(40)
    ]
