"""Cuts a page down to its head and the stretch where its layout knows the article to stand: menus, lists and scripts need not be parsed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING, Final

from warraq.extract.page.document import MAX_BYTES, UnreadableError, open_page
from warraq.extract.text.beside import heading_of, is_large, is_telling, part_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document
    from warraq.items import Page
    from warraq.outlet import LearnedLayout, OutletKnowledge

MOST_MARKS: Final = 3
"""Elements before which or after which a page is cut that are noted: the nearest save the most, and some pages lack the very nearest."""
TRIED: Final = 6
"""Names looked for: 0.05 ms each in 200 kB."""
SAVED: Final = 0.1
"""Share of a page that must be cut off. Cutting off 40 % of 200 kB saves 0.6 ms, and 0.1 ms go into finding out that it says nothing."""
_NAME: Final = re.compile(r"[A-Za-z][\w -]{2,80}", re.ASCII)
"""Names that stand in the page's bytes as they stand in its tree."""
_TEXT_AFTER_TAG: Final = re.compile(rb">\s*([^\s<][^<]{0,400})")
"""What follows a tag, as far as a label may reach."""
_UTF_8: Final = ("utf-8", "byte order mark")
_DATA: Final = b"ld+json"
_META: Final = b"<meta"
_HEADING: Final = b"<h1"


@dataclass(frozen=True)
class Excerpt:
    """A page cut down to its head and a stretch of its body."""

    document: Document
    before: bytes
    """What is left out between the beginning of the body and the stretch."""
    after: bytes
    """What is left out after it."""


def excerpt(page: Page, knowledge: OutletKnowledge, learned: LearnedLayout) -> Excerpt | None:
    """The page from the element that its layout's `opens` names to the first of those that `ends` name.

    None where these are not on the page as elements, or have no headline between them, where cutting is not worth it, and where this is not
    UTF-8.
    """
    markup = page.body
    head = _body_at(markup)
    start = _tag_at(markup, learned.opens, head) if learned.opens else head
    mark, end = _end(markup, learned.ends, start)
    if min(head, start) < 0 or start - head + len(markup) - end < SAVED * len(markup) or len(markup) > MAX_BYTES:
        return None
    if start > head and markup.find(_HEADING, start, end) < 0:
        return None
    found = _parsed(page, knowledge, markup[:head] + markup[start:end])
    if found is None or (learned.opens and not _has(_first(found), learned.opens)) or (mark and not _has(_last(found), mark)):
        return None
    return Excerpt(found, markup[head:start], markup[end:])


def _body_at(markup: bytes) -> int:
    """Where the content of the page's body begins; -1 where it has no such tag."""
    head = markup.find(b"</head>")
    at = markup.find(b"<body", head)
    return markup.find(b">", at) + 1 if min(head, at) >= 0 else -1


def _tag_at(markup: bytes, mark: str, start: int) -> int:
    """Where the first tag with a mark begins; -1 where there is none."""
    at = markup.find(mark.encode(), start)
    return markup.rfind(b"<", start, at) if at >= 0 else -1


def _end(markup: bytes, ends: Iterable[str], start: int) -> tuple[str, int]:
    """The first of the marks that stands after `start`, and where its tag ends; else an empty text and the page's length."""
    for mark in ends:
        at = markup.find(mark.encode(), start)
        if at >= 0 and (end := markup.find(b">", at) + 1):
            return mark, end
    return "", len(markup)


def _parsed(page: Page, knowledge: OutletKnowledge, markup: bytes) -> Document | None:
    try:
        document = open_page(replace(page, body=markup), knowledge)
    except UnreadableError:
        return None
    return replace(document, page=page) if document.decoded.decision in _UTF_8 else None


def _first(document: Document) -> HtmlElement | None:
    """The first element of the document's body."""
    body = document.tree.find("body") if document.tree is not None else None
    return next(iter(body), None) if body is not None else None


def _last(document: Document) -> HtmlElement | None:
    """The innermost element that is open where the document ends."""
    element = document.tree
    while element is not None and len(element):
        element = element[-1]
    return element


def _has(element: HtmlElement | None, mark: str) -> bool:
    name, _, value = mark.partition("=")
    return element is not None and element.get(name) == value.strip('"')


def is_all(found: Excerpt, body: HtmlElement) -> bool:
    """True where nothing that is left out can say anything of the article whose text stands in `body`: its headline is there, the text has
    ended, and after it come no other such element and no label; and nowhere structured data."""
    last = _last(found.document)
    if found.after and (last is None or body in last.iterancestors()):
        return False
    if found.before and heading_of(body) is None:  # then what stands above the text may be read too
        return False
    named = body.get("class")
    if (
        (named and f'class="{named}"'.encode() in found.after)
        or any(word in found.before for word in (_DATA, _META))
        or _DATA in found.after
    ):
        return False
    texts = b"<".join(_TEXT_AFTER_TAG.findall(found.after)).decode("utf-8", "replace").split("<")
    return not any(is_telling(html.unescape(text)) for text in texts)


def marks_before(document: Document, texts: Sequence[HtmlElement]) -> tuple[str, ...]:
    """Attributes as the page writes them (`class="story"`), each of an element with which the article's part begins, the innermost first;
    `texts` are the elements of its lines."""
    part = part_around(texts)
    return _marks(document, (part, *part.iterancestors()), _body_at(document.markup))


def marks_after(document: Document, rest: Sequence[tuple[HtmlElement, bool]], opens: Sequence[str]) -> tuple[str, ...]:
    """The same of elements with which all that follows the article begins, the first ones first, looked for after the innermost of `opens`;
    `rest` is what is `following` the article's part.

    The first such element is large: smaller ones may as well be tags without a label, which another page has in another place.
    """
    start = _body_at(document.markup)
    start = _tag_at(document.markup, opens[0], start) if opens else start
    silent = takewhile(lambda row: not row[1], reversed(rest))
    after = dropwhile(lambda element: not is_large(element), reversed([element for element, _ in silent]))
    return _marks(document, after, start)


def _marks(document: Document, elements: Iterable[HtmlElement], start: int) -> tuple[str, ...]:
    """The marks of the elements that stand just once from `start` on; none on pages that would not be cut."""
    if document.decoded.decision not in _UTF_8:
        return ()
    named = islice(dict.fromkeys(mark for element in elements for mark in _names(element)), TRIED)
    return tuple(islice((mark for mark in named if document.markup.count(mark.encode(), start) == 1), MOST_MARKS))


def _names(element: HtmlElement) -> Iterator[str]:
    for name in ("id", "class"):
        if _NAME.fullmatch(value := element.get(name) or ""):
            yield f'{name}="{value}"'
