"""From a reader's list of feeds to outlet files: grouped by site, without those that are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from warraq.discovery.countries import country_of_host, zone_of
from warraq.discovery.draft import comment, facts, quoted
from warraq.discovery.findings import LeftOut
from warraq.discovery.identity import slug_of
from warraq.discovery.opml import common_title
from warraq.discovery.survey import bare_host
from warraq.errors import UsageError
from warraq.outlet import Outlet
from warraq.outlet_files.checks import FEED_HOSTS, check_outlet
from warraq.outlet_files.logins import apart, hidden
from warraq.text.urls import canonical_url, host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from warraq.discovery.opml import Listed

WITH_LOGIN: Final = "its address holds a user and password, which the setting `secrets` is for; write its file by hand"

Lookup: TypeAlias = "Callable[[str], Outlet | None]"
"""From a domain to the outlet that is so far only cited there; raises UsageError where it has a file already."""


@dataclass(slots=True)
class Imported:
    """What a list gives."""

    outlets: list[Outlet] = field(default_factory=list)
    """New ones; their feeds were not asked."""
    left_out: list[LeftOut] = field(default_factory=list)
    """Feeds of the list that are in none of them, without user and password."""
    sections: dict[str, str] = field(default_factory=dict)
    """By feed the folders around it and its title, as the list has them; none where it has neither."""


def outlets_of(feeds: Iterable[Listed], known_at: Lookup, taken: Collection[str], outlets: Sequence[Outlet]) -> Imported:
    """The new outlets of a list; `taken` are the names in use, `outlets` the registered ones, whose feeds are known."""
    imported = Imported()
    feeds = list(feeds)
    imported.sections = {listed.feed: said for listed in feeds if (said := _section(listed))}
    groups = _by_site(_new_feeds(feeds, outlets, imported), imported)
    used = set(taken)
    for domain, group in groups.items():
        try:
            known = known_at(domain)
        except UsageError as error:
            imported.left_out += [LeftOut(listed.feed, str(error).partition(";")[0]) for listed in group]
            continue
        outlet = _outlet(domain, group, known, used, outlets, feeds=tuple(listed.feed for listed in group))
        sound, left = what_passes(outlet)
        imported.left_out += left
        if sound:
            used.add(sound.name)
            imported.outlets.append(sound)
    return imported


def what_passes(outlet: Outlet) -> tuple[Outlet | None, list[LeftOut]]:
    """The outlet without the feeds that the check of outlet files refuses, and these with its words; None where nothing usable is left."""
    refused = {problem.key: problem.text for problem in check_outlet(outlet)}
    wrong = {outlet.feeds[place]: refused[key] for place in range(len(outlet.feeds)) if (key := f"feeds[{place}]") in refused}
    rest = replace(outlet, feeds=tuple(feed for feed in outlet.feeds if feed not in wrong))
    left = [LeftOut(feed, why) for feed, why in wrong.items()]
    if why := "; ".join(f"{problem.key}: {problem.text}" for problem in check_outlet(rest)):
        return None, [*left, *(LeftOut(feed, why) for feed in rest.feeds)]
    return rest, left


def list_file_text(outlet: Outlet, source: str, now: datetime, sections: Mapping[str, str] | None = None) -> str:
    """The outlet file of one that came from the list `source`; `now` is aware, `sections` as `Imported` has them."""
    lines = [f"# From {comment(source)} on {now:%Y-%m-%d}; its feeds were not asked: warraq outlets check --live {outlet.name}"]
    domain = outlet.domains[0]
    said = f"from the domain .{domain.rpartition('.')[2]}" if country_of_host(domain) else "registered so far as an outlet that is cited"
    lines += facts(outlet, said, zone_said=outlet.timezone != "UTC")
    lines += ["feeds = [", *(_feed_line(feed, (sections or {}).get(feed)) for feed in outlet.feeds), "]"]
    lines.append(f"evidence = {quoted(f'feeds in a list of {now:%Y-%m-%d}, not asked')}")
    return "\n".join(lines) + "\n"


def _feed_line(feed: str, section: str | None) -> str:
    return f"    {quoted(feed)}," + (f"  # {comment(section)}" if section else "")


def _section(listed: Listed) -> str:
    return ": ".join(filter(None, (" / ".join(listed.folders), listed.title)))


def _new_feeds(feeds: Iterable[Listed], outlets: Sequence[Outlet], imported: Imported) -> Iterator[Listed]:
    """The usable feeds that no outlet has, each once; the others are noted."""
    seen = {canonical_url(feed): f"is a feed of {outlet.name} already" for outlet in outlets for feed in outlet.feeds}
    for listed in feeds:
        if not listed.usable:
            imported.left_out.append(LeftOut(hidden(listed.feed), listed.why or "no web address"))
        elif (bare := apart(listed.feed)[0]) != listed.feed:
            imported.left_out.append(LeftOut(bare, WITH_LOGIN))
        elif why := seen.setdefault(canonical_url(listed.feed), ""):
            imported.left_out.append(LeftOut(listed.feed, why))
        else:
            seen[canonical_url(listed.feed)] = "stands in the list twice"
            yield listed


def _by_site(feeds: Iterable[Listed], imported: Imported) -> dict[str, list[Listed]]:
    """Feeds by the domain of their site, subdomains with the domain above them; those without a site of their own are noted."""
    sites = []
    for listed in feeds:
        if listed.site is None and host_of(listed.feed) in FEED_HOSTS:
            imported.left_out.append(LeftOut(listed.feed, "a feed service, and the list does not name the site"))
        else:
            sites.append((bare_host(listed.site or listed.feed), listed))
    domains = sorted({domain for domain, _ in sites}, key=len)
    groups: dict[str, list[Listed]] = {}
    for domain, listed in sites:
        above = next(other for other in domains if same_outlet(domain, [other]))
        groups.setdefault(above, []).append(listed)
    return groups


def _outlet(
    domain: str, group: Sequence[Listed], known: Outlet | None, used: Collection[str], outlets: Sequence[Outlet], feeds: tuple[str, ...]
) -> Outlet:
    country = known.country if known else country_of_host(domain)
    return Outlet(
        name=known.name if known else _free(slug_of(domain), country, used),
        title=known.title if known else _title(group) or domain,
        domains=known.domains if known else (domain,),
        country=country,
        timezone=zone_of(country, outlets) or "UTC",
        aliases=known.aliases if known else (),
        common_word=bool(known and known.common_word),
        kind=known.kind if known else "publisher",
        feeds=feeds,
    )


def _title(group: Sequence[Listed]) -> str | None:
    """The feed's own title; of several what they begin with, else the folder that holds them all."""
    titles = [listed.title for listed in group if listed.title]
    if len(titles) < 2:
        return titles[0] if titles else None
    folders = {listed.folders[-1:] for listed in group}
    folder = next(iter(folders)) if len(folders) == 1 else ()
    return common_title(titles) or next(iter(folder), titles[0])


def _free(slug: str, country: str | None, used: Collection[str]) -> str:
    """The slug, or the first of its variants that is no other outlet's."""
    variants = (slug, *([f"{slug}_{country.lower()}"] if country else []))
    return next((name for name in variants if name not in used), None) or next(
        name for number in count(2) if (name := f"{slug}_{number}") not in used
    )
