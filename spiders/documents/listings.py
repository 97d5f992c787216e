"""Listing and front pages: the links that lead to articles, with their headline; bytes in, entries out, and never an exception."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from spiders.documents.addresses_in_data import MOST_LISTING_ENTRIES, addresses_in
from spiders.documents.article_links import headline_like, leads_to_article
from spiders.documents.bounded_text import TITLE_LENGTH
from spiders.documents.decoding import Format, format_of, text_of, unpacked
from spiders.documents.feed_hints import of_listing
from spiders.documents.links import Gathering, absolute
from spiders.documents.references import mended_references
from spiders.documents.results import ListingReading, Note, Problem
from warraq.extract.page.attributes import has_too_many
from warraq.items import Entry
from warraq.outlet import DocumentKind
from warraq.outlet_files.patterns import BoundedPattern, SlowPatternError
from warraq.text.clean import clean_line
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST_LISTING_BYTES: Final = 5 * 2**20
MOST_LISTING_TAGS: Final = 200_000
"""Front pages have 3,000 to 20,000; what stands behind is not read."""

MOST_LINKS: Final = 5_000

MOST_LINK_PARTS: Final = 10
"""Headings and pictures of one link, each."""

LONGEST_LINK_TEXT: Final = 20 * TITLE_LENGTH
"""Characters of a link's text that are looked at, white space with them; longer than any headline."""

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|sitemap|cookies?|login|share|social)(?:$|[\s_-])", re.I
)
_FURNITURE_TAGS: Final = frozenset({"nav", "footer", "form"})
_FURNITURE_ROLES: Final = frozenset({"navigation", "contentinfo", "search", "menu"})


def read_listing(body: bytes, url: str, article_url: str | None, domains: Iterable[str], content_type: str | None = None) -> ListingReading:
    """Links of the page fetched from `url` to articles on `domains`, each once, in page order.

    `article_url` is the regular expression that addresses of articles contain (`re.search`); None: judged by address and headline.
    Relative links are resolved against `<base href>` or `url`. Never raises.
    """
    text = text_of(unpacked(body, MOST_LISTING_BYTES), content_type, "html")
    if not text:
        return ListingReading(problem=Problem.EMPTY)
    try:
        return _read_text(text, url, BoundedPattern(article_url) if article_url else None, tuple(domains))
    except SlowPatternError:
        return ListingReading(problem=Problem.SLOW_PATTERN)


def _read_text(text: str, url: str, wanted: BoundedPattern | None, domains: tuple[str, ...]) -> ListingReading:
    format_ = format_of(text)
    if format_ is Format.JSON and wanted:
        return _judged_listing(addresses_in([text], url, wanted, domains))
    if format_ not in (Format.HTML, Format.OTHER):
        return ListingReading(problem=Problem.NOT_HTML)
    page = parsed_page(text)
    if isinstance(page, Problem):
        return ListingReading(problem=page)
    titles = _titles_by_address(page, base_of(page, url), domains, keep_furniture=wanted is not None)
    titles.pop(url.partition("#")[0], None)
    gathering = Gathering(MOST_LISTING_ENTRIES)
    for address, candidates in titles.items():
        title = _best(candidates)
        if wanted.found_in(address) if wanted else leads_to_article(address, title):
            gathering.take(Entry(address, title=title, origin=DocumentKind.LISTING))
    if not gathering.entries and wanted:
        scripts = (script.text or "" for script in page.iter("script"))
        return _judged_listing(addresses_in(scripts, base_of(page, url), wanted, domains))
    return replace(_judged_listing(gathering), next_url=of_listing(page, url, base_of(page, url)))


def _judged_listing(gathering: Gathering) -> ListingReading:
    return ListingReading(gathering.entries, note=None if gathering.entries else Note.NO_ARTICLES, skipped=gathering.skipped)


def parsed_page(text: str) -> html.HtmlElement | Problem:
    """The page's tree, bounded by tags, their attributes and the depth at which libxml2 stops; else why there is none."""
    pieces = text.split("<", MOST_LISTING_TAGS + 1)
    if len(pieces) == 1:
        return Problem.NOT_HTML
    source = mended_references("<".join(pieces[: MOST_LISTING_TAGS + 1])).encode("utf-8", "replace")
    if has_too_many(source):
        return Problem.TOO_MANY_ATTRIBUTES
    try:
        return html.document_fromstring(source, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return Problem.NOT_HTML


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def base_of(page: html.HtmlElement, url: str) -> str:
    """The address against which the page's links are resolved; `url` is the page's own."""
    return next((base for href in page.xpath("//base/@href") if (base := absolute(href, url))), url)


def _titles_by_address(page: html.HtmlElement, base: str, domains: Sequence[str], *, keep_furniture: bool) -> dict[str, list[str]]:
    """The texts of all links to each address of the site, in page order."""
    titles: dict[str, list[str]] = {}
    in_furniture = furniture()
    for anchor in islice(page.iter("a"), MOST_LINKS):
        address = absolute(anchor.get("href") or "", base)
        if not address or (not keep_furniture and in_furniture(anchor)):
            continue
        address = address.partition("#")[0]
        if same_outlet(host_of(address), domains):
            titles.setdefault(address, []).extend(filter(None, map(clean_line, _texts(anchor))))
    return titles


def _texts(anchor: html.HtmlElement) -> Iterator[str]:
    """What may be the headline, the surest first: a heading in the link, its whole text, its `title`, its picture's description."""
    for heading in islice(anchor.iter(*_HEADINGS), MOST_LINK_PARTS):
        yield text_within(heading)
    yield text_within(anchor)
    yield anchor.get("title") or ""
    for picture in islice(anchor.iter("img"), MOST_LINK_PARTS):
        yield picture.get("alt") or ""


def text_within(element: html.HtmlElement) -> str:
    """The text of an element as far as a headline may reach: links that hold each other all hold the text of the innermost."""
    return "".join(_up_to(LONGEST_LINK_TEXT, element.itertext()))


def _up_to(length: int, pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        yield piece[:length]
        length -= len(piece)
        if length <= 0:
            return


def _best(texts: Sequence[str]) -> str | None:
    """The first that reads like a headline, else the longest that is not a paragraph."""
    fitting = [text for text in texts if len(text) <= TITLE_LENGTH]
    return next(filter(headline_like, fitting), None) or max(fitting, key=len, default=None)


def furniture() -> Callable[[html.HtmlElement], bool]:
    """A test whether a link of one page stands in a menu, footer or form; it looks at each element once."""

    @cache
    def within(element: html.HtmlElement | None) -> bool:
        if element is None or element.tag in ("body", "html"):
            return False
        return _is_furniture(element) or within(element.getparent())

    return lambda anchor: within(anchor.getparent())


def _is_furniture(element: html.HtmlElement) -> bool:
    return (
        element.tag in _FURNITURE_TAGS
        or element.get("role") in _FURNITURE_ROLES
        or _FURNITURE.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
    )
