"""Chooses who reads a page: a declared layout, a learned one that nothing makes doubtful, or else the generic reader."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.extract.describe import describe
from warraq.extract.doubts import Reading, doubt
from warraq.extract.learn.sampling import sample_of_byline
from warraq.extract.page.metadata import read_metadata
from warraq.extract.page.shapes import shape
from warraq.extract.refuse.refusal import Refusal, refusal
from warraq.extract.text.body import MainText, read_declared, read_learned
from warraq.extract.text.cut import excerpt, is_all
from warraq.outlet import LayoutCheck
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.items import Article, Page
    from warraq.outlet import LearnedLayout, OutletKnowledge, PageSample

CHECK_EVERY: Final = 100
"""One page in so many is read by the generic reader too, chosen by its address: at six times the cost that adds 6 %."""
SHAPED_WORDS: Final = 8
"""Words of a line that makes a shape never seen before worth a check."""


@dataclass(frozen=True)
class Answer:
    """A page's own article as the reader that answered found it."""

    main: MainText
    article: Article
    refused: Refusal | None
    """Why the page is no article; None where it is one."""
    sample: PageSample | None = None
    """Where its parts stood; where a learned layout answered, only the byline that it does not know the place of."""
    checks: tuple[LayoutCheck, ...] = ()


@dataclass(frozen=True)
class Try:
    """What a learned layout makes of a page."""

    learned: LearnedLayout
    answer: Answer | None = None
    doubt: str | None = None
    """Why it looks wrong; None where it does not."""


@dataclass(frozen=True)
class Unanswered:
    """What the layouts made of a page that needs the generic reader."""

    tries: Sequence[Try]
    notes: Mapping[str, str]
    """Why the declared layouts did not answer, under `layout`."""


def answer_by_layout(document: Document, metadata: Metadata) -> Answer | Unanswered:
    """Reads it with a declared or trusted layout, or says what they made of it; never asks the generic reader."""
    assert document.tree is not None
    declared = read_declared(document, document.tree)
    if isinstance(declared, MainText):
        return answer_of(metadata, declared)
    tries = []
    checked = is_checked(document.page)
    for learned in document.knowledge.learned:
        tries.append(tried := _try(document, metadata, learned))
        if tried.answer and tried.learned.trusted and not checked and tried.doubt is None:
            return _alone(tried)
    return Unanswered(tries, {"layout": declared} if declared else {})


def answer_early(page: Page, knowledge: OutletKnowledge) -> Answer | None:
    """Reads it with a trusted layout that knows where on the page the article stands, without parsing the rest; None where all of it is
    needed."""
    declared = knowledge.outlet.layouts if knowledge.outlet else ()
    if declared or is_checked(page):
        return None
    tries = (try_early(page, knowledge, learned) for learned in knowledge.learned if learned.trusted)
    return next((_alone(tried) for tried in tries if tried and tried.answer and tried.doubt is None), None)


def try_early(page: Page, knowledge: OutletKnowledge, learned: LearnedLayout) -> Try | None:
    """What the layout makes of its stretch of the page; None where it has none, or where the rest may say something of the article."""
    found = excerpt(page, knowledge, learned) if learned.opens or learned.ends else None
    if found is None or found.document.tree is None:
        return None
    tried = _try(found.document, read_metadata(found.document.tree, found.document.address), learned)
    reading = tried.answer.main.layout if tried.answer else None
    return tried if reading is None or is_all(found, reading.selection.container) else None


def _alone(tried: Try) -> Answer:
    """The answer of a trusted layout that needs no check."""
    assert tried.answer is not None
    main, article = tried.answer.main, tried.answer.article
    signed = sample_of_byline(main.document, main.places, article) if article.byline and not tried.learned.layout.byline else None
    return Answer(main, article, None, signed, (LayoutCheck(tried.learned.layout.id, "read"),))


def is_checked(page: Page) -> bool:
    """True for a page on which the generic reader checks the learned layouts."""
    return zlib.crc32(page.address.encode()) % CHECK_EVERY == 0


def answer_of(metadata: Metadata, main: MainText) -> Answer:
    """The article whose text a reader found, and whether it is one."""
    article = describe(metadata, main)
    alone = main.layout is not None and main.layout.alone
    return Answer(main, article, refusal(main.document, metadata, article, main.places, alone=alone))


def _try(document: Document, metadata: Metadata, learned: LearnedLayout) -> Try:
    assert document.tree is not None
    main = read_learned(document, document.tree, metadata, learned)
    if isinstance(main, str):
        return Try(learned, doubt=main)
    found = answer_of(metadata, main)
    shapes = frozenset(shapes_of(main, found.article.body))
    return Try(learned, found, doubt(Reading(found.article, metadata, found.refused, shapes - learned.shapes)))


def shapes_of(main: MainText, body: str) -> Iterator[str]:
    """The shapes of the elements around those of its lines that a text has, inside its body."""
    lines = set(body.splitlines())
    container = main.layout.selection.container if main.layout else None
    seen: set[HtmlElement] = set()
    for place in main.places:
        block = main.document.blocks[place]
        element = block.element if block.words >= SHAPED_WORDS and clean_line(block.text) in lines else None
        while element is not None and element is not container and element not in seen:
            seen.add(element)
            yield shape(element)
            element = element.getparent()
