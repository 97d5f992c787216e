"""A discovery document before it is read: unpacked within bounds, decoded, and told what it is."""

from __future__ import annotations

import json
import re
import zlib
from enum import StrEnum
from html import unescape
from typing import Final, Literal

from spiders.documents.links import absolute
from warraq.text.encoding import decode

HEAD_BYTES: Final = 65_536
"""Characters in which the root element must begin; comments and prologs before it stay far below."""

_SPACE_AROUND: Final = " \t\r\n\0\ufeff"
_GZIP: Final = b"\x1f\x8b"
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT_TAG: Final = re.compile(
    r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|entry|urlset|sitemapindex|opml|html|head|body|title|div)\b", re.IGNORECASE
)
# Unmistakable even within a page: there are sites that wrap their feed into one.
_FEED_ROOT: Final = re.compile(
    r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|entry|urlset|sitemapindex)\b[^<>]{0,2000}(?:xmlns|version)", re.IGNORECASE
)
_ROOT_END: Final = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|entry|urlset|sitemapindex|html)\s*>", re.IGNORECASE)
_END_BYTES: Final = 4_096  # in which the root element ends; caches write their comments behind it
_HTML_DOCTYPE: Final = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_LINK_TAG: Final = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_LINK_ATTRIBUTE: Final = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


class Format(StrEnum):
    """What a document is, by its root element or first character."""

    FEED = "feed"
    ENTRY = "entry"
    """One Atom entry by itself, as hubs and publishing protocols send it."""
    JSON = "json"
    URLSET = "urlset"
    SITEMAP_INDEX = "sitemapindex"
    HTML = "html"
    OTHER = "other"


_FORMATS_OF_ROOT: Final = {
    "rss": Format.FEED,
    "rdf": Format.FEED,
    "feed": Format.FEED,
    "channel": Format.FEED,
    "entry": Format.ENTRY,
    "opml": Format.OTHER,
    "urlset": Format.URLSET,
    "sitemapindex": Format.SITEMAP_INDEX,
}


def unpacked(body: bytes, limit: int) -> bytes:
    """The first `limit` bytes of the document, gunzipped where it is gzip; what a broken archive gave before its fault, maybe nothing."""
    if not body.startswith(_GZIP):
        return body[:limit]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, limit)
    except zlib.error:
        return _unpacked_piecewise(body, limit)


def _unpacked_piecewise(body: bytes, limit: int) -> bytes:
    """In small steps, so that only the step with the fault is lost."""
    unpacker = zlib.decompressobj(wbits=31)
    out = bytearray()
    for start in range(0, len(body), 512):
        try:
            out += unpacker.decompress(body[start : start + 512], max(1, limit - len(out)))
        except zlib.error:
            break
        if len(out) >= limit or unpacker.eof:
            break
    return bytes(out)


def is_whole(body: bytes) -> bool:
    """Whether a document that came shorter than it was said to be came to its own end: that of its root element, or of its JSON."""
    document = unpacked(body, len(body) * 100).strip(b" \t\r\n\0")
    if document.startswith((b"{", b"[", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[")):
        try:
            return json.loads(document) is not None
        except (ValueError, RecursionError):
            return False
    return _ROOT_END.search(document, max(0, len(document) - _END_BYTES)) is not None


def text_of(body: bytes, content_type: str | None, kind: Literal["html", "xml"] = "xml") -> str:
    """The document's text, by what its bytes, its own declaration and its header say; without white space and marks around it."""
    return decode(body, content_type, kind=kind).text.strip(_SPACE_AROUND)


def format_of(text: str) -> Format:
    """What the text is; junk and comments before the root element do not matter."""
    head = text[:HEAD_BYTES]
    if head.startswith(("{", "[")):
        return Format.JSON
    head = _COMMENT.sub("", head)
    if root := _FEED_ROOT.search(head) or _ROOT_TAG.search(head):
        return _FORMATS_OF_ROOT.get(root[1].lower(), Format.HTML)
    return Format.HTML if _HTML_DOCTYPE.search(head) else Format.OTHER


def offered_feeds(html: str, url: str) -> tuple[str, ...]:
    """Absolute addresses of the feeds that the head of a page offers (`<link rel=alternate>`), each once, in page order."""
    offered: dict[str, None] = {}
    for tag in _LINK_TAG.finditer(html, 0, HEAD_BYTES):
        attributes = {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _LINK_ATTRIBUTE.finditer(tag[1])}
        if attributes.get("type", "").lower() in _FEED_TYPES and (address := absolute(attributes.get("href", ""), url)):
            offered[address] = None
    return tuple(offered)
