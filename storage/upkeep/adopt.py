"""Gives articles and addresses to the outlets whose they are: rows of outlets without a file to the file that has come for their host.

This is the only place where an article's `outlet_id` changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, exists, insert, select, update

from storage.ledger.outlets import ensure_unregistered, outlet_id, sync_names
from storage.tables import articles, attributions, conditions, events, outlets, stories, tombstones, urls
from storage.timing import events as happenings
from warraq import clock
from warraq.attribution.rules import Rule
from warraq.outlet_files.registry import outlet_named, outlet_of
from warraq.text.urls import bare_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from storage.store import Store

ADOPT_BATCH: Final = 500
"""Rows in a transaction: a fraction of a second during which a SQLite store has no other writer."""

ADOPTED: Final = "adopted"
"""Kind of the event that tells of it."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What one outlet got."""

    outlet: str
    """Slug of the one that has them now."""
    of: str
    """The name that they stood under, a host."""
    articles: int
    addresses: int
    """Rows of the ledger."""


def adopt(store: Store) -> list[Adopted]:
    """Gives the rows of every unregistered outlet to the outlet file that owns its host, and those of a `www.` host to the bare one.

    In short transactions; cut off, the next call goes on. The empty row goes. Raises OutletFileError where a file is bad.
    """
    with store.read() as connection:
        waiting = {row.name: row.id for row in connection.execute(_UNREGISTERED)}
    done = [found for name, number in sorted(waiting.items()) if (found := _adopt(store, name, number))]
    return [found for found in done if found.articles or found.addresses]


_UNREGISTERED: Final = select(outlets.c.id, outlets.c.name).where(outlets.c.kind == "unregistered")


def _adopt(store: Store, name: str, number: int) -> Adopted | None:
    if heir := outlet_of(name):
        with store.write() as connection:
            sync_names(connection, [heir])
            heir_id = outlet_id(connection, heir.name)
        assert heir_id is not None
        return give(store, name, number, heir.name, heir_id)
    if (bare := bare_host(name)) == name:
        return None
    with store.write() as connection:
        heir_id, _ = ensure_unregistered(connection, bare)
    return give(store, name, number, bare, heir_id)


def give(store: Store, name: str, number: int, heir: str, heir_id: int) -> Adopted:
    """Makes all rows of the outlet of that name and id another's, told in `events`; their *published* source becomes the heir's.

    The empty row of the outlet goes, unless something that cannot be another's still names it.
    """
    counted = {"articles": 0, "addresses": 0}
    for kind, step in (("articles", _articles), ("addresses", _addresses), ("named", _named)):
        for moved in _batches(store, step, number, heir_id):
            counted[kind] = counted.get(kind, 0) + moved
    done = Adopted(heir, name, counted["articles"], counted["addresses"])
    if done.articles or done.addresses:
        told = f"{done.articles:,} articles and {done.addresses:,} addresses of {name} are its own now"
        with store.write() as connection:
            happenings.record(connection, ADOPTED, clock.now(), outlet_id=heir_id, detail=told)
    store.patiently(_retire, number, heir_id)
    return done


_REFERRING: Final = tuple(
    column
    for table in outlets.metadata.sorted_tables
    for column in table.c
    if any(key.column.table is outlets for key in column.foreign_keys)
)
"""Every column that names an outlet."""


def _retire(connection: Connection, number: int, heir_id: int) -> None:
    """Removes the row of an outlet that has nothing left; what was told of it, and what was removed from it, is the heir's."""
    for column in (stories.c.origin_outlet_id, events.c.outlet_id, conditions.c.outlet_id, tombstones.c.outlet_id):
        connection.execute(update(column.table).where(column == number).values({column: heir_id}))
    unnamed = [~exists().where(column == number) for column in _REFERRING]
    connection.execute(delete(outlets).where(outlets.c.id == number, *unnamed))


def _batches(store: Store, step: Callable[[Connection, int, int], int], number: int, heir_id: int) -> Iterator[int]:
    while moved := store.patiently(step, number, heir_id):
        yield moved


def _articles(connection: Connection, number: int, heir_id: int) -> int:
    found = select(articles.c.id).where(articles.c.outlet_id == number).order_by(articles.c.id).limit(ADOPT_BATCH)
    ids = list(connection.scalars(found))
    if ids:
        connection.execute(update(articles).where(articles.c.id.in_(ids)).values(outlet_id=heir_id))
        mine = stories.c.first_article_id.in_(ids) & (stories.c.origin_outlet_id == number)
        connection.execute(update(stories).where(mine).values(origin_outlet_id=heir_id))
        _publish(connection, ids, heir_id)
    return len(ids)


def _publish(connection: Connection, ids: list[int], heir_id: int) -> None:
    """The one *published* source by the page's host is the heir's; an outlet without a file has none."""
    by_host = attributions.c.article_id.in_(ids) & (attributions.c.rule == Rule.PAGE_HOST.value)
    connection.execute(delete(attributions).where(by_host))
    heir = outlet_named(connection.scalar(select(outlets.c.name).where(outlets.c.id == heir_id)))
    if heir is not None:
        said: dict[str, Any] = {"role": "published", "name": heir.title, "quote": heir.title, "field": "structured"}
        rows = [{"article_id": number, "outlet_id": heir_id, "rule": Rule.PAGE_HOST.value, **said} for number in ids]
        connection.execute(insert(attributions), rows)


def _addresses(connection: Connection, number: int, heir_id: int) -> int:
    ids = list(connection.scalars(select(urls.c.id).where(urls.c.outlet_id == number).limit(ADOPT_BATCH)))
    if ids:
        connection.execute(update(urls).where(urls.c.id.in_(ids)).values(outlet_id=heir_id))
    return len(ids)


def _named(connection: Connection, number: int, heir_id: int) -> int:
    """Sources that name it."""
    ids = list(connection.scalars(select(attributions.c.id).where(attributions.c.outlet_id == number).limit(ADOPT_BATCH)))
    if ids:
        connection.execute(update(attributions).where(attributions.c.id.in_(ids)).values(outlet_id=heir_id))
    return len(ids)
