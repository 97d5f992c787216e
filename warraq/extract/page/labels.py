"""Recognises the labels with which pages part their texts and lists, and tells them from the same words inside a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.extract.page import calls, label_words
from warraq.text.fold import fold, fold_map

if TYPE_CHECKING:
    from warraq.extract.page.blocks import Block


class Kind(Enum):
    """What stands under a label."""

    CREDIT = auto()
    """Whom the text was taken from."""
    KEYWORDS = auto()
    COMMENTS = auto()
    """Comments, and what is said about the author: what follows a text in a part of its own."""
    SHARE = auto()
    """Share, follow, subscribe and print lines."""
    READ_ALSO = auto()
    """Another article, recommended in passing: a headline or two, or the whole text."""
    RELATED = auto()
    """A list of headlines."""
    POPULAR = auto()
    """A list of the whole site's headlines: most read, latest."""
    RIGHTS = auto()
    PAGE = auto()
    """What the page says of itself: an advertisement follows, how often it was read, what to press."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a block."""

    kind: Kind
    text: str
    """The label as written, without what follows its colon."""
    rest: str
    """What follows in the same block; empty where the label stands alone."""


LONGEST_LABELLED_LINE: Final = 160
"""Folded characters of a block that can be a label with its headline or source; the longest headlines have about 130."""
LONGEST_KEYWORDS: Final = 400
"""Characters of a line of keywords: a dozen of two words each make 250."""
CREDIT_WORDS: Final = 12
"""«المصدر: الجزيرة + وكالات + مواقع التواصل الاجتماعي» has seven words after its colon; sentences have more than twelve."""
UNMARKED_CREDIT_WORDS: Final = 4
"""Words after «نقلا عن» without a colon, where it may as well open a sentence."""
LABEL_REACH: Final = 160
"""Characters at the head of a block that tell whether it may open with a label."""
NOTICE_WORDS: Final = 90
"""Rules for comments run to 60 words."""
UNANSWERABLE_WORDS: Final = 20
"""Words of a line by which a site answers for nothing; news of who answers for what are longer."""
PRESS_WORDS: Final = 12
"""Words of a line that only says what to press for."""
COMMENT_SIGNS: Final = 3

_PATTERNS: Final = {kind: getattr(label_words, kind.name) for kind in Kind}
_BEFORE_LABEL: Final = r"[^\w©«\"'(\[]*"
_ALONE: Final = {kind: re.compile(rf"{_BEFORE_LABEL}(?:{pattern})[^\w«»]*\d*[^\w«»]*") for kind, pattern in _PATTERNS.items()}
_LEADING: Final = {
    kind: re.compile(
        rf"{_BEFORE_LABEL}(?P<label>{_PATTERNS[kind]})(?P<mark>\s*[:|/>←]+[\s:|/>←.\-]*|\s*\.\.+\s*|\s+-+\s+|\s+)(?P<rest>.+)", re.DOTALL
    )
    for kind in (Kind.CREDIT, Kind.KEYWORDS, Kind.READ_ALSO, Kind.RELATED)
}
_ANY: Final = re.compile(_BEFORE_LABEL + "(?:" + "|".join((label_words.CREDIT_SENTENCE, *_PATTERNS.values(), calls.OPENINGS)) + ")")
_CREDIT_SENTENCE: Final = re.compile(label_words.CREDIT_SENTENCE)
_HASHTAGS: Final = re.compile(r"#\w+(?:[\s,،|/-]+#\w+)+")
"""A line of nothing but hashtags; a single one may be said in passing."""
_BRACKETED: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]][\s.]*")
_NOT_A_CREDIT: Final = re.compile(_BEFORE_LABEL + label_words.NOT_A_CREDIT)
_COMMENT_RULES: Final = [re.compile(pattern) for pattern in label_words.COMMENT_RULES]
_UNANSWERABLE: Final = re.compile(label_words.UNANSWERABLE)
_PRESS: Final = re.compile(label_words.PRESS)
_ON_NEWSLETTERS: Final = re.compile(label_words.NEWSLETTER)
_OPINION_NOTICE: Final = [re.compile(pattern) for pattern in label_words.OPINION_NOTICE]


def label_of(block: Block) -> Label | None:
    """The label that the block is, or begins with; None for ordinary text, also where a label's words stand inside a sentence."""
    if len(block.text) > LONGEST_KEYWORDS:
        return None
    if block.text[0] in "#([":
        return _set_off(block)
    if block.links and not block.text.startswith(block.links[0].text) and (label := _before_links(block)):
        return label
    folded = _opening(block.text)
    if folded is None:
        return None
    for kind, pattern in _ALONE.items():
        if pattern.fullmatch(folded):
            # A link to the list of sources or tags, as tables of contents have it, heads nothing.
            return None if kind in (Kind.CREDIT, Kind.KEYWORDS) and block.link_share > 0.8 else Label(kind, block.text.strip(" :"), "")
    if len(folded) <= LONGEST_LABELLED_LINE and _CREDIT_SENTENCE.fullmatch(folded):
        return Label(Kind.CREDIT, block.text, block.text)
    if calls.is_call(block, folded):
        return Label(Kind.SHARE, block.text, "")
    return _leading(block, block.text, folded)


def _before_links(block: Block) -> Label | None:
    """The label before a row of tags or of share buttons that only style sheets set apart from it, as in «الوسومسياسة»."""
    head = block.text[: block.text.find(block.links[0].text)]
    if head[-1:].isspace() or not _is_row_of_links(block, block.text[len(head) :]):
        return None
    kind = next((kind for kind in (Kind.KEYWORDS, Kind.SHARE) if _ALONE[kind].fullmatch(fold(head))), None)
    return Label(kind, head.strip(" :"), block.text[len(head) :]) if kind else None


def _is_row_of_links(block: Block, rest: str) -> bool:
    """True where most of what follows a label in its line are links."""
    return sum(len(link.text) for link in block.links) > 0.5 * len(rest)


def _set_off(block: Block) -> Label | None:
    """The label of a line that is nothing but hashtags, or that stands in brackets as a whole: «(المصدر: …)», «(صورة: …)»."""
    if _HASHTAGS.fullmatch(block.text):
        return Label(Kind.KEYWORDS, "#", block.text)
    wrapped = _BRACKETED.fullmatch(block.text) if len(block.text) <= LONGEST_LABELLED_LINE else None
    folded = _opening(wrapped[1]) if wrapped else None
    if wrapped is None or folded is None:
        return None
    return Label(Kind.PAGE, block.text, "") if _ALONE[Kind.PAGE].fullmatch(folded) else _leading(block, wrapped[1], folded)


@lru_cache(maxsize=8192)
def _opening(text: str) -> str | None:
    """The folded text where it opens as a label does, else None; menus and lists come again on every page of an outlet."""
    if not _ANY.match(fold(text[:LABEL_REACH])):
        return None
    folded = fold(text)
    return folded if _ANY.match(folded) and not _NOT_A_CREDIT.match(folded) else None


def is_notice(text: str) -> bool:
    """True for an editor's notice that ends a page's text: rules for comments, whose opinion it is, where to subscribe."""
    if text.count(" ") >= NOTICE_WORDS:
        return False
    folded = fold(text)
    if (
        _ON_NEWSLETTERS.search(folded)
        or (text.count(" ") < UNANSWERABLE_WORDS and _UNANSWERABLE.search(folded))
        or (text.count(" ") < PRESS_WORDS and _PRESS.search(folded))
    ):
        return True
    rules = sum(bool(term.search(folded)) for term in _COMMENT_RULES)
    return rules >= COMMENT_SIGNS or all(term.search(folded) for term in _OPINION_NOTICE)


def _leading(block: Block, text: str, folded: str) -> Label | None:
    for kind, pattern in _LEADING.items():
        found = pattern.fullmatch(folded)
        if found and _fits(kind, found, block):
            back = fold_map(text)
            start, _ = back.original_span(found.start("rest"), found.end("rest"))
            _, end = back.original_span(found.start("label"), found.end("label"))
            return Label(kind, text[:end].strip(" :"), text[start:].strip())
    return None


def _fits(kind: Kind, found: re.Match[str], block: Block) -> bool:
    """True where what follows the label is what the label announces, and not the rest of a sentence."""
    marked = bool(found["mark"].strip())
    words = found["rest"].count(" ") + 1
    if kind is Kind.KEYWORDS:
        return marked or _is_row_of_links(block, found["rest"])
    if len(found.string) > LONGEST_LABELLED_LINE:
        return False
    if kind is Kind.CREDIT:
        return words <= CREDIT_WORDS and (marked or (found["label"].endswith("عن") and words <= UNMARKED_CREDIT_WORDS))
    if kind is Kind.RELATED:
        return marked and block.link_share > 0.5
    return marked or block.link_share > 0.5
