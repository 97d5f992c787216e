"""Finds the author line of an article, as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.blocks import Block
from warraq.extract.people import INTRODUCTION, people
from warraq.extract.stamps import before_date, is_date_line
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

LONGEST: Final = 15
"""Words; longer lines near the headline are standfirsts and notes about the author."""
LONGEST_SLOT: Final = 8
"""Words of a line that counts only because its element is called the author's."""
MOST_NEIGHBOURS: Final = 6
"""Children of an element that is the author's box; larger ones hold other things as well."""
SHORT_LINE: Final = 6

_SLOT: Final = re.compile(
    r"author|byline|by-line|writer|reporter|contributor|created-?by|editor-name|signature|kateb|katib|المحرر|الكاتب", re.IGNORECASE
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def find_byline(near: Sequence[Block]) -> str | None:
    """The author line among the blocks around headline and text, as printed; None where there is none.

    First an element that is called the author's, then a line that opens with «كتب:», «بقلم» or the like, then a line inside a box that is
    called the author's and names a person. An agency or a city in the author's place is a byline too.
    """
    short = [block for block in near if block.words <= LONGEST and not block.is_heading]
    slots = (line for block in short for line in _slot_lines(block))
    introduced = (line for block in short if INTRODUCTION.match(block.text) and (line := before_date(block.text)))
    boxed = (block.text for block in short if _in_box(block) and people(block.text, ()))
    return next((line for lines in (slots, introduced, boxed) for line in lines), None)


def is_byline(line: str) -> bool:
    """True for a line that is only an introduction and a name or two: «كتبت: …»; «كتب» opens headlines on books as well."""
    return bool(INTRODUCTION.match(line)) and line.count(" ") < SHORT_LINE


def may_sign(line: str) -> bool:
    """True for a line that an element in the author's place can hold: a few words and no date."""
    return line.count(" ") < LONGEST_SLOT and bool(_LETTER.search(line)) and not is_date_line(Block(line))


def _slot_lines(block: Block) -> Iterator[str]:
    """The text of the block, or of an element in its line, that is called the author's."""
    element = block.element
    if element is None:
        return
    inline = element.iter("a", "span", "strong", "b", "em", "cite", "address")
    for slot in (element, *inline):
        text = block.text if slot is element else clean_line("".join(slot.itertext()))
        if _is_slot(slot) and text in block.text and may_sign(text):
            yield text


def _is_slot(element: HtmlElement) -> bool:
    """True for an element that its attributes call the author's."""
    named = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))))
    return bool(_SLOT.search(named))


def _in_box(block: Block) -> bool:
    """True where one of the two elements around the block's is called the author's."""
    around = block.element.getparent() if block.element is not None else None
    for _ in range(2):
        if around is None or len(around) > MOST_NEIGHBOURS:
            return False
        if _is_slot(around):
            return True
        around = around.getparent()
    return False
