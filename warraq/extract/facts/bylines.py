"""Finds the author line of an article, as printed."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.boxes import all_said, box_line, in_a_row
from warraq.extract.facts.people import INTRODUCTION, people
from warraq.extract.page.blocks import Block
from warraq.extract.page.wording import before_date, is_date_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

LONGEST_BYLINE: Final = 15
"""Words; longer lines near the headline are standfirsts and notes about the author."""
LONGEST_SLOT: Final = 8
"""Words of a line that counts only because its element is called the author's."""
MOST_NEIGHBOURS: Final = 6
"""Children of an element that is the author's box; larger ones hold other things as well."""
SHORT_LINE: Final = 6
MOST_LINES: Final = 200
"""Lines around headline and text that are looked at; a page may be made to have thousands."""
MOST_INLINE: Final = 30
"""Elements inside a line that may be the author's."""

_SLOT: Final = re.compile(
    r"author|byline|by-line|writer|write-?by|reporter|contributor|created-?by|editor-name|signature|kateb|katib|المحرر|الكاتب",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"^\S+(?:\s\S+)?\s*[-–/|]\s*(?=(?:كتبت?|بقلم)[\s:/–-])")
"""«النخيل / كتبت / …»."""
_BYLINE_PIECES: Final = re.compile(r"\s+[-–/]\s+|\s*[|•·]\s*")
_ANY_LETTER: Final = re.compile(r"[^\W\d_]")
_LONE_INTRODUCTION: Final = re.compile(rf"(?:{INTRODUCTION.pattern}|كتبت?|بقلم|بواسطة|الكاتبة?|by|von|par|por|di)\W*", re.IGNORECASE)
_PICTURE: Final = re.compile(r"\W*(?:foto|photo|image|picture|credit|صورة|الصورة|عدسة|تصوير)\w*\s*[:/©]", re.IGNORECASE)
_WRITTEN_SMALL: Final = re.compile(r"(?:^|\s)(?!(?:de|del|della|di|da|van|von|der|den|bin|ibn|al|el|y|e)\b)[a-zà-ÿ]")
"""Words of Latin script that are no part of a name: «View author archive»."""
_PORTRAIT_LETTERS: Final = 2
"""Letters that stand in place of a portrait; agencies sign with three («AFP», «SPA») or with letters set apart («أ ف ب»)."""


def find_byline(near: Sequence[Block]) -> str | None:
    """The author line among the blocks around headline and text, as printed; None where there is none.

    First an element that is called the author's, one that names a person before others, then a line that opens with «كتب:», «بقلم» or the
    like, then a line inside a box that is called the author's and names a person, then what stands beside a date in an element that is
    called the author's. An agency or a city in the author's place is a byline too; a picture's author and the letters in place of a
    portrait are none.
    """
    short = [
        block for block in near[:MOST_LINES] if block.words <= LONGEST_BYLINE and not block.is_heading and not _PICTURE.match(block.text)
    ]
    slots = [line for block in short if not _is_in_figure(block) for line in _slot_lines(block)]
    named = (line for line in slots if people(line, ()))
    introduced = (line for line in _introduced(short) if not _LONE_INTRODUCTION.fullmatch(line))
    boxed = (block.text for block in short if _in_box(block) and people(block.text, ()))
    dated = (line for block in short for said in _called_lines(block) if people(line := _undated(said), ()))
    found = next((line for lines in (named, slots, introduced, boxed, dated) for line in lines), None)
    return next((in_a_row(names) for names in _lists_of_people(short) if found in names), found)


def _lists_of_people(short: Sequence[Block]) -> Iterator[list[str]]:
    """The people of boxes that are called the author's and name several in lines made alike."""
    lists: dict[tuple[HtmlElement, str], dict[str, None]] = {}
    for block in short:
        box = _box_of(block)
        if box is not None and block.element is not None and _is_a_name(line := box_line(block.element)):
            lists.setdefault((box, f"{block.tag} {block.element.get('class')}"), {})[line] = None
    yield from (list(names) for names in lists.values() if len(names) > 1)


def _is_a_name(line: str) -> bool:
    """True for a line that is one person's name and nothing else."""
    return people(line, ()) == (line,) and not _WRITTEN_SMALL.search(line)


def _introduced(short: Sequence[Block]) -> Iterator[str]:
    """The lines that open as bylines do; «بقلم» alone with the next line, where that is a name."""
    for block, after in zip(short, [*short[1:], None], strict=False):
        if _LONE_INTRODUCTION.fullmatch(block.text) and after is not None and people(after.text, ()):
            yield f"{block.text} {before_date(after.text)}"
        elif INTRODUCTION.match(_PLACE.sub("", block.text)) and (line := before_date(block.text)):
            yield line


def signatures(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The bylines with which a text begins («كتب- محمد صلاح:», «تصوير: …») and those with which it ends."""
    above = list(takewhile(_is_signature, lines))
    return above, list(takewhile(_is_signature, reversed(lines[len(above) :])))


def _is_signature(line: str) -> bool:
    return is_byline(line) and bool(people(line, ()))


def is_byline(line: str) -> bool:
    """True for a line that is only an introduction and a name or two: «كتبت: …»; «كتب» opens headlines on books as well."""
    return bool(INTRODUCTION.match(line)) and line.count(" ") < SHORT_LINE


def may_sign(line: str) -> bool:
    """True for a line in the author's place that can be a name: a few words, more letters than stand in place of a portrait, no date, and
    not only «بقلم»."""
    signs = line.count(" ") < LONGEST_SLOT and len(_ANY_LETTER.findall(line)) > _PORTRAIT_LETTERS
    return signs and not _LONE_INTRODUCTION.fullmatch(line) and not is_date_line(Block(line))


def _slot_lines(block: Block) -> Iterator[str]:
    """The text of the block, or of an element in its line, that is called the author's and may sign."""
    return filter(may_sign, _called_lines(block))


def _undated(text: str) -> str:
    """The pieces of a line that are no dates."""
    return " - ".join(piece for piece in _BYLINE_PIECES.split(text) if piece and not is_date_line(Block(piece)))


def _called_lines(block: Block) -> Iterator[str]:
    """The text of the block, or of an element in its line, that is called the author's."""
    element = block.element
    if element is None:
        return
    inline = islice(element.iter("a", "span", "strong", "b", "em", "cite", "address"), MOST_INLINE)
    for slot in (element, *inline):
        if not _is_slot(slot):
            continue
        if all_said(slot) in block.text:
            yield box_line(slot)
        elif slot is element:
            yield block.text


def _is_in_figure(block: Block) -> bool:
    """True for a line under a picture, where who took it is named."""
    around = block.element.getparent() if block.element is not None else None
    return block.tag == "figcaption" or (around is not None and around.tag == "figcaption")


def _is_slot(element: HtmlElement) -> bool:
    """True for an element that its attributes call the author's."""
    named = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))))
    return bool(_SLOT.search(named))


def _in_box(block: Block) -> bool:
    """True where one of the two elements around the block's is called the author's."""
    return _box_of(block) is not None


def _box_of(block: Block) -> HtmlElement | None:
    """The nearer of the two elements around the block's that is called the author's; None where none is."""
    around = block.element.getparent() if block.element is not None else None
    for _ in range(2):
        if around is None or len(around) > MOST_NEIGHBOURS:
            return None
        if _is_slot(around):
            return around
        around = around.getparent()
    return None
