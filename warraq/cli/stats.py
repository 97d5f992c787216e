"""`warraq stats`: figures about what is stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.options import LARGEST, AsJson
from warraq.cli.show import print_json, print_rows, print_table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.search.filters import Filters

What = Literal["overview", "days", "outlets", "countries", "credits", "copies"]
STATS_COLUMNS = {
    "days": ("day", "articles"),
    "outlets": ("name", "title", "country", "kind", "articles", "last", "copied", "credited", "citing"),
    "countries": ("country", "outlets", "articles"),
    "credits": ("outlet", "source", "source_title", "role", "articles"),
    "copies": ("outlet", "origin", "origin_title", "stories", "credited", "uncredited", "median_lag_minutes"),
}
_FIGURES = (
    "articles",
    "outlets",
    "copied",
    "credited",
    "citing",
    "title",
    "source_title",
    "origin_title",
    "stories",
    "uncredited",
    "median_lag_minutes",
)


def stats(
    what: Annotated[
        What, typer.Argument(help="What to count; credits: who names whom as a source; copies: who carries whose stories.")
    ] = "overview",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=LARGEST, help="Rows at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Articles by day, outlet or country; who credits whom; who copies whom.

    The share of copies is of all articles counted, from 0 to 1.
    """
    from storage.query.choice import Choice, refuse_unknown
    from storage.store import Store
    from warraq import clock, config

    filters = Choice(outlet, country, since=since, until=until).filters(clock.now())
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        rows = _count(connection, what, filters, limit)
    if what == "overview":
        _show_overview(rows[0], as_json)
    else:
        shown = rows if as_json else [{name: _rounded(value) for name, value in row.items()} for row in rows]
        print_rows(shown, STATS_COLUMNS[what], as_json=as_json, right=_FIGURES, none="no articles")


def _count(connection: Connection, what: What, filters: Filters, limit: int) -> list[dict[str, Any]]:
    from storage.query import stats

    if what == "overview":
        return [stats.overview(connection, filters)]
    if what == "copies":
        from storage.query.copies import copy_pairs

        return [asdict(pair) for pair in copy_pairs(connection, filters, limit)]
    if what == "credits":
        return stats.who_names_whom(connection, filters, limit)
    count = {"days": stats.by_day, "outlets": stats.by_outlet, "countries": stats.by_country}[what]
    return count(connection, filters)[:limit]


def _show_overview(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        print_table(("", ""), [(name, _rounded(value)) for name, value in row.items()], right=("",))


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value
