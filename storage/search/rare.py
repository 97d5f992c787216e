"""Finds articles that may hold a text by its rarest words, at a cost that is bounded however large the store is."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from storage.search.match import Where, asked_of
from storage.search.query import AllOf, Term, single_word
from storage.search.text import WRITTEN_WORD, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from storage.search.query import Query
    from storage.sql import Found

_WEIGHED: Final = 32
"""Words of the text that are weighed, the longest: what says most is long."""
_SHORTEST_WEIGHED: Final = 4
"""Letters of a word that is weighed."""
_COMMON_FROM: Final = 1_000
"""Articles from which on a word counts as common; so many are counted at most."""
_RAREST_ASKED: Final = 7
"""Rarest words that are asked about, alone and in pairs."""
_ASKED_ALONE: Final = 200
"""Articles up to which a word is asked about alone; a pair is asked about for so many articles at most."""

_LED_TO: Final = {
    "sqlite": "SELECT {} FROM article_search JOIN search_texts ON id = article_search.rowid WHERE article_search MATCH :asked{}",
    "postgresql": "SELECT {} FROM search_texts WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked{} AS tsquery)",
}


def holding_rare_words(connection: Connection, written: str, most: int) -> tuple[list[int], bool]:
    """Ids of the articles without a kept print that hold several of the text's rarest words, those of most first, `most` at most.

    The second answer is whether the index could be asked: the text has at least two words that stand in it. A word that no article has
    (it may be misspelt) is not counted among the rarest.
    """
    rarest = _rarest(connection, list(_words(written)))[:_RAREST_ASKED]
    found: Counter[int] = Counter()
    probes = list(_probes(rarest))
    without = " AND NOT EXISTS (SELECT 1 FROM dedup_prints WHERE dedup_prints.article_id = search_texts.article_id)"
    found.update(
        row.article_id for row in _asked(connection, probes, "search_texts.article_id", f"{without} LIMIT {_ASKED_ALONE}", "article_id")
    )
    ordered = sorted(found, key=lambda number: (-found[number], number))
    return ordered[:most], len(rarest) > 1


def _words(written: str) -> Iterator[Term]:
    """The longest words of the text, each once."""
    known: dict[str, str] = {}
    for word in WRITTEN_WORD.findall(written):
        if len(word) >= _SHORTEST_WEIGHED and not word.isdigit():
            known.setdefault(word, word)
    for word in sorted(known, key=lambda word: (-len(word), word))[:_WEIGHED]:
        folded = folded_words(word)
        if len(folded) == 1:
            yield single_word(folded[0], word)


def _rarest(connection: Connection, terms: Sequence[Term]) -> list[tuple[int, Term]]:
    """The words that stand in the index, each with how many articles have it, the rarest first."""
    everywhere = _everywhere(connection)
    rare = [term for term in terms if not everywhere & term.stems]
    counts = [row.found for row in _asked(connection, rare, "1", f" LIMIT {_COMMON_FROM + 1}", "count(*) AS found")]
    weighed = [*zip(counts, rare, strict=True), *((_COMMON_FROM + 1, term) for term in terms if everywhere & term.stems)]
    return sorted(((count, term) for count, term in weighed if count), key=lambda entry: (entry[0], entry[1].words))


def _asked(connection: Connection, queries: Sequence[Query], column: str, end: str, told: str) -> list[Found]:
    """What each of the queries leads to, in their order, by one statement."""
    engine = connection.dialect.name
    led_to = _LED_TO[engine] + end
    parts = (f"SELECT {told} FROM ({led_to.format(column, number)}) AS part{number}" for number in range(len(queries)))  # noqa: S608 - no text of others
    values = {f"asked{number}": asked_of(engine, query, Where.ANYWHERE) for number, query in enumerate(queries)}
    return list(connection.execute(text(" UNION ALL ".join(parts)), values)) if queries else []


def _everywhere(connection: Connection) -> frozenset[str]:
    """The commonest words as PostgreSQL knows them, which reads all articles of a word before it counts the first; none on SQLite."""
    if connection.dialect.name == "sqlite":
        return frozenset()
    known = text(
        "SELECT most_common_elems::text::text[] FROM pg_stats"
        " WHERE tablename = 'ix_search_texts_words' AND schemaname = ANY(current_schemas(false))"
    )
    return frozenset(connection.scalar(known) or ())


def _probes(rarest: Sequence[tuple[int, Term]]) -> Iterator[Query]:
    yield from (term for count, term in rarest if count <= _ASKED_ALONE)
    yield from (AllOf((one, other)) for (_, one), (_, other) in combinations(rarest, 2))
