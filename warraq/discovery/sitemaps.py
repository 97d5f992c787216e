"""Finding a site's sitemaps of articles: those that robots.txt names, else those at customary addresses; of an index the news."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from spiders.documents.article_links import leads_to_article
from spiders.documents.kinds import ACCEPT
from spiders.documents.links import absolute
from spiders.documents.results import Note
from spiders.documents.sitemaps import newest_first, of_site, read_sitemap
from warraq.crawl.visits.answers import Ask
from warraq.discovery.findings import Hunt, Source
from warraq.discovery.places import NEWS_SITEMAP, NO_ARTICLES_SITEMAP, customary_sitemaps
from warraq.outlet import DocumentKind
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spiders.documents.results import SitemapReading, SitemapRef
    from warraq.crawl.visits.answers import Answer, Plan
    from warraq.discovery.front import Front
    from warraq.items import Entry

MOST_SITEMAPS: Final = 12
"""Sitemaps that robots.txt names and that are asked for; half a minute at the default delay."""

MOST_NEWS_CHILDREN: Final = 4
"""Of one index."""

DEPTH: Final = 2
"""Index within index."""

MOST_SAMPLED: Final = 200
"""Addresses of a plain sitemap by which it is judged."""

_SITEMAP_LINE: Final = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_NO_HEADLINE: Final = "four words without meaning"
"""Stands in for the headline that a plain sitemap does not state."""


def find_sitemaps(front: Front, domains: Sequence[str]) -> Plan[Hunt]:
    """A plan for the sitemaps of the site whose front page this is; `domains` are its own hosts.

    An index is written down for its news sitemaps where it has any, else as itself; sitemaps of sections, pages and pictures are left out.
    """
    search = _Search(tuple(domains))
    answer: Answer = yield urljoin(front.url, "/robots.txt")
    named = sitemaps_in(answer.page.body.decode("utf-8", "replace"), front.url) if answer.page else []
    for url in named[:MOST_SITEMAPS]:
        yield from search.read(url, "named by robots.txt")
    for url in () if named else customary_sitemaps(front.url):
        if any(source.news for source in search.hunt.sources):
            break
        yield from search.read(url, "at a customary address")
    return search.hunt


def sitemaps_in(robots: str, base: str) -> list[str]:
    """Absolute addresses that the text of a robots.txt names, each once (sitemaps.org, "Specifying the Sitemap location")."""
    found = (absolute(line, base) for line in _SITEMAP_LINE.findall(robots))
    return list(dict.fromkeys(filter(None, found)))


class _Search:
    """Reads each sitemap once."""

    def __init__(self, domains: Sequence[str]) -> None:
        self.domains = domains
        self.hunt = Hunt()
        self._asked: set[str] = set()

    def read(self, url: str, found: str, depth: int = 0) -> Plan[bool]:
        """A plan that reads one sitemap and what it needs of its children; returns whether anything was kept."""
        if url in self._asked or not same_outlet(host_of(url), self.domains):
            return False
        self._asked.add(url)
        answer: Answer = yield Ask(url, ACCEPT[DocumentKind.SITEMAP])
        if answer.page is None:
            self.hunt.leave(url, answer.failure)
            return False
        address = answer.moved_to or url
        reading = read_sitemap(answer.page.body, answer.page.address)
        if reading.children:
            return (yield from self._read_index(address, found, reading, depth))
        return self._keep(address, found, reading)

    def _read_index(self, url: str, found: str, index: SitemapReading, depth: int) -> Plan[bool]:
        """The index's news sitemaps, else the index itself where its newest child names articles."""
        children = newest_first(of_site(index.children, self.domains)) if depth < DEPTH else []
        kept = 0
        for child in [child for child in children if _is_news(child)][:MOST_NEWS_CHILDREN]:
            kept += yield from self.read(child.url, f"in {url}", depth + 1)
        if kept:
            self.hunt.leave(url, "an index; its news sitemaps stand instead")
            return True
        return (yield from self._sample(url, found, children))

    def _sample(self, url: str, found: str, children: Sequence[SitemapRef]) -> Plan[bool]:
        child = next((child for child in children if child.url not in self._asked and not _is_of_sections(child.url)), None)
        answer: Answer | None = (yield Ask(child.url, ACCEPT[DocumentKind.SITEMAP])) if child else None
        entries = self._own(read_sitemap(answer.page.body, answer.page.address).entries) if answer and answer.page else []
        if not _names_articles(entries):
            self.hunt.leave(url, "an index without sitemaps of articles")
            return False
        self.hunt.sources.append(Source(DocumentKind.SITEMAP, url, found, tuple(entries)))
        return True

    def _keep(self, url: str, found: str, reading: SitemapReading) -> bool:
        entries = self._own(reading.entries)
        news = sum(bool(entry.title and entry.published) for entry in entries) * 2 > len(entries)
        if why := str(reading.problem or "") or self._unfit(url, entries, news=news):
            self.hunt.leave(url, why)
            return False
        self.hunt.sources.append(
            Source(DocumentKind.SITEMAP, url, found, tuple(entries), news=news or bool(NEWS_SITEMAP.search(urlsplit(url).path)))
        )
        return True

    def _unfit(self, url: str, entries: Sequence[Entry], *, news: bool) -> str | None:
        if not entries:
            return str(Note.NO_ENTRIES)
        if not news and (_is_of_sections(url) or not _names_articles(entries)):
            return "names no articles"
        articles = {entry.url for entry in entries}
        same = next((other for other in self.hunt.sources if {entry.url for entry in other.entries} == articles), None)
        return f"names the same articles as {same.url}" if same else None

    def _own(self, entries: Sequence[Entry]) -> list[Entry]:
        return [entry for entry in entries if same_outlet(host_of(entry.url), self.domains)]


def _is_news(child: SitemapRef) -> bool:
    return bool(NEWS_SITEMAP.search(urlsplit(child.url).path.rpartition("/")[2])) and not _is_of_sections(child.url)


def _is_of_sections(url: str) -> bool:
    return bool(NO_ARTICLES_SITEMAP.search(urlsplit(url).path.rpartition("/")[2]))


def _names_articles(entries: Sequence[Entry]) -> bool:
    """Whether most of the first addresses look like articles'."""
    sample = entries[:MOST_SAMPLED]
    return bool(sample) and sum(leads_to_article(entry.url, entry.title or _NO_HEADLINE) for entry in sample) * 2 > len(sample)
