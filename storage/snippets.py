"""Cuts the piece out of a text that shows best why it was found."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from storage.search_text import WORD, stems_of
from warraq.text.fold import fold_map
from warraq.text.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Collection

WIDTH: Final = 200
"""Characters of a snippet, about two lines of a terminal."""
_BEFORE: Final = 40
"""Of which so many stand before the first word found."""


def snippet(body: str, words: Collection[str], stems: Collection[str]) -> str:
    """The piece of the body that holds most of the words (folded), or of words with the stems; its beginning where there is none.

    The text is as its outlet wrote it, on one line, cut between words; an ellipsis stands where something was left out.
    """
    places = _places(body, words, stems)
    start = _best(places) if places else 0
    begin = _word_start(body, max(0, start - _BEFORE))
    end = _word_end(body, min(len(body), begin + WIDTH))
    piece = " ".join(body[begin:end].split())
    return f"{'… ' if begin > 0 else ''}{piece}{' …' if end < len(body) else ''}"


def _places(body: str, words: Collection[str], stems: Collection[str]) -> list[tuple[int, str]]:
    """Where the wanted words stand, in order, each with what it is wanted for; stems are looked for where words are missing."""
    folded = fold_map(body)
    places = [(folded.original_span(*found.span())[0], found[0]) for found in WORD.finditer(folded.text) if found[0] in words]
    if stems and len({word for _, word in places}) < len(words):
        places += [(span.start, stem) for span in words_of(body) for stem in _stems(span.text) if stem in stems]
    return sorted(places)


@lru_cache(20_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stems_of(word))


def _best(places: list[tuple[int, str]]) -> int:
    """Where the stretch begins that holds most of what is wanted; the first of several."""

    def held(index: int) -> int:
        start = places[index][0]
        within = takewhile(lambda place: place[0] < start + WIDTH - _BEFORE, places[index:])
        return len({reason for _, reason in within})

    return places[max(range(len(places)), key=held)][0]


def _word_start(body: str, index: int) -> int:
    while 0 < index < len(body) and not body[index - 1].isspace():
        index -= 1
    return index


def _word_end(body: str, index: int) -> int:
    while index < len(body) and not body[index].isspace():
        index += 1
    return index
