"""The words of an article as the full-text index holds them: folded, and beside them their stems.

Both engines would cut and stem Arabic in their own ways (SQLite's tokenizer splits words at their marks); made here, the index is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from warraq.text.fold import fold
from warraq.text.letters import DROPPED
from warraq.text.stem import stems

TEXT_VERSION: Final = 2
"""Of the rules that make these words, in the modules of warraq.text too. It rises whenever they make other words of a text: stores then
say that theirs are old, and `storage.upkeep.reindex` makes them anew. 1 were the stems before verbs and foreign names were led to
one form."""
MOST_CHARACTERS: Final = 72_000
MOST_WORDS: Final = 12_000
"""How much of a text can be found. PostgreSQL counts word positions up to 16,383 and holds 1 MB of words an article; the longest
article measured has a tenth of this, so only lists and books taken for articles are cut."""
_MOST_TITLE_WORDS: Final = 1_000
_LONGEST_WORD: Final = 60

WORD: Final = re.compile(r"[^\W_]+")
"""A word or number of a folded text."""
WRITTEN: Final = re.compile(rf"(?:[^\W_][{DROPPED}]*)+")
"""A word or number of a text as written: marks, tatweel and joiners do not part it."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """What the index holds of an article; all words parted by spaces."""

    title: str
    body: str
    title_stems: str
    """Each stem of the title once."""
    stems: str
    """Each stem of title and body once."""


def search_text(title: str | None, body: str) -> SearchText:
    """The shadows of an article's text. Texts beyond `MOST_WORDS` are found by their beginning only."""
    title, body = (title or "")[:MOST_CHARACTERS], body[:MOST_CHARACTERS]
    title_stems = stems_of(title)
    every_stem = title_stems | stems_of(body)
    words = folded_words(title)[:_MOST_TITLE_WORDS], folded_words(body)
    return SearchText(*map(" ".join, (*words, sorted(title_stems), sorted(every_stem))))


def folded_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return [word[:_LONGEST_WORD] for word in WORD.findall(fold(text))[:MOST_WORDS]]


def stems_of(text: str) -> set[str]:
    """The stems of a text's words, at every reading."""
    words = set(WRITTEN.findall(text)[:MOST_WORDS])
    return {stem[:_LONGEST_WORD] for word in words for stem in stems(word)}
