"""A front page read for what it offers: links, feeds named in its head, and what it says of its site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from spiders.documents.article_links import headline_like, leads_to_article
from spiders.documents.decoding import text_of
from spiders.documents.links import absolute
from spiders.documents.listings import MOST_LINK_PARTS, MOST_LINKS, MOST_LISTING_BYTES, base_of, furniture, parsed_page, text_within
from spiders.documents.results import Problem
from warraq.extract.page import jsonld
from warraq.extract.page.metadata import Metadata, read_metadata
from warraq.text.clean import clean_line
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.jsonld import Json
    from warraq.items import Page

FEED_TYPES: Final = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json+feed", "text/rss+xml"
})  # fmt: skip
"""Media types that only feeds have; `application/json` also names the address of a page in a content system's own interface."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page, or a feed that its head names."""

    url: str
    """Absolute, without fragment."""
    text: str
    """The words of the link, its title or its picture's description; empty where it has none."""
    furniture: bool = False
    """Whether it stands in a menu, footer or form."""


@dataclass(frozen=True, slots=True)
class Front:
    """What one page offers."""

    url: str
    """The address that answered."""
    offered: tuple[Link, ...] = ()
    """Feeds that `<link rel="alternate">` names."""
    links: tuple[Link, ...] = ()
    """Links to anywhere, in page order."""
    metadata: Metadata = field(default_factory=Metadata)
    graph: tuple[Json, ...] = ()
    """Values of its JSON-LD blocks."""
    languages: tuple[str, ...] = ()
    """Language tags that it declares, `<html lang>` first."""
    generator: str = ""
    """The content system as the page names it, lower case; empty where it does not."""
    problem: str | None = None
    """Why nothing could be read of it; None where it could."""

    def own_links(self, domains: Sequence[str]) -> list[Link]:
        """Links to the site itself."""
        return [link for link in self.links if same_outlet(host_of(link.url), domains)]


def read_front(page: Page) -> Front:
    """What the page offers; an empty one, with the problem, where it cannot be read."""
    text = text_of(page.body[:MOST_LISTING_BYTES], page.headers.get("content-type"), "html")
    tree = parsed_page(text) if text else Problem.EMPTY
    if isinstance(tree, Problem):
        return Front(page.address, problem=tree)
    base = base_of(tree, page.address)
    metadata = read_metadata(tree)
    return Front(
        url=page.address,
        offered=tuple(_offered(tree, base)),
        links=tuple(_links(tree, base)),
        metadata=metadata,
        graph=tuple(_graph(tree)),
        languages=tuple(filter(None, (tree.get("lang"), tree.get("xml:lang"), metadata.language))),
        generator=_generator(tree, text),
    )


def article_like(links: Iterable[Link]) -> list[str]:
    """Addresses of links that lead to articles, judged by address and words alone, each once."""
    return list(dict.fromkeys(link.url for link in links if not link.furniture and leads_to_article(link.url, link.text)))


def section_like(links: Iterable[Link]) -> list[str]:
    """Addresses that surely are no articles: short words in a menu or footer that no headline link repeats, each once."""
    seen = tuple(links)
    headlined = {link.url for link in seen if headline_like(link.text)}
    named = (link for link in seen if link.furniture and link.text and link.url not in headlined)
    return list(dict.fromkeys(link.url for link in named if urlsplit(link.url).path.strip("/") or urlsplit(link.url).query))


def _offered(tree: HtmlElement, base: str) -> Iterator[Link]:
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        rel = (link.get("rel") or "").lower().split()
        if kind in FEED_TYPES and (not rel or {"alternate", "feed"} & set(rel)) and (url := absolute(link.get("href") or "", base)):
            yield Link(url.partition("#")[0], clean_line(link.get("title") or ""))


def _links(tree: HtmlElement, base: str) -> Iterator[Link]:
    in_furniture = furniture()
    for anchor in islice(tree.iter("a", "area"), MOST_LINKS):
        if url := absolute(anchor.get("href") or "", base):
            yield Link(url.partition("#")[0], _words(anchor), in_furniture(anchor))


def _words(anchor: HtmlElement) -> str:
    pictures = (picture.get("alt") or "" for picture in islice(anchor.iter("img"), MOST_LINK_PARTS))
    texts = (text_within(anchor), anchor.get("title") or "", anchor.get("aria-label") or "", *pictures)
    return next(filter(None, map(clean_line, texts)), "")


def _graph(tree: HtmlElement) -> Iterator[Json]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from jsonld.load(script.text or "")


_TRACES: Final = (
    ("wordpress", re.compile(r"/wp-(?:content|includes|json)/")),
    ("drupal", re.compile(r"drupalSettings|/sites/(?:default|all)/|data-drupal-", re.IGNORECASE)),
    ("joomla", re.compile(r"/media/(?:jui|system)/js/|option=com_content")),
    ("blogger", re.compile(r"\.blogspot\.com|blogger\.com/static", re.IGNORECASE)),
)
"""What content systems leave in a page that does not name them."""


def _generator(tree: HtmlElement, text: str) -> str:
    named = next((meta.get("content") or "" for meta in tree.iter("meta") if (meta.get("name") or "").lower() == "generator"), "")
    return named.strip().lower() or next((name for name, trace in _TRACES if trace.search(text)), "")
