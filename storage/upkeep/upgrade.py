"""Brings a store to the newest schema, or makes it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.engine import open_engine, shown, store_url
from storage.store import Store, explained, look, prepare_folder, refuse_foreign
from warraq.errors import StoreError


def upgrade(url: str) -> tuple[str | None, str]:
    """Brings the store to the newest schema, or makes it; returns the schema before (None: there was none) and now.

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
