"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, String, types

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Instant(types.TypeDecorator[datetime]):
    """An aware instant, kept in UTC: timestamptz on PostgreSQL, text on SQLite.

    The text is `YYYY-MM-DDTHH:MM:SS.ffffffZ`, so that its order is the order of time.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Raises ValueError for a naive value: a time without its zone is not an instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; instants in the store are aware")
        moment = value.astimezone(UTC)
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z" if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        moment: datetime = value
        return moment.astimezone(UTC)
