"""Finds articles by words: the same articles, scores and order on both engines.

The order is by score, then the newest first. Better scores are looked for first, and the search ends when there are enough: what everybody
writes about is found in titles, without reading every article that mentions it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from storage.search.filters import Filters
from storage.search.look import MOST_READ, Looking, Place
from storage.search.match import Where
from storage.search.names import with_names
from storage.search.query import AllOf, in_a_row, parse, wanted
from storage.search.snippets import Wanted, snippet
from storage.sql import chunks
from storage.tables import articles, outlets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection, Row

    from storage.search.look import Found
    from storage.search.query import Query

TITLE_PHRASE: Final = 4
"""The words as written, one after the other, in the title."""
PHRASE: Final = 3
"""The same in the body; several words."""
TITLE: Final = 2
"""All in the title, in any form and order."""
TERMS: Final = 1
"""All somewhere, in any form."""

MOST_RANKED: Final = 100
"""Articles that hold all words, the newest, which are looked through for these in a row, so that they come before others."""


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


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of what was found."""

    hits: list[Hit]
    next: Place | None
    """Where the page after it begins, in the order of time; None where nothing follows, or another order was asked for."""
    cut: bool
    """Whether the query has a phrase, a beginning or a word in quotes, and of the articles that hold its words only the newest `MOST_READ`
    were looked through."""


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
    return best(connection, query, filters, limit=limit, offset=offset, one_per_story=one_per_story).hits


def best(
    connection: Connection,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    offset: int = 0,
    one_per_story: bool = False,
) -> Answer:
    """As `search`, which tells less."""
    parsed = parse(query)
    looking = Looking(connection, filters or Filters(), with_stories=one_per_story)
    if parsed is None and looking.filters == Filters():
        return Answer([], None, cut=False)
    found: dict[int, int] = {}
    passed: set[int | None] = set()
    for score, wanted_so, where, most_read in _levels(parsed):
        kept = _first_of_each(looking.found(wanted_so, where, most_read), found, passed) if len(found) < offset + limit else ()
        found |= {each.article_id: score for each in islice(kept, offset + limit - len(found))}
    hits = _hits(connection, list(found.items())[offset:], Wanted.of(wanted(parsed) if parsed else ()))
    return Answer(list(hits), None, cut=looking.cut and len(found) < offset + limit)


def newest(
    connection: Connection,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    after: Place | None = None,
    one_per_story: bool = False,
) -> Answer:
    """The articles that fit query and filters, newest first; `after`: only what follows there, the `next` of the page before.

    A query without a word lets through all that the filters do. The score is 1 with words, 0 without. With `one_per_story` only the newest
    of each story on this page. Raises UsageError as `search` does.
    """
    parsed = parse(query)
    looking = Looking(connection, filters or Filters(), with_stories=one_per_story, after=after)
    fitting = looking.found(with_names(parsed) if parsed else None, Where.ANYWHERE)
    found = list(islice(_first_of_each(fitting, {}, set()), limit + 1))
    hits = _hits(
        connection, [(each.article_id, TERMS if parsed else 0) for each in found[:limit]], Wanted.of(wanted(parsed) if parsed else ())
    )
    follows = Place(found[limit - 1].sort_at, found[limit - 1].article_id) if len(found) > limit else None
    return Answer(list(hits), follows, cut=looking.cut)


def _levels(query: AllOf | None) -> Iterator[tuple[int, Query | None, Where, int]]:
    """The scores, best first, with what an article must fulfil to have at least that one, and how many texts may be read for it."""
    if query is None:
        yield 0, None, Where.ANYWHERE, 0
        return
    phrase = in_a_row(query)
    if phrase is not None:
        yield TITLE_PHRASE, AllOf((phrase,), query.but), Where.TITLE, MOST_READ
        if len(phrase.words) > 1:
            yield PHRASE, AllOf((phrase,), query.but), Where.BODY, MOST_READ if phrase in query.parts else MOST_RANKED
    named = with_names(query)
    yield TITLE, named, Where.TITLE, MOST_READ
    yield TERMS, named, Where.ANYWHERE, MOST_READ


def _first_of_each(found: Iterable[Found], before: Mapping[int, int], stories: set[int | None]) -> Iterator[Found]:
    """Without the articles of better scores, and where stories are told only the first article of each, which it notes."""
    for each in found:
        if each.article_id in before or each.story_id in stories:
            continue
        if each.story_id is not None:
            stories.add(each.story_id)
        yield each


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
