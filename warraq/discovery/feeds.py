"""Finding a site's feeds: where its front page says, where its list of feeds says, else where feeds stand by custom; each is read."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from spiders.documents.feeds import read_feed
from spiders.documents.kinds import ACCEPT
from spiders.documents.results import Note, Problem
from warraq.crawl.visits.answers import Ask
from warraq.discovery.findings import Hunt, Source
from warraq.discovery.front import read_front
from warraq.discovery.places import customary_feeds, looks_like_feed, of_comments
from warraq.outlet import DocumentKind
from warraq.outlet_files.checks import FEED_HOSTS
from warraq.text.urls import canonical_url, host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spiders.documents.results import FeedReading
    from warraq.crawl.visits.answers import Answer, Plan
    from warraq.discovery.front import Front
    from warraq.items import Entry, Page

MOST_CANDIDATES: Final = 60
"""Addresses asked for in the search for feeds: two minutes at the default delay."""

_FORMAT_WORDS: Final = re.compile(r"rss\d?|rdf|atom|feeds?|json|xml", re.IGNORECASE)


def find_feeds(front: Front, domains: Sequence[str], known: Sequence[Source] = ()) -> Plan[Hunt]:
    """A plan for the feeds of the site whose front page this is; `domains` are its own hosts, `known` feeds are not asked for again.

    Read are the feeds that the page names in its head or links to, and those on a page of feeds that it links to. Where none of these can
    be read, those at the customary addresses are tried until one can. What names the same articles as a known one is left out.
    """
    search = _Search(tuple(domains), known)
    if front.problem:
        search.hunt.leave(front.url, front.problem)
    yield from search.read_all((link.url, "named by the front page's head") for link in front.offered)
    yield from search.read_all((link.url, "linked from the front page") for link in front.links if looks_like_feed(link))
    for url in customary_feeds(front.url, front.generator):
        if search.hunt.sources:
            break
        yield from search.read_all([(url, "at a customary address")])
    return search.hunt


class _Search:
    """Reads each candidate once, and the candidates on pages of feeds after them."""

    def __init__(self, domains: Sequence[str], known: Sequence[Source]) -> None:
        self.domains = domains
        self.hunt = Hunt()
        self._known = known
        self._asked = {canonical_url(source.url) for source in known}
        self._most = MOST_CANDIDATES + len(known)

    def read_all(self, candidates: Iterable[tuple[str, str]]) -> Plan[None]:
        """A plan that reads the candidates, pairs of an address and where it was found."""
        waiting = deque(candidates)
        listed = False
        while waiting and len(self._asked) < self._most:
            url, found = waiting.popleft()
            if not self._is_new(url):
                continue
            answer: Answer = yield Ask(url, ACCEPT[DocumentKind.FEED])
            inner = self._take(answer, found)
            if inner and not listed:
                listed = True
                waiting += inner

    def _is_new(self, url: str) -> bool:
        """Notes that an address is asked for; False where it was, or where it is none that may be written down."""
        key = canonical_url(url)
        if key in self._asked:
            return False
        self._asked.add(key)
        host = host_of(url)
        if not same_outlet(host, self.domains) and host not in FEED_HOSTS:
            self.hunt.leave(url, f"{host} is no host of this site")
            return False
        if of_comments(url, None):
            self.hunt.leave(url, "comments, not articles")
            return False
        return True

    def _take(self, answer: Answer, found: str) -> list[tuple[str, str]]:
        """Keeps or leaves out what was asked for; returns the candidates on it where it is a page of feeds."""
        page = answer.page
        if page is None:
            self.hunt.leave(answer.url, answer.failure)
            return []
        reading = read_feed(page.body, page.address, page.headers.get("content-type"))
        if reading.problem == Problem.HTML:
            return self._listed_on(page)
        own = tuple(entry for entry in reading.entries if same_outlet(host_of(entry.url), self.domains))
        why = _unfit(answer, reading, own) or self._repeats(answer.url, own)
        if why:
            self.hunt.leave(answer.url, why)
        else:
            self.hunt.sources.append(Source(DocumentKind.FEED, answer.moved_to or answer.url, found, own, reading.title))
        return []

    def _listed_on(self, page: Page) -> list[tuple[str, str]]:
        front = read_front(page)
        candidates = [*(link.url for link in front.offered), *(link.url for link in front.links if looks_like_feed(link))]
        inner = [(url, f"listed on {page.address}") for url in dict.fromkeys(candidates) if canonical_url(url) not in self._asked]
        self.hunt.leave(page.url, "a page, not a feed" + (f"; it lists {len(inner)} more" if inner else ""))
        return inner

    def _repeats(self, url: str, own: Sequence[Entry]) -> str | None:
        """Why a feed adds nothing: it names the same articles as one before, or is one's other format."""
        articles = {entry.url for entry in own}
        for other in (*self._known, *self.hunt.sources):
            known = {entry.url for entry in other.entries}
            if articles == known or (known and _stem(url) == _stem(other.url) and (articles <= known or known <= articles)):
                return f"names the same articles as {other.url}"
        return None


def _unfit(answer: Answer, reading: FeedReading, own: Sequence[Entry]) -> str | None:
    """Why an answer is not taken for a feed of articles; None where it is one."""
    if reading.problem:
        return str(reading.problem)
    if of_comments(answer.moved_to or answer.url, reading.title) or _about_one_page(own):
        return "comments, not articles"
    if not reading.entries:
        return str(Note.NO_ENTRIES)
    return None if own else f"all its articles stand on {host_of(reading.entries[0].url)}"


def _about_one_page(entries: Sequence[Entry]) -> bool:
    return len(entries) > 1 and len({entry.url.partition("#")[0] for entry in entries}) == 1


def _stem(url: str) -> str:
    """The address without the words for formats of feeds: /feed/, /feed/atom/ and /?feed=rss2 are one stream."""
    parts = urlsplit(url)
    query = sorted(f"{name}={value}" for name, value in parse_qsl(parts.query) if not _FORMAT_WORDS.fullmatch(value))
    segments = [segment for segment in parts.path.split("/") if segment and not _FORMAT_WORDS.fullmatch(segment)]
    return "/".join((parts.netloc, *segments)) + "?" + "&".join(query)
