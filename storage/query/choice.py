"""What people choose articles, outlets and runs by, as they type it: names, times, sources; for commands and pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from storage.ledger.outlets import outlet_id
from storage.search.filters import CITED_ROLES, CREDITED, Filters, SourceFilter
from storage.tables import outlets
from warraq import config
from warraq.errors import UsageError
from warraq.outlet_files import require
from warraq.outlet_files.choice import names_of, outlet_by_any_name, slug_of
from warraq.outlet_files.registry import all_named, outlet_named
from warraq.text.spans import WHAT_TO_WRITE, moment_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from warraq.items import Role


@dataclass(frozen=True, slots=True)
class Choice:
    """What narrows a search, as typed; None and empty do not narrow."""

    outlet: str | None = None
    """Slug, name or alias."""
    country: str | None = None
    """Two letters."""
    section: str | None = None
    keyword: str | None = None
    author: str | None = None
    since: str | None = None
    """As `bound` reads it."""
    until: str | None = None
    credited: str | None = None
    """Slug, name or alias of a source."""
    cited: str | None = None
    outlets: int | None = None
    """So many outlets at least."""
    uncredited: str | None = None
    """Slug, name or alias of an outlet whose text or name is used without credit."""

    def filters(self, now: datetime) -> Filters:
        """What it means at `now` (aware). Raises UsageError for a time that none can read."""
        sources = [_source(CREDITED, self.credited)] if self.credited else []
        sources += [_source(CITED_ROLES, self.cited)] if self.cited else []
        return Filters(
            outlet=slug_of(self.outlet) if self.outlet else None,
            country=self.country,
            section=self.section,
            keyword=self.keyword,
            author=self.author,
            since=bound(self.since, now, "--since") if self.since else None,
            until=bound(self.until, now, "--until", end=True) if self.until else None,
            sources=tuple(sources),
            outlets=self.outlets,
            uncredited=_source(CREDITED, self.uncredited) if self.uncredited else None,
        )


def bound(value: str, now: datetime, option: str, *, end: bool = False) -> datetime:
    """The instant that `warraq.text.spans.moment_of` reads in the zone of the settings (`timezone`).

    Raises UsageError that names the option for what it cannot read.
    """
    moment = moment_of(value, now, end=end, zone=config.load().zone)
    if moment is None:
        raise UsageError(f"{option} {value}: {WHAT_TO_WRITE}")
    return moment


def _source(roles: tuple[Role, ...], name: str) -> SourceFilter:
    outlet = outlet_by_any_name(name)
    return SourceFilter(roles, name, outlet.name if outlet else None)


def refuse_unknown(connection: Connection, filters: Filters) -> None:
    """Raises UsageError for an outlet or country that neither the store nor any outlet file has: a slip, not an empty answer."""
    if filters.outlet is not None and _stored_name(connection, filters.outlet) is None and not outlet_named(filters.outlet):
        raise UsageError(f"--outlet {filters.outlet}: no outlet of this name; `warraq list` shows all that have spiders")
    country = filters.country and filters.country.upper()
    if country and not any(outlet.country == country for outlet in all_named()) and not _is_stored(connection, country):
        raise UsageError(f"--country {filters.country}: no outlet of this country; `warraq list` shows all")


def _is_stored(connection: Connection, country: str) -> bool:
    return bool(connection.scalar(select(exists().where(outlets.c.country == country))))


def _stored_name(connection: Connection, name: str) -> str | None:
    """The first of the outlet's names that the store has."""
    return next((one for one in names_of(name) if outlet_id(connection, one) is not None), None)


def known_outlet(connection: Connection, name: str) -> str:
    """The slug of an outlet that the store or a file knows by that name; raises UsageError with the nearest for another."""
    if (stored := _stored_name(connection, name)) is not None:
        return stored
    outlet = outlet_by_any_name(name)
    if outlet is None:
        require([name])
    return outlet.name if outlet else name
