"""Gathers linked articles into stories, whatever the order they came in, and hands the ids of earlier stories on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from warraq.dedup.compare import Relation, joins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Share of the pairs between two groups of articles, rounded down to whole pairs, that must be linked before the groups become one story.
# A round-up, or a statement that two reports quote in full, is linked to both sides while these know nothing of each other; copies of one
# text all share words, if only enough for a weaker link.
_ACQUAINTED: Final = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A stored link: what one article is to another."""

    later: int
    earlier: int
    relation: Relation
    score: float


@dataclass(frozen=True, slots=True)
class Stories:
    """Articles gathered into stories."""

    groups: tuple[tuple[int, ...], ...]
    """The articles of each story in the given order; the stories in the order of their first articles; each article in one."""
    refused: tuple[ArticleLink, ...]
    """Links that would have joined two stories: what each of them is instead (`contains`, `shares-text`)."""


def stories(articles: Sequence[int], links: Iterable[ArticleLink]) -> Stories:
    """Gathers articles, earliest first (the same articles always in the same order, ids apart), by their links of every relation.

    Groups grow along joining links, the closest first, as long as two in three pairs across are linked at all; so that a
    component is a story unless it hangs together by a thread. Links to articles that are not given are ignored.
    """
    growth = _Growth(articles, links)
    growth.run()
    return growth.result()


class _Growth:
    """The groups while they grow; an article is known by its place in the given order."""

    def __init__(self, articles: Sequence[int], links: Iterable[ArticleLink]) -> None:
        self.articles = articles
        place = {article: number for number, article in enumerate(articles)}
        known = [link for link in links if link.later in place and link.earlier in place]
        self.neighbours: defaultdict[int, set[int]] = defaultdict(set)
        for link in known:
            self.neighbours[place[link.later]].add(place[link.earlier])
            self.neighbours[place[link.earlier]].add(place[link.later])
        joining = [link for link in known if joins(link.relation, link.score)]
        self.waiting = sorted(
            ((place[link.later], place[link.earlier], link) for link in joining), key=lambda entry: (-entry[2].score, entry[0], entry[1])
        )
        self.group = list(range(len(articles)))
        self.members = {number: [number] for number in self.group}

    def run(self) -> None:
        grown = True
        while grown:
            before = len(self.waiting)
            self.waiting = [entry for entry in self.waiting if not self._joined(entry[0], entry[1])]
            grown = len(self.waiting) < before

    def _joined(self, one: int, other: int) -> bool:
        """Whether both are in one group, now or already."""
        smaller, larger = sorted((self.group[one], self.group[other]), key=lambda group: (len(self.members[group]), group))
        if smaller == larger:
            return True
        pairs = len(self.members[smaller]) * len(self.members[larger])
        linked = sum(self.group[neighbour] == larger for member in self.members[smaller] for neighbour in self.neighbours[member])
        if linked < floor(_ACQUAINTED * pairs):
            return False
        moved = self.members.pop(smaller)
        self.members[larger] += moved
        for member in moved:
            self.group[member] = larger
        return True

    def result(self) -> Stories:
        groups = sorted(sorted(members) for members in self.members.values())
        refused = (_loosened(link) for _, _, link in self.waiting)
        return Stories(tuple(tuple(self.articles[number] for number in group) for group in groups), tuple(refused))


def _loosened(link: ArticleLink) -> ArticleLink:
    return ArticleLink(link.later, link.earlier, "contains" if link.relation == "update" else "shares-text", link.score)


@dataclass(frozen=True, slots=True)
class Succession:
    """Which id each story bears."""

    ids: tuple[int | None, ...]
    """For each group in order the id that lives on in it; None: it needs a new one."""
    merged: Mapping[int, int]
    """Ids that live on no longer, each with the one that it went into."""


def succession(groups: Sequence[Sequence[int]], current: Mapping[int, int]) -> Succession:
    """Hands the ids of the stories that articles belong to now on to new groups; `current` leaves out articles without a story.

    An id goes to the first group that has one of its articles; of several in one group the smallest lives on.
    """
    claims: list[list[int]] = []
    claimed: set[int] = set()
    for group in groups:
        ids = dict.fromkeys(current[article] for article in group if article in current)
        claims.append([story for story in ids if story not in claimed])
        claimed.update(ids)
    heirs = tuple(min(ids, default=None) for ids in claims)
    merged = {story: heir for ids, heir in zip(claims, heirs, strict=True) if heir is not None for story in ids if story != heir}
    return Succession(heirs, merged)
