"""Brings a store to the newest schema, or makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.engine import open_engine, shown, store_url
from storage.store import Store, explained, look, prepare_folder, refuse_foreign
from storage.upkeep import addresses
from warraq.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable


def upgrade(url: str, tell: Callable[[int], None] = lambda visited: None) -> tuple[str | None, str]:
    """Brings the store to the newest schema and its addresses into this program's form, or makes it; returns the schema before (None: there
    was none) and now. `tell` is told of each batch of addresses how many it held; stopped among them, the next call goes on from there.

    Raises SchemaError for a newer schema than this program's, StoreError for a database that is no store or cannot be written.
    """
    address = store_url(url)
    prepare_folder(address, create=True)
    store = Store(url, open_engine(url))
    try:
        with store.read() as connection:
            found, vacant = look(connection)
        if vacant:
            with store.write() as connection:
                schema.create(connection)
        else:
            refuse_foreign(found, shown(address))
            _migrate(store)
            for visited in addresses.renew(store):
                tell(visited)
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
