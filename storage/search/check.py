"""Sees in the text of an article whether it fits a query: the words in their order, as they are written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.search.match import Where
from storage.search.query import AllOf, Term
from storage.search.text import MOST_CHARACTERS, folded_words, stems_of

if TYPE_CHECKING:
    from storage.search.query import Query


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

    def holds(self, term: Term) -> bool:
        """Whether the word, phrase or beginning stands in it."""
        if len(term.words) > 1:
            following = " ".join(term.words[1:])
            return any(f" {opening} {following} " in self.in_a_row for opening in term.openings)
        (word,) = term.words
        if not term.prefix:
            return word in self.distinct or (bool(term.stems) and not self.stems.isdisjoint(term.stems))
        return any(each.startswith(word) for each in self.distinct) or any(stem.startswith(word) for stem in self.stems)


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
