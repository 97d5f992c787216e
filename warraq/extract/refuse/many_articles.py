"""Tells pages that gather many articles, under teasers or whole, from the page of one article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from warraq.extract.page.blocks import Block
from warraq.extract.page.kinship import alike
from warraq.extract.page.wording import is_date_line
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata

TEASER_LINKS: Final = 0.5
"""Share of a listing's text that stands in links."""
TEASERS: Final = 5
TEASER_LINES: Final = 0.85
TEASER_WORDS: Final = 0.9
"""Lines of a listing that stand under a linked headline, at least so many and such a share of the lines or of their words: four listings
have 0.94 of one and more, the articles with the most links between their paragraphs, of 424, up to 0.79 of the lines and 0.85 of the
words."""
OVER_LINES: Final = 0.95
"""Share of the lines that stand over a linked headline where it follows its teaser: such an article has 0.83."""
UNDER: Final = 3
"""Blocks between a headline and its teaser: a date, a section, a picture's caption."""
BOXED: Final = 0.5
"""Boxes for each such line, as each item of a list has one, but the paragraphs of a text between boxes of links stand in one element."""
LINKED: Final = 0.8
LINKED_HEADLINE_WORDS: Final = 4
POSTS: Final = 3
POST_WORDS: Final = 25
"""Words of running text in each of the posts of a blog's front page or archive."""

_MORE: Final = re.compile(
    r"\W*(?:(?:اقرا|اقراي|قراءه|شاهد|عرض|طالع|تابع|اكمل|مواصله|متابعه|اكمال)"
    r"(?: (?:ال)?(?:مزيد|خبر|مقال|موضوع|تفاصيل|قراءه|كامله?|باقي|بقيه|تتمه))+"
    r"|(?:ال)?(?:مزيد|تفاصيل|تتمه|بقيه)(?: (?:ال)?(?:خبر|مقال|موضوع))?"
    r"|(?:read|continue|learn|see) (?:more|reading)|more|full story|lire la suite)\W*"
)
_PATH: Final = re.compile(r"/?\w+[/.]")
"""A relative address with more than a fragment, of a page that came from a file."""


def gathers(document: Document, metadata: Metadata, places: Sequence[int], *, alone: bool = False) -> str | None:
    """What gives a page away whose text is of several articles, in words; None where it is of one.

    `places` are those of the text among the page's blocks; `alone`: it is known to be none of several posts.
    """
    chosen = [document.blocks[place] for place in places]
    letters = sum(len(block.text) for block in chosen) or 1
    if sum(block.link_share * len(block.text) for block in chosen) > TEASER_LINKS * letters:
        return "the text is mostly links"
    if _is_teased(document.blocks, places):
        return "the text is made of headlines and their teasers"
    if alone or not chosen:
        return None
    own = {_bare_address(address) for address in (document.address, *filter(None, map(document.absolute, metadata.addresses)))}
    posts = _is_among_posts(document, chosen[0], own) or _is_under_links(document, places, own)
    return "several posts stand on the page" if posts else None


def _is_teased(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """True for a text whose lines stand each under a linked headline, or each over one or over a link to the rest."""
    under = [
        place for place in places if _opens_linked(blocks[place]) or any(map(_is_linked_headline, blocks[max(0, place - UNDER) : place]))
    ]
    if len(under) >= TEASERS and (
        len(under) >= TEASER_LINES * len(places) or _words(blocks, under) >= TEASER_WORDS * _words(blocks, places)
    ):
        return True
    over = [place for place in places if any(map(_is_way_on, blocks[place + 1 : place + 1 + UNDER]))]
    boxes = {element.getparent() for place in over if (element := blocks[place].element) is not None}
    return len(over) > TEASERS and len(over) >= OVER_LINES * len(places) and len(boxes) >= BOXED * len(over)


def _is_linked_headline(block: Block) -> bool:
    return block.link_share > LINKED and block.words >= LINKED_HEADLINE_WORDS


def _opens_linked(block: Block) -> bool:
    """True for a line that begins with its own linked headline."""
    return bool(block.links) and block.text.startswith(text := block.links[0].text) and text.count(" ") >= LINKED_HEADLINE_WORDS - 1


def _is_way_on(block: Block) -> bool:
    return _is_linked_headline(block) or (block.link_share > LINKED and bool(_MORE.fullmatch(fold(block.text))))


def _words(blocks: Sequence[Block], places: Sequence[int]) -> int:
    return sum(blocks[place].words for place in places)


def _is_among_posts(document: Document, first: Block, own: Collection[str]) -> bool:
    """True where an element around the first line is headed by a link elsewhere, as are others like it in the same row."""
    element = first.element
    while element is not None and (row := element.getparent()) is not None:
        if _leads_elsewhere(document, _heading(element), own):
            others = (other for other in row if alike(other, element) and _leads_elsewhere(document, _heading(other), own))
            if sum(_own_words(other) >= POST_WORDS for other in others) >= POSTS:
                return True
        element = row
    return False


def _is_under_links(document: Document, places: Sequence[int], own: Collection[str]) -> bool:
    """True where all lines stand under headings that lead elsewhere, several of them."""
    blocks, chosen = document.blocks, set(places)
    headings, heading = list[Block](), None
    for place in range(places[-1] + 1):
        block = blocks[place]
        if block.is_heading and not is_date_line(block):
            heading = block
        elif place in chosen:
            if heading is None or heading.element is None or not _leads_elsewhere(document, heading.element, own):
                return False
            headings.append(heading)
    return len(set(headings)) >= POSTS


def _heading(element: HtmlElement) -> HtmlElement | None:
    """The first heading inside that is no date."""
    headings = element.iter("h1", "h2", "h3", "h4")
    return next((heading for heading in headings if not is_date_line(Block(clean_line("".join(heading.itertext()))))), None)


def _leads_elsewhere(document: Document, heading: HtmlElement | None, own: Collection[str]) -> bool:
    """True for a heading that is a link to an address which is not the page's own."""
    link = next(heading.iter("a"), None) if heading is not None else None
    href = (link.get("href") or "") if link is not None else ""
    address = document.absolute(href) or (href if _PATH.match(href) else None)
    if heading is None or link is None or not address or _bare_address(address) in own:
        return False
    return len("".join(link.itertext()).split()) >= max(2.0, LINKED * len("".join(heading.itertext()).split()))


def _bare_address(address: str) -> str:
    return unquote(address).partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def _own_words(element: HtmlElement) -> int:
    """Number of words that stand in no link."""
    return len("".join(element.itertext()).split()) - sum(len("".join(link.itertext()).split()) for link in element.iter("a"))
