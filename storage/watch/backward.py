"""What a new watch finds among what is stored already, where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from storage.search.look import Looking
from storage.search.match import Where
from storage.search.names import with_names
from storage.search.query import parse
from storage.sql import chunks
from storage.tables import articles, stories
from storage.watch import hits
from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.query.choice import Choice
    from storage.search.look import Found
    from storage.watch.watches import Watch

MOST_BACK: Final = 10_000
"""Articles, the newest, that are looked for backward."""


def look_back(connection: Connection, watch_id: int, watch: Watch, since: datetime) -> int:
    """Enters as hits the stored articles, or their stories, since an instant of `sort_at` that fit the watch; returns how many."""
    ids = [one.article_id for one in islice(_looking(connection, watch.choice, since, watch.query), MOST_BACK)]
    if watch.of == "articles":
        rows = [{"watch_id": watch_id, "article_id": number, "what": "article"} for number in reversed(ids)]
        return hits.enter(connection, rows, clock.now())
    living = func.coalesce(stories.c.merged_into, stories.c.id)
    query = select(living).join_from(articles, stories, articles.c.story_id == stories.c.id).distinct()
    found = {story_id for chunk in chunks(ids) for story_id in connection.scalars(query.where(articles.c.id.in_(chunk)))}
    return hits.enter(connection, [{"watch_id": watch_id, "story_id": one, "what": "story"} for one in sorted(found)], clock.now())


def _looking(connection: Connection, choice: Choice, since: datetime, query: str) -> Iterator[Found]:
    filters = choice.filters(clock.now())
    earliest = since if filters.since is None else max(since, filters.since)
    parsed = parse(query)
    asked = with_names(parsed) if parsed else None
    return Looking(connection, replace(filters, since=earliest)).found(asked, Where.ANYWHERE)
