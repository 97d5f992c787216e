"""A query as the condition that each engine's full-text index answers: an FTS5 expression, or tsquery conditions column by column."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Integer, MetaData, Table, and_, cast, literal_column, not_, or_
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from storage.search.query import AllOf, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from storage.search.query import Query


class Where(StrEnum):
    """Where the wanted words have to stand; excluded ones may stand nowhere."""

    TITLE = "title"
    BODY = "body"
    ANYWHERE = "anywhere"


_WRITTEN: Final = {Where.TITLE: ("title",), Where.BODY: ("body",), Where.ANYWHERE: ("title", "body")}
_STEMS: Final = {Where.TITLE: "title_stems", Where.BODY: "stems", Where.ANYWHERE: "stems"}

FTS5: Final = Table("article_search", MetaData(), Column("rowid", Integer, primary_key=True))
"""SQLite's full-text index over `search_texts`."""


def matches(engine: str, query: Query, where: Where) -> ColumnElement[bool]:
    """The condition for articles that fit the query, in a statement that selects from `search_texts`, on SQLite joined with `FTS5`."""
    if engine == "sqlite":
        return literal_column(FTS5.name).bool_op("MATCH")(_fts5(query, where))
    return _tsquery(query, where)


def _fts5(query: Query, where: Where) -> str:
    """https://www.sqlite.org/fts5.html#full_text_query_syntax; words stand in quotes, so that none is taken for an operator."""
    if isinstance(query, Term):
        star = "*" if query.prefix else ""
        phrases = " OR ".join(f'"{" ".join((opening, *query.words[1:]))}"{star}' for opening in query.openings)
        stems = (f'{{{_STEMS[where]}}} : "{stem}"{star}' for stem in _stems(query))
        written = f"{{{' '.join(_WRITTEN[where])}}} : ({phrases})"
        return f"({' OR '.join((written, *stems))})"
    parts = (_fts5(part, where) for part in query.parts)
    if not isinstance(query, AllOf):
        return f"({' OR '.join(parts)})"
    kept = " AND ".join(parts)
    excluded = " OR ".join(_fts5(part, Where.ANYWHERE) for part in query.but)
    return f"(({kept}) NOT ({excluded}))" if excluded else f"({kept})"


def _tsquery(query: Query, where: Where) -> ColumnElement[bool]:
    """https://www.postgresql.org/docs/current/datatype-textsearch.html.

    One condition a column, which the index answers alone; one vector with weights would be read from the table for every match.
    """
    if isinstance(query, Term):
        written = (_holds(column, (query.openings, *((word,) for word in query.words[1:])), query.prefix) for column in _WRITTEN[where])
        return or_(*written, *(_holds(_STEMS[where], ((stem,),), query.prefix) for stem in _stems(query)))
    parts = [_tsquery(part, where) for part in query.parts]
    if not isinstance(query, AllOf):
        return or_(*parts)
    return and_(*parts, *(not_(_tsquery(part, Where.ANYWHERE)) for part in query.but))


def _holds(column: str, words: Iterable[tuple[str, ...]], prefix: bool) -> ColumnElement[bool]:
    """Whether a column holds the words in a row, each in any of its spellings."""
    star = ":*" if prefix else ""
    lexemes = " <-> ".join("(" + " | ".join(f"'{spelling}'{star}" for spelling in spellings) + ")" for spellings in words)
    return literal_column(f"search_texts.{column}_words", TSVECTOR).bool_op("@@")(cast(lexemes, TSQUERY))


def _stems(term: Term) -> list[str]:
    """Stems lack the article and what is joined before it, so a prefix is looked for among them too: «مصر*» finds «المصرية»."""
    return list(term.words) if term.prefix else sorted(term.stems)
