"""Brings the addresses of a store into the form of this program's rules, in batches; rows that fall together become one.

No stored text is lost by it: of two articles under one address the older keeps it, the younger's text becomes its revision, and the
younger's number answers as the older.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, literal, select, update

from storage import schema
from storage.sql import chunks, hold
from storage.tables import address_forms, article_heirs, articles, revisions, tombstones, urls
from storage.timing import events
from storage.upkeep.taken_out import drop
from warraq import clock
from warraq.outcomes import Reason
from warraq.text.urls import FORM, canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Column, Connection

    from storage.sql import Found
    from storage.store import Store

ONE_ADDRESS: Final = "one-address"
"""Kind of the events that name each pair of articles which became one, or were left as two because their outlets differ."""

ADDRESS_BATCH: Final = 500
"""Rows in a transaction: some tens of milliseconds."""


def renew(store: Store) -> Iterator[int]:
    """Goes through articles, tombstones and the ledger; yields after each transaction how many rows it visited. Stopped, it goes on from
    there when it is called again. Nothing where the store is of these rules already; raises StoreError when the store fails."""
    with store.read() as connection:
        if schema.address_form(connection) >= FORM:
            return
    for batch in (_articles, _ledger):
        while visited := store.patiently(batch):
            yield visited
    store.patiently(_finish)


def _articles(connection: Connection) -> int:
    hold(connection, ["addresses", "stories"])
    names = ("id", "url", "outlet_id", "from_embedded", "fetched_at")
    columns = [articles.c[name] for name in names]
    rows = _next(connection, columns, address_forms.c.reached_article)
    for address, group in _falling_together(connection, columns, rows).items():
        heir, *others = sorted(group, key=lambda row: (bool(row.from_embedded), row.fetched_at, row.id))
        for row in others:
            if row.outlet_id == heir.outlet_id:
                _become(connection, row, heir, address)
            else:
                _leave(connection, row, heir, address)
        if not any(row.url == address and row.outlet_id != heir.outlet_id for row in others):  # another outlet's article is left there
            connection.execute(update(articles).where(articles.c.id == heir.id).values(url=address))
    return _reached(connection, rows, address_forms.c.reached_article)


def _become(connection: Connection, row: Found, heir: Found, address: str) -> None:
    """Makes the text of one article a revision of another's, after its own earlier texts."""
    last = connection.scalar(select(func.max(revisions.c.number)).where(revisions.c.article_id == heir.id)) or 0
    before = connection.scalar(select(func.max(revisions.c.number)).where(revisions.c.article_id == row.id)) or 0
    moved = update(revisions).where(revisions.c.article_id == row.id)
    connection.execute(moved.values(article_id=heir.id, number=revisions.c.number + last))
    kept = (literal(heir.id), literal(last + before + 1), articles.c.fetched_at, articles.c.title, articles.c.body, literal("address"))
    text = select(*kept).where(articles.c.id == row.id)
    connection.execute(insert(revisions).from_select(["article_id", "number", "seen_at", "title", "body", "changed"], text))
    connection.execute(update(urls).where(urls.c.article_id == row.id).values(article_id=heir.id))
    connection.execute(update(article_heirs).where(article_heirs.c.heir_id == row.id).values(heir_id=heir.id))
    now = clock.now()
    connection.execute(insert(article_heirs), {"article_id": row.id, "heir_id": heir.id, "joined_at": now})
    drop(connection, [row.id])
    said = f"article {row.id} ({row.url}) is article {heir.id} now ({address}); its text is a revision there"
    events.record(connection, ONE_ADDRESS, now, outlet_id=row.outlet_id, detail=said)


def _leave(connection: Connection, row: Found, heir: Found, address: str) -> None:
    """Says that an article stays as it is, for the other under its address is another outlet's: who reads it can judge whose it is."""
    said = f"article {row.id} ({row.url}) and article {heir.id} of another outlet ({heir.url}) have one address ({address}); both were left"
    events.record(connection, ONE_ADDRESS, clock.now(), outlet_id=row.outlet_id, detail=said)


def _ledger(connection: Connection) -> int:
    """Of rows that fall together the oldest stays; one with an article before one without."""
    hold(connection, ["addresses"])
    columns = [urls.c[name] for name in ("id", "url", "reason", "article_id", "first_seen_at")]
    rows = _next(connection, columns, address_forms.c.reached_url)
    written = [row for row in rows if row.reason != Reason.BAD_LINK]
    for address, group in _falling_together(connection, columns, written).items():
        kept, *others = sorted(group, key=lambda row: (row.article_id is None, row.first_seen_at, row.id))
        connection.execute(delete(urls).where(urls.c.id.in_([row.id for row in others])))
        connection.execute(update(urls).where(urls.c.id == kept.id).values(url=address))
    return _reached(connection, rows, address_forms.c.reached_url)


def _finish(connection: Connection) -> None:
    """The few addresses of removed articles, and the mark that all is done."""
    columns = [tombstones.c.url, tombstones.c.article_id, tombstones.c.removed_at]
    rows = list(connection.execute(select(*columns)))
    for address, group in _falling_together(connection, columns, rows).items():
        kept, *others = sorted(group, key=lambda row: (row.removed_at, row.article_id))
        connection.execute(delete(tombstones).where(tombstones.c.article_id.in_([row.article_id for row in others])))
        connection.execute(update(tombstones).where(tombstones.c.article_id == kept.article_id).values(url=address))
    connection.execute(update(address_forms).values(form=FORM, reached_article=0, reached_url=0))


def _next(connection: Connection, columns: Sequence[Column[object]], mark: Column[object]) -> list[Found]:
    """The rows after those that are done, by their number."""
    key = columns[0]
    reached = connection.execute(select(mark)).scalar_one()
    return list(connection.execute(select(*columns).where(key > reached).order_by(key).limit(ADDRESS_BATCH)))


def _reached(connection: Connection, rows: Sequence[Found], mark: Column[object]) -> int:
    if rows:
        connection.execute(update(address_forms).values({mark: rows[-1].id}))
    return len(rows)


def _falling_together(connection: Connection, columns: Sequence[Column[object]], rows: Iterable[Found]) -> dict[str, list[Found]]:
    """By new address the rows that come to it, with the one that stands there already; rows whose address stays are in none."""
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for row in rows:
        address = _in_form(row.url)
        if address != row.url:
            found[address].append(row)
    place = next(column for column in columns if column.name == "url")
    for chunk in chunks(sorted(found)):
        for row in connection.execute(select(*columns).where(place.in_(chunk))):
            found[row.url].append(row)
    return found


def _in_form(address: str) -> str:
    """What is no web address stays as it is."""
    try:
        return canonical_url(address)
    except ValueError:
        return address
