"""What the values of one outlet file must be beyond their types."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from warraq.outlet_files.logins import hidden
from warraq.outlet_files.patterns import BoundedPattern, SlowPatternError, pattern_problem, slow_problem
from warraq.outlet_files.schema import Problem
from warraq.text.fold import fold
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from warraq.outlet import Layout, Outlet, Rules

RESERVED_NAMES: Final = frozenset({"cited"})
"""`cited.toml` holds the outlets without a spider."""

SLUG: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")

DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")

NAMELESS_HOST: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9a-f:]+\]|localhost")
"""Hosts without a name, such as a bridge's on one's own machine."""

FEED_HOSTS: Final = {
    "feeds.bbci.co.uk": "the BBC's feeds stand on its own delivery domain, on which it has no pages",
    "feeds.feedburner.com": "a feed service that publishers rent",
}
"""Feed services: a feed there is its site's own, and a sitemap may stand there as well."""

SELECTORS: Final = ("body", "title", "byline", "published", "credit", "keywords", "match")
"""Keys of a layout that hold one CSS selector; `drop` holds several."""


def check_outlet(outlet: Outlet) -> Iterator[Problem]:
    """Everything wrong with the values of one outlet file, apart from its place and from other files."""
    yield from _name(outlet.name)
    yield from _country(outlet.country)
    yield from _timezone(outlet.timezone)
    yield from _domains(outlet.domains)
    yield from _feed_hosts(outlet.feed_hosts)
    yield from _addresses(outlet)
    yield from _pattern(outlet)
    yield from _rules(outlet)
    yield from _pacing(outlet)
    yield from _layouts(outlet.layouts)


def try_patterns(outlet: Outlet) -> Iterator[Problem]:
    """What is too slow in a sound outlet file; it takes milliseconds, so it is tried where files are checked and written, not whenever they
    are read."""
    sites = [*(f"https://{domain}/" for domain in outlet.domains[:1]), *outlet.examples[:2]]
    patterns = [("article_url", outlet.article_url)] if outlet.article_url else []
    for key, pattern in [*patterns, *_rule_patterns(outlet)]:
        if not pattern_problem(pattern) and (text := slow_problem(pattern, sites)):
            yield Problem(key, text)


def check_cited(outlet: Outlet) -> Iterator[Problem]:
    """Everything wrong with the values of one entry of `cited.toml`."""
    yield from _name(outlet.name)
    yield from _country(outlet.country)
    yield from _timezone(outlet.timezone)
    yield from _domains(outlet.domains)


def in_one_form(domain: str) -> str:
    """A domain in the letters of the DNS (IDNA), in which hosts are compared; unchanged where it has none, so that it is refused."""
    if domain.isascii():
        return domain
    try:
        return host_of(f"https://{domain}/")
    except ValueError:
        return domain


@cache
def countries() -> Mapping[str, str]:
    """English names by ISO 3166 alpha-2 code, from the table that comes with the time zones."""
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if not line.startswith("#"))
    return {code: name for code, _, name in rows}


def _name(name: str) -> Iterator[Problem]:
    if not SLUG.fullmatch(name):
        yield Problem("name", f"{name!r} is no slug; write small Latin letters and digits, joined by single underscores")
    if name in RESERVED_NAMES:
        yield Problem("name", f"{name!r} is reserved; choose another name")


def _country(country: str | None) -> Iterator[Problem]:
    if country is not None and country not in countries():
        yield Problem("country", f"{country!r} is no ISO 3166 code; write two capital letters (EG), or leave the key out")


def _timezone(zone: str) -> Iterator[Problem]:
    if zone != "UTC" and ("/" not in zone or not _zone_exists(zone)):
        yield Problem("timezone", f"{zone!r} is no IANA zone; write one like Africa/Cairo")


@cache
def _zone_exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):  # a bad shape, a folder of zones, no such zone
        return False
    return True


def _domains(domains: Sequence[str]) -> Iterator[Problem]:
    if not domains:
        yield Problem("domains", "empty; name the host of its pages")
    for place, domain in enumerate(domains):
        if not DOMAIN.fullmatch(domain):
            yield Problem(
                f"domains[{place}]", f"{domain!r} is no domain; write it in small letters without scheme and path, like example.com"
            )
        elif domain.startswith("www."):
            yield Problem(f"domains[{place}]", f"{domain!r}: leave www. out, subdomains are included")


def _feed_hosts(hosts: Sequence[str]) -> Iterator[Problem]:
    for place, host in enumerate(hosts):
        if not (DOMAIN.fullmatch(host) or NAMELESS_HOST.fullmatch(host)):
            yield Problem(f"feed_hosts[{place}]", f"{host!r} is no host; write it in small letters without scheme, port and path")


def _addresses(outlet: Outlet) -> Iterator[Problem]:
    places = {"feeds": None, "sitemaps": (*outlet.domains, *outlet.feed_hosts, *FEED_HOSTS)}
    for key in ("feeds", "sitemaps", "listings", "examples"):
        for place, url in enumerate(getattr(outlet, key)):
            text = _address_problem(url, places.get(key, outlet.domains))
            if text:
                yield Problem(f"{key}[{place}]", text)
    if not outlet.crawled:
        yield Problem("feeds", "none, and no sitemaps or listings; add one, or move the outlet to cited.toml")


def _address_problem(url: str, domains: Sequence[str] | None) -> str | None:
    """Why an address is refused; `domains`: on which of them or below which it has to stand, None: it may stand anywhere."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and not re.search(r"\s", url)
        host = host_of(url) if named else ""
    except ValueError as error:
        return hidden(f"{url!r} is no address: {error}")
    if not host:
        return hidden(f"{url!r} is no web address; write http:// or https://, the host and the path")
    if domains and not same_outlet(host, domains):
        return f"{host} is none of this outlet's domains; add it to domains if its pages are this outlet's"
    return None


def _pattern(outlet: Outlet) -> Iterator[Problem]:
    pattern = outlet.article_url
    if pattern is None:
        for key in ("listings", "examples"):
            if getattr(outlet, key):
                yield Problem(key, "useless without article_url; add the pattern of article addresses")
        return
    text = pattern_problem(pattern)
    if text:
        yield Problem("article_url", text)
        return
    search = BoundedPattern(pattern)
    for place, url in enumerate(outlet.examples):
        try:
            found = search.found_in(url)
        except SlowPatternError as error:
            yield Problem("article_url", str(error))
            return
        if not found:
            yield Problem(f"examples[{place}]", f"{url!r} is not found by article_url; mend the pattern or the example")


def _rules(outlet: Outlet) -> Iterator[Problem]:
    for key, rules in _rules_of(outlet):
        if not (rules.section or rules.title or rules.url):
            yield Problem(key, "empty; add section, title or url below it, or take it out")
        for name, rows in (("section", rules.section), ("title", rules.title)):
            for place, words in enumerate(rows):
                if not re.search(r"\w", fold(words)):
                    yield Problem(f"{key}.{name}[{place}]", f"{words!r} has no letter or digit; write words, or take it out")
    for key, pattern in _rule_patterns(outlet):
        if text := pattern_problem(pattern):
            yield Problem(key, text)


def _rules_of(outlet: Outlet) -> Iterator[tuple[str, Rules]]:
    yield from ((key, rules) for key, rules in (("keep", outlet.keep), ("block", outlet.block)) if rules is not None)


def _rule_patterns(outlet: Outlet) -> Iterator[tuple[str, str]]:
    """The patterns of addresses in `keep` and `block`, each with its key."""
    for key, rules in _rules_of(outlet):
        yield from ((f"{key}.url[{place}]", pattern) for place, pattern in enumerate(rules.url))


def _pacing(outlet: Outlet) -> Iterator[Problem]:
    if outlet.schedule is not None:
        text = _cron_problem(outlet.schedule)
        if text:
            yield Problem("schedule", text)
    if outlet.delay is not None and outlet.delay <= 0:
        yield Problem("delay", f"{outlet.delay:g} is not above zero; write seconds, or leave the key out")


def _cron_problem(expression: str) -> str | None:
    from warraq.polling.cron import Cron  # few files have a schedule, and the import costs more than reading all files

    try:
        Cron.parse(expression, "UTC")
    except ValueError as error:
        return str(error)
    return None


def _layouts(layouts: Sequence[Layout]) -> Iterator[Problem]:
    for place, layout in enumerate(layouts):
        key = f"layouts[{place}]"
        if any(layout.id == other.id for other in layouts[:place]):
            yield Problem(f"{key}.id", f"{layout.id!r} names two layouts; give each its own id")
        if layout.valid_until and not layout.evidence:
            yield Problem(f"{key}.evidence", "missing beside valid_until; say where the day was read from")
        yield from _selectors(key, layout)
    yield from _dates(layouts)


def _dates(layouts: Sequence[Layout]) -> Iterator[Problem]:
    """Oldest first, and layouts that hold at the same time told apart by `match`."""
    if layouts and layouts[-1].valid_until:
        yield Problem(f"layouts[{len(layouts) - 1}].valid_until", "set on the newest layout; leave it out there, today's pages need one")
    for place, (older, newer) in enumerate(pairwise(layouts)):
        key = f"layouts[{place}].valid_until"
        if older.valid_until == newer.valid_until:
            if older.match == newer.match:
                yield Problem(key, "two layouts end on the same day; give each its own day, or tell them apart by match")
        elif older.valid_until is None or (newer.valid_until and newer.valid_until < older.valid_until):
            yield Problem(key, "not earlier than the next layout's; put the layouts in order, oldest first")


def _selectors(key: str, layout: Layout) -> Iterator[Problem]:
    named = [(f"{key}.{name}", getattr(layout, name)) for name in SELECTORS]
    named += [(f"{key}.drop[{place}]", selector) for place, selector in enumerate(layout.drop)]
    for where, selector in named:
        text = _selector_problem(selector) if selector is not None else None
        if text:
            yield Problem(where, text)


def _selector_problem(selector: str) -> str | None:
    from cssselect import HTMLTranslator, SelectorError  # few files have layouts

    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        return f"{selector!r} is no CSS selector: {error}"
    return None
