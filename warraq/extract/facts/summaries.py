"""Tells an article's summary from what its site says of itself on every page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.extract.page.wording import bare
from warraq.text.fold import fold
from warraq.text.vocabulary import alternatives
from warraq.words.kinds import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SHORTEST_SUMMARY: Final = 15
"""Characters of a statement that sums anything up."""
SUMMARY_SHARE: Final = 0.3
"""Share of the words of a summary that its article has at least; slogans have the commonest ones."""
CONTENT_LETTERS: Final = 3
"""Letters of the shortest word that says anything."""

_CLITICS_BEFORE: Final = re.compile(r"^[وفبكل]?(?:ال|لل)?(?=\w{3})")
_WORD: Final = re.compile(r"\w+")
_SLOGAN: Final = re.compile(
    r"(?:اخر|احدث|اهم) (?:ال)?(?:اخبار|مستجدات|تطورات)"
    rf"|(?:{alternatives(*SINGULAR.values())}) (?:ال)?(?:اخبار|انباء|\w+يه? )"
    r"|علي مدار الساعه|لحظه بلحظه|اول باول|تغطيه (?:شامله|مستمره|خاصه)|(?:breaking|latest) news|news (?:site|portal)"
)


def choose_summary(stated: Iterable[str], title: str | None, body: str, names: Collection[str]) -> str | None:
    """The first statement that is not the headline again, nor a slogan: what speaks of the site (`names` are its bare names) or of news as
    such, and shares few words with headline and text. None where there is none."""
    heading, told = bare(title or ""), set[str]()
    for said in stated:
        words = bare(said)
        if len(said) < SHORTEST_SUMMARY or words == heading:
            continue
        if not _speaks_of_site(words, names):
            return said
        told = told or set(_stems(fold(f"{heading} {body}")))
        if not _is_foreign(words, told):
            return said
    return None


def _speaks_of_site(said: str, names: Collection[str]) -> bool:
    return bool(_SLOGAN.search(said)) or any(f" {name} " in f" {said} " for name in names)


def _is_foreign(said: str, told: Collection[str]) -> bool:
    """True where few words of what is said are among the stems of a text."""
    stems = _stems(said)
    return sum(stem in told for stem in stems) < SUMMARY_SHARE * len(stems)


def _stems(text: str) -> list[str]:
    """The words without what Arabic joins to their front, so that «والمدينة» and «مدينة» count as one."""
    return [_stem(word) for word in _WORD.findall(text) if len(word) >= CONTENT_LETTERS]


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """News repeats its words."""
    return _CLITICS_BEFORE.sub("", word)
