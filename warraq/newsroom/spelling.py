"""How outlets spell: the orthographic habits that make copies of one text differ letter by letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FINAL_YEH: Final = re.compile(r"ي(?!\w)")
_INITIAL_HAMZA: Final = re.compile(r"(?<!\w)((?:و|ف|ب|ل|ك|ال|وال|بال)?)[أإ](?=\w)")
_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


SPELLING_RULES: Final[dict[str, Callable[[str], str]]] = {
    # Egyptian print leaves the dots off every final yeh.
    "final-yeh": lambda text: _FINAL_YEH.sub("ى", text),
    # Hasty desks drop the hamza at the head of a word, after a clitic too.
    "bare-alef": lambda text: _INITIAL_HAMZA.sub(r"\1ا", text),
    "arabic-digits": lambda text: text.translate(_DIGITS),
    "straight-quotes": lambda text: text.replace("«", '"').replace("»", '"'),
    "curly-quotes": lambda text: text.replace("«", "“").replace("»", "”"),
    "hamza-on-yeh": lambda text: text.replace("مسؤول", "مسئول").replace("شؤون", "شئون"),
}


_PLAIN: Final = str.maketrans("أإآى", "اااي", '«»"“”')


def plain(text: str) -> str:
    """`text` without what the habits change, so that two spellings of it are equal."""
    return text.translate(_PLAIN)


def respell(text: str, habits: Iterable[str]) -> str:
    """`text` as an outlet with these habits prints it; raises KeyError for a habit that is no rule."""
    for habit in habits:
        text = SPELLING_RULES[habit](text)
    return text
