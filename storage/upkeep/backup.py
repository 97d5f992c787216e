"""Saves a store while others go on reading and writing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from storage.engine import LOCK_SECONDS, file_of, shown, store_url
from storage.store import prepare_folder
from warraq.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime

ROTATED_PREFIX: Final = "warraq-"
"""Begins the names of the files that rotation writes and deletes."""


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
    prepare_folder(address, create=False)
    try:
        partial = _new_file(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, timeout=LOCK_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        _place(partial, path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: the backup of {shown(address)} failed: {error}") from None
    finally:
        partial.unlink(missing_ok=True)


def _place(partial: Path, path: Path) -> None:
    """Gives the file its name; where the file system has links, without taking the place of a file that came meanwhile."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        partial.rename(path)


def _new_file(path: Path) -> Path:
    """An empty file of a name that none had, beside the backup and for its owner alone; SQLite fills it as it would a new one."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    os.close(number)
    return Path(name)


def rotated(url: str, folder: Path, kept: int, now: datetime) -> tuple[Path, list[Path]]:
    """Saves a SQLite store into a file of the folder named by the time, then deletes all but the newest `kept` of such files.

    Returns the file and those deleted. Raises StoreError as `backup` does; nothing is deleted then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: this folder cannot be made: {error.strerror}") from None
    path = folder / f"{ROTATED_PREFIX}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    backup(url, path)
    old = sorted(folder.glob(f"{ROTATED_PREFIX}[0-9]*T[0-9]*Z.db"))[:-kept]
    for each in old:
        each.unlink()
    return path, old
