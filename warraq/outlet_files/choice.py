"""The outlets that people mean by what they type: a slug, a name, an alias, a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.errors import UsageError
from warraq.outlet_files import all_outlets, index, require
from warraq.outlet_files.registry import outlet_called, outlet_named, outlet_of
from warraq.text.urls import bare_host

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.outlet import Outlet


def slug_of(name: str) -> str:
    """The slug of an outlet by slug, name or alias; the name itself where no file has it: it may be the host of an outlet without one."""
    outlet = outlet_by_any_name(name)
    return outlet.name if outlet else name


def outlet_by_any_name(name: str) -> Outlet | None:
    """By slug, name or alias; None where no file has it, or several do."""
    return outlet_named(name) or outlet_called(name)


def names_of(name: str) -> tuple[str, ...]:
    """The names under which a store may hold the outlet that people call so: a slug as it is; a host as given, bare, with `www.`, and as
    the slug of the file that owns it, as its rows may not have been joined yet, or have been."""
    if "." not in name:
        return (name,)
    bare, owner = bare_host(name.lower()), outlet_of(name)
    return tuple(dict.fromkeys((name, bare, f"www.{bare}", *([owner.name] if owner else ()))))


def chosen_outlets(names: Sequence[str], *, everything: bool = False, country: str | None = None) -> list[str]:
    """Slugs of the outlets with spiders that are named by slug, name or alias, or all, or those of a country that are not switched off.

    Raises UsageError where none is named, more than one way is used, or a name is unknown.
    """
    if sum((bool(names), everything, country is not None)) != 1:
        raise UsageError("name the outlets, or say --all or --country; `warraq list` shows their names")
    if not names:
        return _enabled(in_country(country))
    known = index()
    slugs = list(dict.fromkeys(name if name in known else slug_of(name) for name in names))
    require(slugs)
    return slugs


def _enabled(outlets: Sequence[Outlet]) -> list[str]:
    """Slugs of those that are not switched off; raises UsageError where all are."""
    chosen = [outlet.name for outlet in outlets if outlet.enabled]
    if outlets and not chosen:
        raise UsageError("all of these outlets are switched off (enabled = false in their files); name those that are wanted all the same")
    return chosen


def in_country(country: str | None) -> list[Outlet]:
    """The outlets that have spiders, all or of one country in letters of any case; raises UsageError where it has none."""
    chosen = [outlet for outlet in all_outlets() if country is None or outlet.country == country.upper()]
    if not chosen and country is not None:
        raise UsageError(f"--country {country}: no outlet of this country; `warraq list` shows all")
    return chosen
