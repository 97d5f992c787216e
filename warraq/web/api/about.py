"""`about`: what is recorded here, since when, and by which version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.query.stats import by_country, overview
from storage.search.filters import Filters
from warraq.version import version

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from warraq.web.api.parameters import Shown


def answer(connection: Connection, asked: Shown) -> dict[str, Any]:
    """Figures of the whole store."""
    return {"version": version(), **overview(connection, Filters()), "countries": by_country(connection, Filters())}
