"""`warraq events`: what happened once, to feeds, outlets and the store."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.selection import OutletOption
from warraq.cli.show import err, print_rows
from warraq.errors import UsageError

EVENT_COLUMNS = ("at", "kind", "outlet", "detail", "feed")


def events(
    outlet: OutletOption = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only those of this kind, such as possible-gap or moved-away.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="None that happened earlier: 6h, 7d, a date or time, «أمس», «هذا الأسبوع».")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="Events at most, the latest first.")] = 30,
    as_json: AsJson = False,
) -> None:
    """What happened once, the latest first: gaps, moves, feeds that went to sleep, articles that became one, chores.

    What is wrong for a while stands in `warraq outlets health`.
    """
    from dataclasses import asdict

    from storage.query.choice import bound, known_outlet
    from storage.store import Store
    from storage.timing.events import EVENT_KINDS, listed
    from warraq import clock, config
    from warraq.outlet_files.schema import suggest

    if kind is not None and kind not in EVENT_KINDS:
        raise UsageError(f"--kind {kind}: no such kind{suggest(kind, EVENT_KINDS) or ': it is one of ' + ', '.join(EVENT_KINDS)}")
    begun = bound(since, clock.now(), "--since") if since else None
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        slug = known_outlet(connection, outlet) if outlet else None
        rows = [asdict(event) for event in listed(connection, kind=kind, outlet=slug, since=begun, limit=limit)]
    shown = [column for column in EVENT_COLUMNS if column != "feed" or any(row[column] for row in rows)]
    print_rows(rows, shown, as_json=as_json, right=("detail",), whole=EVENT_COLUMNS[:3])
    err.print(f"{len(rows)} event{'s' * (len(rows) > 1)}" if rows else "no such event")
