"""Asks which articles of some days share hashes with given ones, at a cost that is bounded however many have a hash."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from warraq.dedup.fingerprint import SHORT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, TextClause

    from storage.stories.prints import Print

WIDESPREAD: Final = 400
"""Articles of one window beyond which a hash is not asked about, so that no story of more copies is found whole: enough for one that
every outlet of two hundred prints twice."""

LASTING: Final = 100
"""The same for the articles of a window but those of its last days, `_RECENT` of them: a hash that has been so common for so long is a
phrase. Of 5,960 pairs that make stories, among the candidates for 14,516 real articles of eight days, a bound of 100 on all days loses
one, of 50 nine, of 25 sixteen."""

_RECENT: Final = 3

_SLACK: Final = 100
"""Articles that writers may have published and not joined yet: the size of a batch."""

_HASHES_AT_ONCE: Final = 512
"""Hashes in one statement, unless one article alone has more."""

_MOST: Final = 8192
"""Hashes of one article that are asked about, a text of 130,000 words; SQLite takes four times as many variables."""

Asked = tuple[int, int, int]
"""A hash, the article that asks, and how many of its hashes another must have."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which the articles are looked for, counted from 0001-01-01 as 1."""

    first: int
    last: int
    since: int
    """The first day of which articles are wanted; how widespread a hash is counts in all days."""


def sharing(connection: Connection, asking: Iterable[Print], window: Window, *, both_ways: bool) -> Iterator[tuple[int | None, int, int]]:
    """The articles that ask, each with another one and how many hashes it shares with that.

    These are as many as the one that asks needs or, `both_ways`, as a short text of the last day needs. Where the one that asks is None,
    the other is of the last day and has a hash that has just become widespread.
    """
    slack = _SLACK if both_ways else 0
    bounds = {"first": window.first, "last": window.last, "since": window.since, "before": window.last - _RECENT}
    bounds |= {"many": WIDESPREAD, "too_many": WIDESPREAD + slack, "lasting": LASTING, "too_lasting": LASTING + slack}
    bounds |= {"short": SHORT_BYTES if both_ways else 0}
    for chunk in _chunks(asking):
        size = _size(len(chunk))
        values: dict[str, int | None] = {**bounds}
        for place in range(size):
            number, asker, needed = chunk[place] if place < len(chunk) else (None, None, None)
            values |= {f"hash{place}": number, f"asker{place}": asker, f"needed{place}": needed}
        for asker, other, count in connection.execute(_statement(size), values):
            yield asker, other, count


def _chunks(asking: Iterable[Print]) -> Iterator[Sequence[Asked]]:
    """All hashes of an article in one."""
    chunk: list[Asked] = []
    for each in asking:
        own = [(number, each.article_id, each.text.hashes_needed) for number in each.text.hashes[:_MOST]]
        if chunk and len(chunk) + len(own) > _HASHES_AT_ONCE:
            yield chunk
            chunk = []
        chunk += own
    if chunk:
        yield chunk


def _size(count: int) -> int:
    """A power of two, so that a few statements serve for all numbers of hashes: nulls fill it up, which equal nothing."""
    return max(16, 1 << (count - 1).bit_length())


@cache
def _statement(size: int) -> TextClause:
    """Both engines read `beyond` from the key in the order of days and stop at the row that decides."""
    beyond = """(SELECT other.day FROM dedup_postings AS other WHERE other.hash = asked.hash AND other.day BETWEEN :first AND {}
                 ORDER BY other.day LIMIT 1 OFFSET {}) IS NOT NULL"""
    many, too_many = beyond.format(":last", ":many"), beyond.format(":last", ":too_many")
    lasting, too_lasting = beyond.format(":before", ":lasting"), beyond.format(":before", ":too_lasting")
    first = "(CAST(:hash0 AS BIGINT), CAST(:asker0 AS BIGINT), CAST(:needed0 AS INTEGER))"
    others = (f"(:hash{place}, :asker{place}, :needed{place})" for place in range(1, size))
    return text(f"""
        WITH asked(hash, asker, needed) AS (VALUES {", ".join([first, *others])}),
        rated AS MATERIALIZED (
            SELECT hash, asker, needed, CASE WHEN NOT {beyond.format(":last", ":lasting")} THEN 'rare'
                WHEN {too_lasting} OR {too_many} THEN 'too common' WHEN {lasting} OR {many} THEN 'widespread' ELSE 'rare' END AS state
            FROM asked WHERE hash IS NOT NULL
        )
        SELECT rated.asker, found.article_id, count(*)
        FROM rated CROSS JOIN dedup_postings AS found
        WHERE rated.state = 'rare' AND found.hash = rated.hash AND found.day BETWEEN :since AND :last AND found.article_id <> rated.asker
        GROUP BY rated.asker, rated.needed, found.article_id
        HAVING count(*) >= rated.needed OR max(found.day) = :last
            AND (SELECT length(known.print) FROM dedup_prints AS known WHERE known.article_id = found.article_id) < :short
        UNION ALL
        SELECT NULL, found.article_id, 0
        FROM rated CROSS JOIN dedup_postings AS found
        WHERE rated.state = 'widespread' AND found.hash = rated.hash AND found.day = :last
    """)  # noqa: S608 - only names of parameters are put in
