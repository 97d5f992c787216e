"""Saves a store while others go on reading and writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from storage.engine import LOCK_SECONDS, file_of, shown, store_url
from storage.store import prepare_folder
from warraq.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

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
    partial = path.with_name(path.name + ".partial")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, timeout=LOCK_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.rename(path)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"{path}: the backup of {shown(address)} failed: {error}") from None


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
