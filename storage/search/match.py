"""A query as the condition that each engine's full-text index answers: one FTS5 expression, or one tsquery.

The index leads to every article that fits, and where a query holds a phrase, a beginning or a word in quotes to others too: whether these
fit is seen in their text (`storage.search.check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Column, Integer, MetaData, Table, cast, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from storage.search.query import AllOf, Term
from storage.search.save import FTS5_MARK, FTS5_TABLE
from storage.search.text import IN_TITLE, JOINED_PARTICLES, SHORTEST_STEM, TITLE_WRITTEN_SO, WRITTEN_SO
from warraq.text.stem import query_stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from storage.search.query import Query


class Where(StrEnum):
    """Where the wanted words have to stand; excluded ones may stand nowhere."""

    TITLE = "title"
    BODY = "body"
    ANYWHERE = "anywhere"


FTS5: Final = Table(FTS5_TABLE, MetaData(), Column("rowid", Integer, primary_key=True))
"""SQLite's full-text index."""

_WORDS_VECTOR: Final = literal_column("array_to_tsvector(string_to_array(search_texts.words, ' '))", TSVECTOR)
"""As the index on PostgreSQL is defined."""


@dataclass(frozen=True, slots=True, order=True)
class Lexeme:
    """One word of the index, or all that begin like it."""

    word: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """What the index is asked: parts joined by an operator; `not` is the first part without the second."""

    operator: Literal["and", "or", "not"]
    parts: tuple[Asked, ...]


Asked = Lexeme | Node | None
"""None leads to every article."""


def matches(engine: str, query: Query, where: Where) -> ColumnElement[bool] | None:
    """The condition for all articles that may fit the query, in a statement that selects from `search_texts`, on SQLite joined with `FTS5`.

    None where all may.
    """
    asked = leads(query, where)
    return None if asked is None else asks(engine, asked)


def asks(engine: str, asked: Lexeme | Node) -> ColumnElement[bool]:
    """The condition that the index holds this of an article."""
    if engine == "sqlite":
        return literal_column(FTS5.name).bool_op("MATCH")(_fts5(asked))
    return _WORDS_VECTOR.bool_op("@@")(cast(_tsquery(asked), TSQUERY))


def asked_of(engine: str, query: Query, where: Where) -> str | None:
    """The same as the words in which the engine is asked: an FTS5 expression or a tsquery; None where all articles may fit."""
    asked = leads(query, where)
    return None if asked is None else _fts5(asked) if engine == "sqlite" else _tsquery(asked)


def is_exact(query: Query) -> bool:
    """Whether all articles that the index leads to fit the query."""
    if isinstance(query, Term):
        return not query.prefix and len(query.words) == 1 and bool(query.stems or not query_stems(query.words[0]))
    return all(is_exact(part) for part in (*query.parts, *(query.but if isinstance(query, AllOf) else ())))


def leads(query: Query, where: Where) -> Asked:
    """What leads to all articles that fit the query, and maybe to others."""
    if isinstance(query, Term):
        return _leads_to_term(query, where)
    parts = [leads(part, where) for part in query.parts]
    if not isinstance(query, AllOf):
        return _any(parts)
    kept = _all(parts)
    excluded = [found for part in query.but if (found := _fits(part)) is not None]
    return Node("not", (kept, _any(excluded))) if excluded and kept is not None else kept


def _fits(query: Query) -> Asked:
    """What leads to nothing but articles that fit the query; None: nothing is known to."""
    if isinstance(query, Term):
        return leads(query, Where.ANYWHERE) if is_exact(query) else None
    if not is_exact(query):
        parts = [_fits(part) for part in query.parts]
        return None if isinstance(query, AllOf) or not any(parts) else _any([part for part in parts if part])
    return leads(query, Where.ANYWHERE)


def _leads_to_term(term: Term, where: Where) -> Asked:
    if term.prefix:
        return _leads_to_beginning(term.words[0], where)
    if term.stems:
        return _words(term.stems, (term.words[0],), where)
    first = _any([_words(query_stems(opening), (opening,), where) for opening in term.openings])
    others = [_words(query_stems(word), (word,), where) for word in term.words[1:]]
    return _all([first, *others])


def _words(stems: Iterable[str], written: Iterable[str], where: Where) -> Asked:
    stem, word = (IN_TITLE, TITLE_WRITTEN_SO) if where is Where.TITLE else ("", WRITTEN_SO)
    return _any([*(Lexeme(stem + each) for each in sorted(stems)), *(Lexeme(word + each) for each in written)])


def _leads_to_beginning(beginning: str, where: Where) -> Asked:
    """Stems lack what is joined before a word, and may lack its end."""
    stem, word = (IN_TITLE, TITLE_WRITTEN_SO) if where is Where.TITLE else ("", WRITTEN_SO)
    found = {Lexeme(word + beginning, begins=True)}
    for particle in JOINED_PARTICLES:
        if beginning.startswith(particle):
            rest = beginning[len(particle) :]
            if len(rest) < SHORTEST_STEM and particle:
                return None
            found |= {Lexeme(stem + spelled, begins=True) for spelled in _with_teh(rest)}
            found |= {Lexeme(stem + spelled) for end in range(SHORTEST_STEM, len(rest)) for spelled in _with_teh(rest[:end])}
        elif particle.startswith(beginning):
            return None
    return _any(sorted(found))


def _with_teh(word: str) -> tuple[str, ...]:
    """Stems keep the ة that folding makes a ه."""
    return (word, word[:-1] + "ة") if word.endswith("ه") else (word,)


def _all(parts: Iterable[Asked]) -> Asked:
    kept = tuple(dict.fromkeys(part for part in parts if part is not None))
    return kept[0] if len(kept) == 1 else Node("and", kept) if kept else None


def _any(parts: Iterable[Asked]) -> Asked:
    kept = tuple(dict.fromkeys(parts))
    if None in kept:
        return None
    return kept[0] if len(kept) == 1 else Node("or", kept)


def _fts5(asked: Lexeme | Node) -> str:
    """https://www.sqlite.org/fts5.html#full_text_query_syntax; words stand in quotes, so that none is taken for an operator."""
    if isinstance(asked, Lexeme):
        return f'"{FTS5_MARK}{asked.word}"{"*" if asked.begins else ""}'
    return "(" + f" {asked.operator.upper()} ".join(_fts5(part) for part in asked.parts if part is not None) + ")"


def _tsquery(asked: Lexeme | Node) -> str:
    """https://www.postgresql.org/docs/current/datatype-textsearch.html; words are letters and digits: nothing has to be escaped."""
    if isinstance(asked, Lexeme):
        return f"'{asked.word}'{':*' if asked.begins else ''}"
    sign = {"and": " & ", "or": " | ", "not": " & !"}[asked.operator]
    return "(" + sign.join(_tsquery(part) for part in asked.parts if part is not None) + ")"
