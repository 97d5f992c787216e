"""Finds the blocks of a page that a reader's text came from, so that the text is taken from the page itself, with its tags and links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from warraq.extract.page.blocks import BETWEEN_CELLS, squash
from warraq.extract.page.kinship import within
from warraq.extract.page.lines import is_paragraph
from warraq.extract.page.wording import SENTENCE_WORDS, seen, shingles, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

SAME: Final = 0.5
"""Share of a block's shingles that the text must hold; readers drop links and notes out of paragraphs, hardly ever half of one."""
CONTAINER_SHARE: Final = 0.8
"""Share of the recognised letters that the container must hold: the rest are teasers and copies elsewhere on the page."""
_LINE_PARTS: Final = re.compile(r"[\n|]")
_END_MARKS: Final = re.compile("[#¶§🔗]+$")


@dataclass(frozen=True)
class Selection:
    """The blocks that make up a text."""

    indexes: tuple[int, ...] = ()
    """Ascending places in the page's list of blocks."""
    container: HtmlElement | None = field(default=None, repr=False)
    """The innermost element around nearly all of them; None where there is none."""


class _Text:
    """A reader's text, taken apart once; what a block has claimed is gone, so that copies of a paragraph are not counted twice."""

    def __init__(self, text: str) -> None:
        self.shingles = Counter(shingles(words_of(text)))
        self.lines = Counter(_line(line).lstrip("-") for line in _LINE_PARTS.split(text))

    def holds(self, block: Block) -> bool:
        words = words_of(block.text)
        if len(words) < SENTENCE_WORDS:
            return all(self.lines.get(line, 0) > 0 for line in _own_lines(block))
        return self._holds_all(list(shingles(words)))

    def _holds_all(self, mine: Sequence[tuple[str, ...]]) -> bool:
        """True where the text has enough of the shingles; most blocks of a page have none."""
        held = self.shingles.get
        return sum(held(shingle, 0) > 0 for shingle in mine) >= SAME * len(mine)

    def claim(self, block: Block) -> bool:
        held = self.holds(block)
        if held:
            self.shingles.subtract(shingles(words_of(block.text)))
            self.lines.subtract(_own_lines(block))
        return held


def _own_lines(block: Block) -> list[str]:
    """The block as a reader may give it back: a row of a table cell by cell."""
    return [_line(cell) for cell in (block.text.split(BETWEEN_CELLS) if block.tag == "tr" else (block.text,))]


def _line(text: str) -> str:
    """The line for equality: without the marks at its end, of which some are permanent links."""
    line = squash(seen(text))
    return _END_MARKS.sub("", line) or line


def select(blocks: Sequence[Block], text: str) -> Selection:
    """The blocks whose text `text` holds: those in their common container, and a standfirst that stands above it."""
    source = _Text(text)
    found = [index for index, block in enumerate(blocks) if block.tag != "figcaption" and source.holds(block)]
    container = _container([blocks[index] for index in found])
    if container is None:
        return Selection(tuple(found))
    inside = [index for index in found if within(blocks[index], container) and source.claim(blocks[index])]
    lead = [index for index in found if inside and index < inside[0] and is_paragraph(blocks[index]) and source.claim(blocks[index])]
    return Selection((*lead, *inside), container)


def _container(found: Iterable[Block]) -> HtmlElement | None:
    """The innermost element that holds nearly all letters of the paragraphs found."""
    weight: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    total = 0
    for block in found:
        if block.element is None or block.words < SENTENCE_WORDS:
            continue
        line = [block.element, *block.element.iterancestors()]
        total += len(block.text)
        for height, element in enumerate(reversed(line)):
            weight[element] += len(block.text)
            depth[element] = height
    around = (element for element, letters in weight.items() if letters >= CONTAINER_SHARE * total)
    return max(around, key=depth.__getitem__, default=None)
