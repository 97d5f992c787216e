"""The store as the rest of the program holds it: opened, read, written, closed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.engine import READING, file_of, keep_write_ahead_log, open_engine, shown, store_url
from storage.faults import explain, is_passing
from warraq import clock
from warraq.errors import SchemaError, StoreError
from warraq.text.urls import FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import URL, Connection, Engine


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
        prepare_folder(address, create=create and not read_only)
        store = cls(url, open_engine(url, read_only=read_only))
        try:
            store._check_schema(create=create and not read_only)
            if not read_only:
                store._refuse_other_addresses()
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
            found, vacant = look(connection)
        if vacant and create:
            with self.write() as connection:
                schema.create(connection)
            return
        _refuse_other_schema(found, vacant, shown(self.address))

    def _refuse_other_addresses(self) -> None:
        """Whatever writes would take known addresses for new ones."""
        with self.read() as connection:
            form = schema.address_form(connection)
        if form != FORM:
            mend = "bring them into one form: warraq db upgrade" if form < FORM else "install the newer Warraq"
            raise SchemaError(f"{shown(self.address)}: its addresses are written by other rules ({form}, now {FORM}); {mend}")


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


def prepare_folder(address: URL, *, create: bool) -> None:
    """Makes the folder of a SQLite file that is not there yet; raises StoreError where it cannot, or may not (`create`)."""
    path = file_of(address)
    if path is None or path.exists():
        return
    if not create:
        raise StoreError(
            f"{shown(address)}: there is no store yet; make it with: warraq db upgrade, or by a first crawl: warraq crawl NAME"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process was quicker
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))  # SQLite gives the log beside it the same rights
    except PermissionError:
        return  # opening it says so
    except OSError as error:
        raise StoreError(f"{shown(address)}: its folder cannot be made: {error.strerror}; name another in WARRAQ_DATABASE_URL") from None


def look(connection: Connection) -> tuple[str | None, bool]:
    """The schema's version, None where there is none, and whether the database holds nothing at all."""
    # In this order: on PostgreSQL another process may make the store between the two questions.
    empty = schema.is_empty(connection)
    found = schema.version(connection)
    return found, empty and found is None


def _refuse_other_schema(found: str | None, vacant: bool, name: str) -> None:
    if found == schema.HEAD:
        return
    if vacant:
        raise StoreError(f"{name}: there is no store yet; make it with: warraq db upgrade, or by a first crawl: warraq crawl NAME")
    refuse_foreign(found, name)
    raise SchemaError(f"{name}: its schema {found} is older than this program's, {schema.HEAD}; bring it up to date: warraq db upgrade")


def refuse_foreign(found: str | None, name: str) -> None:
    """Raises where a database of schema `found`, shown as `name`, is no store (StoreError) or newer than this program (SchemaError)."""
    if found is None or not found.isdigit():
        raise StoreError(f"{name}: this database holds something else; give Warraq one of its own")
    if found > schema.HEAD:
        raise SchemaError(f"{name}: its schema {found} is newer than this program's, {schema.HEAD}; install the newer Warraq")
