"""Whether the places of an outlet's file still answer, and what would mend those that do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from spiders.documents.kinds import ACCEPT, Document, read_document
from spiders.documents.results import Problem
from warraq.crawl.manners.walls import wall_of
from warraq.crawl.visits.answers import Ask
from warraq.discovery.feeds import find_feeds
from warraq.discovery.findings import Source, newest
from warraq.discovery.front import read_front
from warraq.discovery.sitemaps import find_sitemaps
from warraq.discovery.survey import FEWEST_LISTED, pattern_of
from warraq.items import Reason
from warraq.outlet import DocumentKind
from warraq.text.suffixes import site_of
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warraq.crawl.visits.answers import Answer, Plan
    from warraq.discovery.front import Front
    from warraq.items import Entry, Page
    from warraq.outlet import Outlet


class State(StrEnum):
    """How a place answered, worst first."""

    DEAD = "dead"
    """It is gone, or what answers is no such document; a listing on which no article is found counts too."""
    UNREACHABLE = "unreachable"
    """No answer, or a refusal: another day, or another network, may be answered."""
    MOVED = "moved"
    """It could be read where a permanent redirect leads."""
    EMPTY = "empty"
    """It could be read and names nothing."""
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Probe:
    """One place, fetched once."""

    outlet: str
    kind: DocumentKind
    url: str
    state: State
    articles: int = 0
    """How many it names; sitemaps that an index names count too."""
    newest: datetime | None = None
    """The latest time that an entry states; None where none does."""
    detail: str = ""
    """Why it is not as it should be, for people."""
    proposal: str = ""
    """The change of the file that would mend it; empty where none is called for."""


def broken(outlet: Outlet, error: Exception) -> tuple[Probe, ...]:
    """What is said of an outlet where reading its places broke the program: nothing about them, but why."""
    words = f"{Reason.PARSE_ERROR}: {type(error).__name__}: {error}"
    return tuple(Probe(outlet.name, kind, url, State.UNREACHABLE, detail=words) for kind, url in outlet.places)


def probe(outlet: Outlet, now: datetime) -> Plan[tuple[Probe, ...]]:
    """A plan that reads each place of the outlet once; where one is dead it looks for what took its place. `now` is aware."""
    probes, known, pages = [], [], []
    for kind, url in outlet.places:
        answer: Answer = yield Ask(url, ACCEPT[kind], dict(outlet.logins).get(url))
        found, entries = _judged(outlet, kind, answer, now)
        probes.append(found)
        known.append(Source(kind, url, "", entries))
        if answer.page and found.state is State.DEAD:
            pages.append(answer.page)
    dead = [found for found in probes if found.state is State.DEAD]
    if not dead:
        return tuple(probes)
    proposals = yield from _mended(outlet, dead, known, pages)
    return tuple(replace(found, proposal=proposals.get(found.url, found.proposal)) for found in probes)


def _judged(outlet: Outlet, kind: DocumentKind, answer: Answer, now: datetime) -> tuple[Probe, tuple[Entry, ...]]:
    page, place = answer.page, Probe(outlet.name, kind, answer.url, State.OK)
    if page is None:
        state = State.DEAD if answer.reason is Reason.GONE else State.UNREACHABLE
        return replace(place, state=state, detail=answer.failure), ()
    found = read_document(kind, Document(page.body, page.address, page.headers.get("content-type"), outlet, now))
    count = len(found.entries) + len(found.children)
    if not count and (wall := wall_of(page.status, page.headers, page.body)):
        return replace(place, state=State.UNREACHABLE, detail=f"{Reason.BLOCKED}: {wall} tests the visitor"), ()
    if found.problem and not count:
        return _no_document(place, page, found.problem), ()
    return _read(replace(place, articles=count, newest=newest(found.entries, outlet, now)), answer, outlet.domains), found.entries


def _read(place: Probe, answer: Answer, domains: Sequence[str]) -> Probe:
    """A place that could be read: it names something, or nothing, or it moved."""
    if not place.articles:
        listing = place.kind is DocumentKind.LISTING
        words = "article_url finds none of its links" if listing else "it names nothing"
        return replace(place, state=State.DEAD if listing else State.EMPTY, detail=words)
    if answer.moved_to and answer.moved_to != answer.url:
        new = host_of(answer.moved_to)
        more = "" if same_outlet(new, domains) else f", and {site_of(new)} into domains if it is the same outlet, the old ones after it"
        return replace(
            place, state=State.MOVED, detail=f"moved to {answer.moved_to}", proposal=_instead(answer.url, answer.moved_to) + more
        )
    return place


def _no_document(place: Probe, page: Page, problem: str) -> Probe:
    """Something else than a document answered; an empty answer may be a passing fault."""
    led = f" at {page.address}" if page.address != place.url else ""
    return replace(place, state=State.EMPTY if problem == Problem.EMPTY else State.DEAD, detail=f"{problem}{led}")


def _mended(outlet: Outlet, dead: Sequence[Probe], known: Sequence[Source], pages: Sequence[Page]) -> Plan[dict[str, str]]:
    """Proposed changes by dead address: each new feed or sitemap of the site takes the place of one."""
    answer: Answer = yield _front_of(outlet)
    fronts = [read_front(page) for page in (answer.page, *pages[:1]) if page]
    proposals = {place.url: _relisted(outlet, place, fronts) for place in dead if place.kind is DocumentKind.LISTING}
    for kind in (DocumentKind.FEED, DocumentKind.SITEMAP):
        lost = [place for place in dead if place.kind is kind]
        others = yield from _others(outlet, kind, fronts if lost else [], known)
        for place, url in zip(lost, [*others, *[""] * len(lost)], strict=False):
            proposals[place.url] = _instead(place.url, url) if url else f"take {place.url} out; nothing was found in its place"
    return proposals


def _others(outlet: Outlet, kind: DocumentKind, fronts: Sequence[Front], known: Sequence[Source]) -> Plan[list[str]]:
    """Addresses of feeds, or of sitemaps, that the pages lead to and the file does not have."""
    found: dict[str, None] = {}
    feeds = [source for source in known if source.kind is DocumentKind.FEED]
    for front in fronts:
        hunt = yield from find_feeds(front, outlet.domains, feeds) if kind is DocumentKind.FEED else find_sitemaps(front, outlet.domains)
        found |= dict.fromkeys(source.url for source in hunt.sources)
    return [url for url in found if url not in {source.url for source in known}]


def _front_of(outlet: Outlet) -> str:
    """The front page as the file's first address shows it: its scheme, and its host where that is one of the site's."""
    _, first = outlet.places[0]
    scheme, _, rest = first.partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host}/" if same_outlet(host_of(first), outlet.domains) else f"https://{outlet.domains[0]}/"


def _relisted(outlet: Outlet, place: Probe, fronts: Sequence[Front]) -> str:
    """A pattern that finds the articles of the front page, where it links to enough."""
    for front in fronts[:1]:
        pattern = pattern_of(front, outlet.domains, ())
        if pattern and len(pattern.found) >= FEWEST_LISTED:
            return f"set listings = [{front.url!r}] and article_url = '{pattern.pattern}'"
    return f"take {place.url} out; its articles are not found on the front page either"


def _instead(url: str, other: str) -> str:
    return f"write {other} in the place of {url}"
