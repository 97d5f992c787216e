"""Who copies whom: by pair of outlets how many stories, how much later, and with or without credit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from storage.models.crawl import OutletRow
from storage.search.filters import CREDITED, Filters, conditions, timely
from storage.tables import articles, attributions, outlets, stories

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from storage.sql import Found

_origin = aliased(OutletRow)


@dataclass(frozen=True, slots=True)
class CopyPair:
    """What one outlet took from another."""

    outlet: str
    """Slug of the outlet that carries the stories."""
    origin: str | None
    """Slug of the outlet that they come from; None for one that is not registered."""
    origin_title: str
    """Its name, else as its copies write it."""
    stories: int
    credited: int
    """Stories in which the outlet names the origin as such."""
    uncredited: int
    """Those in which it does not."""
    median_lag_minutes: float | None
    """From the earliest publication of a story to the outlet's own, where both state the hour; None where none does."""


@dataclass(slots=True)
class _Taken:
    """What is gathered for a pair."""

    credits: dict[int, bool] = field(default_factory=dict)
    lags: dict[int, float] = field(default_factory=dict)


def copy_pairs(connection: Connection, filters: Filters, limit: int | None = None) -> list[CopyPair]:
    """The pairs of the articles that the filters let through, those of most stories first.

    An outlet copies where it carries a story that comes from another (`stories.origin_*`). Its first article in a story counts for the lag.
    """
    found: defaultdict[tuple[str, str | None, str], _Taken] = defaultdict(_Taken)
    for row in connection.execute(_copies(filters)):
        taken = found[row.outlet, row.origin, row.origin_title]
        taken.credits[row.story_id] = taken.credits.get(row.story_id, False) or bool(row.credited)
        _note_lag(taken, row)
    pairs = (
        CopyPair(*pair, len(taken.credits), credited := sum(taken.credits.values()), len(taken.credits) - credited, _median(taken))
        for pair, taken in found.items()
    )
    return sorted(pairs, key=lambda pair: (-pair.stories, pair.outlet, pair.origin_title))[:limit]


def _note_lag(taken: _Taken, row: Found) -> None:
    if row.published_at is not None and row.first_published_at is not None:
        lag = (row.published_at - row.first_published_at).total_seconds() / 60
        taken.lags[row.story_id] = min(lag, taken.lags.get(row.story_id, lag))


def _median(taken: _Taken) -> float | None:
    return round(median(taken.lags.values()), 1) if taken.lags else None


def _copies(filters: Filters) -> Select[*tuple[Any, ...]]:
    origin_title = func.coalesce(_origin.title, stories.c.origin_name)
    columns = (outlets.c.name.label("outlet"), _origin.name.label("origin"), origin_title.label("origin_title"), articles.c.story_id)
    chosen = select(*columns, articles.c.published_at, stories.c.first_published_at, _credits().label("credited")).select_from(articles)
    chosen = chosen.join(outlets, outlets.c.id == articles.c.outlet_id).join(stories, stories.c.id == articles.c.story_id)
    chosen = chosen.outerjoin(_origin, _origin.id == stories.c.origin_outlet_id)
    theirs = stories.c.origin_outlet_id.is_distinct_from(articles.c.outlet_id)
    known = or_(stories.c.origin_outlet_id.is_not(None), stories.c.origin_name.is_not(None))
    return chosen.where(theirs, known, *conditions(filters), *timely(articles.c.sort_at, filters))


def _credits() -> ColumnElement[bool]:
    """Whether the article names the origin of its story as the origin of its text."""
    same_name = stories.c.origin_outlet_id.is_(None) & (attributions.c.name == stories.c.origin_name)
    named = or_(attributions.c.outlet_id == stories.c.origin_outlet_id, same_name)
    found: ColumnElement[bool] = (
        exists().where(attributions.c.article_id == articles.c.id, attributions.c.role.in_(CREDITED), named).correlate(articles, stories)
    )
    return found
