"""`warraq quarantine`: what could not be read, and trying it again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from warraq.cli.options import LARGEST, AsJson
from warraq.cli.show import out, print_json, print_rows, print_table
from warraq.errors import UsageError

State = Literal["open", "retried", "closed"]

app = typer.Typer(help="What could not be read or written, kept to be tried again.", no_args_is_help=True)


@app.command("list")
def list_rows(
    state: Annotated[State, typer.Option("--state", help="Only rows in this state.")] = "open",
    limit: Annotated[int, typer.Option("--limit", min=1, max=LARGEST, help="Rows at most, the latest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """What is in the quarantine, the latest first."""
    from storage.ledger import quarantine
    from storage.store import Store
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        rows = [asdict(row) for row in quarantine.rows(connection, state, limit)]
    print_rows(
        rows, ("id", "created_at", "stage", "error", "url"), as_json=as_json, whole=("id", "created_at", "stage"), none=f"no {state} rows"
    )


@app.command()
def show(number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST)], as_json: AsJson = False) -> None:
    """One row with its payload."""
    from storage.ledger import quarantine
    from storage.store import Store
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        row = quarantine.get(connection, number)
    if row is None:
        raise UsageError(f"quarantine {number}: no such row; `warraq quarantine list` shows them")
    if as_json:
        print_json(row)
    else:
        print_table(("quarantine", ""), list(asdict(row).items()))


@app.command()
def retry(
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="ID…", min=1, max=LARGEST, help="Rows to try again; without any, all that are open.")
    ] = None,
) -> None:
    """Let the next run of its outlet fetch and read an address again."""
    from storage.ledger import quarantine
    from storage.store import Store
    from warraq import clock, config

    with Store.open(config.load().database_url) as store, store.write() as connection:
        count = quarantine.retry(connection, numbers or None, clock.now())
    out.print(f"{count} addresses will be tried again by the next run of their outlets")
