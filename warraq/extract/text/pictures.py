"""Finds the pictures of a text with their captions, and the captions of a photo story, which are its text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

from warraq.extract.facts.edges import is_called_caption
from warraq.extract.facts.images import is_of_article, largest
from warraq.extract.page.blocks import Block
from warraq.extract.page.kinship import alike, common_element
from warraq.extract.text.markdown import container_of
from warraq.items import Medium
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document

LEAST_CAPTIONS: Final = 3
"""Pictures of a photo story; a report has one or two."""
LEAST_WORDS: Final = 4
"""Words of a caption that tells something; others name who took the picture."""
_HOLDS_PICTURE: Final = XPath("boolean(.//img | .//amp-img | .//picture)")
MOST_PICTURES: Final = 100
"""Pictures kept of one text."""
_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)
AROUND: Final = 3
"""Elements around a caption among which is the one that holds its picture too."""


def captions_of_story(blocks: Sequence[Block], places: Sequence[int]) -> tuple[int, ...]:
    """The places of the captions of pictures that stand in one row under the headline, where they say more than the text at `places` does;
    empty where the page is no photo story."""
    heading = next((place for place, block in enumerate(blocks) if block.tag == "h1"), None)
    if heading is None:
        return ()
    start = min(heading, places[0]) if places else heading
    found = [place for place in range(start + 1, len(blocks)) if _is_told_by_picture(blocks[place])]
    rows = [place for place in found if found and _in_row(blocks[found[0]], blocks[place])]
    said = sum(blocks[place].words for place in rows)
    told = sum(blocks[place].words for place in places if place not in rows)
    return tuple(rows) if len(rows) >= LEAST_CAPTIONS and said > told else ()


def _is_told_by_picture(block: Block) -> bool:
    if not is_called_caption(block) or block.words < LEAST_WORDS or block.link_share > 0.5:
        return False
    return _frame(block) is not None


def _frame(block: Block) -> HtmlElement | None:
    """The element that holds the caption and its picture."""
    element = block.element
    for _ in range(AROUND):
        element = element.getparent() if element is not None else None
        if element is not None and _HOLDS_PICTURE(element):
            return element
    return None


def _in_row(first: Block, block: Block) -> bool:
    """True for captions whose frames are made alike and stand in one part of the page."""
    mine, theirs = _frame(first), _frame(block)
    if mine is None or theirs is None:
        return False
    return mine is theirs or (alike(mine, theirs) and common_element(first, block) is not None)


def pictures_of(document: Document, lines: Sequence[Block], scope: HtmlElement | None) -> dict[HtmlElement, Medium]:
    """The pictures of a text by their elements, in page order, one for each file: those from its headline to its last line in the element
    around both (`scope`), and those after it in the element around its lines."""
    container = container_of(lines)
    found: dict[HtmlElement, Medium] = {}
    files: set[str] = set()
    for element in _candidates_in(scope, container, lines):
        picture = largest(element, document) if is_of_article(element) and not _leads_elsewhere(element) else None
        if picture is not None and picture.url not in files:
            files.add(picture.url)
            found[element] = Medium(len(found), "image", picture.url, _caption_of(element), picture.width)
        if len(found) >= MOST_PICTURES:
            break
    return found


def _candidates_in(scope: HtmlElement | None, container: HtmlElement | None, lines: Sequence[Block]) -> Iterator[HtmlElement]:
    last = lines[-1].element if lines else None
    above: set[HtmlElement] = set()
    if scope is not None and last is not None:
        for element in scope.iter("img", "amp-img", last.tag):
            if element is last:
                break
            if element.tag != last.tag or element.tag in ("img", "amp-img"):
                above.add(element)
                yield element
    if container is not None:
        yield from (element for element in container.iter("img", "amp-img") if element not in above)


def _leads_elsewhere(element: HtmlElement) -> bool:
    """True for a picture that is a link to another page, not to a larger file of its own."""
    link = next(element.iterancestors("a"), None)
    return link is not None and not _FILE.search(link.get("href") or "") and next(element.iterancestors("figure"), None) is None


def _caption_of(element: HtmlElement) -> str | None:
    """The line under a picture that its frame calls a caption; None where it has none."""
    frame = element
    for _ in range(AROUND):
        around = frame.getparent()
        if around is None or len(list(islice(around.iter("img", "amp-img"), 2))) > 1:
            return None
        frame = around
        said = next(
            (inner for inner in frame.iter("figcaption", "div", "p", "span") if is_called_caption(Block("x", str(inner.tag), (), inner))),
            None,
        )
        if said is not None:
            return clean_line(" ".join(said.itertext())) or None
    return None
