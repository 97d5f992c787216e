"""Looks up which stored articles may share their text with others: a function of the articles stored, whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from storage.stories.prints import days_with_prints, load_prints
from storage.stories.window import WIDESPREAD, Window, sharing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from storage.stories.prints import Print

CANDIDATES: Final = -(-2 * WIDESPREAD // 3)
"""Earlier articles that one is compared with: those that share most hashes, then the nearest in time. A story takes up an article that is
linked to two in three of its members (`warraq.dedup.stories`), so these suffice for the largest that hashes find. Of 14,516 real articles
none has so many and 8 more than 200; fifty would lose none of 5,960 pairs that make stories and 5 of 13,470 links. With a hundred,
three hundred edited copies of one text came out as a story of 158 and many small ones; with this, 395 of four hundred as one."""

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


_Candidate = tuple[int, float, str, Pair]
"""A pair, after that by which the closest sort first."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What was found for a number of articles."""

    pairs: list[Pair] = field(default_factory=list)
    """Each once; the later articles' `candidates` are brought up to date."""
    unsure: set[int] = field(default_factory=set)
    """Later articles, none of those asked for, that may now be compared with others than before."""


def look_up(connection: Connection, prints: Sequence[Print], story_days: int, *, both_ways: bool) -> LookUp:
    """The pairs to compare: every given article with those of the `story_days` before it, and `both_ways` after it."""
    found = LookUp()
    shared: dict[tuple[int, int], int] = {}
    for window, asking in _windows(connection, prints, story_days, both_ways=both_ways):
        for own, other, count in sharing(connection, asking, window, both_ways=both_ways):
            if own is None:
                found.unsure.add(other)
            else:
                shared[own, other] = count
    asked = {each.article_id: each for each in prints}
    known = asked | load_prints(connection, {other for _, other in shared} - asked.keys())
    for each in prints:
        each.candidates = 0
    for later, candidates in sorted(_candidates(shared, known, story_days).items()):
        if both_ways or later in asked:
            _keep(found, known[later], candidates, complete=later in asked)
    found.unsure.difference_update(asked)
    return found


def _windows(connection: Connection, prints: Sequence[Print], story_days: int, *, both_ways: bool) -> Iterator[tuple[Window, list[Print]]]:
    """The windows on whose last day the later article of a pair may stand, and the given articles that look for the other one there."""
    by_day: defaultdict[int, list[Print]] = defaultdict(list)
    for each in prints:
        by_day[each.day.toordinal()].append(each)
    if not by_day:
        return
    for last in days_with_prints(connection, min(by_day), max(by_day) + story_days) if both_ways else sorted(by_day):
        first = last - story_days
        if last in by_day:
            yield Window(first, last, first), by_day[last]
        before = [each for day in sorted(by_day) if first <= day < last for each in by_day[day]]
        if both_ways and before:
            yield Window(first, last, last), before


def _candidates(shared: Mapping[tuple[int, int], int], known: Mapping[int, Print], story_days: int) -> dict[int, list[_Candidate]]:
    """By the later article those that it may be compared with."""
    found: defaultdict[int, dict[int, _Candidate]] = defaultdict(dict)
    for (one, another), count in shared.items():
        if another in known:
            earlier, later = sorted((known[one], known[another]), key=lambda each: each.place)
            pair = Pair(later, earlier)
            if count >= later.text.hashes_needed and pair.days_apart <= story_days:
                found[later.article_id][earlier.article_id] = (-count, pair.days_apart, earlier.url, pair)
    return {later: list(candidates.values()) for later, candidates in found.items()}


def _keep(found: LookUp, later: Print, candidates: Sequence[_Candidate], *, complete: bool) -> None:
    """Takes the closest candidates. Where these are not all, there were others before: with too many, one of them may have to go."""
    later.candidates = len(candidates) + (0 if complete else later.candidates)
    if later.candidates > CANDIDATES and not complete:
        found.unsure.add(later.article_id)
    found.pairs.extend(entry[3] for entry in sorted(candidates, key=lambda entry: entry[:3])[:CANDIDATES])
