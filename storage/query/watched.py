"""Which outlets the settings name: those that the timer watches and those with a cron line of their own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from warraq.errors import UsageError
from warraq.outlet_files import all_outlets, index, load
from warraq.outlet_files.folders import unknown
from warraq.outlet_files.registry import bearer, by_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warraq.outlet import Outlet

EVERY: Final = "*"
"""Stands for all outlets in `schedules`."""

logger = logging.getLogger(__name__)


def watched_outlets(wanted: Sequence[str]) -> list[Outlet]:
    """The outlets with those slugs, titles or aliases, or of those countries (`EG`); all where none is given; none that is switched off.

    Reads the files anew; an outlet whose file is bad is left out and told. Raises UsageError that says `watched` and the nearest names for
    a name that nobody bears; while a file is bad that is only told, as the name may stand in it.
    """
    outlets = all_outlets()
    enabled = [outlet for outlet in outlets if outlet.enabled]
    if not wanted:
        return enabled
    _refuse(unknown_watched(wanted, outlets))
    slugs = _slugs(wanted, outlets).values()
    return [outlet for outlet in enabled if outlet.name in slugs or outlet.country in wanted]


def own_schedules(given: Mapping[str, str]) -> dict[str, str]:
    """The cron lines of the settings by slug; a line for a country (`EG`) or for all (`*`) counts for outlets without one of their own.

    Raises UsageError as `watched_outlets` does, that says `schedules`.
    """
    if not given:
        return {}
    outlets = all_outlets()
    _refuse(unknown_schedules(given, outlets))
    slugs = _slugs([name for name in given if name not in _countries() and name != EVERY], outlets)
    common = {
        outlet.name: line for outlet in outlets if not outlet.schedule and (line := given.get(outlet.country or "", given.get(EVERY)))
    }
    return common | {slugs[name]: line for name, line in given.items() if name in slugs}


def unknown_watched(wanted: Sequence[str], outlets: Sequence[Outlet]) -> list[str]:
    """What `watched` names and nobody is called, each with the nearest names."""
    return [f"watched: {problem}" for problem in _unknown([word for word in wanted if word not in _countries()], outlets)]


def unknown_schedules(given: Iterable[str], outlets: Sequence[Outlet]) -> list[str]:
    """What `schedules` names and nobody is called, each with the nearest names."""
    names = [word for word in given if word not in _countries() and word != EVERY]
    return [f"schedules: {problem}" for problem in _unknown(names, outlets)]


def _countries() -> set[str]:
    return {path.parent.name.upper() for path in index().values()}


def _refuse(problems: Sequence[str]) -> None:
    if problems and load().problems:
        logger.warning("%s", "; ".join(problems))
    elif problems:
        raise UsageError("\n".join(problems))


def _unknown(names: Iterable[str], outlets: Sequence[Outlet]) -> list[str]:
    known, found = index(), _slugs(names, outlets)
    return [unknown(name, known) for name in names if name not in found]


def _slugs(names: Iterable[str], outlets: Sequence[Outlet]) -> dict[str, str]:
    """The slug of each name that somebody bears; of a slug itself, whether its file is sound or not."""
    known, named = index(), by_names(outlets)
    found = {name: name if name in known else outlet.name if (outlet := bearer(named, name)) else None for name in names}
    return {name: slug for name, slug in found.items() if slug}
