"""Tells the language of a text: by its letters among those written in Arabic script, else by what the page declares."""

from __future__ import annotations

import re
from typing import Final

_ARABIC_SCRIPT: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
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
_ARTICLE: Final = re.compile(r"(?<!\w)[وفبك]?(?:ال|لل)\w{2,}")
_WORD: Final = re.compile(r"\w+")
_PRIMARY: Final = re.compile(r"^[A-Za-z]{2,3}(?=$|[-_])")
_SAMPLE: Final = 3000
"""Characters that decide; a paragraph is enough."""
_ENOUGH: Final = 0.02
"""Share of a language's own letters in running text; names and quotations from it stay below."""


def language_of(text: str, *declared: str | None) -> str | None:
    """BCP 47 primary tag of the text, None where undecided. `declared` are the page's statements, the most trusted first.

    Text in Arabic script is told apart by its letters, as pages of Arabic, Persian and Kurdish outlets often declare the wrong one of
    them or none; for the rest the page's statement is taken, unless it names a language of Arabic script.
    """
    sample = text[:_SAMPLE]
    letters = len("".join(_LETTERS.findall(sample)))
    arabic = len("".join(_ARABIC_SCRIPT.findall(sample)))
    stated = [found[0].lower() for tag in declared if tag and (found := _PRIMARY.match(tag.strip()))]
    if not letters:
        return next(iter(stated), None)
    if arabic * 2 < letters:
        return next((tag for tag in stated if tag not in ("ar", *_OWN_LETTERS)), None)
    return _of_arabic_script(sample, arabic)


def _of_arabic_script(sample: str, letters: int) -> str:
    shares = {tag: sum(map(sample.count, own)) / letters for tag, own in _OWN_LETTERS.items()}
    if shares["fa"] >= _ENOUGH and max(shares[tag] for tag in ("ur", "ckb", "ps", "ug", "sd")) < _ENOUGH:
        return "ar" if _reads_arabic(sample) else "fa"
    strongest = max(shares, key=lambda tag: shares[tag] if tag != "fa" else 0.0)
    return strongest if shares[strongest] >= _ENOUGH and not _reads_arabic(sample) else "ar"


def _reads_arabic(sample: str) -> bool:
    """True for Arabic typed on a Persian keyboard: every seventh word has the article, and its teh marbuta stays."""
    words = len(_WORD.findall(sample)) or 1
    return len(_ARTICLE.findall(sample)) / words > 0.14 and bool(_ARABIC_ONLY.search(sample))
