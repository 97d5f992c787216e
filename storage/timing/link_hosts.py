"""Hosts that count clicks, or do not: what an outlet's crawls met at the unknown hosts that its feeds name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.sql import insert_for
from storage.tables import link_hosts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

Met = tuple[int, int, "datetime"]
"""How many of its addresses led home, how many elsewhere, and when the last one answered."""


def of_outlet(connection: Connection, outlet_id: int) -> dict[str, Met]:
    """By host."""
    columns = (link_hosts.c.host, link_hosts.c.home, link_hosts.c.elsewhere, link_hosts.c.asked_at)
    rows = connection.execute(select(*columns).where(link_hosts.c.outlet_id == outlet_id))
    return {row.host: (row.home, row.elsewhere, row.asked_at) for row in rows}


def keep(connection: Connection, outlet_id: int, met: Mapping[str, Met]) -> None:
    """Remembers these hosts as they are by now."""
    rows = [
        {"outlet_id": outlet_id, "host": host, "home": home, "elsewhere": elsewhere, "asked_at": at}
        for host, (home, elsewhere, at) in sorted(met.items())
    ]
    if rows:
        statement = insert_for(connection, link_hosts)
        given = {name: statement.excluded[name] for name in ("home", "elsewhere", "asked_at")}
        connection.execute(statement.on_conflict_do_update(index_elements=["outlet_id", "host"], set_=given), rows)
