"""Compares what lines say, whatever their spelling, and tells lines that hold a date and those that may be a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from warraq.extract.page.blocks import Block

SENTENCE_WORDS: Final = 6
"""Words of a line that may be a sentence; shorter ones are told by the whole line, the others by their shingles."""
WORDS_OF_SHINGLE: Final = 3
MARKED: Final = 2
"""Characters of a written line for each of its bare form at most: a letter may carry a mark."""
LONGEST_DATE_LINE: Final = 22
"""Words of a line that tells when and where a text was published; a sentence with a date in it is longer or ends the search for it."""

_ANY_DIGIT: Final = r"[0-9٠-٩۰-۹]"
_ANY_YEAR: Final = rf"(?:1[349]|20|١[٣٤٩]|٢٠|۱[۳۴۹]|۲۰){_ANY_DIGIT}{{2}}"
_DATE: Final = re.compile(
    rf"{_ANY_DIGIT}{{1,2}}\s*[-/.\\|]\s*{_ANY_DIGIT}{{1,2}}\s*[-/.\\|]\s*{_ANY_DIGIT}{{2,4}}"  # 24/4/2020
    rf"|{_ANY_YEAR}\s*[-/.\\|]\s*{_ANY_DIGIT}{{1,2}}\s*[-/.\\|]\s*{_ANY_DIGIT}{{1,2}}"  # 2020-04-24
    # 24 نيسان / أبريل 2020
    rf"|(?<!{_ANY_DIGIT}){_ANY_DIGIT}{{1,2}}(?:st|nd|rd|th)?[\s,،./-]{{0,3}}[^\W\d][^\d\n]{{1,32}}?{_ANY_YEAR}(?!{_ANY_DIGIT})"
    rf"|[^\W\d]{{3,12}}\.?[\s,،-]{{1,3}}{_ANY_DIGIT}{{1,2}}(?:st|nd|rd|th)?[\s,،]{{1,3}}{_ANY_YEAR}(?!{_ANY_DIGIT})"  # April 24, 2020
    rf"|(?:منذ|قبل)\s*(?:{_ANY_DIGIT}+\s*)?(?:ثانية|ثوان|دقيق|دقائق|ساع|يوم|أيام|ايام|أسبوع|اسبوع|أسابيع|شهر|أشهر|[دسي](?:\s|$))"
)
_HINT: Final = re.compile(rf"{_ANY_DIGIT}|منذ|قبل")
"""What every date has; looked for first, as most lines have neither."""
_WORD: Final = re.compile(r"\w+")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Joiners, soft hyphens and bidi controls, which readers leave out: Persian writes some in every line."""


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """The folded words of a headline, for equality; each is compared with many others."""
    return " ".join(_WORD.findall(fold(text)))


def is_one_of(line: str, heads: Collection[str]) -> bool:
    """True where the bare form of a line is one of the heads, which are bare; a much longer line is not taken apart to tell that."""
    return len(line) <= MARKED * max(map(len, heads), default=0) and bare(line) in heads


def words_of(text: str) -> list[str]:
    """The words of a text in composed Unicode form (NFC) and without unseen characters, as readers give them back."""
    return _WORD.findall(seen(text))


def shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every run of three words."""
    return zip(*(words[start:] for start in range(WORDS_OF_SHINGLE)), strict=False)


def seen(text: str) -> str:
    """The text in composed Unicode form and without unseen characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def is_date_line(block: Block) -> bool:
    """True for a short line that holds a date."""
    return block.words <= LONGEST_DATE_LINE and _holds_date(block.text)


@lru_cache(maxsize=4096)
def _holds_date(line: str) -> bool:
    """Asked of the lines around a text by all who look for something else there."""
    return bool(_HINT.search(line)) and "//" not in line and bool(_DATE.search(line))


def before_date(text: str) -> str:
    """What stands before the first date of a line; the whole line where it has none."""
    found = _DATE.search(text)
    return text[: found.start()].rstrip(" -–|،,:") if found else text
