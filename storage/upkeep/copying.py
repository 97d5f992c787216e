"""Copies a store into another, of either engine, table by table with ids kept, while crawls go on but for the last pass."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, String, collate, delete, func, literal, null, select, text, tuple_, update

from storage.engine import READING, shown
from storage.models import Base
from storage.sql import insert_for
from storage.store import Store, explained
from storage.tables import address_forms, outlets, search_index, search_texts
from storage.tables import leases as lease_rows
from storage.timing import leases
from storage.upkeep import chores, reindex
from warraq import clock
from warraq.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Column, ColumnElement, Connection, Table

    from storage.sql import Row

COPY_BATCH: Final = 500
"""Rows read, compared and written at once."""
COPY_LEASE_SECONDS: Final = 3_600.0
"""How long the last pass may take; crawls that come due meanwhile wait."""
LEASE_TRIES: Final = 30
"""Seconds to wait for crawls that are at work when the last pass is to begin."""
COPY_OWNER: Final = "db copy"

_NOT_COPIED: Final = frozenset({search_texts.name, search_index.name, address_forms.name, lease_rows.name})
"""The search index is made anew, both stores write addresses by this program's rules, and nobody is at work in the copy."""
_Key = tuple[Any, ...]


@dataclass
class Copied:
    """What a copy did."""

    rows: dict[str, int] = field(default_factory=dict)
    """By table: rows in the copy, the same as in the original."""
    busy: tuple[str, ...] = ()
    """Who was at work, so that the last pass could not begin; empty where the copy is whole."""


def tables() -> list[Table]:
    """Those that are copied, each after those that it points to; the search index is made anew."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _NOT_COPIED]


def copy(source: Store, target: Store, *, resume: bool = False, tell: Callable[[str, int], None] = lambda name, rows: None) -> Copied:
    """Copies all rows; `tell` is told of each table how many rows were written.

    A first pass copies one state of the original while writers go on. The last one holds the leases of all outlets, brings what has changed
    since, and compares every row; where crawls hold leases it does not begin, and `resume` goes on. Afterwards the words of the search
    index are made. Raises StoreError for a copy into itself, into a store that has rows unless `resume`, and for rows that differ at last.
    """
    if source.address == target.address:
        raise StoreError(f"{shown(source.address)}: a store is not copied into itself; name another as TO")
    with target.read() as connection:
        if not resume and any(connection.scalar(select(func.count()).select_from(table)) for table in tables()):
            raise StoreError(f"{shown(target.address)}: there are rows already; name an empty store, or go on with --resume")
    _pass(source, target, tell)
    with _alone(source) as busy:
        if busy:
            return Copied(busy=busy)
        _pass(source, target, tell)
        copied = Copied(_compared(source, target))
    _count_on(target)
    _index(target)
    return copied


@contextmanager
def _alone(source: Store) -> Iterator[tuple[str, ...]]:
    """Holds the leases of all outlets and of the chores; what is given names those that others hold."""
    taken: dict[str, int] = {}
    busy: tuple[str, ...] = ()
    for _ in range(LEASE_TRIES):
        with source.write() as connection:
            wanted = {*(f"outlet:{name}" for name in connection.scalars(select(outlets.c.name))), chores.CHORES_LEASE} - taken.keys()
            given = {key: leases.take(connection, key, COPY_OWNER, clock.now(), COPY_LEASE_SECONDS) for key in sorted(wanted)}
        taken |= {key: token for key, token in given.items() if token is not None}
        busy = tuple(key for key, token in given.items() if token is None)
        if not busy:
            break
        clock.sleep(1.0)
    try:
        yield busy
    finally:
        with source.write() as connection:
            for key, token in taken.items():
                leases.release(connection, key, token)


# One pass


def _pass(source: Store, target: Store, tell: Callable[[str, int], None]) -> None:
    with _state_of(source) as reading:
        for table in reversed(tables()):
            for keys in _gone(reading, target, table):
                with target.write() as writing:
                    for key in keys:
                        writing.execute(delete(table).where(*(column == part for column, part in zip(table.primary_key, key, strict=True))))
        for table in tables():
            own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
            written = sum(_bring(reading, target, table, own)) if own else 0
            written += sum(_bring(reading, target, table, []))
            tell(table.name, written)


@contextmanager
def _state_of(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the store however long it reads."""
    options: dict[str, Any] = {READING: True, "postgresql_readonly": True}
    if store.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with explained(store.address), store.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _bring(reading: Connection, target: Store, table: Table, left_out: Sequence[Column[Any]]) -> Iterator[int]:
    """Writes the rows that the copy lacks or has otherwise; without what points to rows of the table itself, which may not be there yet."""
    for rows, there in _side_by_side(reading, target, table):
        nothing = {column.name: None for column in left_out}
        changed = [row | nothing for key, row in rows.items() if row != there.get(key) and not (left_out and key in there)]
        if changed:
            with target.write() as writing:
                _write(writing, table, changed)
        yield len(changed) if not left_out else 0


def _write(writing: Connection, table: Table, rows: list[Row]) -> None:
    statement = insert_for(writing, table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if others:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    json = [column.name for column in table.columns if isinstance(column.type, JSON)]
    writing.execute(statement, [row | {name: null() for name in json if row[name] is None} for row in rows])


def _gone(reading: Connection, target: Store, table: Table) -> Iterator[list[_Key]]:
    """The keys that only the copy has."""
    with target.read() as other:
        for keys in _keys(other, table):
            there = set(map(tuple, reading.execute(select(*table.primary_key).where(tuple_(*table.primary_key).in_(keys)))))
            if missing := [key for key in keys if key not in there]:
                yield missing


def _keys(connection: Connection, table: Table) -> Iterator[list[_Key]]:
    order = _order(connection, table)
    last: _Key | None = None
    while True:
        chosen = select(*table.primary_key).order_by(*order).limit(COPY_BATCH)
        found = [tuple(row) for row in connection.execute(chosen if last is None else chosen.where(_after(connection, table, last)))]
        if not found:
            return
        yield found
        last = found[-1]


def _side_by_side(reading: Connection, target: Store, table: Table) -> Iterator[tuple[dict[_Key, Row], dict[_Key, Row]]]:
    """The rows of the original, some at a time, with those that the copy has under their keys."""
    last: _Key | None = None
    while True:
        chosen = select(table).order_by(*_order(reading, table)).limit(COPY_BATCH)
        chosen = chosen if last is None else chosen.where(_after(reading, table, last))
        rows = {_key(table, row): dict(row) for row in reading.execute(chosen).mappings()}
        if not rows:
            return
        with target.read() as other:
            same = select(table).where(tuple_(*table.primary_key).in_(list(rows)))
            there = {_key(table, row): dict(row) for row in other.execute(same).mappings()}
        yield rows, there
        last = list(rows)[-1]


def _key(table: Table, row: Any) -> _Key:
    return tuple(row[column.name] for column in table.primary_key)


def _order(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """The columns of the key; texts in the order of their bytes on both engines."""
    bytewise = connection.dialect.name == "postgresql"
    return [collate(column, "C") if bytewise and isinstance(column.type, String) else column for column in table.primary_key]


def _after(connection: Connection, table: Table, last: _Key) -> ColumnElement[bool]:
    bounds = [literal(part, column.type) for part, column in zip(last, table.primary_key, strict=True)]
    return tuple_(*_order(connection, table)) > tuple_(*bounds)


# What is left to do


def _compared(source: Store, target: Store) -> dict[str, int]:
    """Rows by table, every one of them the same in both. Raises StoreError for the first table that differs."""
    counted: dict[str, int] = {}
    with _state_of(source) as reading:
        for table in tables():
            counted[table.name] = 0
            for rows, there in _side_by_side(reading, target, table):
                if rows != there:
                    raise StoreError(f"{table.name}: rows of {shown(target.address)} are others than those copied; go on with --resume")
                counted[table.name] += len(rows)
            with target.read() as other:
                held = other.scalar(select(func.count()).select_from(table))
            wanted = counted[table.name]
            if held != wanted:
                raise StoreError(f"{table.name}: {shown(target.address)} has {held:,} rows instead of {wanted:,}; go on with --resume")
    return counted


def _count_on(target: Store) -> None:
    """New rows are numbered after those copied; SQLite does so by itself."""
    if target.engine.dialect.name != "postgresql":
        return
    with target.write() as connection:
        for table in tables():
            if len(table.primary_key) == 1 and "id" in table.c and connection.scalar(_FIND_SEQUENCE, {"table": table.name}):
                connection.execute(_SET_SEQUENCE, {"table": table.name, "newest": connection.scalar(select(func.max(table.c.id)))})


_FIND_SEQUENCE: Final = text("SELECT pg_get_serial_sequence(:table, 'id')")
_SET_SEQUENCE: Final = text(
    "SELECT setval(pg_get_serial_sequence(:table, 'id'), coalesce(CAST(:newest AS bigint), 1), CAST(:newest AS bigint) IS NOT NULL)"
)


def _index(target: Store) -> None:
    with target.write() as connection:
        connection.execute(delete(search_texts))
        connection.execute(update(search_index).values(version=0, renewing=None, reached=None, since=None))
    for _ in reindex.renew(target):
        pass
