"""`warraq attribute` and `warraq date`: what a text says of its sources, and what an Arabic date means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from warraq.cli.options import instant, json_object, lines_in
from warraq.cli.show import print_json
from warraq.fields import kinds
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTRIBUTION_FIELDS = tuple(kinds(Attribution))


def attribute(
    text: Annotated[
        str,
        typer.Argument(help='A text, or - for one a line: plain, or {"text", "title", "byline", "outlet", "country", "site_name", "url"}.'),
    ],
) -> None:
    """Name the sources of a text, each with the words that prove it."""
    rows = ({"text": text},) if text != "-" else (_row(line, number) for number, line in lines_in())
    for row in rows:
        print_json({"sources": [source_row(source) for source in _sources(row)]})


def _row(line: str, number: int) -> dict[str, Any]:
    return json_object(line, f"line {number}") if line.lstrip().startswith("{") else {"text": line}


def _sources(row: dict[str, Any]) -> list[Attribution]:
    from warraq.attribution import find_sources
    from warraq.outlet_files.registry import default_registry, outlet_called, outlet_named, outlet_of

    given = str(row.get("outlet") or "")
    outlet = outlet_named(given) or outlet_called(given) or outlet_of(str(row.get("url") or ""))
    country = row.get("country") or (outlet.country if outlet else None)
    return find_sources(
        str(row.get("text") or ""),
        registry=default_registry(),
        title=row.get("title"),
        byline=row.get("byline"),
        credit_line=row.get("credit_line"),
        outlet=outlet.name if outlet else None,
        country=country,
        names=_own_names(row),
    )


def _own_names(row: dict[str, Any]) -> Iterator[str]:
    """What the row says that its page is called; `site_name` may be a list."""
    for key in ("site_name", "site_names", "publisher", "outlet"):
        value = row.get(key) or ()
        yield from (value,) if isinstance(value, str) else map(str, value)
    yield urlsplit(str(row.get("url") or "")).hostname or ""


def source_row(source: Attribution) -> dict[str, object]:
    """A source under the names of the store's columns; `outlet` is its slug."""
    return {name: getattr(source, name) for name in ATTRIBUTION_FIELDS}


def date(
    text: Annotated[str, typer.Argument(help='A date, or - for one a line: {"text", "timezone", "now", "country"}.')],
    timezone: Annotated[str | None, typer.Option("--timezone", help="IANA zone of clock times without one, such as Africa/Cairo.")] = None,
    now: Annotated[str | None, typer.Option("--now", help="ISO time that relative words count from.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Two letters; decides between names of months.")] = None,
) -> None:
    """Read an Arabic date.

    Answers {"value", "precision"}; null where the text says none.
    """
    from warraq.text.dates import parse_date

    given = {"text": text, "timezone": timezone, "now": now, "country": country}
    rows = (given,) if text != "-" else ({**given, **_row(line, number)} for number, line in lines_in())
    for row in rows:
        parsed = parse_date(str(row.get("text") or ""), _zone(row), _now(row), row.get("country"))
        print_json({"value": parsed.value, "precision": parsed.precision})


def _zone(row: dict[str, Any]) -> str | None:
    """The zone's name; raises UsageError for one that does not exist."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from warraq.errors import UsageError

    name = row.get("timezone") or None
    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(f"timezone {name}: no such zone; write an IANA name such as Africa/Cairo") from None


def _now(row: dict[str, Any]) -> Any:
    """The instant that relative words count from; one without an offset is in the row's zone, else UTC."""
    from datetime import UTC
    from zoneinfo import ZoneInfo

    from dateutil.parser import isoparse

    value = row.get("now") or None
    if value is None:
        return None
    try:
        moment = isoparse(value)
    except ValueError:
        return instant(value, "now")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(row["timezone"]) if row.get("timezone") else UTC)
