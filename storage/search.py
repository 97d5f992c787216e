"""Finds articles by words: the same articles, scores and order on both engines.

A query is words that all have to occur, and phrases in quotes whose words have to follow one another in title or body. A word is found as
it is written, folded, or by its stem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Integer, and_, column, func, literal_column, or_, select, table, union_all
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.search_text import folded_words, stems_of
from storage.snippets import snippet
from storage.tables import articles, outlets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Select, Subquery

    _Way = Select[int, int]
    """Article and score of those that one full-text expression finds."""

MOST_TERMS: Final = 32
"""Words and phrases of a query that are looked for; further ones are left out."""

_CHUNK: Final = re.compile(r'["«»“”„‟〝〞″]([^"«»“”„‟〝〞″]*)["«»“”„‟〝〞″]|([^\s"«»“”„‟〝〞″]+)')


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
    score: int
    """3: all terms as written in the title; 2: all as written; 1: some by their stems only."""
    snippet: str
    """A piece of the body around the first word found, as it is written there."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query."""

    words: tuple[str, ...]
    """Folded; they follow one another."""
    stems: frozenset[str]
    """Stems of a single word; empty for a phrase, which is taken as it is written."""


def parse(query: str) -> list[Term]:
    """The terms of a query; whatever is neither word nor number parts words and says nothing else, so no query is wrong."""
    terms: list[Term] = []
    for chunk in _CHUNK.finditer(query):
        phrase, plain = chunk.groups()
        words = tuple(folded_words(phrase if plain is None else plain))
        stems = stems_of(plain) if plain is not None and len(words) == 1 else ()
        if words:
            terms.append(Term(words, frozenset(stems)))
    return terms[:MOST_TERMS]


def search(
    connection: Connection,
    query: str,
    *,
    outlet: str | None = None,
    country: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Hit]:
    """The articles that hold all terms of the query, best first, then newest first.

    `outlet` is a slug; `since` and `until` bound the time of publication, or of fetching where that is not known, the latter exclusive. A
    query without a word finds nothing.
    """
    terms = parse(query)
    if not terms:
        return []
    found = _found(connection.dialect.name, terms)
    columns = (articles.c.id, articles.c.url, articles.c.title, outlets.c.name, articles.c.published_at, articles.c.published_day)
    chosen = select(*columns, found.c.score, articles.c.body).join_from(found, articles, found.c.article_id == articles.c.id).join(outlets)
    limits: list[ColumnElement[bool]] = []
    limits += [outlets.c.name == outlet] if outlet is not None else []
    limits += [outlets.c.country == country] if country is not None else []
    limits += [articles.c.sort_at >= since] if since is not None else []
    limits += [articles.c.sort_at < until] if until is not None else []
    chosen = chosen.where(*limits).order_by(found.c.score.desc(), articles.c.sort_at.desc(), articles.c.id.desc()).limit(limit)
    words = {word for term in terms for word in term.words}
    stems = {stem for term in terms for stem in term.stems}
    return [Hit(*row[:-1], snippet=snippet(row.body, words, stems)) for row in connection.execute(chosen)]


# The three ways of being found, each a full-text expression; an article has the score of the best.


def _found(engine: str, terms: list[Term]) -> Subquery:
    ways = _sqlite_ways(terms) if engine == "sqlite" else _postgresql_ways(terms)
    either = union_all(*ways).subquery()
    return select(either.c.article_id, func.max(either.c.score).label("score")).group_by(either.c.article_id).subquery()


def _sqlite_ways(terms: list[Term]) -> list[_Way]:
    """FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax); words stand in quotes, so that none is taken for an operator."""

    def written(term: Term, columns: str) -> str:
        return f'{{{columns}}} : "{" ".join(term.words)}"'

    def stemmed(term: Term) -> str:
        return " OR ".join([written(term, "title body"), *(f'{{stems}} : "{stem}"' for stem in sorted(term.stems))])

    ways = (
        " AND ".join(f"({stemmed(term)})" for term in terms),
        " AND ".join(written(term, "title body") for term in terms),
        " AND ".join(written(term, "title") for term in terms),
    )
    matches = literal_column("article_search").op("MATCH")
    index = table("article_search", column("rowid", Integer))
    return [
        select(index.c.rowid.label("article_id"), literal_column(str(score)).label("score")).where(matches(way))
        for score, way in enumerate(ways, start=1)
    ]


def _postgresql_ways(terms: list[Term]) -> list[_Way]:
    """One condition a column, which the index answers alone; one vector with weights would be read from the table for every match."""
    names = ("title_words", "body_words", "stem_words")
    index = table("search_texts", column("article_id", BigInteger), *(column(name, TSVECTOR) for name in names))

    def holds(name: str, words: Sequence[str]) -> ColumnElement[bool]:
        # The query goes through the same parser as the text, so what it makes of rare letters and numbers is the same.
        return index.c[name].op("@@")(func.phraseto_tsquery(literal_column("'simple'"), " ".join(words)))

    def written(term: Term) -> ColumnElement[bool]:
        return or_(holds("title_words", term.words), holds("body_words", term.words))

    ways = (
        and_(*(or_(written(term), *(holds("stem_words", [stem]) for stem in sorted(term.stems))) for term in terms)),
        and_(*(written(term) for term in terms)),
        and_(*(holds("title_words", term.words) for term in terms)),
    )
    return [select(index.c.article_id, literal_column(str(score)).label("score")).where(way) for score, way in enumerate(ways, start=1)]
