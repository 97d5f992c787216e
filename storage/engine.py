"""Opens the connections to a store: SQLite or PostgreSQL, each set up so that writers wait for one another and nobody loses a row."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from warraq.errors import StoreError
from warraq.text.fold import fold_common

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

FOLD_FUNCTION: Final = "warraq_fold"
"""What SQLite calls `warraq.text.fold.fold_common`."""
READING: Final = "warraq_reading"
"""Execution option of a connection that only reads: it never waits for a writer."""

LOCK_SECONDS: Final = 30
"""How long a writer waits for another. Four processes writing one SQLite file waited 1.4 s at most; 30 leaves room for a slow disk."""

_POSTGRESQL: Final = "postgresql+psycopg"
_OLDEST_SQLITE: Final = (3, 35, 0)  # RETURNING
_PRAGMAS: Final = (
    f"busy_timeout={LOCK_SECONDS * 1000}",
    "synchronous=NORMAL",  # with WAL: survives a crash of the program whole; a power cut may cost the last commits, never the file
    "foreign_keys=ON",
    "journal_size_limit=67108864",
    "cache_size=-65536",
    "temp_store=MEMORY",
)


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """An engine for the store at `url`; it connects when it is first used.

    SQLite: every transaction that may write begins as IMMEDIATE: one that begins as a reader and then writes fails
    with "database is locked" whatever its timeout. PostgreSQL: psycopg 3, dead connections replaced before use. Raises StoreError for an
    address that names neither, or a missing driver.
    """
    address = store_url(url)
    return _postgresql(address, read_only) if address.drivername == _POSTGRESQL else _sqlite(address, read_only)


def store_url(url: str) -> URL:
    """The address with the driver that is used for it. Raises StoreError where it names neither SQLite file nor PostgreSQL database."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"WARRAQ_DATABASE_URL is not a database address; write sqlite:////folder/file.db or {_EXAMPLE}") from None
    if address.drivername in ("postgres", "postgresql", _POSTGRESQL):
        return address.set(drivername=_POSTGRESQL)
    if address.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(f"{shown(address)}: the store is SQLite or PostgreSQL; write sqlite:////folder/file.db or {_EXAMPLE}")
    if address.database in (None, "", ":memory:"):
        raise StoreError(f"{shown(address)}: a store in memory is lost with its process; name a file: sqlite:////folder/file.db")
    return address


_EXAMPLE: Final = "postgresql://user@host/database"


def shown(address: URL) -> str:
    """The address as people may see it: driver, user, host and database, without password and options, which may hold one.

    Where an «@» was left in the host or the database, the parts are not what they seem, and only the driver is shown.
    """
    parts = address.set(query={})
    if "@" in f"{parts.host}{parts.database if file_of(parts) is None else ''}":
        return f"{parts.drivername}://…"
    return parts.render_as_string(hide_password=True)


def file_of(address: URL) -> Path | None:
    """The file of a SQLite store; None for PostgreSQL."""
    return Path(address.database or "").expanduser() if address.drivername.startswith("sqlite") else None


def _sqlite(address: URL, read_only: bool) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old, 3.35 is the oldest that will do; use a newer Python, or PostgreSQL")
    path = Path(address.database or "").expanduser()
    query = {"uri": "true", "mode": "ro" if read_only else "rwc"}
    if read_only and _is_at_rest(path):
        query["immutable"] = "1"
    named = URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)
    engine = create_engine(named, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins no transaction by itself: `begin` below does
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        connection.create_function(FOLD_FUNCTION, 1, _folded, deterministic=True)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = read_only or connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _folded(value: str | None) -> str | None:
    return None if value is None else fold_common(value)


def _is_at_rest(path: Path) -> bool:
    """Whether nobody writes the file, in a folder where a reader cannot make the shared memory that a write-ahead log asks of him."""
    may_write = os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return not may_write and not path.with_name(path.name + "-wal").exists()


def keep_write_ahead_log(engine: Engine) -> None:
    """Lets readers and a writer of a SQLite file work side by side; its file remembers. For a file that is known to be a store."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        # Somebody is at work in it; whoever opens it next finds it free. Until then readers wait for writers.
    finally:
        connection.close()


def _postgresql(address: URL, read_only: bool) -> Engine:
    defaults = {"application_name": "warraq", "connect_timeout": "10", "options": f"-c lock_timeout={LOCK_SECONDS}s"}
    wanted = {name: value for name, value in defaults.items() if name not in address.query}
    try:
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True, connect_args=wanted)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise StoreError(f"{shown(address)}: the PostgreSQL driver is missing; install it with: pip install 'warraq[postgres]'") from None
    return engine.execution_options(postgresql_readonly=True) if read_only else engine
