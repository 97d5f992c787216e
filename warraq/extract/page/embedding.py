"""Tells a whole article that follows a label from the rest of the text that a box interrupts, and from the foot of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.extract.page.kinship import common_element, heads, together, within
from warraq.extract.page.labels import Kind
from warraq.extract.page.lines import PARAGRAPH_WORDS, SOURCE_WORDS, is_source, is_title
from warraq.extract.page.wording import is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.labels import Label

TITLE_WORDS: Final = 3
"""Words of the shortest heading of an embedded article; sources and sections have fewer."""
SOURCE_LINES: Final = 3
EMBEDDED_PARAGRAPHS: Final = 2
EMBEDDED_WORDS: Final = 30
"""Less running text under a headline is its teaser."""
BRIEF_WORDS: Final = 40
"""Words of a single paragraph that is an article because a line over it names its source."""
UNCLOSED_PARAGRAPHS: Final = 3
UNCLOSED_WORDS: Final = 60
"""What it takes where no credit or keyword line has ended the text before."""
INTERRUPTION: Final = 4
"""Blocks of another part of the page (a picture, its caption, an advertisement) inside an embedded text."""


@dataclass(frozen=True, slots=True)
class Following:
    """What follows a label that a whole article may follow: places in the list of blocks, but for the heading's text."""

    label: int
    title: str
    heading: int
    sources: tuple[int, ...]
    """Short lines between heading and text: a source, a city, a date."""
    body: tuple[int, ...]


def source_lines(blocks: Sequence[Block], labels: Sequence[Label | None], start: int) -> list[int]:
    """The places of short lines from `start` on that may stand between a heading and its text."""
    found: list[int] = []
    for place in range(start, min(len(blocks), start + SOURCE_LINES)):
        if labels[place] is not None or not is_source(blocks[place]):
            break
        found.append(place)
    return found


def running_text(blocks: Sequence[Block], labels: Sequence[Label | None], start: int) -> list[int]:
    """The places of the lines of one text from `start` on, up to a label or a heading of another part of the page."""
    found: list[int] = []
    for place in range(start, len(blocks)):
        block = blocks[place]
        own = not found or together(blocks[found[0]], block)
        label = labels[place]
        if label is not None and label.kind is Kind.PAGE:
            continue
        if label is not None or (block.is_heading and not own) or place > (found[-1] if found else start) + INTERRUPTION:
            break
        if own and block.link_share <= 0.5:
            found.append(place)
    return found


def is_whole_article(blocks: Sequence[Block], following: Following, before: Block | None, *, opened: bool) -> bool:
    """True where a whole article follows.

    `before` is the last paragraph of the text above, None where it has none; `opened`: that text has ended, or the page embeds one text
    after the other.
    """
    if not _may_be_headed(blocks, following):
        return False
    first = blocks[following.body[0]]
    around = common_element(blocks[following.label], first)
    apart = before is None or (around is not None and not within(before, around))
    if not opened:
        titled = (apart and before is not None and not together(before, first)) or is_title(blocks[following.heading], first)
        return before is not None and titled and _is_long(blocks, following.body, UNCLOSED_PARAGRAPHS, UNCLOSED_WORDS)
    if not (apart or any(heads(blocks[place], first) for place in (following.label, following.heading))):
        return False
    sourced = any(not is_date_line(blocks[place]) for place in following.sources)
    long = _is_long(blocks, following.body, EMBEDDED_PARAGRAPHS, EMBEDDED_WORDS)
    return long or (sourced and _is_long(blocks, following.body, 1, BRIEF_WORDS))


def _may_be_headed(blocks: Sequence[Block], following: Following) -> bool:
    long_title = following.title.count(" ") >= TITLE_WORDS - 1
    return bool(following.body) and long_title and all(blocks[place].words <= SOURCE_WORDS for place in following.sources)


def _is_long(blocks: Sequence[Block], body: Sequence[int], paragraphs: int, words: int) -> bool:
    """True for a text of so many paragraphs and words at least."""
    long = sum(blocks[place].words >= PARAGRAPH_WORDS for place in body)
    return long >= paragraphs and sum(blocks[place].words for place in body) >= words
