"""Takes menus and lists of links out of a copy of a page, so that a reader of any page need not weigh them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

TEXT_LETTERS: Final = 30
"""Letters of a line that may be of the text, five or six words; headlines in lists are as long, but links."""
LINKS: Final = 8
"""Links of an element that holds no such line, from which on it is a menu or a list; boxes inside texts have fewer."""

_COUNT_LINKS: Final = XPath("count(.//a)")


def without_lists(tree: HtmlElement, blocks: Sequence[Block], others: Collection[HtmlElement] = ()) -> HtmlElement:
    """A copy of the tree without its menus and lists of links and without `others`; the tree itself where it has none."""
    lists = [*_lists(tree, blocks), *others]
    return without(tree, lists) if lists else tree


def _lists(tree: HtmlElement, blocks: Sequence[Block]) -> Iterator[HtmlElement]:
    """The outermost elements that hold many links and no line that may be of a text; a paragraph of links is one of a text."""
    holding = {tree}
    for block in blocks:
        element = block.element if len(block.text) >= TEXT_LETTERS and block.link_share < 0.5 else None
        while element is not None and element not in holding:
            holding.add(element)
            element = element.getparent()
    for element in holding:
        yield from (child for child in element if child not in holding and child.tag != "p" and _COUNT_LINKS(child) >= LINKS)


def without(tree: HtmlElement, elements: Collection[HtmlElement]) -> HtmlElement:
    """A copy of the tree that lacks the elements."""
    left_out = set(elements)
    places = [place for place, element in enumerate(tree.iter()) if element in left_out]
    pruned = copy.deepcopy(tree)
    copies = list(pruned.iter())
    for place in places:
        copies[place].drop_tree()
    return pruned
