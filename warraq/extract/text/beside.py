"""Tells the article's part of a page from what stands beside it, menus and footers, which need not be read where the part is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.facts.keywords import is_tag_address, is_tag_link
from warraq.extract.page.blocks import Block
from warraq.extract.page.kinship import elements_around, within
from warraq.extract.page.labels import Kind, label_of
from warraq.extract.page.shapes import is_named, shape
from warraq.extract.text.declared import find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.outlet import LearnedLayout

_TELLING_KINDS: Final = frozenset((Kind.CREDIT, Kind.KEYWORDS, Kind.READ_ALSO, Kind.RELATED))
"""Labels that say something of the article wherever they stand under it; the site's own lists count only inside its part."""
MANY: Final = 20
"""Elements of a box that is worth looking through: on pages of 1,050 elements in six mark-ups finding out costs 0.15 ms, reading on 0.5."""
LONGEST_LABEL: Final = 500
"""Characters of a text that may open with a label, white space and all; scripts are longer and need not be remembered."""
IN_TWO: Final = 40
"""Characters of a label that may be written in two elements."""
_IS_LARGE: Final = XPath(f"boolean(descendant::*[{MANY}])")
# Five times as fast as asking one element after the other.
_TEXTS: Final = XPath("descendant::text()", smart_strings=False)
_LINKED_ADDRESSES: Final = XPath("descendant::a/@href", smart_strings=False)


@dataclass(frozen=True)
class Vicinity:
    """An article's part of a page and what stands beside it."""

    part: HtmlElement
    """The innermost element around headline and text."""
    bodies: tuple[HtmlElement, ...] = ()
    """What the layout's `body` finds."""
    apart: frozenset[HtmlElement] = frozenset()
    """The outermost elements that say nothing of the article."""


def vicinity(tree: HtmlElement, learned: LearnedLayout) -> Vicinity:
    """Where an article stands by its layout; the whole page where the layout finds no text.

    Apart is everything before the article's part, unless the headline is not found; after it, what is shaped like one of the layout's
    `apart`, and large boxes without a label of the article or a tag. Raises one of `BAD_SELECTOR`.
    """
    layout = learned.layout
    bodies = tuple(find(layout.body, tree))
    if not bodies:
        return Vicinity(tree)
    named = find(layout.title, tree) if layout.title else []
    heading = named[0] if named else heading_of(bodies[0])
    part = elements_around([*bodies, heading] if heading is not None else bodies)[0]
    before = _before(part) if heading is not None else ()
    return Vicinity(part, bodies, frozenset((*before, *_silent(part, learned.apart))))


def shapes_after(rest: Iterable[tuple[HtmlElement, bool]]) -> tuple[set[str], set[str]]:
    """The shapes of what is `following` the article's part of a page: of what says nothing of it, and of what does."""
    apart, needed = set[str](), set[str]()
    for element, tells in rest:
        (needed if tells else apart).add(shape(element))
    return {name for name in apart if is_named(name)}, needed


def following(blocks: Sequence[Block], texts: Sequence[HtmlElement]) -> list[tuple[HtmlElement, bool]]:
    """The outermost elements after the article's part of a page in reading order, `texts` being the elements of its lines and `blocks` what
    comes after them; True for those that say something of it."""
    telling = [block for block in blocks if _tells(block)]
    return [(element, any(within(block, element) for block in telling)) for element in _after(part_around(texts))]


def part_around(texts: Sequence[HtmlElement]) -> HtmlElement:
    """The article's part of a page: the innermost element around its headline and `texts`, the elements of its lines."""
    heading = heading_of(texts[0])
    return elements_around([*texts, heading] if heading is not None else texts)[0]


def _silent(part: HtmlElement, shapes: Collection[str]) -> Iterator[HtmlElement]:
    """The outermost elements after the article's part that say nothing of it: those of the shapes, and large boxes."""
    tagged = True
    for around in (part, *part.iterancestors()):
        for element in _silent_in_row(around.itersiblings(), around.tail, tagged, shapes):
            tagged = tagged and not _IS_LARGE(element)
            yield element


def _silent_in_row(
    elements: Iterable[HtmlElement], before: str | None, tagged: bool, shapes: Collection[str] = ()
) -> Iterator[HtmlElement]:
    """The silent ones of the elements that follow the text `before`, or of what they hold; after a label that may head the next one no
    other than those of the shapes. `tagged`: tags among them may be the article's, as no large box stands between."""
    headed = is_telling(before)
    for element in elements:
        if shape(element) in shapes:
            yield element
        elif not headed and not _IS_LARGE(element):
            headed = _is_lone_label(element)
        elif not headed and _may_tell(element, tagged):
            yield from _silent_in_row(element, element.text, tagged)
        elif not headed:
            tagged = False
            yield element
        headed = headed or is_telling(element.tail)


def _is_lone_label(element: HtmlElement) -> bool:
    """True for a label without the list that it announces; a link beside it may lead to more of the same."""
    return _is_labelled(element) and len(_LINKED_ADDRESSES(element)) < 2


def _may_tell(element: HtmlElement, tagged: bool) -> bool:
    """True where a line in the element may be a label of the article, or a link leads to one of its tags."""
    return _is_labelled(element) or (tagged and any(map(is_tag_address, _LINKED_ADDRESSES(element))))


def _is_labelled(element: HtmlElement) -> bool:
    texts = _TEXTS(element)
    if any(is_telling(text) for text in texts if len(text) <= LONGEST_LABEL):
        return True
    # A label may be written in two colours.
    return any(len(first) + len(second) < IN_TWO and is_telling(first + second) for first, second in pairwise(texts))


def is_large(element: HtmlElement) -> bool:
    """True for a box that is worth looking through before it is read."""
    return bool(_IS_LARGE(element))


# Pages of an outlet repeat most of what stands beside their articles.
@lru_cache(maxsize=8192)
def is_telling(text: str | None) -> bool:
    """True for a text that opens with a label which says something of the article."""
    return bool(said := (text or "").strip()) and _is_labelled_line(Block(said))


def _tells(block: Block) -> bool:
    return _is_labelled_line(block) or any(map(is_tag_link, block.links))


def _is_labelled_line(block: Block) -> bool:
    label = label_of(block)
    return label is not None and label.kind in _TELLING_KINDS


def heading_of(body: HtmlElement) -> HtmlElement | None:
    """The h1 in the text, or the nearest before it."""
    inside = body.find(".//h1")
    return inside if inside is not None else next(iter(body.xpath("preceding::h1[1]")), None)


def _before(part: HtmlElement) -> Iterator[HtmlElement]:
    for element in (part, *part.iterancestors()):
        yield from element.itersiblings(preceding=True)


def _after(part: HtmlElement) -> Iterator[HtmlElement]:
    for element in (part, *part.iterancestors()):
        yield from element.itersiblings()
