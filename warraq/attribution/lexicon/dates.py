"""Words that a dateline's date is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.forms import folded
from warraq.text.vocabulary import customary, numbered
from warraq.words.calendar import HIJRI_NAMES, MONTH_NAMES, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROWS: Final = (*MONTH_NAMES.values(), HIJRI_NAMES)
# Of names in two words only the customary ones: «أول», «آخر», «الخير» of the others are ordinary words.
_MONTH_WORDS: Final = {
    *(name for row in _ROWS for name, _ in numbered(row) if " " not in name),
    *(name for row in _ROWS for name in customary(row)),
}

DATE_WORDS: Final = folded(" ".join((*_MONTH_WORDS, *WEEKDAYS, "ذي هـ ه م الموافق يوم صباح مساء اليوم أمس")))


def is_date(words: Iterable[str]) -> bool:
    """True for folded words that are all numbers or words of dates."""
    return all(word in DATE_WORDS or word.isdigit() for word in words)


def is_name_of_date(words: Sequence[str]) -> bool:
    """True for a name that dates bear too: «فبراير», «20 فبراير»; a number alone or behind («24», «اليوم 24») makes another."""
    named = words[1:] if words[0].isdigit() else words
    return bool(named) and all(word in DATE_WORDS for word in named)
