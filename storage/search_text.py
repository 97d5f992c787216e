"""The words of an article as the full-text index holds them: folded, and beside them their stems.

Both engines would cut and stem Arabic in their own ways (SQLite's tokenizer splits words at their marks); made here, the index is the same.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import Stemmer

from warraq.text.fold import fold
from warraq.text.letters import DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARACTERS: Final = 72_000
MOST_WORDS: Final = 12_000
"""How much of a text can be found. PostgreSQL counts word positions up to 16,383 and holds 1 MB of words an article; the longest
article measured has a tenth of this, so only lists and books taken for articles are cut."""
_LONGEST_WORD: Final = 60

WORD: Final = re.compile(r"[^\W_]+")
"""A word or number of a folded text."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DROPPED: Final = re.compile(f"[{DROPPED}]+")


class _Stemmers(threading.local):
    """One stemmer a thread: they keep a cache and are not made for several."""

    def __init__(self) -> None:
        self.arabic = Stemmer.Stemmer("arabic")


_stemmers = _Stemmers()


@dataclass(frozen=True, slots=True)
class SearchText:
    """What the index holds of an article; all words parted by spaces."""

    title: str
    body: str
    stems: str
    """Each stem once, of title and body together."""


def search_text(title: str | None, body: str) -> SearchText:
    """The shadows of an article's text. Texts beyond `MOST_WORDS` are found by their beginning only."""
    title, body = (title or "")[:MOST_CHARACTERS], body[:MOST_CHARACTERS]
    stems = sorted(stems_of(f"{title}\n{body}"))
    return SearchText(" ".join(folded_words(title)[:1000]), " ".join(folded_words(body)), " ".join(stems))


def folded_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return [word[:_LONGEST_WORD] for word in WORD.findall(fold(text))[:MOST_WORDS]]


def stems_of(text: str) -> set[str]:
    """The stems of a text's words. Snowball's stemmer wants the letters as written: folded before, it finds a tenth less."""
    words = _LETTERS.findall(_DROPPED.sub("", text))[:MOST_WORDS]
    return set(folded_words(" ".join(stem_words(set(words)))))


def stem_words(words: Iterable[str]) -> list[str]:
    """The stems of words that have no marks, in the same order."""
    stems: list[str] = _stemmers.arabic.stemWords(list(words))
    return stems
