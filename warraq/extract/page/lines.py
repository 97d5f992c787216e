"""Says what a line may be by its words, links and tag: a paragraph, a headline, an entry of a list, the name of a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.page.kinship import alike, heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

PARAGRAPH_WORDS: Final = 12
"""Words of a line that may be a paragraph of running text when it is no headline."""
LONGEST_HEADLINE: Final = 28
"""The longest headlines in lists of related articles run to 25 words."""
SOURCE_WORDS: Final = 6
"""Words of a line between heading and text that names source, author or place."""
UNLINKED_TITLE_WORDS: Final = 5
"""Words of such a text's heading; crossheads have fewer."""
POINT_WORDS: Final = 4
"""Words that an item of a list of points says of its word at least; names of sources and tags have fewer."""
POINTS_BESIDE: Final = 2
_POINT: Final = re.compile(rf"[^:：.،]{{2,40}}\s*[:：]\s*(?:\S+\s+){{{POINT_WORDS - 1},}}\S")


def split_list(text: str) -> list[str]:
    """The entries of a line, parted by the first separator that it holds."""
    for separator in ("،", ",", "|", "؛", ";", " - ", "#", "/"):
        if separator in text:
            return [word.strip() for word in text.split(separator)]
    return [text.strip()] if text.strip() else []


def is_paragraph(block: Block) -> bool:
    """True for a line as long as running text, of which less than half stands in links."""
    return block.words >= PARAGRAPH_WORDS and block.link_share < 0.5


def is_source(block: Block) -> bool:
    return block.words <= SOURCE_WORDS and not block.text.endswith((".", "؟", "!", ":", "…"))


def is_title(heading: Block, first: Block) -> bool:
    """True for a heading over a text that leads nowhere, as headlines in boxes do."""
    return heading.is_heading and not heading.links and heading.words >= UNLINKED_TITLE_WORDS and heads(heading, first)


def made_alike(first: Block, second: Block) -> bool:
    if first.element is None or second.element is None:
        return first.tag == second.tag
    return alike(first.element, second.element) and bool(first.links) == bool(second.links)


def is_item(block: Block) -> bool:
    return block.tag in ("li", "dd") or block.link_share > 0.5


def is_linked_heading(block: Block) -> bool:
    return block.is_heading and block.link_share > 0.5


def is_listed(entry: HtmlElement, headline: Block) -> bool:
    """True where the element beside an entry has a linked heading of the headline's rank too."""
    beside = (other for other in (entry.getnext(), entry.getprevious()) if other is not None)
    return is_linked_heading(headline) and any(other.find(f".//{headline.tag}//a") is not None for other in beside)


def is_point(blocks: Sequence[Block], place: int, rest: str) -> bool:
    """True for an item of a list of points, «word: sentence» one after the other, whose word happens to be a label; `rest` is what it says
    after its colon."""
    if not _is_in_list(blocks[place]) or rest.count(" ") < POINT_WORDS - 1 or blocks[place].link_share > 0.5:
        return False
    beside = (blocks[at] for at in range(max(0, place - POINTS_BESIDE), min(len(blocks), place + POINTS_BESIDE + 1)) if at != place)
    return any(_is_in_list(block) and _POINT.match(block.text) and block.link_share < 0.5 for block in beside)


def _is_in_list(block: Block) -> bool:
    around = block.element.getparent() if block.element is not None else None
    return block.tag == "li" or (around is not None and around.tag == "li")


def is_headline(block: Block) -> bool:
    return is_item(block) or block.is_heading or (block.words <= LONGEST_HEADLINE and not block.text.endswith((".", "،", ",", "؛", ":")))
