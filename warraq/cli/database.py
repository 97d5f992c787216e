"""`warraq db`: the store itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, out, print_json, print_table
from warraq.ends import saying
from warraq.errors import NothingReadError

app = typer.Typer(help="The store: where it is, its schema, its index, a copy of it.", no_args_is_help=True)


def _url() -> str:
    from warraq import config

    return config.load().database_url


@app.command()
def upgrade() -> None:
    """Bring the store to this program's schema, its addresses and its search index to this program's rules.

    Stopped, it goes on from there the next time. Crawls may go on meanwhile, but begin anew only once the addresses are done.
    """
    from storage.upkeep.upgrade import upgrade as bring_up

    visited: list[int] = []
    with saying(lambda: f"{sum(visited):,} addresses looked at; run it again, it goes on from there"):
        bring_up(_url(), visited.append)
    if visited:
        err.print(f"{sum(visited):,} addresses brought into one form; `warraq events` names articles that became one")
    _renew_index()
    _show_info()


@app.command()
def info(as_json: AsJson = False) -> None:
    """Where the store is, its schema, and how much is in it."""
    _show_info(as_json)


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(help="File to write, which must not exist yet; with --rotate a folder.")],
    rotate: Annotated[
        int | None, typer.Option("--rotate", min=1, metavar="N", help="Write a file named by the time, and keep the newest N of these.")
    ] = None,
) -> None:
    """Copy a SQLite store into one file, while crawls go on."""
    from storage.upkeep.backup import backup as save
    from storage.upkeep.backup import rotated
    from warraq import clock

    with saying(lambda: f"{path} was not written; run it again"):
        written, gone = (path, []) if rotate is None else rotated(_url(), path, rotate, clock.now())
        if rotate is None:
            save(_url(), path)
    out.print(f"{written}: {written.stat().st_size:,} bytes")
    for old in gone:
        out.print(f"{old}: deleted")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="File that `warraq db backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it into the place of a store that is there.")] = False,
) -> None:
    """Put a saved SQLite store into its place; stop timers and crawls first."""
    from storage.upkeep.restore import restore as put_back

    schema = put_back(_url(), path, replace=replace)
    out.print(f"{path}: restored, schema {schema}")
    _show_info()


@app.command("copy")
def copy_store(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="Address of the store to copy: sqlite:////folder/file.db or postgresql://…")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Address of an empty store.")],
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a copy that was begun: bring what is new or changed.")] = False,
) -> None:
    """Copy a store into another, SQLite or PostgreSQL, with all ids; crawls may go on but for the last pass.

    Ends with 3 where crawls were at work, so that the last pass is still to come: `--resume` goes on.
    """
    from storage.store import Store
    from storage.upkeep.copying import copy

    with Store.open(source, create=False) as original, Store.open(target) as other:
        done = copy(original, other, resume=resume, tell=lambda name, rows: err.print(f"{name}: {rows:,} rows brought") if rows else None)
    if done.busy:
        raise NothingReadError(f"copied but for the last pass: {', '.join(done.busy)} at work; go on with --resume when they have ended")
    print_table(("table", "rows"), [(name, f"{rows:,}") for name, rows in done.rows.items()])
    out.print("the copy is whole: every row is the same in both; the last pass held the leases of all outlets")


@app.command()
def prune(
    older: Annotated[str, typer.Option("--older", help="Of articles older than this: 365d, or a date.")],
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only of this outlet: its slug, name or an alias.")] = None,
    keep_metadata: Annotated[bool, typer.Option("--keep-metadata", help="Only texts go; titles, sources and stories stay.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only what would go is told.")] = False,
) -> None:
    """Take old articles out of the store, while crawls go on; their addresses stay known and are not fetched again."""
    from storage.query.choice import bound, known_outlet
    from storage.store import Store
    from storage.upkeep.taken_out import RECENT_DAYS, Old, doomed
    from storage.upkeep.taken_out import prune as take
    from warraq import clock

    with Store.open(_url(), create=False) as store:
        with store.read() as connection:
            slug = known_outlet(connection, outlet) if outlet else None
            old = Old(bound(older, clock.now(), "--older"), slug, keep_metadata)
            would = doomed(connection, old)
        what = "the texts of " if keep_metadata else ""
        when = f"before {old.before:%Y-%m-%d %H:%M} UTC"
        told = f"{what}{would.articles:,} articles {when}, {would.recent:,} of them stored in the last {RECENT_DAYS} days"
        if not yes:
            out.print(f"{told} would go; --yes takes them")
            return
        done = sum(take(store, old))
    out.print(f"{told}: {done:,} taken")


@app.command()
def reindex(
    whole: Annotated[bool, typer.Option("--whole", help="From the beginning, even where the words are of this program's rules.")] = False,
) -> None:
    """Make the words of the search index anew after the rules for Arabic have changed; stopped, it goes on from there the next time."""
    with saying(lambda: "what was indexed anew stays; run it again, and it goes on from there"):
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
    again = saying(lambda: "what was settled stays; run it again, and it goes on from there")
    with again, Store.open(settings.database_url) as store:
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
