"""Cuts the piece out of a text that shows best why it was found, and marks the words in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from storage.search.text import WRITTEN_WORD, folded_words
from warraq.text.stem import stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.search.query import Term

WIDTH: Final = 200
"""Characters of a snippet, about two lines of a terminal."""
_BEFORE: Final = 40
"""Of which so many stand before the first word found."""
_STRETCH: Final = WIDTH - _BEFORE
_MOST_CHARACTERS: Final = 72_000
"""How much of a text is looked through, as much as the index holds of it."""
_SPACE: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked."""

    words: frozenset[str]
    """Folded."""
    prefixes: tuple[str, ...]
    stems: frozenset[str]
    terms: int
    """How many words were asked for, those of phrases too: a stretch with so many reasons is as good as any."""
    _reasons: dict[str, str | None] = field(default_factory=dict)
    """By word as written, of all texts looked through."""

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Self:
        """What the terms of a query look for."""
        kept = list(terms)
        return cls(
            frozenset(word for term in kept if not term.prefix for word in (*term.openings, *term.words)),
            tuple(word for term in kept if term.prefix for word in term.words),
            frozenset(stem for term in kept for stem in term.stems),
            sum(len(set(term.words)) for term in kept),
        )

    def reason(self, written: str) -> str | None:
        """For what a word of a text is wanted: itself, a prefix or a stem; None where it is not."""
        if written not in self._reasons:
            self._reasons[written] = self._reason(written)
        return self._reasons[written]

    def _reason(self, written: str) -> str | None:
        parts = _folded(written)
        for part in parts:
            if part in self.words:
                return part
        own = stems(written) if self.stems or self.prefixes else frozenset()
        if not own.isdisjoint(self.stems):
            return next(iter(own & self.stems))
        for prefix in self.prefixes:
            if any(part.startswith(prefix) for part in (*parts, *own)):
                return prefix
        return None


@lru_cache(50_000)
def _folded(written: str) -> tuple[str, ...]:
    return tuple(folded_words(written))


class _Place(NamedTuple):
    start: int
    end: int
    reason: str


class Snippet(NamedTuple):
    """A piece of a text on one line, and where in it the wanted words stand."""

    text: str
    highlights: tuple[tuple[int, int], ...]


def snippet(body: str, wanted: Wanted) -> Snippet:
    """The piece of the body that holds most of what is wanted, at its first such place; the beginning where nothing is.

    The text is as its outlet wrote it, cut between words; an ellipsis stands where something was left out.
    """
    places = _places(body[:_MOST_CHARACTERS], wanted)
    start = _best(places) if places else 0
    begin = _word_start(body, max(0, start - _BEFORE))
    end = _word_end(body, min(len(body), begin + WIDTH))
    before, after = "… " if begin > 0 else "", " …" if end < len(body) else ""
    shift = len(before) - begin
    marked = tuple((place.start + shift, place.end + shift) for place in places if begin <= place.start and place.end <= end)
    return Snippet(before + _SPACE.sub(" ", body[begin:end]) + after, marked)


def _places(body: str, wanted: Wanted) -> list[_Place]:
    """Where the wanted words stand, in order, up to the end of the first stretch that holds all of them."""
    places: list[_Place] = []
    latest: dict[str, int] = {}
    enough = len(body)
    for found in WRITTEN_WORD.finditer(body):
        if found.start() > enough:
            break
        if reason := wanted.reason(found[0]):
            places.append(_Place(*found.span(), reason))
            latest[reason] = found.start()
            if len(latest) >= wanted.terms and (begin := min(latest.values())) > found.start() - _STRETCH:
                enough = min(enough, begin + WIDTH)
    return places


def _best(places: list[_Place]) -> int:
    """Where the stretch begins that holds most of what is wanted; the first of several."""

    def held(index: int) -> int:
        within = takewhile(lambda place: place.start < places[index].start + _STRETCH, places[index:])
        return len({place.reason for place in within})

    return places[max(range(len(places)), key=held)].start


def _word_start(body: str, index: int) -> int:
    while 0 < index < len(body) and not body[index - 1].isspace():
        index -= 1
    return index


def _word_end(body: str, index: int) -> int:
    while index < len(body) and not body[index].isspace():
        index += 1
    return index
