"""OPML 2.0 (opml.org/spec2.opml), in which feed readers exchange their lists: bytes in, feeds out, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from lxml import etree

from spiders.documents.decoding import text_of
from spiders.documents.links import absolute
from warraq.errors import UsageError
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from warraq.outlet import Outlet

MOST_OPML_BYTES: Final = 10 * 2**20
MOST_OPML_TAGS: Final = 200_000
"""A feed takes one or two tags; what is larger is no reader's list."""

NO_FEED: Final = "the list names no feed for it; warraq outlets add may find one"

_OPML_ROOT: Final = re.compile(r"<opml\b", re.IGNORECASE)
_OUTLINE_TYPES: Final = ("rss", "atom", "feed", "rss1", "pie")
_FEED_SCHEME: Final = re.compile(r"feed:(//)?", re.IGNORECASE)
_BARE_HOST: Final = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]|$)")
_LONE_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Listed:
    """One feed of a reader's list."""

    feed: str
    """Address as an absolute http or https one; as written where it is none, and then `usable` is False."""
    site: str | None = None
    """Address of its site; None where the list names none."""
    title: str | None = None
    folders: tuple[str, ...] = ()
    """Names of the outlines around it, outermost first."""
    usable: bool = True
    why: str | None = None
    """Why it is not usable, where it is no wrong address."""


def read_opml(body: bytes, place: str) -> list[Listed]:
    """The feeds of a list, in its order, with the outlines around each; `place` names the file in errors.

    Attribute names are taken in any case, as readers differ. Raises UsageError for what is no OPML.
    """
    text = text_of(body[:MOST_OPML_BYTES], None)
    root = _OPML_ROOT.search(text)
    if not root or len(body) > MOST_OPML_BYTES or text.count("<") > MOST_OPML_TAGS:
        raise UsageError(f"{place}: no OPML{' of a usable size' if root else ''}; give the file that a feed reader exports")
    source = _NOT_XML.sub("", _LONE_AMPERSAND.sub("&amp;", text[root.start() :])).encode()
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = etree.fromstring(source, parser)
    return list(_listed(tree)) if tree is not None else []


def _listed(tree: etree._Element) -> Iterator[Listed]:
    for outline in tree.iter("outline", "OUTLINE", "Outline"):
        values = _values(outline)
        written = values.get("xmlurl", "") or (values.get("url", "") if values.get("type", "").lower() in _OUTLINE_TYPES else "")
        if written:
            feed = _address(written)
            folders = tuple(reversed([name for parent in outline.iterancestors() if (name := _title(_values(parent)))]))
            yield Listed(feed or written, absolute(values.get("htmlurl", ""), ""), _title(values), folders, usable=feed is not None)
        elif not len(outline) and (other := values.get("url") or values.get("htmlurl")):
            yield Listed(other, title=_title(values), usable=False, why=NO_FEED)


def _address(written: str) -> str | None:
    """The address of a feed as old readers wrote it: `feed:` before it or in the place of its scheme, or no scheme at all."""
    address = _FEED_SCHEME.sub(lambda found: "http://" if found[1] else "", written.strip(), count=1)
    return absolute(f"https://{address}" if _BARE_HOST.match(address) else address, "")


def _values(outline: etree._Element) -> dict[str, str]:
    return {str(name).lower(): clean_line(str(value)) for name, value in outline.attrib.items()}


def _title(values: Mapping[str, str]) -> str | None:
    return values.get("title") or values.get("text") or None


def write_opml(folders: Mapping[str, Sequence[Outlet]], now: datetime) -> str:
    """A list of the outlets' feeds under the names of their folders; an outlet with several feeds is a folder of its own."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Warraq"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for name, outlets in folders.items():
        folder = etree.SubElement(body, "outline", text=name, title=name)
        for outlet in outlets:
            _write_outlet(folder, outlet)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written.decode()


def _write_outlet(folder: etree._Element, outlet: Outlet) -> None:
    around = folder if len(outlet.feeds) == 1 else etree.SubElement(folder, "outline", text=outlet.title, title=outlet.title)
    for feed in outlet.feeds:
        values = {"text": outlet.title, "title": outlet.title, "type": "rss", "xmlUrl": feed, "htmlUrl": f"https://{outlet.domains[0]}/"}
        etree.SubElement(around, "outline", values)


def common_title(titles: Iterable[str]) -> str:
    """The words with which all titles begin, without a mark at their end: «السهل - رياضة» and «السهل - ثقافة» are «السهل»; may be empty."""
    rows = [title.split() for title in titles]
    shared = []
    for words in zip(*rows, strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return " ".join(shared).strip(" |-–—:•·»«,،/")
