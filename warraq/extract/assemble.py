"""Puts an extraction together: opens the page, has its text read, and gathers around it what the page says of its article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.extract.check import answer_generic
from warraq.extract.choose import Answer, answer_by_layout, answer_early
from warraq.extract.describe import describe_plain
from warraq.extract.embedded import embedded_articles
from warraq.extract.page.document import UnreadableError, open_page
from warraq.extract.page.metadata import read_metadata
from warraq.extract.refuse.plain import lists_articles
from warraq.extract.related import related_links
from warraq.extract.text.body import MainText
from warraq.items import Article, Extraction, Observations, Reason

if TYPE_CHECKING:
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.items import Page
    from warraq.outlet import OutletKnowledge


def extract(page: Page, knowledge: OutletKnowledge) -> Extraction:
    """Everything that one page gives: its own article first, then those embedded in it, with the links printed under them.

    A page that is no article comes back rejected with the reason, never as an exception; `observations.notes` says how the encoding was
    decided (`encoding`; `charset` is its name) and why a declared layout did not answer (`layout`).
    """
    opened = _open(page, knowledge)
    if isinstance(opened, Extraction):
        return opened
    found = answer_by_layout(*opened)
    return _read(opened[0], found if isinstance(found, Answer) else answer_generic(*opened, found))


def extract_by_layout(page: Page, knowledge: OutletKnowledge) -> Extraction | None:
    """The same as `extract` for a page that a declared or trusted layout answers for; None where the generic reader is needed."""
    opened = _open(page, knowledge)
    if isinstance(opened, Extraction):
        return opened
    found = answer_by_layout(*opened)
    return _read(opened[0], found) if isinstance(found, Answer) else None


def _open(page: Page, knowledge: OutletKnowledge) -> tuple[Document, Metadata] | Extraction:
    """What the readers of a whole text are given, or the extraction of a page that needs none of them."""
    if early := answer_early(page, knowledge):
        return _read(early.main.document, early)
    try:
        document = open_page(page, knowledge)
    except UnreadableError as error:
        return Extraction(rejected=error.reason, detail=error.detail)
    return _read_plain(document) if document.tree is None else (document, read_metadata(document.tree, document.address))


def _read(document: Document, found: Answer) -> Extraction:
    if found.refused is not None:
        return Extraction(rejected=found.refused.reason, detail=found.refused.detail, observations=_observe(document, found.main, ""))
    extraction = _finish(found.main, found.article)
    return replace(extraction, observations=replace(extraction.observations, sample=found.sample, checks=found.checks))


def _read_plain(document: Document) -> Extraction:
    text = document.parts.texts[0]
    main = MainText(document, tuple(text.blocks), None, "text")
    article = describe_plain(document, text)
    if not article.body:
        return Extraction(rejected=Reason.EMPTY, detail="the text has no lines", observations=_observe(document, main, ""))
    if listed := lists_articles([document.blocks[place] for place in text.blocks]):
        return Extraction(rejected=Reason.LISTING, detail=listed, observations=_observe(document, main, ""))
    return _finish(main, article)


def _finish(main: MainText, article: Article) -> Extraction:
    document = main.document
    links = related_links(document, main.places)
    embedded = (
        replace(found, country=article.country, site_names=article.site_names) for found in embedded_articles(document, main.extractor)
    )
    articles = (replace(article, related_links=links), *embedded)
    return Extraction(articles, links, observations=_observe(document, main, article.body))


def _observe(document: Document, main: MainText, body: str) -> Observations:
    notes = {"charset": document.decoded.encoding, "encoding": document.decoded.decision, **main.notes}
    furniture = main.furniture if body and document.knowledge.furniture else None
    return Observations(main.extractor if body else "", tuple(body.splitlines()), document.page.address, notes, furniture=furniture)
