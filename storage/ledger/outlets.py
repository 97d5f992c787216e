"""The outlets' rows: those of the outlet files, and those of pages whose outlet has no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from storage.sql import chunks, insert_for, insert_missing
from storage.tables import feeds, outlets
from warraq.text.urls import bare_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Table

    from storage.sql import Row
    from warraq.outlet import Outlet


def sync_outlets(connection: Connection, registered: Iterable[Outlet]) -> dict[str, int]:
    """Brings the rows of these outlets, and of what they name to look at, in line with their files; returns their ids by slug.

    A feed that its outlet no longer names keeps its row and history in state `removed`; one that is named again is active again. Rows that
    are as they should be are not written.
    """
    by_slug = {outlet.name: outlet for outlet in registered}
    _write_changed(connection, outlets, [_outlet_row(outlet) for outlet in by_slug.values()], key="name")
    ids = _ids(connection, by_slug)
    wanted = {row["url"]: row for slug, outlet in by_slug.items() for row in _feed_rows(outlet, ids[slug])}
    _write_changed(connection, feeds, list(wanted.values()), key="url")
    _set_states(connection, set(ids.values()), set(wanted))
    return ids


def sync_names(connection: Connection, registered: Iterable[Outlet]) -> None:
    """Brings the rows of these outlets alone in line with their files, so that articles which name them as sources find their ids.

    Where an outlet looks is left to its own crawl: one that is only ever named has no feeds here. Costs one query where nothing differs.
    """
    wanted = [_outlet_row(outlet) for outlet in registered]
    if wanted:
        stored = set(map(tuple, connection.execute(select(*(outlets.c[name] for name in wanted[0])))))
        _write_changed(connection, outlets, [row for row in wanted if tuple(row.values()) not in stored], key="name")


def outlet_id(connection: Connection, name: str) -> int | None:
    """Id of the outlet of that slug; None where there is none."""
    return connection.scalar(select(outlets.c.id).where(outlets.c.name == name))


def ensure_unregistered(connection: Connection, host: str) -> tuple[int, bool]:
    """Id of the outlet that stands for a host without an outlet file, named after its bare host, and whether its row was made just now."""
    host = bare_host(host)
    found = outlet_id(connection, host)
    if found is not None:
        return found, False
    insert_missing(
        connection, outlets, [{"name": host, "title": host, "country": None, "kind": "unregistered", "timezone": "UTC"}], key="name"
    )
    made = outlet_id(connection, host)
    assert made is not None
    return made, True


def _write_changed(connection: Connection, table: Table, rows: list[Row], *, key: str) -> None:
    """Inserts the rows that are missing and updates those that differ."""
    if not rows:
        return
    statement = insert_for(connection, table)
    given = {name: statement.excluded[name] for name in rows[0] if name != key}
    differs = or_(*(table.c[name].is_distinct_from(value) for name, value in given.items()))
    statement = statement.on_conflict_do_update(index_elements=[key], set_=given, where=differs)
    connection.execute(statement, sorted(rows, key=lambda row: row[key]))


def _outlet_row(outlet: Outlet) -> Row:
    return {"name": outlet.name, "title": outlet.title, "country": outlet.country, "kind": outlet.kind, "timezone": outlet.timezone}


def _feed_rows(outlet: Outlet, outlet_id: int) -> list[Row]:
    return [{"outlet_id": outlet_id, "url": url, "kind": kind.value} for kind, url in outlet.places]


def _ids(connection: Connection, slugs: Iterable[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for chunk in chunks(slugs):
        rows = connection.execute(select(outlets.c.name, outlets.c.id).where(outlets.c.name.in_(chunk)))
        ids.update((row.name, row.id) for row in rows)
    return ids


def _set_states(connection: Connection, outlet_ids: set[int], named: set[str]) -> None:
    """Feeds that are no longer named become `removed`, removed ones that are named again `active`; a dormant one sleeps on."""
    for chunk in chunks(sorted(outlet_ids)):
        rows = connection.execute(select(feeds.c.id, feeds.c.url, feeds.c.state).where(feeds.c.outlet_id.in_(chunk))).all()
        _set_state(connection, [number for number, url, state in rows if state != "removed" and url not in named], "removed")
        _set_state(connection, [number for number, url, state in rows if state == "removed" and url in named], "active")


def _set_state(connection: Connection, feed_ids: list[int], state: str) -> None:
    for chunk in chunks(feed_ids):
        connection.execute(update(feeds).where(feeds.c.id.in_(chunk)).values(state=state))
