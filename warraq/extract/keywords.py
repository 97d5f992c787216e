"""Chooses the keywords that a page gives its article, and sees through lists that are no keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_KEYWORD: Final = 8
"""Words; longer entries are headlines and slogans."""
MOST_KEYWORDS: Final = 40
INDEX: Final = 10
"""Single words in alphabetical order that no editor wrote."""
CUT_TITLE: Final = 4
"""Single words in the headline's own order that give away a headline cut at its spaces."""


def choose_keywords(lists: Iterable[Sequence[str]], title: str | None) -> tuple[str, ...]:
    """The first list, in order of trust, that holds keywords as the page prints them; empty where none does."""
    tidied = filter(None, map(_tidy, lists))
    return next((words for words in tidied if not is_cut_title(words, title) and not _is_word_index(words)), ())


def is_cut_title(words: Sequence[str], title: str | None) -> bool:
    """True where the keywords are the headline's words one by one, as some content systems fill the field."""
    single = [fold(word) for word in words if " " not in word]
    heads = fold(title or "").split()
    inside = [word for word in single if word in heads]
    return len(inside) >= CUT_TITLE and len(inside) >= 0.7 * len(words) and inside == sorted(inside, key=heads.index)


def _is_word_index(words: Sequence[str]) -> bool:
    """True for the single words of a text in alphabetical order, which programs write."""
    return len(words) >= INDEX and not any(" " in word for word in words) and list(words) == sorted(words)


def _tidy(listed: Sequence[str]) -> tuple[str, ...]:
    words = (clean_line(word).strip(" .#") for word in listed)
    return tuple(dict.fromkeys(word for word in words if word and word.count(" ") < LONGEST_KEYWORD))[:MOST_KEYWORDS]
