"""`warraq runs`: what ran, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from warraq.cli.options import AsJson
from warraq.cli.selection import OutletOption
from warraq.cli.show import err, print_rows
from warraq.outcomes import COUNTS

if TYPE_CHECKING:
    from storage.ledger.runs import RunAccount

Trigger = Literal["cron", "poll", "catch-up", "retry", "cli", "import"]
RunOutcome = Literal["ok", "empty", "cut-short", "failed"]
State = Literal["running", "finished", "failed", "killed"]

RUN_COLUMNS = ("id", "outlet", "trigger", "state", "started_at", "outcome", *COUNTS, "waiting", "failure", "reason")
COLUMNS_ALWAYS_SHOWN = RUN_COLUMNS[: RUN_COLUMNS.index("updated")]
"""Shown also where no run has them; the others are left out then, so that a table fits its terminal."""


def runs(
    outlet: OutletOption = None,
    trigger: Annotated[Trigger | None, typer.Option("--trigger", help="Only those started so.")] = None,
    outcome: Annotated[RunOutcome | None, typer.Option("--outcome", help="Only those that ended so.")] = None,
    state: Annotated[State | None, typer.Option("--state", help="Only those in this state.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="None that began earlier: 6h, 7d, a date or time, «أمس», «هذا الأسبوع».")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="Runs at most, the latest first.")] = 30,
    as_json: AsJson = False,
) -> None:
    """What ran, and what came of it, the latest first.

    `found` is the sum of the outcomes after it; `waiting`, how many of the rejected wait for another look.

    The last line adds up the runs shown.
    """
    from dataclasses import asdict

    from storage.ledger.runs import runs as list_runs
    from storage.ledger.runs import total
    from storage.query.choice import bound, known_outlet
    from storage.store import Store
    from warraq import clock, config

    begun = bound(since, clock.now(), "--since") if since else None
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        slug = known_outlet(connection, outlet) if outlet else None
        found = list_runs(connection, outlet=slug, trigger=trigger, outcome=outcome, state=state, since=begun, limit=limit)
    rows = [asdict(run) for run in found]
    shown = [column for column in RUN_COLUMNS if column in COLUMNS_ALWAYS_SHOWN or any(row[column] for row in rows)]
    print_rows(rows, shown, as_json=as_json, right=(*COUNTS, "waiting"), whole=RUN_COLUMNS[:-1])
    err.print(f"{len(rows)} run{'s' * (len(rows) > 1)}{_sum(total(found))}" if rows else "no such run")


def _sum(account: RunAccount) -> str:
    parts = [f"{getattr(account, name)} {name}" for name in COUNTS[1:] if getattr(account, name)]
    return f", {account.found} addresses = {' + '.join(parts)}" if parts else ", no addresses"
