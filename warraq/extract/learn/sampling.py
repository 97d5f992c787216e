"""Notes where the parts of a page's article stood, as selectors, so that a layout can be induced from several pages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.extract.page.blocks import SET_APART
from warraq.extract.page.kinship import elements_around
from warraq.extract.page.shapes import is_droppable, placed, selectors, shape
from warraq.extract.page.wording import bare
from warraq.extract.text.beside import following, shapes_after
from warraq.extract.text.cut import marks_after, marks_before
from warraq.extract.text.declared import find, lines
from warraq.outlet import PageSample
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.items import Article

LEVELS: Final = 4
"""Elements around the text that may be its container: on a page of one paragraph the innermost is that paragraph."""
_PARTS: Final = ("a", "span", "time", "strong", "b")
"""Elements inside a line that hold a part of it."""
MOST_LINE_PARTS: Final = 100
MOST_HOLDING: Final = 20
"""Parts of one element that are looked through, and elements that hold one value: a thousand authors name none of them better."""
FACT_BLOCKS_BESIDE: Final = 40
"""Blocks before the text and after it among which its headline, byline, time, credit and keywords stand."""


def sample_of(document: Document, read: Sequence[int], article: Article) -> PageSample | None:
    """The sample of a page whose article is read from the blocks at `read`; None where these have no container that can be named."""
    tree, blocks = document.tree, document.blocks
    body = set(article.body.splitlines())
    places = [place for place in read if clean_line(blocks[place].text) in body]  # readers take a headline or a date along
    elements = [element for place in places if (element := blocks[place].element) is not None]
    around = [element for element in elements_around(elements) if element.tag not in ("html", "body")][:LEVELS]
    if tree is None or not around:
        return None
    bodies = tuple(dict.fromkeys(_bodies(around, tree)))
    kept, dropped = _shapes(around[-1], set(elements))
    folded = tuple(dict.fromkeys(fold(line) for line in article.body.splitlines()))
    rest = following(blocks[places[-1] + 1 :], elements)
    apart, needed = shapes_after(rest)
    fields = _fields(document, places, article)
    if not bodies:
        return None
    opens = marks_before(document, elements)
    ends = marks_after(document, rest, opens)
    return PageSample(document.page.address, bodies, fields, kept, dropped, folded, tuple(apart), tuple(needed), opens, ends)


def _bodies(around: Sequence[HtmlElement], tree: HtmlElement) -> Iterator[str]:
    """Selectors that find just one of the elements, the innermost first; a name of the next one out is better than a place in it."""
    named = [[name for name in dict.fromkeys(selectors(element)) if find(name, tree) == [element]] for element in around]
    for element, own, outer in zip(around, named, (*named[1:], []), strict=True):
        yield from own
        if not own:
            yield from outer
            yield from (name for name in dict.fromkeys(placed(element)) if find(name, tree) == [element])


def _shapes(outermost: HtmlElement, own: set[HtmlElement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shapes inside an element that hold text, and those of the outermost elements that hold none of it."""
    holding = {around for element in own for around in (element, *element.iterancestors())}
    kept = {shape(element) for element in holding if element is outermost or outermost in element.iterancestors()}
    left_out = (child for element in holding & set(outermost.iter()) - own for child in element if child not in holding)
    dropped = {name for child in left_out for name in _droppable(child, kept)}
    return tuple(sorted(kept)), tuple(sorted(dropped))


def _droppable(element: HtmlElement, kept: set[str]) -> Iterator[str]:
    """The shape of an element, or where elements that hold text are shaped so too, those of the outermost inside it that are not.

    Parts of a line are left out: they are in the text or not as their line is.
    """
    if not any(inner.tag in SET_APART for inner in element.iter()):
        return
    name = shape(element)
    if is_droppable(name, kept):
        yield name
    else:
        for child in element:
            yield from _droppable(child, kept)


def sample_of_byline(document: Document, places: Sequence[int], article: Article) -> PageSample | None:
    """The sample of where the byline stands, of a page that a layout read; None where it is not found."""
    near = [block for block in _near(document.blocks, places) if article.byline and article.byline in block.text]
    stated = _Stated(near)
    found = tuple(_leading_to("byline", bare(article.byline or ""), stated, document.tree))
    return PageSample(document.page.address, (), {"byline": found}, (), ()) if found else None


def _near(blocks: Sequence[Block], places: Sequence[int]) -> list[Block]:
    """The blocks around a text that say something of it, headings first."""
    near = [*blocks[max(0, places[0] - FACT_BLOCKS_BESIDE) : places[0] + 2], *blocks[places[-1] : places[-1] + FACT_BLOCKS_BESIDE]]
    return sorted(near, key=lambda block: block.tag if block.is_heading else "z")


def _fields(document: Document, places: Sequence[int], article: Article) -> dict[str, tuple[str, ...]]:
    """The selectors of the parts beside the text, by field of the layout."""
    near = _near(document.blocks, places)
    visible = next((stamp.raw for stamp in article.stamps if stamp.origin == "visible" and stamp.kind == "published"), None)
    byline = article.byline or next(iter(article.authors), None)
    values = {"title": article.title, "byline": byline, "published": visible, "credit": article.credit_line}
    stated = _Stated(near)
    found = {name: tuple(_leading_to(name, bare(value), stated, document.tree)) for name, value in values.items() if value}
    found["keywords"] = tuple(_leading_to_all(article.keywords, near, document.tree))
    return {name: selectors for name, selectors in found.items() if selectors}


class _Stated:
    """What the lines around a text and their parts say, bare; each is compared with several values."""

    def __init__(self, near: Sequence[Block]) -> None:
        self.lines = [(bare(block.text), block.element) for block in near if block.element is not None]
        self._parts: dict[HtmlElement, str] = {}

    def by(self, element: HtmlElement) -> str:
        if element not in self._parts:
            self._parts[element] = bare(clean_line(element.get("datetime") or element.text_content()))
        return self._parts[element]


def _leading_to(field: str, wanted: str, stated: _Stated, tree: HtmlElement) -> Iterator[str]:
    """Selectors whose first element on the page holds the value, which is bare.

    Every page has a headline; other lines move up where one is missing, so that their place alone is no name.
    """
    held = ((element, inside) for element, inside in dict.fromkeys(_candidates(wanted, stated)) if stated.by(element) == wanted)
    for element, inside in islice(held, MOST_HOLDING):
        counted = field == "title" or (field == "byline" and inside)
        yield from _telling(element, lambda name: bare(next(lines(name, tree), "")) == wanted, counted)


def _candidates(wanted: str, stated: _Stated) -> Iterator[tuple[HtmlElement, bool]]:
    """The elements of the lines and parts of them that may hold the value; True for a part."""
    for said, element in stated.lines:
        if not (wanted in said or len(element)):
            continue
        yield element, False
        # A time in an attribute need not be printed.
        parts = element.iterdescendants(*(_PARTS if wanted in said else ("time",)))
        yield from ((part, True) for part in islice(parts, MOST_LINE_PARTS))


def _leading_to_all(values: Sequence[str], near: Sequence[Block], tree: HtmlElement) -> Iterator[str]:
    """Selectors of the links that hold exactly the values."""
    for block in near if values else ():
        box = block.element if block.tag != "li" or block.element is None else block.element.getparent()
        if box is not None and any(link.text in values for link in block.links):
            found = _telling(box, lambda name: tuple(dict.fromkeys(lines(f"{name} a", tree))) == tuple(values), False)
            yield from (f"{name} a" for name in found)


def _telling(element: HtmlElement, is_right: Callable[[str], bool], counted: bool) -> Iterator[str]:
    """The element's selectors that find what they should; those by its place only where its name does not tell it from others, and those by
    its number among others only if they may count (`counted`)."""
    own = [name for name in dict.fromkeys(selectors(element)) if is_right(name)]
    yield from own or filter(is_right, (name for name in dict.fromkeys(placed(element)) if counted or ":nth-" not in name))
