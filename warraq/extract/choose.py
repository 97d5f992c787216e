"""Decides who reads a page: a declared layout, a learned one, or the generic reader, which also checks the learned ones."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from warraq.extract.describe import describe
from warraq.extract.embedded import embedded_articles
from warraq.extract.facts.edges import DATE_WORDS, TOP
from warraq.extract.learn.sampling import sample_of, sample_of_byline
from warraq.extract.page.blocks import Block
from warraq.extract.page.metadata import read_metadata
from warraq.extract.page.shapes import shape
from warraq.extract.page.wording import bare, is_date_line, words_of
from warraq.extract.refuse.refusal import Refusal, refusal
from warraq.extract.related import related_links
from warraq.extract.text.body import MainText, read_any, read_declared, read_learned
from warraq.extract.text.cut import excerpt, is_all
from warraq.outlet import LayoutCheck
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.items import Article, Page
    from warraq.outlet import LearnedLayout, OutletKnowledge, PageSample

CHECK_EVERY: Final = 100
"""One page in so many is read by the generic reader too, chosen by its address: at six times the cost that adds 6 %."""
SAME_TEXT: Final = 0.9
"""Share of the words of two readings that must stand in lines which both have: the generic reader loses single short paragraphs."""
MOSTLY: Final = 0.5
"""The same share, above which what one reading has besides is boxes rather than another text."""
SHORT: Final = 40
"""Words below which a text may be a caption or what is left of a body that moved."""
TOLD: Final = 0.2
"""Share of the words of headline and summary that its text has at least, else it may be another article's."""
OPENING: Final = 500
"""Characters of a text in which its headline's words mostly recur."""
STRANGE: Final = 8
"""Words of a line that makes a shape never seen before worth a check."""
LINE: Final = 3
"""Words of the shortest line that opens or closes a text without a doubt; end marks and desk codes have fewer."""
HEAD_LINES: Final = 3
"""Lines at the beginning of a text looked at so; a standfirst may stand above its byline."""
STATED: Final = 1.5
"""How many times the words of a text articleBody may have."""


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
class Unanswered:
    """What the layouts made of a page that needs the generic reader."""

    tries: Sequence[_Try]
    notes: Mapping[str, str]
    """Why the declared layouts did not answer, under `layout`."""


def answer(document: Document, metadata: Metadata) -> Answer:
    """Reads the page's own article with the cheapest reader that can be relied on."""
    found = answer_by_layout(document, metadata)
    return found if isinstance(found, Answer) else _check(document, metadata, found)


def answer_by_layout(document: Document, metadata: Metadata) -> Answer | Unanswered:
    """Reads it with a declared or trusted layout, or says what they made of it; never asks the generic reader."""
    assert document.tree is not None
    declared = read_declared(document, document.tree)
    if isinstance(declared, MainText):
        return _answer(metadata, declared)
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
    tries = (_try_early(page, knowledge, learned) for learned in knowledge.learned if learned.trusted)
    return next((_alone(tried) for tried in tries if tried and tried.answer and tried.doubt is None), None)


def _try_early(page: Page, knowledge: OutletKnowledge, learned: LearnedLayout) -> _Try | None:
    """What the layout makes of its stretch of the page; None where it has none, or where the rest may say something of the article."""
    found = excerpt(page, knowledge, learned) if learned.opens or learned.ends else None
    if found is None or found.document.tree is None:
        return None
    tried = _try(found.document, read_metadata(found.document.tree), learned)
    reading = tried.answer.main.layout if tried.answer else None
    return tried if reading is None or is_all(found, reading.selection.container) else None


def _alone(tried: _Try) -> Answer:
    """The answer of a trusted layout that needs no check."""
    assert tried.answer is not None
    main, article = tried.answer.main, tried.answer.article
    signed = sample_of_byline(main.document, main.places, article) if article.byline and not tried.learned.layout.byline else None
    return Answer(main, article, None, signed, (LayoutCheck(tried.learned.layout.id, "read"),))


def is_checked(page: Page) -> bool:
    """True for a page on which the generic reader checks the learned layouts."""
    return zlib.crc32(page.address.encode()) % CHECK_EVERY == 0


@dataclass(frozen=True)
class _Try:
    """What a learned layout makes of a page."""

    learned: LearnedLayout
    answer: Answer | None = None
    doubt: str | None = None
    """Why it looks wrong; None where it does not."""


def _answer(metadata: Metadata, main: MainText) -> Answer:
    article = describe(metadata, main)
    alone = main.layout is not None and main.layout.alone
    return Answer(main, article, refusal(main.document, metadata, article, main.places, alone=alone))


def _try(document: Document, metadata: Metadata, learned: LearnedLayout) -> _Try:
    assert document.tree is not None
    main = read_learned(document, document.tree, metadata, learned)
    if isinstance(main, str):
        return _Try(learned, doubt=main)
    found = _answer(metadata, main)
    shapes = frozenset(_shapes_of(main, found.article.body))
    return _Try(learned, found, next(_doubts(found, metadata, shapes - learned.shapes), None))


def _shapes_of(main: MainText, body: str) -> Iterator[str]:
    """The shapes of the elements around those of its lines that a text has, inside its body."""
    lines = set(body.splitlines())
    container = main.layout.selection.container if main.layout else None
    seen: set[HtmlElement] = set()
    for place in main.places:
        block = main.document.blocks[place]
        element = block.element if block.words >= STRANGE and clean_line(block.text) in lines else None
        while element is not None and element is not container and element not in seen:
            seen.add(element)
            yield shape(element)
            element = element.getparent()


def _doubts(found: Answer, metadata: Metadata, strange: frozenset[str]) -> Iterator[str]:
    """Why a reading looks wrong, in words."""
    article = found.article
    words = len(article.body.split())
    if found.refused:
        yield f"no article: {found.refused.detail}"
    if words < SHORT:
        yield f"only {words} words"
    lines = article.body.splitlines()
    if any(is_date_line(Block(line)) and line.count(" ") < DATE_WORDS for line in lines[:TOP]):
        yield "a date above the text"
    if any(len(line.split()) < LINE for line in (*lines[:HEAD_LINES], *lines[-1:])):
        yield "text that begins or ends with a word or two"
    if strange:
        yield f"text in {', '.join(sorted(strange))}, never seen before"
    if metadata.body and len(metadata.body.split()) > STATED * words:
        yield "articleBody is longer"
    if not _is_stated(article.title, metadata):
        yield f"headline «{article.title}» is not the page's"
    if not _is_told(article):
        yield "text that shares no words with headline and summary"


def _is_told(article: Article) -> bool:
    """True where the text says enough of what headline and summary say; mostly its opening does."""
    told = set(words_of(fold(f"{article.title or ''} {article.summary or ''}")))
    return any(len(told.intersection(words_of(fold(text)))) >= TOLD * len(told) for text in (article.body[:OPENING], article.body))


def _is_stated(title: str | None, metadata: Metadata) -> bool:
    """True where the page's own statements of its headline hold the title, or there are none."""
    stated = [bare(said) for said in (metadata.headline, *metadata.titles, metadata.document_title) if said]
    return not stated or any(bare(title or "") in said or said in bare(title or "") for said in stated)


def _check(document: Document, metadata: Metadata, left: Unanswered) -> Answer:
    """The generic reader's answer, with what it says of the learned layouts."""
    assert document.tree is not None
    main = read_any(document, document.tree, metadata)
    if left.notes:
        main = replace(main, notes=left.notes)
    found = _answer(metadata, main)
    if found.refused:
        return found
    sample = sample_of(document, main.places, found.article) if main.stated is None and main.places else None
    checks = tuple(_compare(document, tried, found.article, sample) for tried in left.tries)
    beside = tuple(dict.fromkeys(line for tried in left.tries for line in _beside(tried, found.article)))
    sample = replace(sample, beside=beside) if sample else None
    if sample and any(check.cut_wrong for check in checks):
        sample = replace(sample, opens=(), ends=())
    return Answer(main, found.article, None, sample, checks)


def _beside(tried: _Try, article: Article) -> Iterator[str]:
    """The lines, folded, that a layout reads and the generic reader does not, of a text that is mostly the same."""
    mine = tried.answer.article.body if tried.answer else ""
    if same_lines(mine, article.body) > MOSTLY:
        yield from map(fold, set(mine.splitlines()) - set(article.body.splitlines()))


def _compare(document: Document, tried: _Try, article: Article, sample: PageSample | None) -> LayoutCheck:
    name = tried.learned.layout.id
    if tried.answer is None:
        return LayoutCheck(name, "absent", tried.doubt or "")
    mine, theirs = tried.answer.article.body, article.body
    share = same_lines(mine, theirs)
    if share < SAME_TEXT:
        return LayoutCheck(name, "differs", f"{share:.0%} of the words are the same on {article.url}")
    if _edges(mine) != _edges(theirs):
        return LayoutCheck(name, "differs", f"the text begins or ends elsewhere on {article.url}")
    if bare(tried.answer.article.title or "") != bare(article.title or ""):
        return LayoutCheck(name, "differs", f"another headline on {article.url}")
    shapes = sorted(set(_shapes_of(tried.answer.main, theirs)))
    return LayoutCheck(name, "agreed", "", tuple(shapes), sample.needed if sample else (), _is_cut_wrong(document, tried))


def _is_cut_wrong(document: Document, tried: _Try) -> bool:
    """True where the layout's stretch of the page gives something else than the whole page."""
    early = _try_early(document.page, document.knowledge, tried.learned)
    return early is not None and (early.answer is None or _given(early) != _given(tried))


def _given(tried: _Try) -> tuple[object, ...]:
    """All that comes out of a page that is read so."""
    assert tried.answer is not None
    main = tried.answer.main
    return tried.answer.article, related_links(main.document, main.places), *embedded_articles(main.document, main.extractor)


def _edges(text: str) -> tuple[str, str]:
    """First and last line: bylines, dates and notices stand there, and are a few words only."""
    return text.partition("\n")[0], text.rpartition("\n")[2]


def same_lines(first: str, second: str) -> float:
    """Share of the words of two texts, 0 to 1, that stand in lines which both have."""
    mine, theirs = (Counter(text.splitlines()) for text in (first, second))
    same = sum(len(line.split()) * count for line, count in (mine & theirs).items())
    return 2 * same / max(1, len(first.split()) + len(second.split()))
