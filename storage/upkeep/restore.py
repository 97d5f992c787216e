"""Puts a saved SQLite store into the place of the one in force."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from storage.engine import file_of, open_engine, shown, store_url
from storage.store import Store, look, prepare_folder, refuse_foreign
from warraq.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL


def restore(url: str, path: Path, *, replace: bool = False) -> str:
    """Makes a saved store the one in force; returns the schema that it has.

    The file is checked first, copied beside the store and then takes its name at once, so that what is cut off leaves the old one whole.
    Raises StoreError for PostgreSQL, naming pg_restore, for a file that is no whole store or newer than this program, and for a store that
    is there already, without `replace`, or that somebody is writing.
    """
    address = store_url(url)
    target = file_of(address)
    if target is None:
        raise StoreError(
            f"{shown(address)}: PostgreSQL restores its databases itself: pg_restore --clean --dbname={address.database} {path}"
        )
    found = _checked(path)
    if target.exists() and not replace:
        raise StoreError(f"{target}: there is a store already; --replace puts {path} into its place")
    prepare_folder(address, create=True)
    if target.exists():
        _refuse_busy(target, address)
    partial = target.with_name(target.name + ".partial")
    try:
        shutil.copyfile(path, partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        partial.replace(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise StoreError(f"{target}: {path} cannot be put there: {error.strerror}") from None
    return found


def _checked(path: Path) -> str:
    """The schema of a file that is a whole store. Raises StoreError for any other."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    store = Store(f"sqlite:///{path}", open_engine(f"sqlite:///{path}", read_only=True))
    try:
        with store.read() as connection:
            found, _ = look(connection)
            refuse_foreign(found, str(path))
            told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    finally:
        store.close()
    if told != "ok" or found is None:
        raise StoreError(f"{path}: the file is damaged ({told}); take an older backup")
    return found


def _refuse_busy(target: Path, address: URL) -> None:
    """Raises StoreError while somebody writes the store; writes its log back, so that nothing of it is left beside."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(target))}?mode=rw", uri=True, timeout=1, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError(f"{shown(address)}: it is in use; stop timers and crawls first") from None
    except sqlite3.DatabaseError:
        return  # a damaged store is what is replaced
