"""Widens a query by the other spelling of its names: two words that stand side by side may be written as one in a text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from storage.search.query import AllOf, AnyOf, Term, single_word
from storage.search.text import folded_words
from warraq.text.compounds import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.search.query import Query

_JOINABLE_WORD: Final = re.compile("[\u0621-\u064a\u064b-\u0652]{2,}")


def with_names(query: Query) -> Query:
    """The query with every two words that stand side by side also as one: «عبد الله الراشد» finds «عبدالله الراشد».

    The other way round the index itself leads: it holds the names of two words in a text as one word too.
    """
    if isinstance(query, Term):
        return query
    if not isinstance(query, AllOf):
        return AnyOf(tuple(with_names(part) for part in query.parts))
    parts = tuple(with_names(part) for part in query.parts)
    readings = [parts, *_joined(parts)]
    if len(readings) == 1:
        return AllOf(parts, query.but)
    return AllOf((AnyOf(tuple(AllOf(reading) for reading in readings)),), query.but)


def _joined(parts: tuple[Query, ...]) -> Iterator[tuple[Query, ...]]:
    for place, (first, second) in enumerate(pairwise(parts)):
        if _is_word(first) and _is_word(second):
            for written in join(_written(first), _written(second)):
                (folded,) = folded_words(written)
                yield (*parts[:place], single_word(folded, written), *parts[place + 2 :])


def _is_word(part: Query) -> bool:
    return _JOINABLE_WORD.fullmatch(_written(part)) is not None


def _written(part: Query) -> str:
    return part.written if isinstance(part, Term) else ""
