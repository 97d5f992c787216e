"""Cuts the piece out of a text that shows best why it was found."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from storage.search_text import folded_words, stems_of
from warraq.text.fold import fold
from warraq.text.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
    """Where the wanted words stand, with the word or stem that each is wanted for."""
    places = []
    reasons: dict[str, str | None] = {}
    for span in words_of(body):
        if span.text not in reasons:
            reasons[span.text] = next(iter(_reasons(span.text, words, stems)), None)
        reason = reasons[span.text]
        if reason is not None:
            places.append((span.start, reason))
    return places


def _reasons(word: str, words: Collection[str], stems: Collection[str]) -> Iterable[str]:
    yield from (part for part in folded_words(fold(word)) if part in words)
    if stems:
        yield from (stem for stem in stems_of(word) if stem in stems)


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
