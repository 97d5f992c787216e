"""What narrows a search beside its words: outlet, country, section, keyword, author, time, and the sources of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, func, or_, select

from storage.tables import articles, attributions, authors, keywords, outlets
from warraq.outlet_files.choice import names_of
from warraq.text.fold import fold
from warraq.text.letters import COMMON

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from warraq.items import Role

CREDITED: Final[tuple[Role, ...]] = ("credited", "dateline")
CITED_ROLES: Final[tuple[Role, ...]] = ("cited",)
_MARKS: Final = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """An article names this source in one of these roles."""

    roles: tuple[Role, ...]
    name: str
    """As a person types it; it is compared folded with the name as written."""
    outlet: str | None = None
    """Slug of the outlet that the name means; None where it means none or several."""


@dataclass(frozen=True, slots=True)
class Filters:
    """All of them hold; None and empty do not narrow. Names are compared folded: «اقتصاد» and «إقتصاد» are one."""

    outlet: str | None = None
    """Slug, or host of an outlet without a file."""
    country: str | None = None
    """ISO 3166 alpha-2 of the outlet."""
    section: str | None = None
    keyword: str | None = None
    author: str | None = None
    """A part of the name is enough."""
    since: datetime | None = None
    """Earliest `sort_at`: publication, or fetching where that is not known."""
    until: datetime | None = None
    """`sort_at` lies before it."""
    sources: tuple[SourceFilter, ...] = ()


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on `articles`, apart from its time; empty where nothing narrows."""
    found: list[ColumnElement[bool]] = []
    if filters.outlet is not None:
        found.append(articles.c.outlet_id.in_(select(outlets.c.id).where(outlets.c.name.in_(names_of(filters.outlet)))))
    if filters.country is not None:
        found.append(articles.c.outlet_id.in_(select(outlets.c.id).where(outlets.c.country == filters.country.upper())))
    if filters.section is not None:
        found.append(folded(articles.c.section) == fold(filters.section))
    if filters.keyword is not None:
        named = folded(keywords.c.keyword) == fold(filters.keyword)
        found.append(exists().where(keywords.c.article_id == articles.c.id, named))
    if filters.author is not None:
        named = folded(authors.c.name).contains(fold(filters.author), autoescape=True)
        found.append(exists().where(authors.c.article_id == articles.c.id, named))
    return found + [_names(source) for source in filters.sources]


def timely(sort_at: ColumnElement[datetime], filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on the time."""
    earliest = [sort_at >= filters.since] if filters.since is not None else []
    return earliest + ([sort_at < filters.until] if filters.until is not None else [])


def folded(column: ColumnElement[str]) -> ColumnElement[str]:
    """The column as `warraq.text.fold` folds the letters and marks of ordinary Arabic; both engines can do that much."""
    expression: ColumnElement[str] = func.lower(column)
    for letter in _MARKS:
        expression = func.replace(expression, letter, "")
    for letter, replacement in COMMON.items():
        expression = func.replace(expression, letter, replacement)
    return expression


def _names(source: SourceFilter) -> ColumnElement[bool]:
    named: ColumnElement[bool] = folded(attributions.c.name) == fold(source.name)
    if source.outlet is not None:
        named = or_(named, attributions.c.outlet_id.in_(select(outlets.c.id).where(outlets.c.name == source.outlet)))
    return exists().where(attributions.c.article_id == articles.c.id, attributions.c.role.in_(source.roles), named)
