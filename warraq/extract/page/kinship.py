"""Tells which blocks belong together, by where they stand in the page's tree; in plain text all do."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block


def within(block: Block, container: HtmlElement) -> bool:
    """True where the block stands in the container or is set apart by it."""
    element = block.element
    while element is not None and element is not container:
        element = element.getparent()
    return element is container


def elements_around(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """The elements around all of them, the innermost first; one of them that holds the others is among these. Empty without any."""
    line: list[HtmlElement] | None = None
    for element in elements:
        own = dict.fromkeys((element, *element.iterancestors()))
        line = list(own) if line is None else [around for around in line if around in own]
    return line or []


def innermost_around(elements: Iterable[HtmlElement]) -> HtmlElement | None:
    """The first of `elements_around`; None without any. Lines of a text mostly stand under one parent, which is told at once."""
    apart = set(elements)
    if len(apart) < 2:
        return next(iter(apart), None)
    parents = {element.getparent() for element in apart}
    parent = parents.pop()
    return parent if parent is not None and not parents else next(iter(elements_around(apart)), None)


def common_element(first: Block, second: Block) -> HtmlElement | None:
    """The innermost element around both blocks; None in plain text and where only the whole page is around both."""
    if first.element is None or second.element is None:
        return None
    found = next(iter(elements_around((first.element, second.element))), None)
    return None if found is None or found.tag in ("html", "body") else found


def together(first: Block, second: Block) -> bool:
    """True for paragraphs of one text: lines of one element, elements under one parent, or under parents alike that stand in one row."""
    if first.element is None or second.element is None or first.element is second.element:
        return True
    mine, theirs = first.element.getparent(), second.element.getparent()
    if mine is theirs:
        return True
    return mine is not None and theirs is not None and alike(mine, theirs) and mine.getparent() is theirs.getparent()


def heads(heading: Block, block: Block) -> bool:
    """True where the heading stands in one row with the block, or with an element around it of at most two; a loose line is no element of
    its own and stands in the row itself."""
    if heading.element is None or block.element is None or heading.element is block.element:
        return True
    row = heading.element.getparent()
    return row is not None and (row is block.element or any(row is around for around in islice(block.element.iterancestors(), 3)))


def alike(first: HtmlElement, second: HtmlElement) -> bool:
    """True for elements of one tag and class."""
    return bool(first.tag == second.tag and first.get("class") == second.get("class"))


def entry_of(label: Block, headline: Block) -> HtmlElement | None:
    """The element around a headline that is one of a row of elements alike, the label's not counted, so that the rest of it goes with the
    headline; None where the headline's own line is one of a row, or nothing is."""
    element = headline.element
    around = {label.element, *label.element.iterancestors()} if label.element is not None else set()
    while element is not None and element not in around:
        beside = (other for other in (element.getnext(), element.getprevious()) if other is not None)
        if any(alike(element, other) and other not in around for other in beside):
            return None if element is headline.element else element
        element = element.getparent()
    return None


def of_one_list(label: Block, first: Block, block: Block) -> bool:
    """True for a line in the same part of the page as a list's label and first line, or shaped as that line is."""
    if block.element is None or first.element is None or alike(block.element, first.element):
        return True
    around = common_element(label, first)
    return around is None or within(block, around)
