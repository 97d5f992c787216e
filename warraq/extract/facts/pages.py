"""Tells which page of an article on several pages a page is, and where the next one stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lxml.etree import XPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document

MOST_PAGES: Final = 100
"""Pages of one article; what counts further is an archive."""
_PAGED: Final = re.compile(r"(?:/page)?/(\d{1,2})/?$|[?&](?:page|paged|p|pg|pn)=(\d{1,2})(?=&|$)|[-_](?:p|page)?(\d{1,2})(?=\.s?html?$)")
_SHORT_LINKS: Final = XPath("descendant::a[string-length(normalize-space(.)) <= 2]")
_PAGE_NUMBER: Final = re.compile(r"[\d٠-٩۰-۹]{1,2}")


def part_of(document: Document) -> str | None:
    """«1 of 3, https://…/2/»: the page's number, how many there are, and the next one's address where the page tells it; None for an
    article on one page. Pages of one article have its address and a number; links of nothing but that number or `rel=next` name them."""
    if document.tree is None or not document.address:
        return None
    following, links = document.absolute(_next_stated(document.tree)), tuple(_numbered_links(document.tree))
    if following is None and not links:
        return None
    whole, (stripped, number) = _plain(document.address), _of_article(document.address)
    if found := _told(whole, 1, _numbered(document, links, whole), following):
        return found
    numbered = _numbered(document, links, stripped) if number and number > 1 else {}
    return _told(stripped, number, numbered, following) if number and 1 in numbered else None


def _told(article: str, mine: int, numbered: Mapping[int, str], following: str | None) -> str | None:
    named = _of_article(following) if following else ("", None)
    after = following if named[0] == article and named[1] == mine + 1 else numbered.get(mine + 1)
    last = max((mine, mine + 1 if after else 0, *numbered))
    return None if last < 2 else f"{mine} of {last}" + (f", {after}" if after else "")


def _next_stated(tree: HtmlElement) -> str | None:
    """The address of the first `<link rel=next>`."""
    return next(
        (link.get("href") for link in tree.iter("link") if "next" in (link.get("rel") or "").split() and "href" in link.attrib), None
    )


def _numbered_links(tree: HtmlElement) -> Iterator[tuple[int, str]]:
    """Number and address of the links of nothing but a number, in page order."""
    for link in _SHORT_LINKS(tree):
        if _PAGE_NUMBER.fullmatch(text := "".join(link.itertext()).strip()):
            yield int(text), link.get("href") or ""


def _numbered(document: Document, links: Iterable[tuple[int, str]], article: str) -> dict[int, str]:
    """Number and address of the pages of an article to which links of nothing but their number lead."""
    found: dict[int, str] = {}
    for number, href in links:
        address = document.absolute(href)
        if address is not None and (_of_article(address) == (article, number) or (number == 1 and _plain(address) == article)):
            found.setdefault(number, address)
    return found if len(found) < MOST_PAGES else {}


def _plain(address: str) -> str:
    """Host, path and query, which tell addresses of one page apart from others."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}".rstrip("/?")


def _of_article(address: str) -> tuple[str, int | None]:
    """The address without its number of page, and that number; None without one."""
    whole = _plain(address)
    found = _PAGED.search(whole)
    if found is None:
        return whole, None
    return (whole[: found.start()] + whole[found.end() :]).rstrip("/?"), int(next(filter(None, found.groups())))
