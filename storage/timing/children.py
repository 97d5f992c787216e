"""The sitemaps below an index: what each answered and gave when it was last read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage.sql import writable_row
from storage.tables import feed_children as rows

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ChildState:
    """What is known of one sitemap below an index."""

    url: str
    """As the index writes it, absolute."""
    checked_at: datetime
    """Last request, whatever came of it."""
    lastmod: str | None = None
    """Words of its last change in the index that led to the last request; None: it stated none."""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """SHA-256 of its last body, in hex; None before the first, and for an index, which is read anew each time."""
    newest_seen_at: datetime | None = None
    """The newest time that an address in it stated, up to the reading; None where none did."""
    last_new_at: datetime | None = None
    """Last time it named an address that was not known."""
    last_full_at: datetime | None = None
    """Last answer to an unconditional request."""


def children_of(connection: Connection, feed_id: int) -> dict[str, ChildState]:
    """What is known of the sitemaps below a feed, by address."""
    columns = [rows.c[name] for name in ChildState.__dataclass_fields__]
    found = connection.execute(select(*columns).where(rows.c.feed_id == feed_id))
    return {row.url: ChildState(**row._mapping) for row in found}


def record_child(connection: Connection, feed_id: int, state: ChildState) -> None:
    """Writes what is known of a sitemap now."""
    values = writable_row(asdict(state))
    mine = (rows.c.feed_id == feed_id) & (rows.c.url == values["url"])
    if not connection.execute(update(rows).where(mine).values(**values)).rowcount:
        connection.execute(insert(rows).values(feed_id=feed_id, **values))
