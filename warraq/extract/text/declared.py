"""Reads a page by its outlet's declared layout: which one holds on the day of fetching, and what its selectors find."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError

from warraq.extract.facts.boxes import box_line
from warraq.extract.text.tracing import Selection
from warraq.items import Stamp
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.outlet import Layout

_COMBINATOR: Final = re.compile(r"[\s>+~,]")
BAD_SELECTOR: Final = (SelectorError, XPathError, ValueError)
"""What a selector that cannot be used raises."""
SHORTEST_BODY: Final = 15
"""Words below which a layout's body counts as not found: a caption or a lone standfirst."""


@dataclass(frozen=True)
class LayoutReading:
    """What a layout's selectors found; None or empty where the layout has no such selector or it matched nothing."""

    layout: Layout
    selection: Selection
    alone: bool = True
    """True where no other element of the page has the place of a text."""
    title: str | None = None
    byline: str | None = None
    published: Stamp | None = None
    credit: str | None = None
    keywords: tuple[str, ...] = ()


def live(layouts: Sequence[Layout], fetched_at: datetime | None) -> list[Layout]:
    """The layouts that hold on the day of fetching, those that end first before the others; all but the ended ones without a day."""
    day = fetched_at.date() if fetched_at else None
    dated = sorted((layout for layout in layouts if layout.valid_until), key=lambda layout: str(layout.valid_until))
    holding = [layout for layout in dated if day is not None and layout.valid_until is not None and day <= layout.valid_until]
    return [*holding, *(layout for layout in layouts if layout.valid_until is None)]


def read_one(
    layout: Layout, tree: HtmlElement, blocks: Sequence[Block], part: HtmlElement, bodies: Sequence[HtmlElement]
) -> LayoutReading | str:
    """What a layout's selectors find, or words that say why that is no text; raises one of `BAD_SELECTOR`.

    `bodies` are what its `body` finds; what stands beside the text is looked for in the article's `part` of the page before the rest.
    """
    if layout.match and not find(layout.match, tree):
        return f"nothing matches {layout.match}"
    inner, outer = _by_scope(layout.drop)
    scopes = ((tree, outer), *((body, inner) for body in bodies))
    dropped = [element for around, selector in scopes if selector for element in find(selector, around)]
    inside = {element for body in bodies for element in body.iter()} - {element for drop in dropped for element in drop.iter()}
    indexes = tuple(index for index, block in enumerate(blocks) if block.element in inside)
    if sum(blocks[index].words for index in indexes) < SHORTEST_BODY:
        return f"body {layout.body} holds no text"
    return LayoutReading(
        layout,
        Selection(indexes, bodies[0] if len(bodies) == 1 else bodies[0].getparent()),
        alone=len(bodies) == 1,
        title=_first(layout.title, part, tree),
        byline=_signed(layout.byline, part, tree),
        published=_dated(layout.published, part, tree),
        credit=_first(layout.credit, part, tree),
        keywords=tuple(dict.fromkeys(lines(layout.keywords, tree))),
    )


def _first(selector: str | None, *places: HtmlElement) -> str | None:
    return next((line for place in places for line in lines(selector, place)), None) if selector else None


def _dated(selector: str | None, *places: HtmlElement) -> Stamp | None:
    """The time that an element states; what no reader of the page sees stands in an attribute."""
    for element in (element for place in places for element in (find(selector, place) if selector else ())):
        hidden = clean_line(element.get("datetime") or element.get("content") or "")
        if said := hidden or clean_line(element.text_content()):
            return Stamp(said, "visible", "published", "layout", "attribute" if hidden else "")
    return None


def _signed(selector: str | None, *places: HtmlElement) -> str | None:
    """The line of an author's box, read by its elements."""
    found = (element for place in places for element in (find(selector, place) if selector else ()))
    said = (clean_line(element.get("content") or box_line(element)) for element in found)
    return next(filter(None, said), None)


@lru_cache(maxsize=1024)
def _by_scope(drop: tuple[str, ...]) -> tuple[str, str]:
    """The selectors of what is dropped, joined, as one costs little more than the other: those to look for in the bodies, and those that
    name elements around, to look for on the whole page."""
    outer = [selector for selector in drop if _COMBINATOR.search(selector)]
    return ", ".join(selector for selector in drop if selector not in outer), ", ".join(outer)


def lines(selector: str | None, tree: HtmlElement) -> Iterator[str]:
    """The texts of the elements that a selector finds: the time or content that they state, else what they hold; empty ones left out."""
    for element in find(selector, tree) if selector else ():
        text = clean_line(element.get("datetime") or element.get("content") or element.text_content())
        if text:
            yield text


def find(selector: str, tree: HtmlElement) -> list[HtmlElement]:
    """The elements that a selector finds, in document order; raises one of `BAD_SELECTOR` for a bad one."""
    return list(_compiled(selector)(tree))


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> CSSSelector:
    """Outlets repeat their few selectors on every page."""
    return CSSSelector(selector, translator="html")
