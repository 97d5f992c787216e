"""Sees in the text of an article whether it fits a query: the words in their order, as they are written."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from storage.search.match import Where
from storage.search.query import AllOf, Term
from storage.search.text import LONGEST_WORD, MOST_CHARACTERS, folded_words, stems_of
from warraq.text.letters import COMMON

if TYPE_CHECKING:
    from storage.search.query import Query

# Ordinary letters, whose folding is plain, and signs that are no letters.
_MARKS_WITHIN: Final = "\u0640\u064b-\u0652"
_EASY: Final = (
    "\\x00-\\x7f\u0621-\u063a\u0641-\u064a\u0660-\u0669\u00a0\u2013\u2014\u2018-\u201f\u2026٪٫٬•" + _MARKS_WITHIN + "".join(COMMON)
)
_HARD: Final = re.compile(rf"[^{_EASY}]")


class Text:
    """Title or body of an article; what is asked of it is worked out once."""

    def __init__(self, written: str) -> None:
        self._written = written[:MOST_CHARACTERS]

    @cached_property
    def words(self) -> list[str]:
        """Folded, in order."""
        return folded_words(self._written)

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def in_a_row(self) -> str:
        """The words with a space round each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def stems(self) -> set[str]:
        """The stems of all words."""
        return stems_of(self._written)

    @cached_property
    def is_easy(self) -> bool:
        """Whether it has ordinary letters only, so that a pattern can look for words before anything is folded."""
        return _HARD.search(self._written) is None

    def may_hold(self, term: Term) -> bool:
        """False only where the words certainly do not stand in it, one after the other: a tenth of the work of folding the text."""
        pattern = _loosely(term)
        return pattern is None or not self.is_easy or pattern.search(self._written) is not None

    def holds(self, term: Term) -> bool:
        """Whether the word, phrase or beginning stands in it."""
        if not self.may_hold(term):
            return False
        if len(term.words) > 1:
            following = " ".join(term.words[1:])
            return any(f" {opening} {following} " in self.in_a_row for opening in term.openings)
        (word,) = term.words
        if not term.prefix:
            return word in self.distinct or (bool(term.stems) and not self.stems.isdisjoint(term.stems))
        return any(each.startswith(word) for each in self.distinct) or any(stem.startswith(word) for stem in self.stems)


@lru_cache(1_000)
def _loosely(term: Term) -> re.Pattern[str] | None:
    """What every easy text matches that holds the words as they are; None where they need not stand so, or might be parted in a number."""
    if term.prefix or term.stems or any(_SOME_DIGIT.search(word) or len(word) >= LONGEST_WORD for word in term.words):
        return None
    openings = term.openings
    ending = next(ending for start in range(len(openings[0]) + 1) if all(each.endswith(ending := openings[0][start:]) for each in openings))
    return re.compile(rf"[\W_{_MARKS_WITHIN}]*".join(map(_spelled_loosely, filter(None, (ending, *term.words[1:])))))


_SOME_DIGIT: Final = re.compile(r"\d")


def _spelled_loosely(word: str) -> str:
    """In any spelling that folding makes one, with marks or without."""
    return f"[{_MARKS_WITHIN}]*".join(_LETTERS.get(letter, re.escape(letter)) for letter in word)


_FOLDED_FROM: Final = {letter: "".join(other for other, folded in COMMON.items() if folded == letter) for letter in set(COMMON.values())}
_LETTERS: Final = {letter: f"[{letter}{alike}]" for letter, alike in _FOLDED_FROM.items() if letter.isalpha()} | {
    letter: f"[{letter}{letter.upper()}]" for letter in ascii_lowercase
}
"""Pattern of each letter that others are folded to."""


def fits(query: Query, where: Where, title: Text, body: Text) -> bool:
    """Whether an article fits the query; what it excludes may stand nowhere."""
    texts = {Where.TITLE: (title,), Where.BODY: (body,), Where.ANYWHERE: (title, body)}[where]
    if isinstance(query, Term):
        return any(text.holds(query) for text in texts)
    if not isinstance(query, AllOf):
        return any(fits(part, where, title, body) for part in query.parts)
    return all(fits(part, where, title, body) for part in query.parts) and not any(
        fits(part, Where.ANYWHERE, title, body) for part in query.but
    )
