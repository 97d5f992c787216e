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
CUT_TITLE: Final = 4
"""Single words in the headline's own order that give away a headline cut at its spaces."""


def choose_keywords(lists: Iterable[Sequence[str]], title: str | None) -> tuple[str, ...]:
    """The first list, in order of trust, that holds keywords as the page prints them; empty where none does."""
    return next((words for listed in lists if (words := _tidy(listed)) and not is_cut_title(words, title)), ())


def is_cut_title(words: Sequence[str], title: str | None) -> bool:
    """True where the keywords are the headline's words one by one, as some content systems fill the field."""
    single = [fold(word) for word in words if " " not in word]
    heads = fold(title or "").split()
    inside = [word for word in single if word in heads]
    return len(inside) >= CUT_TITLE and len(inside) >= 0.7 * len(words) and inside == sorted(inside, key=heads.index)


def _tidy(listed: Sequence[str]) -> tuple[str, ...]:
    words = (clean_line(word).strip(" .#") for word in listed)
    return tuple(dict.fromkeys(word for word in words if word and word.count(" ") < LONGEST_KEYWORD))[:MOST_KEYWORDS]
