"""Tells pages that gather many articles, under teasers or whole, from the page of one article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from warraq.extract.page.lines import LONGEST_HEADLINE
from warraq.extract.page.wording import bare, is_date_line
from warraq.extract.refuse.entries import MORE_WORDS, Own, bare_address, is_more, is_way, one_place, other_page, stands_in_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block
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
"""Posts of a blog's front page or archive."""
SECTION_WORDS: Final = 3
"""Words of the headline of a section («أحدث المقالات»)."""
UNDER_SHARE: Final = 0.7
"""Share of a text's words under such headings, or over such buttons."""
_TITLE_MARK: Final = re.compile(r"\s+[|–—»-]\s+")


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
    own = own_of(document, metadata)
    headed = _is_headed(document, places, own)
    posts = (
        stands_in_entries(document, chosen, own)
        or _is_under_links(document, places, own, share=1.0 if headed else UNDER_SHARE)
        or _is_over_buttons(document, places, own, headed=headed)
    )
    return "several posts stand on the page" if posts else None


def own_of(document: Document, metadata: Metadata) -> Own:
    """What the page calls its own."""
    addresses = map(bare_address, (document.address, *filter(None, map(document.absolute, metadata.addresses))))
    heads = (*metadata.titles, metadata.document_title, *_TITLE_MARK.split(metadata.document_title))
    return Own(frozenset(filter(None, addresses)), frozenset(filter(None, map(bare, heads))))


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
    return _is_linked_headline(block) or is_more(block)


def _words(blocks: Sequence[Block], places: Sequence[int]) -> int:
    return sum(blocks[place].words for place in places)


def _is_headed(document: Document, places: Sequence[int], own: Own) -> bool:
    """True where a headline that the page states, longer than the name of a section, is printed above the text and leads nowhere else."""
    above = (block for block in document.blocks[: places[0] + 1] if block.is_heading and block.words > SECTION_WORDS)
    return any(bare(block.text) in own.headlines and not _leads(document, block, own) for block in above)


def _is_under_links(document: Document, places: Sequence[int], own: Own, share: float) -> bool:
    """True where such a share of the words stands under headings of one rank that lead elsewhere, to one site."""
    blocks, chosen = document.blocks, set(places)
    under: dict[Block, str] = {}
    words, heading = 0, None
    for place in range(places[-1] + 1):
        block = blocks[place]
        if (block.is_heading and not is_date_line(block)) or (share < 1 and place not in chosen and _is_line_of_link(block)):
            heading = block
        elif place in chosen and heading is not None and (address := _leads(document, heading, own)):
            under[heading] = address
            words += block.words
    ranks = Counter(map(_rank, under))
    alike = one_place(address for heading, address in under.items() if _rank(heading) == ranks.most_common(1)[0][0])
    return len(alike) >= POSTS and words >= share * _words(blocks, places)


def _is_line_of_link(block: Block) -> bool:
    return is_way(block) and block.links[0].text.count(" ") >= LINKED_HEADLINE_WORDS - 1


def _rank(heading: Block) -> tuple[str, str]:
    """The heading's tag and class."""
    return heading.tag, (heading.element.get("class") or "" if heading.element is not None and not heading.is_heading else "")


def _leads(document: Document, heading: Block, own: Own) -> str | None:
    """The address of another page to which a heading is a link."""
    address = other_page(document, heading.links[0].href, own) if heading.links else None
    return address if address and (is_way(heading) or heading.links[0].text.count(" ") >= max(1, LINKED * heading.words - 1)) else None


def _is_over_buttons(document: Document, places: Sequence[int], own: Own, *, headed: bool) -> bool:
    """True where most words stand each under a headline and over a button that leads to a page of its own: of one text,
    or one that says so where the page is `headed`."""
    blocks, chosen = document.blocks, set(places)
    buttons = [place for place in range(places[0], len(blocks)) if _is_button(blocks[place]) and (is_more(blocks[place]) or not headed)]
    said = Counter(blocks[place].text for place in buttons)
    doors = {place: other_page(document, blocks[place].links[0].href, own) for place in buttons if said[blocks[place].text] >= POSTS}
    told, start = 0, max(0, places[0] - UNDER)
    passed = set[str]()
    for place, address in doors.items():
        lines = [at for at in range(start, place) if at in chosen]
        headed = any(blocks[at].is_heading or blocks[at].words <= LONGEST_HEADLINE for at in range(start, place) if at not in chosen)
        if address and lines and (headed or len(lines) > 1):
            told += _words(blocks, lines)
            passed.add(address)
        start = place + 1
    return len(one_place(passed)) >= POSTS and told >= UNDER_SHARE * _words(blocks, places)


def _is_button(block: Block) -> bool:
    return len(block.links) == 1 and block.words <= MORE_WORDS and block.link_share > LINKED
