"""The outlets by slug, by name and by host, from the outlet files in force; read once a process."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from warraq.outlet_files.files import load, tell
from warraq.text.fold import fold
from warraq.text.kinds import KINDS
from warraq.text.urls import belongs, host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from warraq.attribution.mentions.registry import Registry
    from warraq.outlet import Outlet
    from warraq.outlet_files.files import FileProblem, Loaded


@cache
def default_registry() -> Registry:
    """The names of all outlets, ready for finding sources. Raises OutletFileError where a file is bad."""
    from warraq.attribution.mentions.registry import (  # finding an outlet by its host must not load all of attribution
        Registry,
        RegistryEntry,
    )

    return Registry.build(
        RegistryEntry(
            slug=outlet.name,
            title=outlet.title,
            aliases=outlet.aliases,
            domains=outlet.domains,
            country=outlet.country,
            kind=outlet.kind,
            common_word=outlet.common_word,
            national=outlet.national,
        )
        for outlet in _by_slug().values()
    )


def all_named() -> Collection[Outlet]:
    """All outlets, crawled or only cited. Raises OutletFileError where a file is bad."""
    return _by_slug().values()


def outlet_named(slug: str | None) -> Outlet | None:
    """The outlet of a slug, crawled or only cited; None for None and for an unknown one."""
    return _by_slug().get(slug) if slug else None


def outlet_called(name: str) -> Outlet | None:
    """The outlet with this title or alias, letter variants and a kind word («صحيفة») aside; None where none or several bear it."""
    return bearer(_by_name(), name)


def by_names(outlets: Iterable[Outlet]) -> Mapping[str, list[Outlet]]:
    """Outlets by folded title and alias, for `bearer`."""
    found: defaultdict[str, list[Outlet]] = defaultdict(list)
    for outlet in outlets:
        for name in {fold(name) for name in (outlet.title, *outlet.aliases)}:
            found[name].append(outlet)
    return found


def bearer(named: Mapping[str, list[Outlet]], name: str) -> Outlet | None:
    """The one of them that `outlet_called` would name."""
    whole = fold(name)
    kind, _, rest = whole.partition(" ")
    found = named.get(whole) or (named.get(rest) if kind in KINDS else None) or ()
    return found[0] if len(found) == 1 else None


def outlet_of(address: str) -> Outlet | None:
    """The outlet on whose domain an address or host lies, the longest domain first; None where there is none, where the longest stands in
    a file that is bad at present, or for what is no web address."""
    try:
        host = host_of(address if ":" in address else f"https://{address}")
    except ValueError:
        return None
    owners = _by_domain()
    return next((owners[domain] for domain in _suffixes(host.split(".")) if domain in owners), None)


class Whose(Enum):
    """Whose a host is, seen from one outlet."""

    OWN = "own"
    ANOTHERS = "another's"
    """Of another outlet, crawled or only cited."""
    NOBODYS = "nobody's"
    """Of none that has a file: it may be a host that counts clicks and leads on."""


def whose(host: str, outlet: Outlet) -> Whose:
    """Whose the host is: the longest domain over all files decides. Raises OutletFileError where a file is bad.

    An outlet's bare domains and their `www.` hosts are its own without a look at the other files, of which none may claim them.
    """
    if host in outlet.domains or host.removeprefix("www.") in outlet.domains:
        return Whose.OWN
    if _is_withheld(host):
        return Whose.ANOTHERS
    owner = outlet_of(host)
    if same_outlet(host, outlet.domains) and (owner is None or belongs(host, outlet.domains, _others(owner, outlet))):
        return Whose.OWN
    return Whose.NOBODYS if owner is None or owner.name == outlet.name else Whose.ANOTHERS


def lodgers(outlet: Outlet) -> tuple[str, ...]:
    """Domains of other outlets that lie below one of this outlet's: their pages are not its own."""
    others = (domain for domain, owner in _by_domain().items() if owner is None or owner.name != outlet.name)
    found = (domain for domain in others if same_outlet(domain, outlet.domains))
    return tuple(sorted(domain for domain in found if domain not in outlet.domains))


def _others(owner: Outlet, outlet: Outlet) -> tuple[str, ...]:
    return () if owner.name == outlet.name else owner.domains


def _suffixes(labels: list[str]) -> list[str]:
    return [".".join(labels[start:]) for start in range(len(labels))]


def file_problems() -> tuple[FileProblem, ...]:
    """What is wrong with outlet files, as they were when this process first read them."""
    return _files().problems


def _is_withheld(host: str) -> bool:
    """Whether the longest domain that the host lies on stands in a file that is bad at present."""
    owners = _by_domain()
    return next((owners[domain] is None for domain in _suffixes(host.split(".")) if domain in owners), False)


@cache
def _files() -> Loaded:
    loaded = load()
    tell(loaded.problems)
    return loaded


@cache
def _by_slug() -> Mapping[str, Outlet]:
    return {outlet.name: outlet for outlet in _files().crawled + _files().cited}


@cache
def _by_name() -> Mapping[str, list[Outlet]]:
    return by_names(_by_slug().values())


@cache
def _by_domain() -> Mapping[str, Outlet | None]:
    """None for domains of bad files that no sound one has."""
    owned = {domain: outlet for outlet in _by_slug().values() for domain in outlet.domains}
    return dict.fromkeys(_files().withheld) | owned
