"""How many articles a query finds, and how they are spread over outlets, countries, sections, days, sources and languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from storage.search.filters import Filters
from storage.search.look import Looking
from storage.search.match import Where
from storage.search.names import with_names
from storage.search.query import parse
from storage.sql import chunks
from storage.tables import articles, attributions, outlets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select

MOST_COUNTED: Final = 10_000
"""Up to so many articles a count is exact, and of so many, the newest, facets are made."""
MOST_VALUES: Final = 50
"""Values of a facet that are told, those of most articles; of days the newest."""
FACETS: Final = ("outlet", "country", "section", "day", "language", "source")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value, and how many articles have it."""

    value: str | None
    """Slug, country, section, day (UTC, YYYY-MM-DD), language, or a source: its slug, else its name as written; None: none is stated."""
    count: int
    role: str | None = None
    """Of a source: published, credited, dateline or cited."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a query finds, in figures."""

    count: int
    count_is: str
    """`exact`; `at least` beyond 10,000, or where only so many texts were read for a phrase."""
    facets: dict[str, list[Facet]]
    """By the names of `FACETS`, over the newest 10,000: those of most articles first, days newest first; `MOST_VALUES` of each."""


def summary(connection: Connection, query: str, filters: Filters | None = None) -> Summary:
    """Count and facets of what query and filters let through. Raises UsageError for operators and brackets that do not fit together."""
    found, exact = _newest(connection, query, filters or Filters())
    facets = _facets(connection, found)
    return Summary(len(found), "exact" if exact else "at least", {name: _told(name, facets[name]) for name in FACETS})


def count(connection: Connection, query: str, filters: Filters | None = None) -> tuple[int, str]:
    """How many articles fit, 10,000 at most, and whether that is `exact` or `at least`; as `summary`, which takes longer."""
    found, exact = _newest(connection, query, filters or Filters())
    return len(found), "exact" if exact else "at least"


def _newest(connection: Connection, query: str, filters: Filters) -> tuple[Sequence[int], bool]:
    """Ids of the newest that fit, 10,000 at most, and whether these are all."""
    parsed = parse(query)
    if parsed is None and filters == Filters():
        return [], True
    asked = with_names(parsed) if parsed else None
    looking = Looking(connection, filters)
    fitting = looking.found(asked, Where.ANYWHERE, at_once=MOST_COUNTED + 1)
    found = [each.article_id for each in islice(fitting, MOST_COUNTED + 1)]
    return found[:MOST_COUNTED], len(found) <= MOST_COUNTED and not looking.cut


def _facets(connection: Connection, article_ids: Sequence[int]) -> dict[str, Counter[tuple[Any, ...]]]:
    """By facet: how many of the articles have each value, counted in the database, some hundreds at a time."""
    counted: dict[str, Counter[tuple[Any, ...]]] = {name: Counter() for name in FACETS}
    own = _counting(outlets.c.name, outlets.c.country, articles.c.section, articles.c.language)
    own = own.join_from(articles, outlets, articles.c.outlet_id == outlets.c.id)
    days = _counting(_DAY_OF[connection.dialect.name])
    named = func.coalesce(outlets.c.name, attributions.c.name)
    sources = select(named, attributions.c.role, func.count(attributions.c.article_id.distinct())).group_by(named, attributions.c.role)
    sources = sources.outerjoin_from(attributions, outlets, attributions.c.outlet_id == outlets.c.id)
    for chunk in chunks(article_ids):
        for *values, number in connection.execute(own.where(articles.c.id.in_(chunk))):
            for name, value in zip(("outlet", "country", "section", "language"), values, strict=True):
                counted[name][value,] += number
        for day, number in connection.execute(days.where(articles.c.id.in_(chunk))):
            counted["day"][day,] += number
        for source, role, number in connection.execute(sources.where(attributions.c.article_id.in_(chunk))):
            counted["source"][source, role] += number
    return counted


_DAY_OF: Final = {
    "sqlite": func.substr(articles.c.sort_at, 1, 10),
    "postgresql": func.to_char(func.timezone("UTC", articles.c.sort_at), "YYYY-MM-DD"),
}
"""The day of an article in UTC, YYYY-MM-DD."""


def _counting(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(*columns, func.count()).group_by(*columns)


def _told(name: str, counted: Counter[tuple[Any, ...]]) -> list[Facet]:
    alphabetical = sorted(counted, key=lambda value: tuple(part or "" for part in value))
    first = sorted(alphabetical, reverse=True) if name == "day" else sorted(alphabetical, key=lambda value: -counted[value])
    return [Facet(value[0], counted[value], *value[1:]) for value in first[:MOST_VALUES]]
