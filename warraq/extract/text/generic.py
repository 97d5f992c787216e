"""Reads the text of an unknown page with trafilatura, checks it against articleBody, and leads it back to the page's own blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.extract.page.kinship import within
from warraq.extract.page.lines import PARAGRAPH_WORDS, is_paragraph
from warraq.extract.page.wording import SENTENCE_WORDS, shingles, words_of
from warraq.extract.text.comments import find_comments
from warraq.extract.text.hidden import hidden_rest, shown
from warraq.extract.text.pruning import without_lists
from warraq.extract.text.tracing import Selection, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.extract.text.comments import Comments

LONGER_BODY: Final = 1.15
"""articleBody is taken when it has so many times the words of the reader's text: measured on 252 pages of 2023-26 (226 at least 0.9 in
shingle F1, 222 without) and 181 of 2019 (no change); taken always it loses, as it is often cut short."""
SHORT_READING: Final = 40
"""Words of a strict reading below which a loose one is asked for too."""
TIMES_LONGER: Final = 4
LOOSE_PARAGRAPHS: Final = 3
OPENING_BLOCKS_ABOVE: Final = 12
"""Blocks above the text among which its first paragraph may stand: author, date and buttons come between."""
_FULL_STOP: Final = re.compile(r"[.!?؟。।][\"”»\u2019)\]]*$")
_CLASS_NUMBER: Final = re.compile(r"\d+")
QUOTATION_WORDS: Final = 40
"""Seven that trafilatura lost on four pages of one site had 45 to 136; a line in a box is mostly a sentence."""
PRINTED_SHARE: Final = 0.3
"""Share of the shingles of the printed text that an articleBody must have to be of the same article: teasers and summaries are cut from
it."""
FAITHFUL: Final = 0.8
"""Share of articleBody's words that its blocks must hold; below, the text is not printed on the page and is taken as it stands."""


@dataclass(frozen=True)
class GenericReading:
    """What a reader found to be the text."""

    selection: Selection
    text: str | None = None
    """An articleBody that is not printed on the page: paragraphs, one a line."""


def read_generic(tree: HtmlElement, blocks: Sequence[Block], address: str, stated_body: str | None) -> GenericReading:
    """The blocks that make up the text of any page; `stated_body` is the page's own articleBody. Never changes the tree."""
    said = find_comments(blocks)
    rest = hidden_rest(tree, blocks)
    seen = shown(tree, rest, said.boxes) if rest else without_lists(tree, blocks, said.boxes)
    text = _trafilatura(seen, address)
    if len(text.split()) < SHORT_READING:
        text = _longer(text, _trafilatura(seen, address, precise=False))
    if not stated_body or len(stated_body.split()) <= LONGER_BODY * len(text.split()) or not _shares_words(text, stated_body):
        return GenericReading(_unsaid(blocks, _fill(blocks, select(blocks, text)), said))
    selection = _unsaid(blocks, _fill(blocks, select(blocks, stated_body)), said)
    found = sum(blocks[index].words for index in selection.indexes)
    return GenericReading(selection, None if found >= FAITHFUL * len(stated_body.split()) else stated_body)


def _unsaid(blocks: Sequence[Block], selection: Selection, said: Comments) -> Selection:
    """The selection without the readers' comments; the text above them where nothing else is left."""
    if not said.boxes:
        return selection
    kept = tuple(index for index in selection.indexes if not said.hold(blocks[index]))
    return Selection(kept or said.above, selection.container if kept else None)


def _shares_words(text: str, stated_body: str) -> bool:
    """True where an articleBody may be of the article that is printed, or none is."""
    printed = set(shingles(words_of(text)))
    return len(printed & set(shingles(words_of(stated_body)))) >= PRINTED_SHARE * len(printed)


def _longer(strict: str, loose: str) -> str:
    """The loose reading where it has several paragraphs and many times the words of the strict one; it took a notice for the text."""
    paragraphs = sum(len(line.split()) >= PARAGRAPH_WORDS for line in loose.splitlines())
    long = len(loose.split()) >= TIMES_LONGER * max(SHORT_READING / TIMES_LONGER, len(strict.split()))
    return loose if long and paragraphs >= LOOSE_PARAGRAPHS else strict


def _trafilatura(tree: HtmlElement, address: str, *, precise: bool = True) -> str:
    """The text as trafilatura reads it; imported on first use, as that takes most of a second."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, url=address, favor_precision=precise, include_comments=False)
    except MemoryError:  # the process is at its bound: nothing that it says of the page from here on can be relied on
        raise
    except Exception:  # whatever a foreign reader stumbles over, the page is then read without it
        return ""
    return getattr(found, "text", None) or ""


def _fill(blocks: Sequence[Block], selection: Selection) -> Selection:
    """Adds the paragraphs that the reader skipped between others of their kind."""
    if selection.container is None:
        return selection
    chosen = set(selection.indexes)
    kinds = _Kinds([blocks[index] for index in selection.indexes if blocks[index].words >= SENTENCE_WORDS])
    inside = [index for index in selection.indexes if within(blocks[index], selection.container)]
    for index in range(inside[0], inside[-1]) if inside else ():
        block = blocks[index]
        if index not in chosen and block.link_share < 0.5 and kinds.know(block) and within(block, selection.container):
            chosen.add(index)
    chosen.update(_twins(blocks, inside, selection.container, kinds) if inside else ())
    chosen.update(_rows(blocks, inside, selection.container) if inside else ())
    chosen.update(_opening(blocks, inside[0], selection.container, kinds) if inside else ())
    chosen.update(_quotations(blocks, inside, kinds) if inside else ())
    chosen.update(_rest_of_element(blocks, inside) if inside else ())
    chosen.update(_continuation(blocks, inside[-1] + 1, selection.container, kinds) if inside else ())
    chosen.update(_crossheads(blocks, chosen, selection.container) if inside else ())
    return Selection(tuple(sorted(chosen)), selection.container)


def _twins(blocks: Sequence[Block], inside: Sequence[int], container: HtmlElement, kinds: _Kinds) -> Iterator[int]:
    """Paragraphs below the headline in boxes like those of the chosen, as sites part a text around what stands in it."""
    start = max((place for place in range(inside[0]) if blocks[place].tag == "h1"), default=inside[0])
    for place in range(start, inside[-1]):
        if kinds.in_like_box(blocks[place]) and within(blocks[place], container):
            yield place


def _rows(blocks: Sequence[Block], inside: Sequence[int], container: HtmlElement) -> Iterator[int]:
    """The rows of tables between paragraphs: readers drop small tables."""
    for place in range(inside[0], inside[-1]):
        if blocks[place].tag == "tr" and blocks[place].link_share < 0.5 and within(blocks[place], container):
            yield place


def _crossheads(blocks: Sequence[Block], chosen: Collection[int], container: HtmlElement) -> Iterator[int]:
    """Headings right before chosen lines and after others, in one row with the line below or alone in a box of their own."""
    first, last = min(chosen), max(chosen)
    below: int | None = None
    for place in range(last, first, -1):
        block = blocks[place]
        if place in chosen:
            below = place
        elif below is None or not block.is_heading or block.links or block.tag == "h1" or not within(block, container):
            below = None
        elif _stands_over(block, blocks[below]):
            yield place


def _stands_over(heading: Block, below: Block) -> bool:
    """True where an element around the heading, or around the box that holds nothing else, is around the line below too."""
    element = heading.element
    around = element.getparent() if element is not None else None
    while around is not None and len(around) == 1:
        around = around.getparent()
    line = below.element
    return around is None or line is None or around in line.iterancestors()


def _rest_of_element(blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[int]:
    """The lines before the first and after the last that stand in the same element, parted by line breaks only."""
    for start, step in ((inside[0], -1), (inside[-1], 1)):
        place = start + step
        while 0 <= place < len(blocks) and blocks[place].element is blocks[start].element and blocks[place].link_share < 0.5:
            yield place
            place += step


def _opening(blocks: Sequence[Block], start: int, container: HtmlElement, kinds: _Kinds) -> Iterator[int]:
    """Paragraphs between headline and text in an element beside its own, as content systems set an introduction apart."""
    row = container.getparent()
    for index in range(start - 1, max(-1, start - OPENING_BLOCKS_ABOVE), -1):
        block = blocks[index]
        parent = block.element.getparent() if block.element is not None else None
        if block.is_heading or parent is None:
            return
        if is_paragraph(block) and kinds.has_kind(block) and row in (parent, parent.getparent()):
            yield index


def _quotations(blocks: Sequence[Block], inside: Sequence[int], kinds: _Kinds) -> Iterator[int]:
    """Long paragraphs among the chosen that stand in elements of another kind, of which the text has several: quotations, translations."""
    between = range(inside[0], inside[-1])
    long = [index for index in between if blocks[index].words >= QUOTATION_WORDS and kinds.has_neighbours(blocks[index])]
    found = {index: _kind(element) for index in long if (element := blocks[index].element) is not None and blocks[index].link_share < 0.3}
    shapes = Counter(found.values())
    texts = Counter(blocks[index].text for index in found)
    yield from (index for index, shape in found.items() if shapes[shape] > 1 and texts[blocks[index].text] == 1)


def _continuation(blocks: Sequence[Block], start: int, container: HtmlElement, kinds: _Kinds) -> Iterator[int]:
    """Paragraphs after the text in containers like its own, into which sites part a text around advertisements."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.tag == "h1" or (block.is_heading and block.link_share > 0.5):
            return
        if block.words >= SENTENCE_WORDS and block.link_share < 0.5 and kinds.has_kind(block) and _in_twin(block, container):
            yield index


def _in_twin(block: Block, container: HtmlElement) -> bool:
    """True where the block's parent is shaped as the container is, by a class of its own, and stands in one row with it."""
    parent = block.element.getparent() if block.element is not None else None
    if parent is None or parent is container or not container.get("class") or _kind(parent) != _kind(container):
        return False
    return any(mine is theirs for mine, theirs in zip(parent.iterancestors(), islice(container.iterancestors(), 2), strict=False))


class _Kinds:
    """The shapes of the paragraphs that were chosen."""

    def __init__(self, chosen: Sequence[Block]) -> None:
        elements = [block.element for block in chosen if block.element is not None]
        self.own = set(elements)
        self.parents = Counter(element.getparent() for element in elements)
        self.shapes = Counter(map(_kind, elements))
        boxes = {around for element in elements if (around := element.getparent()) is not None and around.get("class")}
        self.boxes = Counter(map(_kind, boxes))

    def has_kind(self, block: Block) -> bool:
        """True for a block with the tag and class of two of the chosen."""
        return block.element is not None and self.shapes[_kind(block.element)] >= 2

    def in_like_box(self, block: Block) -> bool:
        """True for a paragraph like two of the chosen in a box with the classes of two of theirs."""
        around = block.element.getparent() if block.element is not None else None
        boxed = around is not None and self.boxes[_kind(around)] >= 2
        return boxed and is_paragraph(block) and self.has_kind(block) and _is_sentence(block)

    def has_neighbours(self, block: Block) -> bool:
        """True for a block in whose parent two of the chosen stand."""
        return block.element is not None and self.parents[block.element.getparent()] >= 2

    def know(self, block: Block) -> bool:
        """True for a block like two of the chosen under the same parent, and for an item of a list among them."""
        element = block.element
        if element is None:
            return False
        if self.has_kind(block) and (element in self.own or self.parents[element.getparent()] >= 2):
            return True
        return self._is_listed(element)

    def _is_listed(self, element: HtmlElement) -> bool:
        """True for an item of a list among the chosen that has no class of its own, or paragraphs like theirs."""
        item = element if element.tag == "li" else element.getparent()
        listing = item.getparent() if item is not None and item.tag == "li" else None
        if listing is None or self.parents[listing.getparent()] < 2:
            return False
        return not (item.get("class") or listing.get("class")) or (item is not element and self.shapes[_kind(element)] >= 2)


def _is_sentence(block: Block) -> bool:
    """True for a line that ends as one does; teasers break off, captions end in nothing."""
    return bool(_FULL_STOP.search(block.text)) and not block.text.endswith("...")


def _kind(element: HtmlElement) -> tuple[str, str]:
    """Tag and classes, without the numbers that word processors and style generators put into them."""
    return str(element.tag), _CLASS_NUMBER.sub("", element.get("class") or "")
