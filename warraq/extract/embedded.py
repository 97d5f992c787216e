"""Reads the whole articles that stand in the page of another, each with an address of its own."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from warraq.extract.describe import EXTRACT_VERSION, outlet_names
from warraq.extract.facts.canonical import embedded_address
from warraq.extract.facts.edges import above_closing
from warraq.extract.facts.language import language_of
from warraq.extract.facts.people import people
from warraq.extract.facts.stamps import gather
from warraq.extract.page.wording import is_date_line
from warraq.items import Article
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.extract.page.document import Document
    from warraq.extract.page.parts import Text


def embedded_articles(document: Document, extractor: str) -> Iterator[Article]:
    """The embedded articles in page order, from position 1."""
    for position, text in enumerate(document.parts.texts[1:], 1):
        yield _read(document, text, position, extractor)


def heading_key(title: str) -> str:
    """What tells one embedded text of a page from another, the same from crawl to crawl: a hash of the folded heading."""
    return blake2b(fold(title).encode(), digest_size=6).hexdigest()


def _read(document: Document, text: Text, position: int, extractor: str) -> Article:
    blocks = document.blocks
    title = text.title or ""
    links = blocks[text.heading].links
    lines = [blocks[place] for place in text.source_lines]
    byline = " - ".join(line.text for line in lines if not is_date_line(line)) or None
    paragraphs, credit = above_closing([blocks[place].text for place in text.blocks])
    body = "\n".join(paragraphs)
    return Article(
        url=embedded_address(document, links[-1].href if links else None, heading_key(title)),
        body=body,
        title=title,
        outlet=document.outlet.name if document.outlet else None,
        position=position,
        from_embedded=True,
        byline=byline,
        authors=people(byline or "", outlet_names(document)),
        credit_line=text.credit or credit,
        keywords=text.keywords,
        language=language_of(body),
        stamps=gather(near=lines),
        fetched_at=document.page.fetched_at,
        extractor=extractor,
        extract_version=EXTRACT_VERSION,
    )
