"""Tells plain texts that list articles: tickers, results of a search, indexes of headlines and teasers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.lines import LONGEST_HEADLINE, is_paragraph
from warraq.extract.page.wording import is_date_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block

HEADLINES_LISTED: Final = 5
"""Headlines with bullets, or parted in one line, that make a list."""
TEASERS_LISTED: Final = 3
"""Teasers that break off, or dates of their own, of the shortest index."""
LISTED_SHARE: Final = 0.6
"""Share of the words, or of the paragraphs, that a list makes up."""
RUNNING_WORDS: Final = 40
"""Words in sentences that make a text, however long the ticker beside it."""
ENTRY_DATE_WORDS: Final = 8
"""Words of a line that is the date of an entry."""

_SEARCHED: Final = re.compile(r"\W*(?:(?:عرض )?(?:نتايج|نتيجه) (?:ال)?بحث|search results|results for|عدد النتايج)\b.*", re.DOTALL)
_BROKEN_OFF: Final = re.compile(r"(?:\.{2,}|…)(?:\s*(?:المزيد|اقرأ المزيد|إقرأ المزيد|more))?\s*$")
_LINE_ENDS: Final = (".", "؟", "!", "،", ":")


def lists_articles(lines: Sequence[Block]) -> str | None:
    """What gives a plain text away that is a list of articles, in words; None where it is one text."""
    if not lines:
        return None
    words = sum(line.words for line in lines)
    listed = [line for line in lines if line.tag == "li" and line.words <= LONGEST_HEADLINE and not line.text.endswith(_LINE_ENDS)]
    running = sum(line.words for line in lines if is_paragraph(line) and line.text.endswith((".", "؟", "!", ".»", '."')))
    if len(listed) >= HEADLINES_LISTED and sum(line.words for line in listed) >= LISTED_SHARE * words and running < RUNNING_WORDS:
        return "the text is a list of headlines"
    paragraphs = [line for line in lines if is_paragraph(line)]
    teasers = [line for line in paragraphs if _BROKEN_OFF.search(line.text)]
    if len(teasers) >= TEASERS_LISTED and len(teasers) >= LISTED_SHARE * len(paragraphs):
        return "the text is made of teasers that break off"
    dates = sum(line.words <= ENTRY_DATE_WORDS and is_date_line(line) for line in lines)
    if any(_SEARCHED.match(fold(line.text)) for line in lines[:TEASERS_LISTED]) and len(lines) > TEASERS_LISTED:
        return "the text says that it is the result of a search"
    return "every headline has a date of its own" if dates >= TEASERS_LISTED and 3 * dates >= len(lines) else None
