"""From a site's address to the draft of its outlet: feeds, sitemaps, a listing, the pattern of its articles, its names, a first trial."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from spiders.documents.listings import read_listing
from warraq.crawl.manners.walls import wall_of
from warraq.discovery.feeds import find_feeds
from warraq.discovery.findings import LeftOut, Source
from warraq.discovery.front import article_like, read_front, section_like
from warraq.discovery.identity import Identity, identify
from warraq.discovery.patterns import Induced, induce
from warraq.discovery.places import LATEST_WORDS
from warraq.discovery.sitemaps import MOST_SAMPLED, find_sitemaps
from warraq.discovery.trial import Fetched, fetch_articles
from warraq.errors import NothingReadError
from warraq.items import Reason
from warraq.outlet import DocumentKind, Outlet
from warraq.outlet_files.checks import check_outlet
from warraq.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from warraq.crawl.visits.answers import Answer, Plan, T
    from warraq.discovery.findings import Hunt
    from warraq.discovery.front import Front
    from warraq.items import Page

FEWEST_LISTED: Final = 5
"""Articles that a page must link to for being called a listing."""

MOST_EXAMPLES: Final = 3

_OWN_NAMES: Final = re.compile(r"^(?:www|m|amp|mobile)\d?\.(?=[^.]+\.)")


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found of one site."""

    front_url: str
    identity: Identity
    outlet: Outlet
    """The draft; its values passed the checks of outlet files."""
    sources: tuple[Source, ...]
    """The listing last, where there is one; it is in the draft only where nothing better is."""
    left_out: tuple[LeftOut, ...]
    pattern: Induced | None
    fetched: tuple[Fetched, ...] = ()
    """Articles for a first trial."""


Lookup: TypeAlias = "Callable[[str], Outlet | None]"
"""From a domain to the outlet that is so far only cited there; raises UsageError where it has a file already."""


def survey(url: str, known_at: Lookup, outlets: Sequence[Outlet]) -> Plan[Survey]:
    """A plan for the outlet at the address of a front page; `outlets` are the registered ones, as for `identify`.

    Raises NothingReadError where the page does not come, where nothing on the site names its articles, or where the plan is cut short,
    and what `known_at` raises for the domain that answered.
    """
    return _uncut(_survey(url, known_at, outlets))


def bare_host(url: str) -> str:
    """The host as a domain of an outlet file: without www and the names of mobile editions."""
    return _OWN_NAMES.sub("", host_of(url))


def _survey(url: str, known_at: Lookup, outlets: Sequence[Outlet]) -> Plan[Survey]:
    answer: Answer = yield url
    if answer.page is None:
        raise NothingReadError(f"{url}: {answer.failure}")
    if wall := wall_of(answer.page.status, answer.page.headers, answer.page.body):
        raise NothingReadError(f"{url}: {Reason.BLOCKED}: {wall} tests the visitor, and walls are not climbed")
    front = read_front(answer.page)
    domains = (bare_host(front.url),)
    known = known_at(domains[0])
    feeds = yield from find_feeds(front, domains)
    maps = yield from find_sitemaps(front, domains)
    pattern = pattern_of(front, domains, [*feeds.sources, *maps.sources])
    listing = yield from _find_listing(answer.page, front, domains, pattern)
    found = [*feeds.sources, *maps.sources, *([listing] if listing else [])]
    identity = identify(front, domains[0], [source.title for source in found if source.title], known, outlets)
    outlet = _draft(identity, domains, found, pattern, feeds)
    fetched = yield from fetch_articles(found)
    return Survey(front.url, identity, outlet, tuple(found), (*feeds.left_out, *maps.left_out), pattern, fetched)


def pattern_of(front: Front, domains: Sequence[str], sources: Iterable[Source]) -> Induced | None:
    """The pattern of the articles that the sources name and the front page seems to link to, held against the page's other links."""
    named = [entry.url for source in sources for entry in source.entries[:MOST_SAMPLED]]
    links = front.own_links(domains)
    sections = set(section_like(links)) - set(named)
    linked = [link for link in article_like(links) if link not in sections]
    return induce([*named, *linked], sections) or induce(named, sections)


def _find_listing(page: Page, front: Front, domains: Sequence[str], pattern: Induced | None) -> Plan[Source | None]:
    """The front page where it links to enough articles, else the page that it calls its latest."""
    if pattern is None:
        return None
    listing = _listing(page, "the front page", domains, pattern)
    latest = next((link.url for link in front.own_links(domains) if LATEST_WORDS.search(link.text)), None)
    if listing or latest is None:
        return listing
    answer: Answer = yield latest
    return _listing(answer.page, f"linked from {front.url}", domains, pattern) if answer.page else None


def _listing(page: Page, found: str, domains: Sequence[str], pattern: Induced) -> Source | None:
    reading = read_listing(page.body, page.address, pattern.pattern, domains, page.headers.get("content-type"))
    return Source(DocumentKind.LISTING, page.address, found, reading.entries) if len(reading.entries) >= FEWEST_LISTED else None


def _draft(identity: Identity, domains: Sequence[str], found: Sequence[Source], pattern: Induced | None, feeds: Hunt) -> Outlet:
    better = [source for source in found if source.kind is DocumentKind.FEED or source.news]
    outlet = Outlet(
        name=identity.name,
        title=identity.title,
        domains=tuple(domains),
        country=identity.country,
        timezone=identity.timezone or "UTC",
        aliases=identity.aliases,
        kind=identity.kind,
        feeds=tuple(source.url for source in found if source.kind is DocumentKind.FEED),
        sitemaps=tuple(source.url for source in found if source.kind is DocumentKind.SITEMAP),
        listings=() if better else tuple(source.url for source in found if source.kind is DocumentKind.LISTING),
        article_url=pattern.pattern if pattern else None,
        examples=tuple(sorted(pattern.found, key=len)[:MOST_EXAMPLES]) if pattern else (),
    )
    if not outlet.crawled:
        tried = "; ".join(f"{left.url}: {left.why}" for left in feeds.left_out[:MOST_EXAMPLES])
        raise NothingReadError(f"{domains[0]}: no feed, sitemap or list of articles could be read" + (f" ({tried}, …)" if tried else ""))
    return _sound(outlet)


def _sound(outlet: Outlet) -> Outlet:
    """The draft, without examples that the checks refuse; raises NothingReadError for values that no file may have."""
    wrong = [problem for problem in check_outlet(outlet) if not problem.key.startswith("examples")]
    if wrong:
        raise NothingReadError("\n".join(f"{outlet.name}: {problem.key}: {problem.text}" for problem in wrong))
    return outlet if not any(check_outlet(outlet)) else replace(outlet, examples=())


def _uncut(plan: Plan[T]) -> Plan[T]:
    """The plan, given up as soon as an answer says that the visit was cut short: half a survey would pass for a whole one."""
    asked = next(plan)
    while True:
        answer: Answer = yield asked
        if answer.reason is Reason.CUT_SHORT:
            raise NothingReadError(f"{answer.url}: {answer.detail}; nothing was written")
        try:
            asked = plan.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
