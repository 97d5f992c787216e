"""What narrows a search beside its words: outlet, country, section, keyword, author, time, and the sources of an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, and_, exists, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage.engine import FOLD_FUNCTION
from storage.tables import article_links, articles, attributions, authors, keywords, outlets, stories
from warraq.outlet_files.choice import names_of
from warraq.text.fold import fold
from warraq.text.letters import COMMON, COMMON_MARKS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

    from warraq.items import Role

CREDITED: Final[tuple[Role, ...]] = ("credited", "dateline")
CITED_ROLES: Final[tuple[Role, ...]] = ("cited",)
TAKING: Final = ("copy", "update", "excerpt", "contains")
"""What a later article is to an earlier one whose text it uses."""


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
    outlets: int | None = None
    """So many outlets at least carry the article's story."""
    uncredited: SourceFilter | None = None
    """The article uses the text or name of this outlet without naming it in one of the roles; see `uses_uncredited`."""


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
    if filters.outlets is not None:
        story = stories.alias()
        found.append(exists().where(story.c.id == articles.c.story_id, story.c.outlet_count >= filters.outlets))
    if filters.uncredited is not None:
        found.append(uses_uncredited(filters.uncredited))
    return found + [_names(source) for source in filters.sources]


def timely(sort_at: ColumnElement[datetime], filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on the time."""
    earliest = [sort_at >= filters.since] if filters.since is not None else []
    return earliest + ([sort_at < filters.until] if filters.until is not None else [])


class folded(FunctionElement[str]):  # noqa: N801 - reads like the functions of SQL
    """A column as `warraq.text.fold.fold_common` folds it; one call on either engine, as nested ones are too deep for SQLite's parser."""

    type = Text()
    inherit_cache = True


@compiles(folded, "sqlite")
def _of_sqlite(element: folded, compiler: SQLCompiler, **how: Any) -> str:
    return f"{FOLD_FUNCTION}({compiler.process(element.clauses, **how)})"


@compiles(folded, "postgresql")
def _of_postgresql(element: folded, compiler: SQLCompiler, **how: Any) -> str:
    """`translate` drops what stands behind the letters that have a replacement."""
    ours, theirs = "".join(COMMON) + COMMON_MARKS, "".join(COMMON.values())
    return f"translate(lower({compiler.process(element.clauses, **how)}), '{ours}', '{theirs}')"


def uses_uncredited(source: SourceFilter) -> ColumnElement[bool]:
    """Whether the article uses what is another outlet's and does not name that outlet in one of the roles.

    It does where its story comes from that outlet (it printed it first, or others credit it), and where it takes the text of one of its
    articles, wholly or in part, that credits nobody else itself.
    """
    source = replace(source, outlet=source.outlet or source.name)  # the store may know an outlet that has no file
    ids = select(outlets.c.id).where(outlets.c.name.in_(names_of(source.outlet or source.name)))
    story, theirs, named = stories.alias(), articles.alias(), attributions.alias()
    unregistered = and_(story.c.origin_outlet_id.is_(None), folded(story.c.origin_name) == fold(source.name))
    passed_on = exists().where(
        named.c.article_id == theirs.c.id, named.c.role.in_(source.roles), named.c.outlet_id.is_distinct_from(theirs.c.outlet_id)
    )
    taken = exists().where(
        article_links.c.article_id == articles.c.id,
        article_links.c.relation.in_(TAKING),
        theirs.c.id == article_links.c.other_id,
        theirs.c.outlet_id.in_(ids),
        ~passed_on,
    )
    its_story = exists().where(story.c.id == articles.c.story_id, or_(story.c.origin_outlet_id.in_(ids), unregistered))
    return and_(articles.c.outlet_id.not_in(ids), or_(its_story, taken), ~_names(source))


def _names(source: SourceFilter) -> ColumnElement[bool]:
    given = attributions.alias()
    named: ColumnElement[bool] = folded(given.c.name) == fold(source.name)
    if source.outlet is not None:
        named = or_(named, given.c.outlet_id.in_(select(outlets.c.id).where(outlets.c.name == source.outlet)))
    return exists().where(given.c.article_id == articles.c.id, given.c.role.in_(source.roles), named)
