"""Opens a page's bytes: decoded, held against the bounds, and parsed once into the tree and blocks that all readers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from warraq.extract.page.blocks import Block, from_text, from_tree
from warraq.extract.page.segments import part
from warraq.items import Reason
from warraq.text.encoding import decode
from warraq.text.forbidden import without_forbidden

if TYPE_CHECKING:
    from warraq.extract.page.parts import Parts
    from warraq.items import Page
    from warraq.outlet import Outlet, OutletKnowledge
    from warraq.text.encoding import Decoded

MAX_BYTES: Final = 8_000_000
"""Twelve times the largest of 436 stored news pages (665 kB)."""
MAX_TAGS: Final = 100_000
"""Twelve times the most tags among those pages (8,093)."""
MAX_DEPTH: Final = 600
"""The deepest of those pages nests 51 elements."""

_MARKUP: Final = re.compile(
    r"<(?:!doctype|!--|html|head|body|title|meta|link|article|section|main|div|span|p|br|h[1-6]|a|ul|ol|li|table|b|i|strong|em|img|script|style)"
    r"(?=[\s/>\[]|$)",
    re.IGNORECASE,
)
_OPEN_OR_CLOSE: Final = re.compile(
    rb"<(/?)(?:a|article|aside|b|big|blockquote|body|center|details|div|dl|em|figure|font|footer|form|header|html|i|main|nav|ol|section|small|span|"
    rb"strong|sub|sup|table|tbody|td|tr|u|ul)\b"
)
"""Elements that HTML parsers do not close by themselves and so nest when a page forgets to."""
_ORIGIN: Final = re.compile(r"https?://[^/?#\s]+")
_ROOTED: Final = re.compile(r"/(?!/)[^\s\x00-\x1f\x7f;]*[^\s\x00-\x1f\x7f;?#]")
"""Paths that need only the host before them, as most links of a page do."""
_WHOLE: Final = re.compile(r"https?://[A-Za-z0-9.-]+/[^\s\x00-\x1f\x7f;?#]*")
"""Addresses of pages that need nothing."""
_DEPTH_STEPS: Final = {b"": 1, b"/": -1}
_XML_DECLARATION_AT_HEAD: Final = re.compile(rb"^\s*<\?xml[^>]*\?>")
_SHADOW: Final = b"shadowroot"
_NOT_TEXT: Final = bytes((*range(0x09), *range(0x0E, 0x1B)))
_BINARY_SHARE: Final = 0.02
"""Control characters in a text come singly; compressed bytes read as text hold a tenth and more."""
_BINARY_SAMPLE: Final = 20_000
"""Characters looked at; a binary file shows in the first few hundred."""
_CONTROL_BYTES: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
"""Readers that build trees of their own refuse these."""
_BINARY_HEADS: Final = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b", b"OggS", b"ID3")


class UnreadableError(Exception):
    """A page that is no readable document; the reason and what it rests on."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Document:
    """One opened page."""

    page: Page
    knowledge: OutletKnowledge
    decoded: Decoded
    """Its text, and how its encoding was decided."""
    tree: HtmlElement | None
    """The root of the parsed tree; None for a plain text."""
    markup: bytes = b""
    """The UTF-8 that it was parsed from; empty for a plain text."""
    left_out: frozenset[HtmlElement] = frozenset()
    """Parts of the tree that are known to say nothing of the article, and of which no blocks are made."""

    @cached_property
    def blocks(self) -> list[Block]:
        """Every line of text that stands apart, in reading order."""
        return from_text(self.decoded.text) if self.tree is None else from_tree(self.tree, self.left_out)

    @cached_property
    def parts(self) -> Parts:
        """The texts and lists into which labels part the blocks."""
        return part(self.blocks)

    @property
    def outlet(self) -> Outlet | None:
        """The outlet whose page it is; None where none is registered."""
        return self.knowledge.outlet

    @cached_property
    def address(self) -> str:
        """The address that answered, where it can be taken apart, else an empty text."""
        return self.page.address if _is_sound(self.page.address) else ""

    @cached_property
    def _origin(self) -> str:
        """Scheme and host of a web address, else an empty text."""
        found = _ORIGIN.match(self.address)
        return found[0] if found else ""

    def absolute(self, href: str | None) -> str | None:
        """The address that a link leads to: http and https only, else None."""
        if not href:
            return None
        if _ROOTED.fullmatch(href) and "/." not in href and self._origin:
            return f"{self._origin}{href}"
        if _WHOLE.fullmatch(href):
            return href
        try:
            address = urljoin(self.address, href.strip())
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) and _is_sound(address) else None


def open_page(page: Page, knowledge: OutletKnowledge) -> Document:
    """The page, decoded and parsed; raises `UnreadableError` where it is empty, no text, too large or too complex."""
    if not page.body or page.body.isspace():
        raise UnreadableError(Reason.EMPTY, "the answer has no content")
    if len(page.body) > MAX_BYTES:
        raise UnreadableError(Reason.TOO_LARGE, f"{len(page.body)} bytes, at most {MAX_BYTES} are read")
    if page.body.startswith(_BINARY_HEADS):
        raise UnreadableError(Reason.NOT_HTML, "the bytes are of a file format, not of a text")
    decoded = decode(page.body, page.headers.get("content-type"))
    sample = decoded.text[:_BINARY_SAMPLE]
    written = sample.encode("utf-8", "replace")
    if len(written) - len(written.translate(None, _NOT_TEXT)) > _BINARY_SHARE * len(sample):
        raise UnreadableError(Reason.NOT_HTML, "the bytes are no text")
    if _is_plain(page, decoded.text):
        return Document(page, knowledge, decoded, None)
    # Valid UTF-8 need not be encoded again.
    markup = without_forbidden(page.body if decoded.decision == "utf-8" else decoded.text.encode("utf-8", "replace"))
    return Document(page, knowledge, decoded, _parse(markup), markup)


def _is_sound(address: str) -> bool:
    """True where the parts of an address can be told apart; «http://[» and the like cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _is_plain(page: Page, text: str) -> bool:
    """True for text/plain and for files without any mark-up; a server that calls HTML plain text is not believed."""
    return not _MARKUP.search(text) and (page.origin == "file" or "html" not in page.headers.get("content-type", ""))


def _parse(body: bytes) -> HtmlElement:
    if len(body) >= MAX_TAGS * len(b"<b>") and (tags := body.count(b"<")) > MAX_TAGS:
        raise UnreadableError(Reason.TOO_COMPLEX, f"{tags} tags, at most {MAX_TAGS} are parsed")
    source = _XML_DECLARATION_AT_HEAD.sub(b"", body, count=1).translate(None, _CONTROL_BYTES)
    try:
        tree, whole = _parsed(source)
        if whole:
            return unfold_shadows(tree) if _SHADOW in source else tree
        depth = nesting(source)
        if depth > MAX_DEPTH:
            raise UnreadableError(Reason.TOO_COMPLEX, f"elements nest {depth} deep, at most {MAX_DEPTH} are parsed")
        return unfold_shadows(_parsed(source, deep=True)[0])
    except etree.ParserError as error:
        raise UnreadableError(Reason.EMPTY, "the document has no element") from error


def unfold_shadows(tree: HtmlElement) -> HtmlElement:
    """The tree in which templates that browsers show at once (declarative shadow DOM) are ordinary elements, with what their slots take."""
    for template in list(tree.iter("template")):
        host = template.getparent()
        if host is None or not ("shadowrootmode" in template.attrib or "shadowroot" in template.attrib):
            continue
        given = [element for element in host if element is not template]
        for slot in list(template.iter("slot")):
            for element in [each for each in given if each.get("slot", "") == slot.get("name", "")]:
                given.remove(element)
                slot.append(element)
        template.tag = "div"
    return tree


def _parsed(source: bytes, deep: bool = False) -> tuple[HtmlElement, bool]:
    """The tree; and whether it is whole, as without `deep` the parser stops at 256 elements inside each other."""
    parser = HTMLParser(encoding="utf-8", huge_tree=deep, remove_comments=True, remove_pis=True)
    # One class for all elements: the parser's own choice by tag asks Python for each element that is touched.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    tree = document_fromstring(source, parser=parser)
    last = parser.error_log.last_error
    return tree, last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT


def nesting(body: bytes) -> int:
    """How deep the elements that must be closed nest, counted on the raw bytes; scripts may make it look deeper (253 for 51)."""
    steps = map(_DEPTH_STEPS.__getitem__, _OPEN_OR_CLOSE.findall(body.lower()))
    return max(0, max(accumulate(steps), default=0))
