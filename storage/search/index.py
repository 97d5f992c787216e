"""By which rules the words in the search index were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from storage.search.text import TEXT_VERSION
from storage.tables import search_index

if TYPE_CHECKING:
    from sqlalchemy import Connection

MEND: Final = "warraq db reindex"


def made_by(connection: Connection) -> int:
    """The version of the rules that made the words of the store."""
    return int(connection.execute(select(search_index.c.version)).scalar_one())


def why_stale(connection: Connection) -> str | None:
    """What a search should say of an index of other rules, and the mend; None for one of this program's."""
    if made_by(connection) == TEXT_VERSION:
        return None
    return f"the search index is of other rules than this program's, so that words are missed; make it anew: {MEND}"
