"""Finds the captions of a photo story, which are its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.facts.edges import is_called_caption
from warraq.extract.page.kinship import alike, common_element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

LEAST_CAPTIONS: Final = 3
"""Pictures of a photo story; a report has one or two."""
LEAST_WORDS: Final = 4
"""Words of a caption that tells something; others name who took the picture."""
_HOLDS_PICTURE: Final = XPath("boolean(.//img | .//amp-img | .//picture)")
AROUND: Final = 3
"""Elements around a caption among which is the one that holds its picture too."""


def captions_of_story(blocks: Sequence[Block], places: Sequence[int]) -> tuple[int, ...]:
    """The places of the captions of pictures that stand in one row under the headline, where they say more than the text at `places` does;
    empty where the page is no photo story."""
    heading = next((place for place, block in enumerate(blocks) if block.tag == "h1"), None)
    if heading is None:
        return ()
    start = min(heading, places[0]) if places else heading
    found = [place for place in range(start + 1, len(blocks)) if _is_told_by_picture(blocks[place])]
    rows = [place for place in found if found and _in_row(blocks[found[0]], blocks[place])]
    said = sum(blocks[place].words for place in rows)
    told = sum(blocks[place].words for place in places if place not in rows)
    return tuple(rows) if len(rows) >= LEAST_CAPTIONS and said > told else ()


def _is_told_by_picture(block: Block) -> bool:
    if not is_called_caption(block) or block.words < LEAST_WORDS or block.link_share > 0.5:
        return False
    return _frame(block) is not None


def _frame(block: Block) -> HtmlElement | None:
    """The element that holds the caption and its picture."""
    element = block.element
    for _ in range(AROUND):
        element = element.getparent() if element is not None else None
        if element is not None and _HOLDS_PICTURE(element):
            return element
    return None


def _in_row(first: Block, block: Block) -> bool:
    """True for captions whose frames are made alike and stand in one part of the page."""
    mine, theirs = _frame(first), _frame(block)
    if mine is None or theirs is None:
        return False
    return mine is theirs or (alike(mine, theirs) and common_element(first, block) is not None)
