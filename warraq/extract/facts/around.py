"""Marks off the part of a page that speaks of its article: from around the headline to just after the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.page.blocks import SET_APART, Block
from warraq.extract.page.kinship import common_element, within
from warraq.extract.page.wording import bare, is_date_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

FACT_BLOCKS_ABOVE: Final = 6
"""Blocks above the headline that may tell section, date and author of the article."""
FACT_BLOCKS_BETWEEN: Final = 30
"""Blocks between headline and text: date, author, share buttons, caption; a longer way leads through other things."""
_TIMED: Final = XPath("descendant-or-self::*[@datetime or @itemprop or @title[parent::abbr or parent::time]] | $last")
_HOME: Final = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w+|[#?])?")
FACT_BLOCKS_BELOW: Final = 4
"""Blocks right after the text."""


@dataclass(frozen=True)
class Region:
    """Where the article stands among the page's blocks."""

    heading: int | None
    """Place of its headline; None where none is found."""
    near: tuple[int, ...]
    """Places of the blocks around headline and text that are not text."""
    scope: HtmlElement | None
    """The innermost element that holds headline and text; None in plain text."""


def find_region(blocks: Sequence[Block], body: Sequence[int], titles: Collection[str]) -> Region:
    """The region of the article whose text stands at `body` and whose headline is, bare, one of `titles`."""
    if not body:
        return Region(None, (), None)
    heading = _heading(blocks, body[0], titles)
    scope = _scope(blocks[body[0] if heading is None else heading], blocks[body[0]])
    first = max(0, body[0] - FACT_BLOCKS_BETWEEN) if heading is None else heading
    own = set(body)
    above = [place for place in range(max(0, first - FACT_BLOCKS_ABOVE), first) if scope is not None and within(blocks[place], scope)]
    between = [place for place in range(first, body[0]) if place != heading and (heading is not None or _belongs(blocks[place], scope))]
    below = [place for place in range(body[-1] + 1, min(len(blocks), body[-1] + 1 + FACT_BLOCKS_BELOW)) if _belongs(blocks[place], scope)]
    inside = [place for place in range(body[0], body[-1]) if place not in own]
    return Region(heading, (*between, *reversed(above), *inside[:FACT_BLOCKS_BETWEEN], *below), scope)


def headings(blocks: Sequence[Block], body: Sequence[int]) -> list[Block]:
    """The h1 down to the last paragraph, the one nearest above the text first; without any, the h2 nearest above the text."""
    if not body:
        return [block for block in blocks if block.tag == "h1"]
    found = [place for place, block in enumerate(blocks[: body[-1]]) if block.tag == "h1" and not _leads_home(block)]
    found = found or [place for place, block in enumerate(blocks[: body[0]]) if block.tag == "h2"][-1:]
    return [blocks[place] for place in sorted(found, key=lambda place: (place > body[0], abs(place - body[0])))]


def _leads_home(block: Block) -> bool:
    """True for the site's name in the place of a headline: a link to the home page."""
    return block.link_share > 0.8 and any(_HOME.fullmatch(link.href) for link in block.links)


def times_in(scope: HtmlElement | None, near: Iterable[Block], last: HtmlElement | None) -> Iterator[HtmlElement]:
    """The elements that carry a time in an attribute: those of a scope up to the article's last paragraph, then those in the lines `near`
    headline and text, above or below."""
    seen: set[HtmlElement] = set()
    for element in _TIMED(scope, last=[] if last is None else [last]) if scope is not None else ():
        if time_stated(element):
            seen.add(element)
            yield element
        if element is last:
            break
    for block in near:
        for element in _TIMED(block.element, last=[]) if block.element is not None else ():
            if element not in seen and time_stated(element) and line_of(element) is block.element:
                seen.add(element)
                yield element


def time_stated(element: HtmlElement) -> str:
    """What an element states of a time in an attribute: `datetime`, the content of a date's itemprop, or the title of an abbreviation."""
    stated: str = element.get("datetime") or ""
    if not stated and "date" in (element.get("itemprop") or "").lower():
        stated = element.get("content") or ""
    if not stated and element.tag in ("abbr", "time") and is_date_line(Block(title := element.get("title") or "")):
        stated = title
    return stated.strip()


def line_of(element: HtmlElement) -> HtmlElement | None:
    """The element that sets the line apart in which an element stands."""
    return next((around for around in (element, *element.iterancestors()) if around.tag in SET_APART), None)


def _heading(blocks: Sequence[Block], start: int, titles: Collection[str]) -> int | None:
    """The place of the headline: the nearest block above the text that is one, else the nearest h1."""
    named = (place for place in range(start, -1, -1) if blocks[place].words > 1 and bare(blocks[place].text) in titles)
    return next(named, next((place for place in range(start, -1, -1) if blocks[place].tag == "h1"), None))


def _belongs(block: Block, scope: HtmlElement | None) -> bool:
    return scope is None or scope.tag in ("html", "body") or within(block, scope)


def _scope(first: Block, second: Block) -> HtmlElement | None:
    """The innermost element around both that is more than the second's own."""
    found = common_element(first, second)
    if found is None:
        return None
    line = [found, *found.iterancestors()]
    around = line[1] if found is second.element else found
    return None if around.tag in ("html", "body") else around
