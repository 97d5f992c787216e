"""`warraq hits`: what the watches found."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.answers.watch import HIT_COLUMNS
from warraq.cli.options import LARGEST, AsJson
from warraq.cli.selection import SinceOption
from warraq.cli.show import err, print_rows
from warraq.errors import NothingReadError


def hits(
    watch: Annotated[str | None, typer.Option("--watch", help="Only of this watch.")] = None,
    untold: Annotated[bool, typer.Option("--untold", help="Only those that nobody was told of yet.")] = False,
    since: SinceOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=LARGEST, help="Hits at most.")] = 50,
    tell: Annotated[bool, typer.Option("--tell", help="Tell now what nobody was told of yet, as the timer does every minute.")] = False,
    as_json: AsJson = False,
) -> None:
    """What the watches found, the newest first; ends with 3 when there is nothing.

    With --tell it ends with 1 where a target took nothing.
    """
    from storage.query.choice import bound
    from storage.store import Store
    from storage.watch import hits as kept
    from storage.watch.watches import required
    from warraq import clock, config

    if tell:
        _tell()
    earliest = bound(since, clock.now(), "--since") if since else None
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        if watch is not None:
            required(connection, watch)
        rows = kept.listing(connection, watch=watch, untold=untold, since=earliest, limit=limit)
    print_rows(rows, HIT_COLUMNS, as_json=as_json, right=("title",))
    if not rows:
        raise NothingReadError("no hits")


def _tell() -> None:
    """Tells, and says what came of it; ends with 1 where a target takes nothing."""
    import os
    import socket

    from storage.store import Store
    from warraq import config
    from warraq.timer.telling import failures
    from warraq.timer.telling import tell as tell_all

    settings = config.load()
    with Store.open(settings.database_url) as store:
        taken = tell_all(store, settings, f"hits {socket.gethostname()} process {os.getpid()}")
    for name, count in taken.items():
        err.print(f"{name} was told: {count:,} messages")
    if failing := failures(settings):
        for name, told in failing.items():
            err.print(f"target {name}: {told}")
        raise typer.Exit(1)
    if not taken:
        err.print("there was nothing to tell")
    raise typer.Exit
