"""Tells the language of a text: by its letters among those written in Arabic script, else by what the page declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARABIC_SCRIPT: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f]+")
_LETTER_RUN: Final = re.compile(r"[^\W\d_]+")
_OWN_LETTERS: Final = {
    "ur": "ٹڈڑںےۓہھ",
    "ckb": "ڵۆێڕەڤ",
    "ps": "ټډړږښګڼېۍ",
    "ug": "ۇۈۋېەڭ",
    "sd": "ڀٻٿڄڇڏڊڌڍڙڳڱ",
    "fa": "پچژگکی",
}
"""Letters that Arabic does not write; those of Persian last, as the others share them."""
_ARABIC_ONLY: Final = re.compile("[ةىيكأإؤ]")
_WITH_ARTICLE: Final = re.compile(r"(?<!\w)[وفبك]?(?:ال|لل)\w{2,}")
_WORD: Final = re.compile(r"\w+")
_PRIMARY: Final = re.compile(r"^[A-Za-z]{2,3}(?=$|[-_])")
_LANGUAGE_SAMPLE: Final = 3000
"""Characters that decide; a paragraph is enough."""
_COMMONEST: Final = {
    "en": "the of and to in that is for on with was by it from are has",
    "fr": "le la les des et du une dans est que pour qui au sur par il",
    "es": "el los las del una que por con se para como su al lo más",
    "de": "der die das und den von mit ist im dem nicht ein eine auf zu",
    "tr": "bir ve bu için ile olarak da de olan daha çok kadar sonra gibi",
    "it": "il di che della per un una con del alla sono dei gli nel è",
}
"""The commonest words that hold the sentences of a language together, of those in which outlets of the region write beside Arabic."""
_FUNCTION_WORDS: Final = {tag: frozenset(words.split()) for tag, words in _COMMONEST.items()}
_HELD_TOGETHER: Final = 0.12
"""Share of such words: of 335 pages in Latin script those in other languages have up to 0.115, all but a dozen in these six more."""
_APART: Final = 0.03
"""Share below which a text is not in the language that its page states."""
_ENOUGH: Final = 0.02
"""Share of a language's own letters in running text; names and quotations from it stay below."""


def language_of(text: str, *declared: str | None) -> str | None:
    """BCP 47 primary tag of the text, None where undecided. `declared` are the page's statements, the most trusted first.

    Text in Arabic script is told apart by its letters, as pages of Arabic, Persian and Kurdish outlets often declare the wrong one of
    them or none; for the rest the page's statement is taken, unless it names a language of Arabic script, or one whose words the text has
    not: then, and without any, the words that hold sentences together tell it.
    """
    sample = text[:_LANGUAGE_SAMPLE]
    letters = len("".join(_LETTER_RUN.findall(sample)))
    arabic = len("".join(_ARABIC_SCRIPT.findall(sample)))
    stated = [found[0].lower() for tag in declared if tag and (found := _PRIMARY.match(tag.strip()))]
    if not letters:
        return next(iter(stated), None)
    if arabic * 2 < letters:
        return _of_latin_script(sample, next((tag for tag in stated if tag not in ("ar", *_OWN_LETTERS)), None))
    return _of_arabic_script(sample, arabic)


def _of_latin_script(sample: str, stated: str | None) -> str | None:
    words = _WORD.findall(sample.lower())
    if not words or (stated and _share(words, stated) >= _APART):
        return stated
    strongest = max(_FUNCTION_WORDS, key=lambda tag: _share(words, tag))
    return strongest if _share(words, strongest) >= _HELD_TOGETHER else stated


def _share(words: Sequence[str], tag: str) -> float:
    """Share of a language's joining words; languages that are not known may have any."""
    own = _FUNCTION_WORDS.get(tag)
    return sum(map(own.__contains__, words)) / len(words) if own else 1.0


def _of_arabic_script(sample: str, letters: int) -> str:
    shares = {tag: sum(map(sample.count, own)) / letters for tag, own in _OWN_LETTERS.items()}
    if shares["fa"] >= _ENOUGH and max(shares[tag] for tag in ("ur", "ckb", "ps", "ug", "sd")) < _ENOUGH:
        return "ar" if _reads_arabic(sample) else "fa"
    strongest = max(shares, key=lambda tag: shares[tag] if tag != "fa" else 0.0)
    return strongest if shares[strongest] >= _ENOUGH and not _reads_arabic(sample) else "ar"


def _reads_arabic(sample: str) -> bool:
    """True for Arabic typed on a Persian keyboard: every seventh word has the article, and its teh marbuta stays."""
    words = len(_WORD.findall(sample)) or 1
    return len(_WITH_ARTICLE.findall(sample)) / words > 0.14 and bool(_ARABIC_ONLY.search(sample))
