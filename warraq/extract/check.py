"""Has the generic reader read a page, and checks the learned layouts against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.extract.choose import Answer, answer_of, shapes_of, try_early
from warraq.extract.embedded import embedded_articles
from warraq.extract.facts.edges import is_called_caption
from warraq.extract.learn.sampling import sample_of
from warraq.extract.page.wording import bare
from warraq.extract.related import related_links
from warraq.extract.text.body import read_any
from warraq.extract.text.hidden import is_hidden
from warraq.outlet import LayoutCheck
from warraq.text.clean import clean_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from warraq.extract.choose import Try, Unanswered
    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.extract.text.body import MainText
    from warraq.items import Article
    from warraq.outlet import PageSample

SAME_TEXT: Final = 0.9
"""Share of the words of two readings that must stand in lines which both have: the generic reader loses single short paragraphs."""
HIDDEN_WITHIN: Final = 4
"""Elements around a line among which is the box that hides it."""
MOSTLY: Final = 0.5
"""The same share, above which what one reading has besides is boxes rather than another text."""


def answer_generic(document: Document, metadata: Metadata, left: Unanswered) -> Answer:
    """The generic reader's answer, with what it says of the learned layouts."""
    assert document.tree is not None
    main = read_any(document, document.tree, metadata)
    if left.notes:
        main = replace(main, notes=left.notes)
    found = answer_of(metadata, main)
    if found.refused:
        return found
    sample = sample_of(document, main.places, found.article) if main.stated is None and main.places else None
    checks = tuple(_compare(document, tried, found.article, sample, main) for tried in left.tries)
    beside = tuple(dict.fromkeys(line for tried in left.tries for line in _beside(tried, found.article)))
    sample = replace(sample, beside=beside) if sample else None
    if sample and any(check.cut_wrong for check in checks):
        sample = replace(sample, opens=(), ends=())
    return Answer(main, found.article, None, sample, checks)


def _beside(tried: Try, article: Article) -> Iterator[str]:
    """The lines, folded, that a layout reads and the generic reader does not, of a text that is mostly the same."""
    mine = tried.answer.article.body if tried.answer else ""
    if same_lines(mine, article.body) > MOSTLY:
        yield from map(fold, set(mine.splitlines()) - set(article.body.splitlines()))


def _compare(document: Document, tried: Try, article: Article, sample: PageSample | None, main: MainText) -> LayoutCheck:
    name = tried.learned.layout.id
    if tried.answer is None:
        return LayoutCheck(name, "absent", tried.doubt or "")
    mine, theirs = tried.answer.article.body, article.body
    share = same_lines(mine, theirs)
    if share < SAME_TEXT:
        return LayoutCheck(name, "differs", f"{share:.0%} of the words are the same on {article.url}")
    if lost := _lost(main, set(mine.splitlines()), set(theirs.splitlines())):
        return LayoutCheck(name, "differs", f"{lost} is left out on {article.url}")
    if _edges(mine) != _edges(theirs):
        return LayoutCheck(name, "differs", f"the text begins or ends elsewhere on {article.url}")
    if bare(tried.answer.article.title or "") != bare(article.title or ""):
        return LayoutCheck(name, "differs", f"another headline on {article.url}")
    shapes = sorted(set(shapes_of(tried.answer.main, theirs)))
    return LayoutCheck(name, "agreed", "", tuple(shapes), sample.needed if sample else (), _is_cut_wrong(document, tried))


def _lost(main: MainText, mine: Collection[str], theirs: Collection[str]) -> str | None:
    """What of a text a layout leaves out however little it is, in words: a row, a caption, what a button shows; None where it does not."""
    for place in main.places:
        block = main.document.blocks[place]
        line = clean_line(block.text)
        if line in theirs and line not in mine and (kind := _kept_kind(block)):
            return f"{kind} («{line[:40]}»)"
    return None


def _kept_kind(block: Block) -> str | None:
    if block.tag == "tr":
        return "a row of a table"
    if is_called_caption(block):
        return "a caption"
    around = islice(block.element.iterancestors(), HIDDEN_WITHIN) if block.element is not None else ()
    return "what a button shows" if any(map(is_hidden, (*([block.element] if block.element is not None else []), *around))) else None


def _is_cut_wrong(document: Document, tried: Try) -> bool:
    """True where the layout's stretch of the page gives something else than the whole page."""
    early = try_early(document.page, document.knowledge, tried.learned)
    return early is not None and (early.answer is None or _given(early) != _given(tried))


def _given(tried: Try) -> tuple[object, ...]:
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
