"""The few statements that SQLAlchemy does not spell alike for both engines, and what every row needs before it is written."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Row as _ResultRow
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, Connection, Select, Table
    from sqlalchemy.sql import ColumnCollection

Row = dict[str, Any]
"""Column name -> value, as SQLAlchemy takes it."""
Found = _ResultRow[*tuple[Any, ...]]
"""One row of an answer; its columns are its attributes."""
T = TypeVar("T")

CHUNK: Final = 500
"""Values in one IN list. Far below SQLite's 32,766 variables, and one plan serves all full chunks."""

LOCKS_FROM: Final = 0x57415252_00
"""First of the 256 advisory locks; the number spells WARR, to stay clear of other programs' locks in the same database."""

_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")


def rows_of(connection: Connection, query: Select[Any]) -> list[Row]:
    """What a query answers, as dictionaries by column name."""
    return [dict(row) for row in connection.execute(query).mappings()]


def insert_for(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The engine's own INSERT, which knows ON CONFLICT."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    *,
    key: str,
    keep: Collection[str] = (),
    unless: ColumnElement[bool] | None = None,
) -> None:
    """Inserts the rows, or replaces their columns but `keep` where a row of that key exists, unless that row meets `unless`.

    All rows have the same columns. They are written in the order of their key, so that two writers never wait for each other in a circle;
    no key may stand twice. One statement executed many times: four times as fast as one statement of many rows.
    """
    if not rows:
        return
    statement = insert_for(connection, table)
    excluded = _excluded(table)
    replaced = {name: excluded[name] for name in rows[0] if name != key and name not in keep}
    condition = None if unless is None else ~unless
    statement = statement.on_conflict_do_update(index_elements=[key], set_=replaced, where=condition)
    connection.execute(statement, sorted(rows, key=lambda row: row[key]))


@cache
def _excluded(table: Table) -> ColumnCollection[str, Column[Any]]:
    """The row that ON CONFLICT finds in its way; kept, as making it costs 1 ms and statements are made anew for every batch."""
    return table.alias("excluded").c


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row], *, key: str) -> None:
    """Inserts the rows whose key is not there yet, in the order of their key, and leaves the others."""
    if rows:
        statement = insert_for(connection, table).on_conflict_do_nothing(index_elements=[key])
        connection.execute(statement, sorted(rows, key=lambda row: row[key]))


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def hold(connection: Connection, keys: Iterable[str]) -> None:
    """Lets other writers of these keys wait until this transaction ends, so that what is read about them stays true.

    SQLite lets one writer in at a time anyway; PostgreSQL takes advisory locks in one order, and no more than its table of locks holds.
    """
    if connection.dialect.name == "postgresql":
        numbers = sorted({LOCKS_FROM + blake2b(key.encode(errors="replace"), digest_size=1).digest()[0] for key in keys})
        connection.execute(text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key"), {"keys": numbers})


def writable(value: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold; the very same object where it has none."""
    try:
        value.encode()  # the quickest way to learn of surrogates: 2 µs for 2,400 characters, a tenth of a regular expression's
    except UnicodeEncodeError:
        return _UNWRITABLE.sub("", value)
    return value.replace("\0", "") if "\0" in value else value


def writable_row(row: Mapping[str, Any]) -> Row:
    """The row with all its texts writable."""
    return {name: writable(value) if isinstance(value, str) else value for name, value in row.items()}
