"""Trims what readers take along at the edges of a text: headline, byline and date above it, credits and notices below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.labels import is_notice
from warraq.extract.stamps import is_date_line
from warraq.extract.titles import bare
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from warraq.extract.blocks import Block

DATE_WORDS: Final = 10
"""Words of a line that is a date and hardly anything else; a first sentence with a date in it has more."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_NAME: Final = r"(?!\s*(?:النهاية|نهاية|انتهى|انتهت|يتبع|تمت|صور|بالصور|فيديو|بالفيديو|شاهد|\d))"
_LONE_CREDIT: Final = re.compile(rf"[-–—*\s]*[(\[]{_NO_NAME}[^()\[\]\d]{{2,40}}[)\]][\s.*-]*")
"""A last line that is nothing but a name in brackets: «--(بترا)», «(أ ف ب)»; end marks and notes on pictures are none."""
_CREDIT_NOTE: Final = re.compile(r"\s*\*\s*(?:خدمة|بالاتفاق مع|ترجمة|المصدر|نقلا عن|نقلاً عن)\s.{2,50}")
"""«* خدمة «نيويورك تايمز»»: syndicated columns."""


def below_headline(chosen: Sequence[Block], heads: Collection[str]) -> list[str]:
    """The lines of a text without those at its top that are its headline or byline (`heads`, bare) or only a date, and without any h1."""
    kept = list(chosen)
    while kept and (bare(kept[0].text) in heads or kept[0].tag == "h1" or (is_date_line(kept[0]) and kept[0].words <= DATE_WORDS)):
        kept.pop(0)
    return [line for block in kept if block.tag != "h1" and (line := clean_line(block.text))]


def above_closing(lines: Sequence[str]) -> tuple[list[str], str | None]:
    """The lines without notices and desk codes («***», «17302») at their end, and without a last one that only names whom the text is from;
    and that line."""
    kept = list(lines)
    while len(kept) > 1 and (is_notice(kept[-1]) or not _LETTER.search(kept[-1])):
        kept.pop()
    if len(kept) > 1 and (_LONE_CREDIT.fullmatch(kept[-1]) or _CREDIT_NOTE.fullmatch(kept[-1])):
        return kept[:-1], kept[-1]
    return kept, None
