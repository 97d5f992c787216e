"""Files a watch under its rarest words: an article that holds none of them cannot fit, and is not looked at for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal_column, select

from storage.search.match import FTS5, Lexeme, Where, asks, leads
from storage.search.names import with_names
from storage.tables import search_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

    from storage.search.match import Asked
    from storage.search.query import Query

_MOST_COUNTED: Final = 10_000
"""Articles up to which it is counted how many hold a word."""

Check = Callable[[frozenset[str]], bool]
Keys = frozenset[str] | None
"""Words of the index of which an article that fits must hold one; None: it may hold none."""


def filed_under(query: Query, count: Callable[[str], int]) -> Keys:
    """The rarest words that lead to all that fits; `count`: how many articles hold a word."""
    return _rarest(leads(with_names(query), Where.ANYWHERE), count)


def counting(connection: Connection) -> Callable[[str], int]:
    """How many of the stored articles hold a word, as far as is worth counting."""

    def count(word: str) -> int:
        table = FTS5 if connection.dialect.name == "sqlite" else search_texts
        some: Select[Any] = select(literal_column("1")).select_from(table)
        some = some.where(asks(connection.dialect.name, Lexeme(word))).limit(_MOST_COUNTED)
        return connection.scalar(select(func.count()).select_from(some.subquery())) or 0

    return count


def check_of(asked: Asked) -> Check:
    """Whether a text of these words of the index fits what the index is asked; made once, as a thousand watches ask it of every article."""
    if asked is None:
        return lambda words: True
    if isinstance(asked, Lexeme):
        start = asked.word
        return (lambda words: any(word.startswith(start) for word in words)) if asked.begins else (lambda words: start in words)
    if asked.operator == "or":
        return _any_of(asked.parts)
    tests = [check_of(part) for part in asked.parts]
    if asked.operator == "and":
        return lambda words: all(test(words) for test in tests)
    first, *others = tests
    return lambda words: first(words) and not any(test(words) for test in others)


def _any_of(parts: Sequence[Asked]) -> Check:
    """The plain words among them are asked for at once."""
    plain = frozenset(part.word for part in parts if isinstance(part, Lexeme) and not part.begins)
    tests = [check_of(part) for part in parts if not (isinstance(part, Lexeme) and not part.begins)]
    if not tests:
        return lambda words: not plain.isdisjoint(words)
    return lambda words: not plain.isdisjoint(words) or any(test(words) for test in tests)


def _rarest(asked: Asked, count: Callable[[str], int]) -> Keys:
    if asked is None:
        return None
    if isinstance(asked, Lexeme):
        return None if asked.begins else frozenset((asked.word,))
    parts = [_rarest(part, count) for part in (asked.parts[:1] if asked.operator == "not" else asked.parts)]
    if asked.operator == "or":
        return None if None in parts else frozenset(word for part in parts if part for word in part)
    known = [part for part in parts if part]
    return min(known, key=lambda part: (sum(map(count, part)), -min(map(len, part)), sorted(part)), default=None)
