"""The options that choose articles, alike in `search`, `stats` and `export`, and how their words are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Connection

    from storage.search.filters import Filters, SourceFilter
    from warraq.items import Role
    from warraq.outlet import Outlet

_SPAN: Final = re.compile(r"(\d{1,4})([mhdw])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

OutletOption = Annotated[str | None, typer.Option("--outlet", help="Only this outlet: its slug, name or an alias.")]
CountryOption = Annotated[str | None, typer.Option("--country", help="Only outlets of this country: two letters, such as EG.")]
SectionOption = Annotated[str | None, typer.Option("--section", help="Only this section.")]
KeywordOption = Annotated[str | None, typer.Option("--keyword", help="Only with this keyword.")]
AuthorOption = Annotated[str | None, typer.Option("--author", help="Only by this author; a part of the name is enough.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="Nothing older: 6h, 7d, a date or time (UTC), «أمس».")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Nothing newer, a day to its end: 6h, 7d, a date or time (UTC), «أمس».")]
CreditedOption = Annotated[str | None, typer.Option("--credited", help="Only texts credited to this source: its slug, name or an alias.")]
CitedOption = Annotated[str | None, typer.Option("--cited", help="Only texts that cite this source: its slug, name or an alias.")]


@dataclass(frozen=True, slots=True)
class Choice:
    """The values of these options as typed."""

    outlet: str | None = None
    country: str | None = None
    section: str | None = None
    keyword: str | None = None
    author: str | None = None
    since: str | None = None
    until: str | None = None
    credited: str | None = None
    cited: str | None = None

    def filters(self, now: datetime) -> Filters:
        """What they mean at `now` (aware). Raises UsageError for a time that none can read."""
        from storage.search.filters import CITED_ROLES, CREDITED, Filters

        sources = [_source(CREDITED, self.credited)] if self.credited else []
        sources += [_source(CITED_ROLES, self.cited)] if self.cited else []
        return Filters(
            outlet=_slug(self.outlet) if self.outlet else None,
            country=self.country,
            section=self.section,
            keyword=self.keyword,
            author=self.author,
            since=bound(self.since, now, "--since") if self.since else None,
            until=bound(self.until, now, "--until", end=True) if self.until else None,
            sources=tuple(sources),
        )


def refuse_unknown(connection: Connection, filters: Filters) -> None:
    """Raises UsageError for an outlet or country that neither the store nor any outlet file has: a slip, not an empty answer."""
    from sqlalchemy import exists, select

    from storage.tables import outlets
    from warraq.outlet_files.registry import all_named, outlet_named

    def stored(condition: ColumnElement[bool]) -> bool:
        return bool(connection.scalar(select(exists().where(condition))))

    if filters.outlet is not None and not (stored(outlets.c.name == filters.outlet) or outlet_named(filters.outlet)):
        raise UsageError(f"--outlet {filters.outlet}: no outlet of this name; `warraq list` shows all that have spiders")
    country = filters.country and filters.country.upper()
    if country and not (stored(outlets.c.country == country) or any(outlet.country == country for outlet in all_named())):
        raise UsageError(f"--country {filters.country}: no outlet of this country; `warraq list` shows all")


def bound(value: str, now: datetime, option: str, *, end: bool = False) -> datetime:
    """The instant that a span before `now`, a date or a time means; of a day its beginning, or its `end`. Days and times are UTC.

    Raises UsageError for anything else.
    """
    from warraq.text.dates import parse_date

    if span := _SPAN.fullmatch(value.strip()):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    date = parse_date(value, "UTC", now)
    if date.instant:
        return date.instant
    if not date.day:
        raise UsageError(f"{option} {value}: write a span such as 6h or 7d, a date such as 2026-01-31, a time with its offset, or «أمس»")
    return datetime(date.day.year, date.day.month, date.day.day, tzinfo=UTC) + timedelta(days=end)


def _source(roles: tuple[Role, ...], name: str) -> SourceFilter:
    from storage.search.filters import SourceFilter

    outlet = _outlet(name)
    return SourceFilter(roles, name, outlet.name if outlet else None)


def _slug(name: str) -> str:
    """A name that no outlet file has may still be the host of an outlet without one."""
    outlet = _outlet(name)
    return outlet.name if outlet else name


def _outlet(name: str) -> Outlet | None:
    from warraq.outlet_files.registry import outlet_called, outlet_named

    readings: tuple[Callable[[str], Outlet | None], ...] = (outlet_named, outlet_called)
    return next((found for read in readings if (found := read(name))), None)
