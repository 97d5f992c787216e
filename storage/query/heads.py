"""What a feed tells of articles: headline, outlet, times, and whose text it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.sql import chunks
from storage.tables import articles, outlets, stories

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

LONGEST_LEAD = 300
"""Letters of a text that stand for it where the page states no summary."""


@dataclass(frozen=True, slots=True)
class Head:
    """One article of a feed."""

    id: int
    url: str
    title: str | None
    lead: str
    """The summary as the page states it, else the first letters of the text."""
    language: str | None
    outlet_title: str
    origin_title: str | None
    """Name of the outlet that its story comes from; None where that is its own outlet or not known."""
    published_at: datetime | None
    sort_at: datetime


def heads(connection: Connection, article_ids: Iterable[int]) -> list[Head]:
    """The articles of these ids that are there, in the order of the ids."""
    origin = outlets.alias("origin")
    own = stories.c.origin_outlet_id.is_distinct_from(articles.c.outlet_id)
    columns = (
        articles.c.id,
        articles.c.url,
        articles.c.title,
        func.coalesce(articles.c.summary, func.substr(articles.c.body, 1, LONGEST_LEAD)).label("lead"),
        articles.c.language,
        outlets.c.title.label("outlet_title"),
        func.coalesce(origin.c.title, stories.c.origin_name).label("origin_title"),
        articles.c.published_at,
        articles.c.sort_at,
    )
    chosen = select(*columns).join_from(articles, outlets, outlets.c.id == articles.c.outlet_id)
    chosen = chosen.outerjoin(stories, (stories.c.id == articles.c.story_id) & own)
    chosen = chosen.outerjoin(origin, origin.c.id == stories.c.origin_outlet_id)
    wanted = list(article_ids)
    found = {row.id: Head(*row) for chunk in chunks(wanted) for row in connection.execute(chosen.where(articles.c.id.in_(chunk)))}
    return [found[each] for each in wanted if each in found]
