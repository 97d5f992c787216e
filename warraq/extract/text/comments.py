"""Finds the readers' comments of a page: boxes of one shape below its text, each with the line of a name, a time or a reply."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.extract.page.kinship import within
from warraq.extract.page.lines import is_paragraph, made_alike
from warraq.extract.page.wording import is_date_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

BOXES: Final = 3
"""Boxes of the shortest row of comments that is told by their shape."""
TEXT_ABOVE: Final = 20
"""Words of running text between headline and comments; without them the boxes may be the text, as those of a live blog are."""
READER_WORDS: Final = 5
"""Words of a line that may be the name of a reader."""
NAMED_SHARE: Final = 0.8
"""Share of the boxes that such a line heads."""
BOX_LINES: Final = 8
"""Lines of the longest box: name, time, what is said in a few lines, buttons."""
BOX_REACH: Final = 6
"""Elements around a line among which its box is looked for."""

_REPLY: Final = re.compile(
    r"\W*(?:(?:ال)?رد|اضف ردا?|رد علي (?:ال)?تعليق|اعجاب|اعجبني|لا يعجبني|ابلاغ|reply|like|report)(?: ?\(?\d*\)?)?\W*"
)
_VISITOR: Final = re.compile(r"(?:ال)?(?:زاير|زايره|قاري|قاريه|مجهول|مجهوله|غير معروف|ضيف|guest|anonymous|visitor)\b")
_BARE_TIME: Final = re.compile(r"[\W\d]+")
_END: Final = (".", "؟", "!", ":", "…", "،")


@dataclass(frozen=True)
class Comments:
    """What readers said below a text."""

    boxes: frozenset[HtmlElement] = frozenset()
    above: tuple[int, ...] = ()
    """Places of the running text between the headline and the first of the boxes."""

    def hold(self, block: Block) -> bool:
        """True for a line of one of the boxes."""
        return any(within(block, box) for box in self.boxes)


def find_comments(blocks: Sequence[Block]) -> Comments:
    """The readers' comments below a text; none in plain text and where the boxes may be the text."""
    rows = [boxes for boxes in _rows(blocks) if len(boxes) >= BOXES]
    found = [(boxes, above) for boxes in rows if (above := _above_comments(blocks, boxes))]
    return Comments(frozenset(box for boxes, _ in found for box in boxes), found[0][1] if found else ())


def _rows(blocks: Sequence[Block]) -> Iterable[list[HtmlElement]]:
    """The elements alike under one parent that hold running text each, in page order."""
    rows: dict[tuple[HtmlElement, object, object], dict[HtmlElement, None]] = {}
    for block in blocks:
        box = block.element.getparent() if block.element is not None and is_paragraph(block) else None
        for _ in range(BOX_REACH):
            row = box.getparent() if box is not None else None
            if box is None or row is None:
                break
            rows.setdefault((row, box.tag, box.get("class")), {})[box] = None
            box = row
    return map(list, rows.values())


def _above_comments(blocks: Sequence[Block], boxes: Sequence[HtmlElement]) -> tuple[int, ...]:
    """The places of the running text above a row of boxes that are comments; empty where they are none."""
    row = boxes[0].getparent()
    lines = {box: [block for block in blocks if within(block, box)] for box in boxes}
    first = next(place for place, block in enumerate(blocks) if block is lines[boxes[0]][0])
    above = _text_above(blocks, first)
    signed = [_is_signed(held) for held in lines.values()]
    # What every box says alike («محتوى الخبر») is no reader's name.
    heads = Counter(held[0].text for held in lines.values())
    answered = sum(map(_is_answered, lines.values())) >= NAMED_SHARE * len(lines)
    if not answered and 2 * max(heads.values()) > len(lines):
        return ()
    if sum(blocks[place].words for place in above) < TEXT_ABOVE or sum(signed) < NAMED_SHARE * len(signed):
        return ()
    apart = row is not None and not any(within(blocks[place], row) for place in above)
    return above if apart or answered else ()


def _text_above(blocks: Sequence[Block], first: int) -> tuple[int, ...]:
    """The places of the running text between the nearest headline above a row and the row."""
    headings = [place for place in range(first - 1, -1, -1) if blocks[place].tag == "h1"]
    headings = headings or [place for place in range(first - 1, -1, -1) if blocks[place].is_heading and _heads_text(blocks, place)]
    places = range(headings[0], first) if headings else ()
    return tuple(place for place in places if is_paragraph(blocks[place]) and not blocks[place].is_heading)


def _heads_text(blocks: Sequence[Block], place: int) -> bool:
    """True for a heading right above running text."""
    return any(is_paragraph(block) and not block.is_heading for block in blocks[place + 1 : place + 4])


def _is_signed(lines: Sequence[Block]) -> bool:
    """True for a box that a short line heads or ends which is a name, a time or an answer, and that has no heading."""
    if not 1 < len(lines) <= BOX_LINES or any(block.is_heading and block.words > READER_WORDS for block in lines):
        return False
    return (_is_name(lines[0]) and not made_alike(*lines[:2])) or _is_answered(lines)


def _is_name(block: Block) -> bool:
    return (
        block.words <= READER_WORDS
        and not block.is_heading
        and not block.text.endswith(_END)
        and ":" not in block.text
        and not _BARE_TIME.fullmatch(block.text)
    )


def _is_answered(lines: Sequence[Block]) -> bool:
    """True for a box with a button to answer, or the name or time of a comment."""
    short = [block for block in (*lines[:3], *lines[-2:]) if block.words <= READER_WORDS + 5]
    return any(_REPLY.fullmatch(fold(block.text)) or _VISITOR.match(fold(block.text)) for block in short) or (
        _is_name(lines[0]) and any(is_date_line(block) for block in short)
    )
