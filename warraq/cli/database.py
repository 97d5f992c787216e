"""`warraq db`: the store itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, out, print_json, print_table

app = typer.Typer(help="The store: where it is, its schema, its index, a copy of it.", no_args_is_help=True)


def _url() -> str:
    from warraq import config

    return config.load().database_url


@app.command()
def upgrade() -> None:
    """Bring the store to this program's schema, and its search index to this program's rules; stopped, it goes on from there the next time.

    Crawls may go on meanwhile.
    """
    from storage.upkeep.upgrade import upgrade as bring_up

    bring_up(_url())
    _renew_index()
    _show_info()


@app.command()
def info(as_json: AsJson = False) -> None:
    """Where the store is, its schema, and how much is in it."""
    _show_info(as_json)


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")]) -> None:
    """Copy a SQLite store into one file, while crawls go on."""
    from storage.upkeep.backup import backup as copy

    copy(_url(), path)
    out.print(f"{path}: {path.stat().st_size:,} bytes")


@app.command()
def reindex(
    whole: Annotated[bool, typer.Option("--whole", help="From the beginning, even where the words are of this program's rules.")] = False,
) -> None:
    """Make the words of the search index anew after the rules for Arabic have changed; stopped, it goes on from there the next time."""
    done = _renew_index(whole=whole)
    out.print(f"{done:,} articles indexed anew" if done else "the search index is of this program's rules already")


@app.command()
def settle(
    forget_before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Also forget the fingerprints of articles older than this day.")
    ] = None,
) -> None:
    """Decide again about stories that later articles have touched.

    Imports do it themselves.
    """
    from storage.store import Store
    from storage.stories.join import Stories
    from warraq import config

    settings = config.load()
    with Store.open(settings.database_url) as store:
        stories = Stories(store, settings.story_days)
        out.print(f"{stories.settle():,} articles looked at again")
        if forget_before is not None:
            out.print(f"{stories.forget(forget_before.date()):,} fingerprints forgotten")


def _renew_index(*, whole: bool = False) -> int:
    """Makes the words of the search index anew where they are of other rules; returns of how many articles."""
    from rich.progress import Progress

    from storage.store import Store
    from storage.upkeep.reindex import left, renew

    done = 0
    with Store.open(_url(), create=False) as store, Progress(console=err, disable=not err.is_terminal) as progress:
        with store.read() as connection:
            task = progress.add_task("articles indexed", total=left(connection, whole=whole))
        for count in renew(store, whole=whole):
            progress.advance(task, count)
            done += count
    return done


def _show_info(as_json: bool = False) -> None:
    from dataclasses import asdict

    from storage.upkeep.info import info as look

    told = look(_url())
    found = asdict(told)
    if as_json:
        print_json(found)
        return
    counts, index = found.pop("counts"), told.search_index
    found["search_index"] = "" if index is None else str(index)
    print_table(("store", ""), [*found.items(), *((f"rows in {name}", f"{count:,}") for name, count in counts.items())])
