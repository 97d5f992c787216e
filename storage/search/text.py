"""The words of an article as the full-text index holds them: the stems of its words, and of few words more than that.

Both engines would cut and stem Arabic in their own ways; made here, the index is the same. It holds what leads to an article, not where in
it: phrases and words as they are written are looked for among the articles that it leads to (`storage.search.check`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.text.compounds import joined
from warraq.text.fold import fold
from warraq.text.letters import DROPPED
from warraq.text.stem import query_stems, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT_VERSION: Final = 4
"""Of the rules that make these words, in the modules of warraq.text too. It rises whenever they make other words of a text: stores then
say that theirs are old, and `storage.upkeep.reindex` makes them anew. 3 read no shadda, 2 were the words with their places in the text, 1
the stems before verbs and foreign names were led to one form."""
MOST_CHARACTERS: Final = 72_000
MOST_WORDS: Final = 12_000
"""How much of a text can be found; the longest article measured has a tenth of this, so only lists and books taken for articles are cut."""
_MOST_TITLE_WORDS: Final = 1_000
LONGEST_WORD: Final = 60

# The kinds of what the index holds: a stem stands as it is (Arabic letters), all others have a Latin letter before them.
IN_TITLE: Final = "t"
"""Before a stem of the title."""
WRITTEN_SO: Final = "x"
"""Before a folded word that its stems would not lead to from every spelling, or that has none."""
TITLE_WRITTEN_SO: Final = "y"
"""The same in the title."""

_THOUSANDS_MARKED: Final = r"\d{1,3}(?:[,.٬٫'’،]\d{3})+(?![^\W_]|[.,٫]\d)"
FOLDED_WORD: Final = re.compile(r"[^\W_]+")
"""A word or number of a folded text."""
WRITTEN_WORD: Final = re.compile(rf"(?<![^\W_]){_THOUSANDS_MARKED}|[^\W_](?:[^\W_]+|[{DROPPED}]+)*+")
"""A word or number of a text as written: marks, tatweel, joiners and the marks of thousands do not part it."""

_TOKEN_WITH_DIGITS: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]*+\d\S*")
_JOINED_THOUSANDS: Final = re.compile(rf"(?<![^\W_]){_THOUSANDS_MARKED}")
_THOUSANDS_MARKS: Final = re.compile("[,.']")
_BEFORE_DIGITS: Final = re.compile(r"(?<![^\W_])[وف]?(?:[بك]?ال|لل|[بلك])?(?=\d)")
_LETTER_NEXT_TO_DIGIT: Final = re.compile("(?<=[\u0621-\u064a])(?=\\d)|(?<=\\d)(?=[\u0621-\u064a])")

JOINED_PARTICLES: Final = (
    "",
    "و",
    "ف",
    "ب",
    "ك",
    "ل",
    "ال",
    "وال",
    "فال",
    "بال",
    "كال",
    "وبال",
    "لل",
    "ولل",
    "فلل",
    "وب",
    "ول",
    "فل",
    "فب",
    "س",
    "وس",
)
"""What a word of the index may lack at its beginning."""
SHORTEST_STEM: Final = 2


@lru_cache(256)
def search_words(title: str | None, body: str) -> frozenset[str]:
    """What the index holds of an article. Texts beyond `MOST_WORDS` are found by their beginning only.

    Kept for the last texts, as a watch asks for the words of what was just stored.
    """
    title = (title or "")[:MOST_CHARACTERS]
    of_title = {word for written in _written(title)[:_MOST_TITLE_WORDS] for word in leading_to(written)}
    of_body = {word for written in set(_written(body[:MOST_CHARACTERS])) for word in leading_to(written)}
    marked = {TITLE_WRITTEN_SO + word[1:] if word.startswith(WRITTEN_SO) else IN_TITLE + word for word in of_title}
    return frozenset(of_title | of_body | marked)


def plain_words(title: str | None, body: str) -> frozenset[str]:
    """The words of a text without their marks and folded, as a person with a SQL client may type them."""
    text = f"{title or ''}\n{body}"[:MOST_CHARACTERS]
    bare = _DROPPED_MARKS.sub("", text)
    return frozenset(folded_words(text)).union(map(str.lower, FOLDED_WORD.findall(bare)[:MOST_WORDS]))


def folded_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order; «الـ15» and «15» are one number, and so are «15,000» and «15000»."""
    folded = fold(text)
    if _SOME_DIGIT.search(folded):  # few words have one, and the pattern is slow
        folded = " ".join([word if word.isalpha() else _TOKEN_WITH_DIGITS.sub(_numbers, word) for word in folded.split()])
    return [word[:LONGEST_WORD] for word in FOLDED_WORD.findall(folded)[:MOST_WORDS]]


def stems_of(text: str) -> set[str]:
    """The stems of a text's words, at every reading, and those of its names as one word."""
    return {stem for written in set(_written(text)) for stem in _stems(written)}


@lru_cache(100_000)
def leading_to(written: str) -> tuple[str, ...]:
    """What the index holds for a word as written: its stems and, where they do not suffice, its folded form."""
    found = _stems(written)
    folded = folded_words(written)
    if len(folded) == 1 and found and _suffice(written, folded[0], found):
        return tuple(found)
    return (*found, *(WRITTEN_SO + word for word in folded))


def _numbers(found: re.Match[str]) -> str:
    whole = _JOINED_THOUSANDS.sub(lambda number: _THOUSANDS_MARKS.sub("", number[0]), _BEFORE_DIGITS.sub("", found[0]))
    return _LETTER_NEXT_TO_DIGIT.sub(" ", whole)


def _written(text: str) -> list[str]:
    found = [word for token in text.split() for word in ((token,) if token.isalpha() else WRITTEN_WORD.findall(token))]
    return [*found[:MOST_WORDS], *joined(text)]


def _stems(written: str) -> frozenset[str]:
    if _SOME_DIGIT.search(written):
        return frozenset(
            stem for part in _ARABIC_PARTS.findall(_BEFORE_DIGITS.sub("", _DROPPED_MARKS.sub("", written))) for stem in stems(part)
        )
    return frozenset(stem[:LONGEST_WORD] for stem in stems(written))


_SOME_DIGIT: Final = re.compile(r"\d")
_ARABIC_PARTS: Final = re.compile("[\u0621-\u064a]{2,}")
_DROPPED_MARKS: Final = re.compile(f"[{DROPPED}]+")


# Whether stems suffice


def _suffice(written: str, folded: str, found: frozenset[str]) -> bool:
    """Whether every spelling of a word and every beginning of it leads to one of its stems."""
    return _begins(folded, found) and all(not found.isdisjoint(query_stems(spelling)) for spelling in _spellings(written, folded))


def _spellings(written: str, folded: str) -> Iterator[str]:
    """How else the word is spelled where that makes a difference to stems: its hamza, its ة and ى."""
    yield folded
    if folded.endswith("ه"):
        yield folded[:-1] + "ة"
    if folded.endswith("ي"):
        yield folded[:-1] + "ى"
    if folded.startswith("ا") and not folded.startswith("ال"):
        yield "أ" + folded[1:]
        yield "إ" + folded[1:]
    if folded.startswith("الا"):
        yield "الأ" + folded[3:]
        yield "الإ" + folded[3:]


def _begins(folded: str, found: frozenset[str]) -> bool:
    """Whether a stem stands at the beginning of the word, behind a particle at most: so a beginning leads to the word."""
    for particle in JOINED_PARTICLES:
        if folded.startswith(particle):
            rest = folded[len(particle) :]
            if len(rest) >= SHORTEST_STEM and any(_alike(rest, fold(stem)) for stem in found):
                return True
    return False


def _alike(rest: str, stem: str) -> bool:
    return len(stem) >= SHORTEST_STEM and (rest.startswith(stem) or stem.startswith(rest))
