"""The parts of the full-text index on PostgreSQL: one a month of `sort_at`, made when an article of that month first comes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from storage.sql import hold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099
"""What is older or later stands in two parts of its own, so that wrong times make no endless number of parts."""

_IS_PARTED: Final = text("SELECT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass('search_texts'))")
_MISSING: Final = text(
    "SELECT name FROM unnest(CAST(:names AS text[])) AS name WHERE to_regclass(name) IS NULL"
    " AND EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass('search_texts'))"
)

WHOLE: Final = "the search index is in one piece, as this store was made with; a new store has it in parts by month: warraq db copy"
"""What is said of a PostgreSQL store from before."""


def is_parted(connection: Connection) -> bool:
    """Whether it is in parts; stores made before stay as they are, SQLite has none."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_IS_PARTED))


def make_room(connection: Connection, times: Iterable[datetime]) -> None:
    """Makes the parts for articles of these times that are missing; nothing where the index is in one piece.

    A part is made beside the index and then joined to it, so that searches and other writers need not wait.
    """
    if connection.dialect.name != "postgresql":
        return
    bounds = {_name(start): start for start in {_month(time) for time in times} if _FIRST_YEAR <= start.year <= _LAST_YEAR}
    if not connection.scalars(_MISSING, {"names": sorted(bounds)}).all():
        return
    hold(connection, ["search months"])
    for name in connection.scalars(_MISSING, {"names": sorted(bounds)}).all():  # asked again: another may just have made them
        start = bounds[name]
        connection.exec_driver_sql(f"CREATE TABLE {name} (LIKE search_texts INCLUDING ALL)")
        connection.exec_driver_sql(f"ALTER TABLE search_texts ATTACH PARTITION {name} FOR VALUES FROM ('{start}') TO ('{_next(start)}')")


def _month(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _next(start: datetime) -> datetime:
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)


def _name(start: datetime) -> str:
    return f"search_texts_{start:%Y_%m}"
