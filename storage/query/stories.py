"""The stories of a time, largest or newest first: what many outlets carry, from whom it comes, and who was first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import and_, case, func, literal, or_, select, tuple_, union

from storage.search.filters import Filters, conditions, timely
from storage.search.look import Looking
from storage.search.match import Where, is_exact
from storage.search.names import with_names
from storage.search.query import parse
from storage.sql import rows_of
from storage.tables import articles, outlets, pages, search_texts, stories
from storage.types import Instant
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Subquery

    from storage.search.query import Query

Order = Literal["largest", "newest"]

MOST_COUNTED: Final = 10_000
"""Up to so many stories a count is exact."""

_first, _origin, _first_outlet = articles.alias("first"), outlets.alias("origin"), outlets.alias("first_outlet")
_is_second: Final = and_(articles.c.from_embedded, articles.c.published_at.is_(None), articles.c.published_day.is_(None))
"""Whether the article is an undated text from inside another article's page: the time of its fetching says nothing of it."""
_leads: Final = case((or_(~_first.c.from_embedded, _first.c.published_at.is_not(None), _first.c.published_day.is_not(None)), 1), else_=0)


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story of a listing."""

    id: int
    title: str | None
    """Headline of its first article."""
    outlet_count: int
    article_count: int
    origin: str | None
    """Slug of the outlet that it comes from; None for one that is not registered."""
    origin_title: str | None
    """Its name, else as its copies write it."""
    first_outlet: str
    """Slug of the outlet of the earliest trustworthy publication."""
    first_article_id: int
    url: str
    """Of the first article."""
    first_published_at: datetime | None
    """None where none of its articles states an hour."""
    last_seen_at: datetime
    sort_at: datetime
    """Of the first article: its publication, else noon of the day it states, else when it was fetched."""
    dated: bool
    """False for a story of undated texts from inside other articles' pages, which stand behind all others."""


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """A page of a listing."""

    items: list[StoryLine]
    next: str | None
    """Where the page after it begins; None where nothing follows."""
    count: int
    """Of all that fit, `MOST_COUNTED` at most."""
    count_is: str
    """`exact` or `at least`."""
    cut: bool
    """Whether the query is one for which only the newest articles with its words were read (`storage.search.look.MOST_READ`)."""


def listing(
    connection: Connection,
    filters: Filters | None = None,
    query: str = "",
    *,
    copies: int = 0,
    order: Order = "largest",
    limit: int = 20,
    cursor: str | None = None,
) -> StoriesPage:
    """The living stories with an article that fits filters and query.

    `largest`: most outlets first, then most articles, then the newest; `newest`: by the time of the first article. Stories of undated
    second texts stand behind all others, and such a text belongs to the time of its page's own article. `copies`: articles beside the
    first, at least.
    `cursor`: the `next` of the page before. Raises UsageError for a wrong query or cursor.
    """
    filters = filters or Filters()
    fitting, cut = _fitting(connection, replace(filters, outlets=None), query)
    chosen = _chosen(fitting, filters.outlets or 0, copies)
    key = _key(order)
    page = chosen if cursor is None else chosen.where(tuple_(*key) < tuple_(*_place(cursor, order)))
    rows = rows_of(connection, page.order_by(*(column.desc() for column in key)).limit(limit + 1))
    count = connection.scalar(select(func.count()).select_from(chosen.limit(MOST_COUNTED + 1).subquery())) or 0
    items = [StoryLine(**{**row, "dated": bool(row["dated"])}) for row in rows[:limit]]
    follows = _cursor(items[-1], order) if len(rows) > limit else None
    return StoriesPage(items, follows, min(count, MOST_COUNTED), "exact" if count <= MOST_COUNTED and not cut else "at least", cut)


def waiting(connection: Connection) -> int:
    """Articles that are stored and not yet joined to the stories of others."""
    return connection.scalar(select(func.count()).where(articles.c.story_state == "pending")) or 0


def _chosen(fitting: Subquery | None, outlet_count: int, copies: int) -> Select[*tuple[Any, ...]]:
    named = {
        "title": _first.c.title,
        "origin": _origin.c.name,
        "origin_title": func.coalesce(_origin.c.title, stories.c.origin_name),
        "first_outlet": _first_outlet.c.name,
        "first_article_id": _first.c.id,
        "url": _first.c.url,
        "sort_at": _first.c.sort_at,
        "dated": _leads,
    }
    own = (stories.c.id, stories.c.outlet_count, stories.c.article_count, stories.c.first_published_at, stories.c.last_seen_at)
    chosen = select(*own, *(column.label(name) for name, column in named.items())).select_from(stories)
    chosen = chosen.join(_first, _first.c.id == stories.c.first_article_id).join(_first_outlet, _first_outlet.c.id == _first.c.outlet_id)
    chosen = chosen.outerjoin(_origin, _origin.c.id == stories.c.origin_outlet_id)
    chosen = chosen.where(stories.c.merged_into.is_(None), stories.c.outlet_count >= outlet_count, stories.c.article_count > copies)
    return chosen if fitting is None else chosen.where(stories.c.id.in_(select(fitting.c.story_id)))


# Which stories


def _fitting(connection: Connection, filters: Filters, query: str) -> tuple[Subquery | None, bool]:
    """The stories of the articles that fit, None where nothing narrows; and whether articles were left unread."""
    timeless = replace(filters, since=None, until=None)
    narrowing = conditions(timeless)
    parsed = parse(query)
    cut = False
    if parsed is not None:
        found, cut = _with_words(connection, filters, with_names(parsed))
        narrowing.append(articles.c.id.in_(found))
    fitting = select(articles.c.story_id).where(*narrowing)
    if filters != timeless:
        return union(*(fitting.where(each) for each in _in_time(filters))).subquery(), cut
    return (fitting.subquery() if narrowing else None), cut


def _with_words(connection: Connection, filters: Filters, asked: Query) -> tuple[Select[tuple[int]] | Sequence[int], bool]:
    """The articles that hold the words, and whether some were left unread.

    An undated second text may have been fetched after the time that is asked for, so that has no end where the index can tell alone.
    """
    if is_exact(asked):
        led_to = Looking(connection, Filters(since=filters.since)).statement(asked, Where.ANYWHERE)
        return led_to.with_only_columns(search_texts.c.article_id), False
    looking = Looking(connection, filters)
    return [each.article_id for each in looking.found(asked, Where.ANYWHERE)], looking.cut


def _in_time(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of which an article must meet one to be of that time."""
    own, read, same = articles.alias("own"), pages.alias("read"), pages.alias("same")
    beside = select(read.c.id).join(same, same.c.url == read.c.url).join(own, own.c.page_id == same.c.id)
    alone = select(own.c.id).join(same, same.c.id == own.c.page_id).join(read, read.c.url == same.c.url)
    alone = alone.where(read.c.id == articles.c.page_id, ~own.c.from_embedded).correlate(articles)
    timed = timely(articles.c.sort_at, filters)
    return [
        and_(~_is_second, *timed),
        and_(_is_second, articles.c.page_id.in_(beside.where(~own.c.from_embedded, *timely(own.c.sort_at, filters)))),
        and_(_is_second, ~alone.exists(), *timed),
    ]


# Places in the order


def _key(order: Order) -> tuple[ColumnElement[Any], ...]:
    size = (stories.c.outlet_count, stories.c.article_count) if order == "largest" else ()
    return _leads, *size, _first.c.sort_at, stories.c.id


def _cursor(line: StoryLine, order: Order) -> str:
    size = (line.outlet_count, line.article_count) if order == "largest" else ()
    parts = (int(line.dated), *size, f"{line.sort_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z", line.id)
    return "_".join(str(part) for part in parts)


def _place(cursor: str, order: Order) -> list[Any]:
    """What `_cursor` wrote. Raises UsageError for anything else."""
    try:
        *numbers, moment, last = cursor.split("_")
        if len(numbers) != (3 if order == "largest" else 1):
            raise ValueError(cursor)
        time = literal(datetime.fromisoformat(moment).astimezone(UTC), Instant())
        return [*(literal(int(part)) for part in numbers), time, literal(int(last))]
    except ValueError:
        raise UsageError(f"--cursor {cursor}: no cursor of --order {order}; write what the page before told") from None
