"""Reads the lists of headlines under and inside an article: their label, each headline and where it leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.bylines import is_byline
from warraq.extract.page.kinship import together
from warraq.extract.page.wording import is_date_line
from warraq.items import RelatedLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.parts import Listing

RELATED_HEADLINE_WORDS: Final = 3
"""Words of a headline."""

_HEADLINE_BULLET: Final = re.compile(r"^[^\w«»\"“”'‘’(\[#@]+(?=\S)")
"""Dashes and bullets that a page writes before its headlines instead of making a list of them."""


def related_links(document: Document, places: Sequence[int]) -> tuple[RelatedLink, ...]:
    """The headlines of the lists from the article's first paragraph on, in page order, without repetitions; `places` are its paragraphs.

    A list of the whole site counts only where it stands in one part of the page with the text, not in a column beside it.
    """
    start = places[0] if places else 0
    below = (listing for listing in document.parts.listings if listing.at >= start)
    listings = (listing for listing in below if not listing.of_site or _is_near(document, listing, places))
    return tuple(dict.fromkeys(link for listing in listings for link in _of(document, listing)))


def _is_near(document: Document, listing: Listing, places: Sequence[int]) -> bool:
    label = document.blocks[listing.at]
    return label.element is None or any(together(document.blocks[place], label) for place in places[-1:])


def _of(document: Document, listing: Listing) -> Iterator[RelatedLink]:
    if listing.inline:
        links = document.blocks[listing.at].links
        href = next((link.href for link in links if link.text and link.text in listing.inline), links[0].href if links else None)
        yield RelatedLink(listing.label, listing.inline, document.absolute(href))
    blocks = [document.blocks[place] for place in listing.items]
    linked = any(block.links for block in blocks)
    for block in blocks:
        if bool(block.links) == linked and not is_date_line(block) and not is_byline(block.text):
            yield from _headlines(document, listing.label, block)


def _headlines(document: Document, label: str, block: Block) -> Iterator[RelatedLink]:
    """The headlines of one line; names of sections, authors and buttons beside them are shorter."""
    found: list[tuple[str, str | None]]
    if len(block.links) > 1:
        found = [(link.text, link.href) for link in block.links]
    elif block.links and block.link_share > 0.8:
        found = [(block.links[0].text, block.links[0].href)]
    else:
        found = [(block.text, block.links[0].href if block.links else None)]
    for text, href in found:
        title = _HEADLINE_BULLET.sub("", text)
        if title.count(" ") >= RELATED_HEADLINE_WORDS - 1:
            yield RelatedLink(label, title, document.absolute(href))
