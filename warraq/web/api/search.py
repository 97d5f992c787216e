"""`search`: the articles that hold the words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from storage.query.choice import refuse_unknown
from storage.search.facets import summary
from storage.search.filters import Filters
from storage.search.find import best, newest
from storage.search.look import place_of
from storage.search.query import parse
from warraq import clock
from warraq.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.search.find import Answer
    from warraq.web.api.parameters import SearchParameters

_BY_SCORE = "best_"
"""Before the number of articles passed, in a cursor of the order by score."""
_FARTHEST = 10_000


def answer(connection: Connection, asked: SearchParameters) -> dict[str, Any]:
    """A page of hits, with count and facets; nothing but the shape of an answer where nothing was asked for.

    Raises UsageError for a query, a name, a time or a cursor that none can read.
    """
    filters = asked.whole_choice().filters(clock.now())
    refuse_unknown(connection, filters)
    if parse(asked.q) is None and filters == Filters():
        return {"items": [], "next": None, "count": 0, "count_is": "exact", "facets": {}, "cut": False}
    found, following = _found(connection, asked, filters)
    told = summary(connection, asked.q, filters)
    items = [asdict(hit) for hit in found.hits]
    return {"items": items, "next": following, **asdict(told), "cut": found.cut}


def _found(connection: Connection, asked: SearchParameters, filters: Filters) -> tuple[Answer, str | None]:
    alone = asked.one_per_story
    if asked.order == "newest":
        after = place_of(asked.cursor) if asked.cursor else None
        found = newest(connection, asked.q, filters, limit=asked.limit, after=after, one_per_story=alone)
        return found, str(found.next) if found.next else None
    passed = _passed(asked.cursor)
    found = best(connection, asked.q, filters, limit=asked.limit, offset=passed, one_per_story=alone)
    so_far = passed + asked.limit
    return found, f"{_BY_SCORE}{so_far}" if len(found.hits) == asked.limit and so_far <= _FARTHEST else None


def _passed(cursor: str | None) -> int:
    number = (cursor or f"{_BY_SCORE}0").removeprefix(_BY_SCORE)
    if not number.isascii() or not number.isdigit() or len(number) > len(str(_FARTHEST)):
        raise UsageError(f"cursor {cursor}: no cursor of order=score; write `next` of the answer before")
    return int(number)
