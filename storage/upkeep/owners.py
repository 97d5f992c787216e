"""Once in a store's life: takes addresses that stand under the wrong outlet out of its ledger, and lists articles that do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, select, update

from storage.tables import articles, events, feeds, outlets, urls
from storage.timing import events as happenings
from warraq.items import Outcome, Reason
from warraq.outlet_files.registry import outlet_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found
    from storage.store import Store

RETURNED: Final = "addresses-returned"
"""Kind of the event that tells that it is done; it is not done again."""

MISPLACED: Final = "articles-elsewhere"
"""Kind of the event, one an outlet, that lists articles whose address is another outlet's by now."""

OWNERS_BATCH: Final = 500
RETURNED_DAYS: Final = timedelta(days=30)
"""How old an address may be, by its first sight, that its owner is still to fetch."""
RETURNED_A_DAY: Final = 50
"""Addresses that one owner gets to fetch a day."""
EXAMPLES: Final = 20
"""Ids of articles in an event."""


@dataclass(slots=True)
class Returned:
    """What was done so far."""

    pending: Counter[str] = field(default_factory=Counter)
    """Addresses that their owner, crawled here, will fetch, by owner."""
    removed: int = 0
    """Rows that went, so that the owner's next document offers the address anew."""

    def __str__(self) -> str:
        return f"{self.pending.total():,} addresses given to the outlets whose they are, {self.removed:,} rows of other outlets' removed"


def give_back(store: Store, now: datetime) -> Returned | None:
    """Takes the rows rejected as `foreign-host` whose host another outlet owns out of the ledger of the one that named them.

    In short transactions, once: None where an event says that it was done. Raises OutletFileError where a file is bad.
    """
    with store.read() as connection:
        if connection.scalar(select(events.c.id).where(events.c.kind == RETURNED).limit(1)) is not None:
            return None
        crawled = select(outlets.c.name, outlets.c.id).join_from(outlets, feeds).where(feeds.c.state != "removed").distinct()
        owners = {row.name: row.id for row in connection.execute(crawled)}
    done, after = Returned(), 0
    while (batch := store.patiently(_give_batch, after, owners, now, done.pending)) is not None:
        after, pending, removed = batch
        done.pending.update(pending)
        done.removed += removed
    _list_misplaced(store, now)
    with store.write() as connection:
        happenings.record(connection, RETURNED, now, detail=str(done))
    return done


def _give_batch(
    connection: Connection, after: int, owners: dict[str, int], now: datetime, before: Counter[str]
) -> tuple[int, Counter[str], int] | None:
    """Sees to the next rows; returns the last one's id, how many went to whom and how many were removed; None where there are no more."""
    refused = (urls.c.outcome == Outcome.REJECTED.value) & (urls.c.reason == Reason.FOREIGN_HOST.value) & urls.c.article_id.is_(None)
    query = select(urls.c.id, urls.c.url, urls.c.first_seen_at, outlets.c.name).outerjoin_from(urls, outlets)
    rows = connection.execute(query.where(urls.c.id > after, refused).order_by(urls.c.id).limit(OWNERS_BATCH)).all()
    given: list[dict[str, Any]] = []
    gone: list[int] = []
    pending: Counter[str] = Counter()
    for row in rows:
        owner = outlet_of(row.url)
        if owner is None or owner.name == row.name:
            continue
        if owner.name in owners and row.first_seen_at >= now - RETURNED_DAYS:
            wait = timedelta(days=(before[owner.name] + pending[owner.name]) // RETURNED_A_DAY)
            given.append({"row": row.id, "owner": owners[owner.name], "due": now + wait})
            pending[owner.name] += 1
        else:
            gone.append(row.id)
    if given:
        nothing = dict.fromkeys(("outcome", "reason", "detail", "run_id", "feed_id", "next_check_at", "http_status"))
        fresh: dict[str, Any] = {
            "outlet_id": bindparam("owner"),
            "next_try_at": bindparam("due"),
            "state": "pending",
            "attempts": 0,
            **nothing,
        }
        connection.execute(update(urls).where(urls.c.id == bindparam("row")).values(**fresh), given)
    if gone:
        connection.execute(delete(urls).where(urls.c.id.in_(gone)))
    return (rows[-1].id, pending, len(gone)) if rows else None


def _list_misplaced(store: Store, now: datetime) -> None:
    """Enters, an outlet, which articles have an address that is another outlet's; they are left as they are."""
    found: dict[tuple[int, str], list[int]] = {}
    counts: Counter[tuple[int, str]] = Counter()
    after: int | None = 0
    while after is not None:
        with store.read() as connection:
            rows = _stored(connection, after)
        for row in rows:
            owner = outlet_of(row.url)
            if owner is not None and owner.name != row.name and row.kind != "unregistered":
                counts[row.outlet_id, owner.name] += 1
                found.setdefault((row.outlet_id, owner.name), [])
                if len(found[row.outlet_id, owner.name]) < EXAMPLES:
                    found[row.outlet_id, owner.name].append(row.id)
        after = rows[-1].id if rows else None
    with store.write() as connection:
        for (number, owner_name), ids in found.items():
            told = f"{counts[number, owner_name]:,} articles have an address of {owner_name}: {', '.join(map(str, ids))}"
            happenings.record(connection, MISPLACED, now, outlet_id=number, detail=told)


def _stored(connection: Connection, after: int) -> list[Found]:
    query = select(articles.c.id, articles.c.url, articles.c.outlet_id, outlets.c.name, outlets.c.kind).join_from(articles, outlets)
    return list(connection.execute(query.where(articles.c.id > after).order_by(articles.c.id).limit(OWNERS_BATCH)))
