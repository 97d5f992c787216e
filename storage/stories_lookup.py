"""Looks up which stored articles may share their text with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from storage.sql import chunks
from storage.stories_prints import Print, load_prints
from storage.tables import dedup_postings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

_WIDESPREAD: Final = 400
"""Articles of the window from which on a hash is not asked about: furniture, or a story so large that it loses copies; a choice."""

_CANDIDATES: Final = 100
"""Articles that one is compared with, those that share most hashes first; chosen to bound the cost, not measured."""

_SECONDS_A_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share hashes enough to be compared; the later one is decided by publication, then by address."""

    later: Print
    earlier: Print

    @property
    def days_apart(self) -> float:
        """Between the two publications."""
        return (self.later.sort_at - self.earlier.sort_at).total_seconds() / _SECONDS_A_DAY


def pairs(connection: Connection, prints: Sequence[Print], story_days: int, *, both_ways: bool) -> list[Pair]:
    """The pairs to compare, each once: every given article with those of the `story_days` before it, and `both_ways` after it."""
    postings = _postings(connection, prints, story_days, both_ways=both_ways)
    if both_ways:
        _trim(connection, postings)
    counted = {each.article_id: _counted(each, postings, story_days, both_ways=both_ways) for each in prints}
    known = {each.article_id: each for each in prints}
    known |= load_prints(connection, {other for counts in counted.values() for other in counts} - known.keys())
    found: dict[tuple[int, int], Pair] = {}
    for each in prints:
        for pair in _of(each, counted[each.article_id], known, story_days, both_ways=both_ways):
            found[pair.later.article_id, pair.earlier.article_id] = pair
    return list(found.values())


def _postings(connection: Connection, prints: Sequence[Print], story_days: int, *, both_ways: bool) -> dict[int, list[tuple[int, int]]]:
    """By hash the day and id of every article around that has it."""
    days = [each.day.toordinal() for each in prints]
    table = dedup_postings.c
    query = select(table.hash, table.day, table.article_id)
    query = query.where(table.day.between(min(days) - story_days, max(days) + (story_days if both_ways else 0)))
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for chunk in chunks(sorted({number for each in prints for number in each.text.hashes})):
        for number, day, article_id in connection.execute(query.where(table.hash.in_(chunk))):
            found[number].append((day, article_id))
    return found


def _trim(connection: Connection, postings: Mapping[int, list[tuple[int, int]]]) -> None:
    """Forgets the older articles of widespread hashes, and keeps so many that they stay widespread: look-ups need not read them all."""
    table = dedup_postings.c
    gone = [
        {"h": number, "d": day, "a": article_id}
        for number, found in sorted(postings.items())
        if len(found) > 2 * _WIDESPREAD
        for day, article_id in sorted(found)[: -_WIDESPREAD - 1]
    ]
    if gone:
        which = (table.hash == bindparam("h")) & (table.day == bindparam("d")) & (table.article_id == bindparam("a"))
        connection.execute(delete(dedup_postings).where(which), gone)


def _counted(own: Print, postings: dict[int, list[tuple[int, int]]], story_days: int, *, both_ways: bool) -> Counter[int]:
    """How many hashes each other article shares with this one; fewer than it needs only of those to which it may be the earlier."""
    day = own.day.toordinal()
    until = day + story_days if both_ways else day
    counts: Counter[int] = Counter()
    after: set[int] = set()
    for number in own.text.hashes:
        near = [(other_day, article_id) for other_day, article_id in postings[number] if day - story_days <= other_day <= until]
        if len(near) <= _WIDESPREAD:
            counts.update(article_id for _, article_id in near)
            after.update(article_id for other_day, article_id in near if both_ways and other_day >= day)
    del counts[own.article_id]
    needed = own.text.hashes_needed
    return Counter({other: count for other, count in counts.items() if count >= needed or other in after})


def _of(own: Print, counts: Counter[int], known: dict[int, Print], story_days: int, *, both_ways: bool) -> Iterator[Pair]:
    """The pairs of one article, those with most hashes in common first."""
    found: list[tuple[int, float, str, Pair]] = []
    for other_id, count in counts.items():
        other = known.get(other_id)
        if other is None or not (both_ways or other.place < own.place):
            continue
        pair = Pair(own, other) if other.place < own.place else Pair(other, own)
        if count >= pair.later.text.hashes_needed and pair.days_apart <= story_days:
            found.append((-count, pair.days_apart, other.url, pair))
    return (entry[3] for entry in sorted(found, key=lambda entry: entry[:3])[:_CANDIDATES])
