"""Notes where the parts of a page's article stood, as selectors, so that a layout can be induced from several pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.extract.layouts import find, lines
from warraq.extract.shapes import nested, shape
from warraq.extract.titles import bare
from warraq.extract.vicinity import shapes_after
from warraq.outlet import PageSample
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.blocks import Block
    from warraq.extract.document import Document
    from warraq.items import Article

LEVELS: Final = 4
"""Elements around the text that may be its container: on a page of one paragraph the innermost is that paragraph."""
HEAD: Final = 40
"""Blocks before the text and after it among which its headline, byline, time, credit and keywords stand."""


def sample_of(document: Document, places: Sequence[int], article: Article) -> PageSample | None:
    """The sample of a page whose article is read from the blocks at `places`; None where these have no container that can be named."""
    tree, blocks = document.tree, document.blocks
    elements = [element for place in places if (element := blocks[place].element) is not None]
    around = _around(elements)
    if tree is None or not around:
        return None
    bodies = tuple(name for element in around for name in dict.fromkeys(nested(element)) if find(name, tree) == [element])
    kept, dropped = _shapes(around[-1], set(elements))
    folded = tuple(dict.fromkeys(fold(line) for line in article.body.splitlines()))
    apart, needed = shapes_after(blocks, elements)
    fields = _fields(document, places, article)
    return PageSample(document.page.address, bodies, fields, kept, dropped, folded, tuple(apart), tuple(needed)) if bodies else None


def _around(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The innermost element around all of them and those around it, up to the page's body."""
    if not elements:
        return []
    common = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        line = {element, *element.iterancestors()}
        common = [other for other in common if other in line]
    return [element for element in common if element.tag not in ("html", "body")][:LEVELS]


def _shapes(outermost: HtmlElement, own: set[HtmlElement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shapes inside an element that hold text, and those of the outermost elements that hold none of it."""
    holding = {around for element in own for around in (element, *element.iterancestors())}
    kept = {shape(element) for element in holding if element is outermost or outermost in element.iterancestors()}
    dropped = {shape(child) for element in holding & set(outermost.iter()) - own for child in element if child not in holding}
    return tuple(sorted(kept)), tuple(sorted(dropped))


def _fields(document: Document, places: Sequence[int], article: Article) -> dict[str, tuple[str, ...]]:
    """The selectors of the parts beside the text, by field of the layout."""
    near = document.blocks[max(0, places[0] - HEAD) : places[0] + 2] + document.blocks[places[-1] : places[-1] + HEAD]
    near.sort(key=lambda block: block.tag if block.is_heading else "z")
    visible = next((stamp.raw for stamp in article.stamps if stamp.origin == "visible" and stamp.kind == "published"), None)
    values = {"title": article.title, "byline": article.byline, "published": visible, "credit": article.credit_line}
    found = {name: tuple(_leading_to(value, near, document)) for name, value in values.items() if value}
    found["keywords"] = tuple(_leading_to_all(article.keywords, near, document))
    return {name: selectors for name, selectors in found.items() if selectors}


def _leading_to(value: str, near: Sequence[Block], document: Document) -> Iterator[str]:
    """Selectors whose first element on the page holds the value."""
    wanted = bare(value)
    for block in near:
        if block.element is None or (wanted not in bare(block.text) and not len(block.element)):
            continue
        for element in (block.element, *block.element.iterdescendants("a", "span", "time", "strong", "b")):
            stated = element.get("datetime") or element.text_content()
            if bare(clean_line(stated)) == wanted:
                yield from (name for name in nested(element) if bare(next(lines(name, document.tree), "")) == wanted)


def _leading_to_all(values: Sequence[str], near: Sequence[Block], document: Document) -> Iterator[str]:
    """Selectors of the links that hold exactly the values."""
    for block in near if values else ():
        box = block.element if block.tag != "li" or block.element is None else block.element.getparent()
        if box is not None and any(link.text in values for link in block.links):
            yield from (name for plain in nested(box) if tuple(dict.fromkeys(lines(name := f"{plain} a", document.tree))) == tuple(values))
