"""`warraq runs`: what ran, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import print_rows

COLUMNS = (
    "id",
    "outlet",
    "trigger",
    "state",
    "started_at",
    "outcome",
    "found",
    "new",
    "updated",
    "duplicate",
    "rejected",
    "failed",
    "skipped",
    "pending",
)


def runs(
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="running, finished, failed or killed.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="Runs at most, the latest first.")] = 30,
    as_json: AsJson = False,
) -> None:
    """What ran, the latest first; found is the sum of the outcomes after it."""
    from dataclasses import asdict

    from storage.runs import runs as list_runs
    from storage.store import Store
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        rows = [asdict(run) for run in list_runs(connection, outlet=outlet, state=state, limit=limit)]
    shown = COLUMNS if not any(row.get("reason") for row in rows) else (*COLUMNS, "reason")
    print_rows(rows, shown, as_json=as_json, right=COLUMNS[6:])
