"""What there is to say about a store: its schema, size, search index and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from storage import schema
from storage.engine import file_of, open_engine, shown, store_url
from storage.models import Base
from storage.search.months import is_parted
from storage.store import Store
from storage.upkeep import chores, reindex

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from storage.upkeep.reindex import IndexState


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What there is to say about a store."""

    url: str
    """Its address, the password hidden."""
    engine: str
    """`sqlite` or `postgresql`."""
    schema: str | None
    """Number of its schema; None where there is no store yet."""
    newest_schema: str
    """The schema of this program."""
    size_bytes: int
    """On disk, with the write-ahead log; 0 where there is no store yet."""
    search_index: IndexState | None
    """By which rules the words of its full-text index were made; None where its schema is another."""
    chores_at: datetime | None
    """When the daily chores were last done; None: never, or its schema is another."""
    chores: str | None
    """What they did, for people."""
    parted: bool | None
    """Whether the words of its searches stand in parts by month; None on SQLite, and where its schema is another."""
    counts: dict[str, int]
    """Rows of each table; empty where its schema is another."""


def info(url: str) -> StoreInfo:
    """Tells about the store without changing it, whatever its schema. Raises StoreError where it cannot be read."""
    address = store_url(url)
    path = file_of(address)
    name = address.drivername.partition("+")[0]
    if path is not None and not path.exists():
        return StoreInfo(shown(address), name, None, schema.HEAD, 0, None, None, None, None, {})
    store = Store(url, open_engine(url, read_only=True))
    try:
        with store.read() as connection:
            found = schema.version(connection)
            counted = counts(connection) if found == schema.HEAD else {}
            index = reindex.state(connection) if found == schema.HEAD else None
            parted = is_parted(connection) if found == schema.HEAD and path is None else None
            done = chores.last(connection) if found == schema.HEAD else None
            size = _file_size(path) if path else int(connection.scalar(text("SELECT pg_database_size(current_database())")))
        at, detail = (done.at, done.detail) if done else (None, None)
        return StoreInfo(shown(address), name, found, schema.HEAD, size, index, at, detail, parted, counted)
    finally:
        store.close()


def counts(connection: Connection) -> dict[str, int]:
    """Rows of each table, in alphabetical order."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _file_size(path: Path) -> int:
    parts = (path, path.with_name(path.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
