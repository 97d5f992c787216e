"""Saves a store while others go on reading and writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from storage.engine import LOCK_SECONDS, file_of, shown, store_url
from storage.store import prepare_folder
from warraq.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


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
