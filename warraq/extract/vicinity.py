"""Tells the article's part of a page from what stands beside it, menus and footers, which need not be read where the part is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.extract.keywords import is_tag_link
from warraq.extract.kinship import within
from warraq.extract.labels import Kind, label_of
from warraq.extract.layouts import find
from warraq.extract.shapes import is_named, shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.blocks import Block
    from warraq.outlet import LearnedLayout

_TELLING: Final = frozenset((Kind.CREDIT, Kind.KEYWORDS, Kind.READ_ALSO, Kind.RELATED))
"""Labels that say something of the article wherever they stand under it; the site's own lists count only inside its part."""


@dataclass(frozen=True)
class Vicinity:
    """An article's part of a page and what stands beside it."""

    part: HtmlElement
    """The innermost element around headline and text."""
    apart: frozenset[HtmlElement] = frozenset()
    """The outermost elements that say nothing of the article."""


def vicinity(tree: HtmlElement, learned: LearnedLayout) -> Vicinity:
    """Where an article stands by its layout; the whole page where the layout finds no text.

    Apart is everything before the article's part, unless the headline is not found; after it, what is shaped like one of the layout's
    `apart`. Raises one of `BAD_SELECTOR`.
    """
    layout = learned.layout
    bodies = find(layout.body, tree)
    if not bodies:
        return Vicinity(tree)
    named = find(layout.title, tree) if layout.title else []
    heading = named[0] if named else _heading(bodies[0])
    part = _around([*bodies, heading] if heading is not None else bodies)
    before = _before(part) if heading is not None else ()
    return Vicinity(part, frozenset((*before, *(element for element in _after(part) if shape(element) in learned.apart))))


def shapes_after(blocks: Sequence[Block], texts: Sequence[HtmlElement]) -> tuple[set[str], set[str]]:
    """The shapes of what stands after the article's part of a page, `texts` being the elements of its lines: of what says nothing of it,
    and of what does."""
    heading = _heading(texts[0])
    part = _around([*texts, heading] if heading is not None else texts)
    telling = [block for block in blocks if _tells(block)]
    apart, needed = set[str](), set[str]()
    for element in _after(part):
        (needed if any(within(block, element) for block in telling) else apart).add(shape(element))
    return {name for name in apart if is_named(name)}, needed


def _tells(block: Block) -> bool:
    label = label_of(block)
    return (label is not None and label.kind in _TELLING) or any(map(is_tag_link, block.links))


def _heading(body: HtmlElement) -> HtmlElement | None:
    """The h1 in the text, or the nearest before it."""
    inside = body.find(".//h1")
    return inside if inside is not None else next(iter(body.xpath("preceding::h1[1]")), None)


def _around(elements: Collection[HtmlElement]) -> HtmlElement:
    """The innermost element around all of them, or the one that is."""
    line: list[HtmlElement] = []
    for element in elements:
        own = [element, *element.iterancestors()]
        line = [around for around in line if around in set(own)] if line else own
    return line[0]


def _before(part: HtmlElement) -> Iterator[HtmlElement]:
    for element in (part, *part.iterancestors()):
        yield from element.itersiblings(preceding=True)


def _after(part: HtmlElement) -> Iterator[HtmlElement]:
    for element in (part, *part.iterancestors()):
        yield from element.itersiblings()
