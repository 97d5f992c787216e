"""The store as the rest of the program holds it: opened, read, written, closed, told about, saved and brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from urllib.parse import quote

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.engine import LOCK_SECONDS, READING, file_of, keep_write_ahead_log, open_engine, shown, store_url
from storage.faults import explain, is_passing
from storage.models import Base
from storage.upkeep import reindex
from warraq import clock
from warraq.errors import SchemaError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import URL, Connection, Engine

    from storage.upkeep.reindex import IndexState


T = TypeVar("T")

PATIENCE: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
"""Seconds between the tries of a transaction that fails for a passing cause: about a minute, in which a PostgreSQL server restarts."""


class Store:
    """An open store at the newest schema. One object serves all threads of a process; after a fork open another."""

    def __init__(self, url: str, engine: Engine) -> None:
        """For `open`, which alone checks what it is given."""
        self.url = url
        self.engine = engine
        self.address = store_url(url)
        """What `url` says, in parts."""

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, create: bool = True) -> Self:
        """Opens the store, making it at the newest schema where nothing is yet and `create` allows.

        Raises SchemaError for a store of another schema, StoreError for one that is missing, foreign, damaged, or cannot be reached.
        """
        address = store_url(url)
        _prepare_folder(address, create=create and not read_only)
        store = cls(url, open_engine(url, read_only=read_only))
        try:
            store._check_schema(create=create and not read_only)
            if not read_only:
                keep_write_ahead_log(store.engine)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store and never waits for a writer. Raises StoreError when the store fails."""
        with explained(self.address):
            options = {READING: True, "postgresql_readonly": True}
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed as a whole at the end, undone as a whole by an exception. Raises StoreError when the store fails."""
        with explained(self.address), self.engine.begin() as connection:
            yield connection

    def patiently(self, function: Callable[..., T], *arguments: Any) -> T:
        """Runs `function(connection, *arguments)` in a transaction, again and again while only a passing fault stops it.

        What the function does beside the database must bear being done again. Raises StoreError for a lasting fault, or one that outlasts
        all tries.
        """
        for wait in (*PATIENCE, None):
            try:
                with self.engine.begin() as connection:
                    return function(connection, *arguments)
            except DBAPIError as error:
                if wait is None or not is_passing(error):
                    with explained(self.address):
                        raise
            clock.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _check_schema(self, *, create: bool) -> None:
        with self.read() as connection:
            found, vacant = _look(connection)
        if vacant and create:
            with self.write() as connection:
                schema.create(connection)
        else:
            _refuse_other_schema(found, vacant, shown(self.address))


def _look(connection: Connection) -> tuple[str | None, bool]:
    """The schema's version, None where there is none, and whether the database holds nothing at all."""
    # In this order: on PostgreSQL another process may make the store between the two questions.
    empty = schema.is_empty(connection)
    found = schema.version(connection)
    return found, empty and found is None


def upgrade(url: str) -> tuple[str | None, str]:
    """Brings the store to the newest schema, or makes it; returns the schema before (None: there was none) and now.

    Raises SchemaError for a newer schema than this program's, StoreError for a database that is no store or cannot be written.
    """
    address = store_url(url)
    _prepare_folder(address, create=True)
    store = Store(url, open_engine(url))
    try:
        with store.read() as connection:
            found, vacant = _look(connection)
        if vacant:
            with store.write() as connection:
                schema.create(connection)
        else:
            _refuse_foreign(found, shown(address))
            _migrate(store)
        return found, schema.HEAD
    finally:
        store.close()


def _migrate(store: Store) -> None:
    from storage import migrations  # Alembic takes a quarter of a second to load, and is needed here only

    try:
        with explained(store.address), store.engine.connect() as connection:
            migrations.run(connection)
    except (DBAPIError, StoreError):
        with store.read() as connection:
            if schema.version(connection) != schema.HEAD:
                raise  # else another process was quicker


def _refuse_other_schema(found: str | None, vacant: bool, name: str) -> None:
    if found == schema.HEAD:
        return
    if vacant:
        raise StoreError(f"{name}: there is no store yet; make it with: warraq db upgrade")
    _refuse_foreign(found, name)
    raise SchemaError(f"{name}: its schema {found} is older than this program's, {schema.HEAD}; bring it up to date: warraq db upgrade")


def _refuse_foreign(found: str | None, name: str) -> None:
    if found is None or not found.isdigit():
        raise StoreError(f"{name}: this database holds something else; give Warraq one of its own")
    if found > schema.HEAD:
        raise SchemaError(f"{name}: its schema {found} is newer than this program's, {schema.HEAD}; install the newer Warraq")


@contextmanager
def explained(address: URL) -> Iterator[None]:
    """Turns faults of the database into StoreErrors that name the mend; faults of the program pass as they are."""
    try:
        yield
    except DBAPIError as error:
        told = explain(error, address)
        if told is None:
            raise
        raise told from error


def _prepare_folder(address: URL, *, create: bool) -> None:
    path = file_of(address)
    if path is None or path.exists():
        return
    if not create:
        raise StoreError(f"{shown(address)}: there is no store yet; make it with: warraq db upgrade")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{shown(address)}: its folder cannot be made: {error.strerror}; name another in WARRAQ_DATABASE_URL") from None


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
    counts: dict[str, int]
    """Rows of each table; empty where its schema is another."""


def info(url: str) -> StoreInfo:
    """Tells about the store without changing it, whatever its schema. Raises StoreError where it cannot be read."""
    from storage.upkeep import chores  # it loads what finds stories, which few who open a store need

    address = store_url(url)
    path = file_of(address)
    name = address.drivername.partition("+")[0]
    if path is not None and not path.exists():
        return StoreInfo(shown(address), name, None, schema.HEAD, 0, None, None, None, {})
    store = Store(url, open_engine(url, read_only=True))
    try:
        with store.read() as connection:
            found = schema.version(connection)
            counted = counts(connection) if found == schema.HEAD else {}
            index = reindex.state(connection) if found == schema.HEAD else None
            done = chores.last(connection) if found == schema.HEAD else None
            size = _file_size(path) if path else int(connection.scalar(text("SELECT pg_database_size(current_database())")))
        at, detail = (done.at, done.detail) if done else (None, None)
        return StoreInfo(shown(address), name, found, schema.HEAD, size, index, at, detail, counted)
    finally:
        store.close()


def counts(connection: Connection) -> dict[str, int]:
    """Rows of each table, in alphabetical order."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _file_size(path: Path) -> int:
    parts = (path, path.with_name(path.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def backup(url: str, path: Path) -> None:
    """Saves a SQLite store, of whatever schema, into a new file while others go on reading and writing.

    Raises StoreError where that fails, and for PostgreSQL, naming pg_dump.
    """
    address = store_url(url)
    source = file_of(address)
    if source is None:
        raise StoreError(
            f"{shown(address)}: PostgreSQL saves its databases itself: pg_dump --format=custom --file={path} {address.database}"
        )
    if path.exists():
        raise StoreError(f"{path}: there is a file of that name already; name a new one")
    _prepare_folder(address, create=False)
    partial = path.with_name(path.name + ".partial")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, timeout=LOCK_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.rename(path)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"{path}: the backup of {shown(address)} failed: {error}") from None
