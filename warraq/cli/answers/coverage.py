"""`warraq coverage`: outlet by day, what was seen, stored, refused and failed, against what is usual, and what is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from warraq.cli import selection
from warraq.cli.options import AsJson
from warraq.cli.show import err, print_rows, zone_name

COVERAGE_COLUMNS = ("day", "outlet", "seen", "stored", "duplicate", "refused", "failed", "waiting", "usual", "gap")
DAYS_TOLD = 7
"""Days up to today that are told where no time is given."""


def coverage(
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only days on which something is missing.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is there and what is missing, outlet by day; without --since of the last seven days. See docs/coverage.md."""
    from dataclasses import asdict

    from storage.query.choice import Choice, refuse_unknown
    from storage.query.coverage import coverage as count
    from storage.store import Store
    from warraq import clock, config

    now, settings = clock.now(), config.load()
    chosen = Choice(outlet, country, since=since, until=until).filters(now)
    with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, chosen)
        begins, ends = chosen.since or now - timedelta(days=DAYS_TOLD - 1), chosen.until or now + timedelta(microseconds=1)
        found = count(connection, begins, ends, settings.zone, now=now, outlet=chosen.outlet, country=chosen.country)
    rows = [asdict(day) for day in found.days if day.gap or not gaps]
    print_rows(
        rows,
        COVERAGE_COLUMNS,
        as_json=as_json,
        right=COVERAGE_COLUMNS[2:-1],
        whole=COVERAGE_COLUMNS[:1],
        none="nothing was seen on these days",
    )
    seen, *parts = (f"{count:,} {name}" for name, count in found.total.items())
    err.print(f"{seen}: {', '.join(parts)}; {sum(day.gap is not None for day in found.days)} gaps; days of {zone_name()}")
