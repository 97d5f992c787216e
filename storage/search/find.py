"""Finds articles by words: the same articles, scores and order on both engines.

The order is by score, then the newest first. Better scores are looked for first, and the search ends when there are enough: what everybody
writes about is found in titles, without reading every article that mentions it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from storage.search.filters import Filters, conditions, timely
from storage.search.match import FTS5, Where, matches
from storage.search.query import AllOf, in_a_row, parse, wanted
from storage.search.snippets import Wanted, snippet
from storage.sql import chunks
from storage.tables import articles, outlets, search_texts, stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

TITLE_PHRASE: Final = 4
"""The words as written, one after the other, in the title."""
PHRASE: Final = 3
"""The same in the body; several words."""
TITLE: Final = 2
"""All in the title, in any form and order."""
TERMS: Final = 1
"""All somewhere, in any form."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found."""

    article_id: int
    url: str
    title: str | None
    outlet: str
    """Slug."""
    published_at: datetime | None
    published_day: date | None
    story_id: int | None
    score: int
    """4 to 1, see the constants above; 0 where only filters were given."""
    snippet: str
    """A piece of the body around the words found, as they are written there."""
    highlights: tuple[tuple[int, int], ...]
    """Where the words found stand in the snippet: start and end, in code points."""


def search(
    connection: Connection,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    offset: int = 0,
    one_per_story: bool = False,
) -> list[Hit]:
    """The articles that fit query and filters, best first, then newest first, without the first `offset`.

    A query without a word finds nothing, unless filters narrow: then all that they let through, newest first. With `one_per_story` only the
    first of each story. Raises UsageError for operators and brackets that do not fit together.
    """
    parsed = parse(query)
    asked = _Asked(connection, filters or Filters(), one_per_story)
    if parsed is None and asked.filters == Filters():
        return []
    for score, condition in _levels(connection.dialect.name, parsed):
        asked.look(score, condition, offset + limit)
    return list(_hits(connection, asked.found[offset:], Wanted.of(wanted(parsed) if parsed else ())))


def _levels(engine: str, query: AllOf | None) -> Iterator[tuple[int, ColumnElement[bool] | None]]:
    """The scores, best first, with what an article must fulfil to have at least that one."""
    if query is None:
        yield 0, None
        return
    phrase = in_a_row(query)
    if phrase is not None:
        yield TITLE_PHRASE, matches(engine, AllOf((phrase,), query.but), Where.TITLE)
        if len(phrase.words) > 1:
            yield PHRASE, matches(engine, AllOf((phrase,), query.but), Where.BODY)
    yield TITLE, matches(engine, query, Where.TITLE)
    yield TERMS, matches(engine, query, Where.ANYWHERE)


@dataclass
class _Asked:
    """A search that goes from the best score down until it has enough."""

    connection: Connection
    filters: Filters
    one_per_story: bool
    found: list[tuple[int, int]] = field(default_factory=list)
    """Id and score, in order."""
    stories: list[int] = field(default_factory=list)
    """Stories that have their article, where one each is asked for."""

    def look(self, score: int, condition: ColumnElement[bool] | None, enough: int) -> None:
        """Adds the newest of those that fulfil the condition on the full-text index, until there are enough."""
        if len(self.found) >= enough:
            return
        page = self._one_per_story(self._page(condition)) if self.one_per_story else self._page(condition)
        order = page.selected_columns
        rows = self.connection.execute(page.order_by(order.sort_at.desc(), order.article_id.desc()).limit(enough - len(self.found))).all()
        self.found += [(row.article_id, score) for row in rows]
        self.stories += [row.story_id for row in rows] if self.one_per_story else []

    def _page(self, condition: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
        """Articles that fulfil the condition and were not found before."""
        page = select(search_texts.c.article_id, search_texts.c.sort_at)
        if condition is not None:
            page = page.where(condition)
            if self.connection.dialect.name == "sqlite":
                page = page.join(FTS5, FTS5.c.rowid == search_texts.c.article_id)
        narrowing = conditions(self.filters)
        if narrowing or self.one_per_story:
            page = page.join(articles, articles.c.id == search_texts.c.article_id).where(*narrowing)
        passed = [number for number, _ in self.found]
        return page.where(*timely(search_texts.c.sort_at, self.filters), *([search_texts.c.article_id.not_in(passed)] if passed else []))

    def _one_per_story(self, page: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """The newest of each story that has none yet; one without a story stands for itself."""
        own = func.coalesce(stories.c.merged_into, stories.c.id, -articles.c.id)
        order = (search_texts.c.sort_at.desc(), search_texts.c.article_id.desc())
        place = func.row_number().over(partition_by=own, order_by=order)
        page = page.outerjoin(stories, stories.c.id == articles.c.story_id).where(own.not_in(self.stories))
        numbered = page.add_columns(own.label("story_id"), place.label("place")).subquery()
        return select(numbered.c.article_id, numbered.c.sort_at, numbered.c.story_id).where(numbered.c.place == 1)


def _hits(connection: Connection, found: list[tuple[int, int]], words: Wanted) -> Iterator[Hit]:
    """What is shown of the articles found, in their order."""
    columns = (articles.c.id, articles.c.url, articles.c.title, outlets.c.name, articles.c.published_at, articles.c.published_day)
    chosen = select(*columns, articles.c.story_id, articles.c.body).join_from(articles, outlets)
    rows: dict[int, Row[*tuple[Any, ...]]] = {}
    for chunk in chunks(number for number, _ in found):
        rows.update((row.id, row) for row in connection.execute(chosen.where(articles.c.id.in_(chunk))))
    for number, score in found:
        row = rows[number]
        piece = snippet(row.body, words)
        yield Hit(
            number, row.url, row.title, row.name, row.published_at, row.published_day, row.story_id, score, piece.text, piece.highlights
        )
