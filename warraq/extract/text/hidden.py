"""Tells the hidden rest of a text from other hidden boxes, and copies of a text for other screens from the text."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.page.lines import PARAGRAPH_WORDS, is_paragraph
from warraq.extract.page.wording import bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block

RUNNING_SHARE: Final = 0.6
"""Share of the words of a hidden rest that stand in paragraphs; boxes of links and buttons have hardly any."""
COPIED_SHARE: Final = 0.4
"""Share of a text's words that a copy of it repeats at least; lists of like things repeat less of themselves."""
MOST_HIDDEN: Final = 100
"""Hidden boxes that are looked at."""

_MAY_HIDE: Final = XPath(
    "descendant::*[(self::div or self::section or self::p or self::article or self::blockquote) and (@hidden or @aria-hidden='true'"
    " or contains(@style, 'none') or contains(@style, 'hidden') or contains(@class, 'none') or contains(@class, 'hid')"
    " or contains(@class, 'collaps') or contains(@class, 'fold') or contains(@class, 'more'))]"
)
_HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:max-)?height\s*:\s*0", re.IGNORECASE)
_HIDING_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:d-none|hidden|hide|invisible|collapsed?|collapsible|folded|more-?text|read-?more|more-?content)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SCREEN: Final = re.compile(
    r"(?:^|[\s_-])(?:d-(?:none|(?:sm|md|lg|xl|xxl)-\w+)|(?:hidden|visible|show|hide)-(?:xs|sm|md|lg|xl|for|on|print)\S*|(?:mobile|desktop|tablet|phone|print|screen)"
    r"(?:-?only)?|(?:only|for|is)-(?:mobile|desktop|tablet|phone|print|screen))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of boxes that some screens or the printer show."""
_OTHER_BOX: Final = re.compile(
    r"modal|popup|pop-up|dialog|cookie|consent|login|share|comment|related|newsletter|tooltip|lightbox|caption|menu|\bnav|footer|sr-only"
    r"|visually|screen-reader|search|subscri|paywall|author|widget|banner|advert|promo|print|seo",
    re.IGNORECASE,
)
_ASKS_READER: Final = XPath("boolean(.//input | .//textarea | .//form | .//iframe)")
_HOLDS_TEXT: Final = XPath("string-length(normalize-space(.)) > 50")
_ENDS_SENTENCE: Final = re.compile(r"[.؟?!:…»\"”)]\s*$")
_HIDING_ATTRIBUTES: Final = ("hidden", "style", "class", "aria-hidden")
_IN_ARABIC: Final = re.compile("[\u0620-\u064a]{2}")


def hidden_rest(tree: HtmlElement, blocks: Sequence[Block]) -> list[HtmlElement]:
    """The hidden boxes whose paragraphs are new and like those that stand in one box with them: what a button shows of the text."""
    boxes = [element for element in _MAY_HIDE(tree)[:MOST_HIDDEN] if is_hidden(element) and _may_be_text(element)]
    inside = _blocks_inside(boxes, blocks) if boxes else {}
    if not any(is_paragraph(block) for held in inside.values() for block in held):
        return []
    out_of_sight = {id(block) for held in inside.values() for block in held}
    seen = [block for block in blocks if id(block) not in out_of_sight]
    told = {bare(block.text) for block in seen if block.words >= PARAGRAPH_WORDS}
    return [element for element in boxes if _is_rest(element, inside[element], seen, told)]


def is_hidden(element: HtmlElement) -> bool:
    """True for an element that its attributes hide on some screen or until a button is pressed."""
    if "hidden" in element.attrib or element.get("aria-hidden") == "true" or _HIDING_STYLE.search(element.get("style") or ""):
        return True
    return bool(_HIDING_CLASS.search(element.get("class") or ""))


def shown(tree: HtmlElement, elements: Collection[HtmlElement], others: Collection[HtmlElement] = ()) -> HtmlElement:
    """A copy of the tree in which nothing hides the elements, without `others`."""
    hiding, left_out = set(elements), set(others)
    places = [(place, element in hiding) for place, element in enumerate(tree.iter()) if element in hiding or element in left_out]
    whole = copy.deepcopy(tree)
    copies = list(whole.iter())
    for place, is_shown in places:
        for name in _HIDING_ATTRIBUTES if is_shown else ():
            copies[place].attrib.pop(name, None)
        if not is_shown:
            copies[place].drop_tree()
    return whole


def _may_be_text(element: HtmlElement) -> bool:
    """False for a box that its names call something else, and for one with a form or hardly a word; most pages have no other."""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return not _OTHER_BOX.search(named) and bool(_HOLDS_TEXT(element)) and not _ASKS_READER(element)


def _blocks_inside(boxes: Iterable[HtmlElement], blocks: Sequence[Block]) -> dict[HtmlElement, list[Block]]:
    inside: dict[HtmlElement, list[Block]] = {element: [] for element in boxes}
    for block in blocks:
        for element in _around(block):
            if element in inside:
                inside[element].append(block)
    return inside


def _around(block: Block) -> Iterator[HtmlElement]:
    element = block.element
    while element is not None:
        yield element
        element = element.getparent()


def _is_rest(element: HtmlElement, held: Sequence[Block], seen: Sequence[Block], told: Collection[str]) -> bool:
    running = [block for block in held if is_paragraph(block) and _ENDS_SENTENCE.search(block.text)]
    if not running or sum(block.words for block in running) < RUNNING_SHARE * sum(block.words for block in held):
        return False
    if sum(bare(block.text) in told for block in running) * 2 > len(running):
        return False
    box = element.getparent()
    return any(_like(block, running[0], element) and box in _around(block) for block in seen)


def _like(block: Block, first: Block, hidden: HtmlElement) -> bool:
    """True for a visible paragraph of the same kind and script, and for the line of the box itself where the hidden one is a line too."""
    if not is_paragraph(block) or bool(_IN_ARABIC.search(block.text)) != bool(_IN_ARABIC.search(first.text)):
        return False
    mine, theirs = block.element, first.element
    if mine is None or theirs is None:
        return False
    if theirs is hidden:
        return mine is hidden.getparent() or mine.tag == hidden.tag == "p"
    return bool(mine.tag == theirs.tag and mine.get("class") == theirs.get("class"))


def without_copies(blocks: Sequence[Block], places: Sequence[int]) -> tuple[int, ...]:
    """The places without the copies of the text for another screen or for print: lines that stand in the text already, one after the other
    as they stood there, and that are much of it or stand in a box for some screens. What recurs by itself, a question or a row, stays."""
    lines = [bare(blocks[place].text) for place in places]
    if len(set(lines)) == len(lines):
        return tuple(places)
    first: dict[str, int] = {}
    earlier = [first.setdefault(line, at) for at, line in enumerate(lines)]
    distinct = sum(blocks[places[at]].words for at in first.values())
    left = {
        at
        for run in _runs(earlier)
        if _is_copy([blocks[places[at]] for at in run], blocks[places[earlier[run[0]]]], distinct)
        for at in run
    }
    return tuple(place for at, place in enumerate(places) if at not in left)


def _runs(earlier: Sequence[int]) -> Iterator[list[int]]:
    """Stretches of lines that stood earlier, in the same order; `earlier` says where each line stood first."""
    run: list[int] = []
    for at, before in enumerate(earlier):
        if before == at or (run and before <= earlier[run[-1]]):
            if run:
                yield run
            run = []
        if before != at:
            run.append(at)
    if run:
        yield run


def _is_copy(run: Sequence[Block], first: Block, distinct: int) -> bool:
    """True for a run of lines that is much of the text, or that a box sets apart for some screens from its `first` line before."""
    words = sum(block.words for block in run)
    if words < PARAGRAPH_WORDS:
        return False
    shared = set(_around(first))
    apart = (element for element in _around(run[0]) if element not in shared)
    on_a_screen = any(is_hidden(element) or _SCREEN.search(element.get("class") or "") for element in apart)
    return words >= COPIED_SHARE * distinct or (on_a_screen and any(block.words >= PARAGRAPH_WORDS for block in run))
