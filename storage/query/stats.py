"""Figures about what is stored: articles by day, outlet and country, who credits whom, and how much is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, case, cast, distinct, func, select
from sqlalchemy.orm import aliased

from storage.models.crawl import OutletRow
from storage.search.filters import Filters, conditions, timely
from storage.sql import rows_of
from storage.tables import articles, attributions, outlets, stories

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from storage.sql import Row

_story = func.coalesce(stories.c.merged_into, stories.c.id)
_count = func.count().label("articles")


def overview(connection: Connection, filters: Filters) -> Row:
    """Articles, outlets and stories, the first and last `sort_at`, and the shares of copies, of credited and of citing articles.

    A copy is an article whose story has an earlier one; shares are of all articles, None where there are none.
    """
    columns = (
        _count,
        func.count(distinct(articles.c.outlet_id)).label("outlets"),
        func.count(distinct(_story)).label("stories"),
        func.min(articles.c.sort_at).label("first"),
        func.max(articles.c.sort_at).label("last"),
        _share(_is_copy()).label("copied"),
        _share(_has("credited", "dateline")).label("credited"),
        _share(_has("cited")).label("citing"),
    )
    return rows_of(connection, _chosen(filters, *columns))[0]


def by_day(connection: Connection, filters: Filters) -> list[Row]:
    """Articles a day of `sort_at`, UTC, the latest first; days without articles are left out."""
    day = _day(connection.dialect.name)
    return rows_of(connection, _chosen(filters, day.label("day"), _count).group_by(day).order_by(day.desc()))


def by_outlet(connection: Connection, filters: Filters) -> list[Row]:
    """Outlets with their articles, the busiest first, and what share of them are copies, name an origin, or cite."""
    names = (outlets.c.name, outlets.c.title, outlets.c.country, outlets.c.kind)
    shares = (
        _share(_is_copy()).label("copied"),
        _share(_has("credited", "dateline")).label("credited"),
        _share(_has("cited")).label("citing"),
    )
    chosen = _chosen(filters, *names, _count, func.max(articles.c.sort_at).label("last"), *shares)
    return rows_of(connection, chosen.group_by(outlets.c.id, *names).order_by(_count.desc(), outlets.c.name))


def by_country(connection: Connection, filters: Filters) -> list[Row]:
    """Countries of the outlets with their articles, the busiest first; None where outlets belong to no one country."""
    outlet_count = func.count(distinct(articles.c.outlet_id)).label("outlets")
    chosen = _chosen(filters, outlets.c.country, outlet_count, _count).group_by(outlets.c.country)
    return rows_of(connection, chosen.order_by(_count.desc(), outlets.c.country))


def who_names_whom(connection: Connection, filters: Filters, limit: int | None = None) -> list[Row]:
    """Who names whom: outlet, source, role and in how many articles, the most frequent first; what an outlet says of itself is left out.

    `source` is the slug, None where the name as written is no registered outlet's.
    """
    source = aliased(OutletRow)
    names = (outlets.c.name, source.name, func.coalesce(source.title, attributions.c.name), attributions.c.role)
    labelled = (names[0].label("outlet"), names[1].label("source"), names[2].label("source_title"), names[3])
    count = func.count(distinct(articles.c.id)).label("articles")
    chosen = _chosen(filters, *labelled, count).join(attributions, attributions.c.article_id == articles.c.id)
    chosen = chosen.outerjoin(source, source.id == attributions.c.outlet_id).where(attributions.c.role != "published")
    chosen = chosen.where(attributions.c.outlet_id.is_distinct_from(articles.c.outlet_id)).group_by(*names)
    return rows_of(connection, chosen.order_by(count.desc(), names[0], names[2], names[3]).limit(limit))


def _chosen(filters: Filters, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """The columns over the articles that the filters let through, with their outlets and stories."""
    chosen = select(*columns).select_from(articles).join(outlets, outlets.c.id == articles.c.outlet_id)
    chosen = chosen.outerjoin(stories, stories.c.id == articles.c.story_id)
    return chosen.where(*conditions(filters), *timely(articles.c.sort_at, filters))


def _day(engine: str) -> ColumnElement[str]:
    if engine == "sqlite":
        return func.substr(articles.c.sort_at, 1, 10)
    return func.to_char(func.timezone("UTC", articles.c.sort_at), "YYYY-MM-DD")


def _is_copy() -> ColumnElement[bool]:
    living = stories.alias("living")
    first = select(living.c.first_article_id).where(living.c.id == _story).scalar_subquery()
    return first != articles.c.id


def _has(*roles: str) -> ColumnElement[bool]:
    """Whether the article names somebody else in one of these roles."""
    named = select(attributions.c.id).where(attributions.c.article_id == articles.c.id, attributions.c.role.in_(roles))
    return named.where(attributions.c.outlet_id.is_distinct_from(articles.c.outlet_id)).exists()


def _share(condition: ColumnElement[bool]) -> ColumnElement[float]:
    """How many of the articles fulfil the condition, from 0 to 1."""
    return func.avg(cast(case((condition, 1.0), else_=0.0), Float))
