"""Hosts that asked to be left alone, kept from one crawl to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from storage.sql import upsert
from storage.tables import holds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


def current(connection: Connection, now: datetime) -> dict[str, datetime]:
    """The hosts that are still to be left alone, and until when."""
    return {row.host: row.until for row in connection.execute(select(holds).where(holds.c.until > now))}


def keep(connection: Connection, held: Mapping[str, datetime], now: datetime) -> None:
    """Enters hosts that asked to wait and forgets those whose time is over."""
    upsert(connection, holds, [{"host": host, "until": until} for host, until in held.items()], key="host")
    connection.execute(delete(holds).where(holds.c.until <= now))
