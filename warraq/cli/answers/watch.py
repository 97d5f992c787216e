"""`warraq watch`: saved searches that tell of new articles or stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.options import AsJson
from warraq.cli.show import err, out, print_json, print_rows, print_table
from warraq.errors import SendingError, UsageError

if TYPE_CHECKING:
    from warraq.config import Config

Of = Literal["articles", "stories"]
Digest = Literal["hourly", "daily"]

app = typer.Typer(
    help="Saved searches that tell of new articles or stories; see docs/watches.md.", no_args_is_help=True, rich_markup_mode=None
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As the watch is called.")]
WATCH_COLUMNS = ("name", "query", "of", "target", "digest", "hits", "untold", "last_found_at", "paused")


@app.command()
def add(
    name: NameArgument,
    query: Annotated[str, typer.Argument(help="As `warraq search` takes it; may be left out where options choose.")] = "",
    to: Annotated[str, typer.Option("--to", help="Whom it tells: a name in `targets` of the settings, or log.")] = "log",
    of: Annotated[Of, typer.Option("--of", help="Tell of each article, or once of each story.")] = "articles",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    section: selection.SectionOption = None,
    keyword: selection.KeywordOption = None,
    author: selection.AuthorOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    credited: selection.CreditedOption = None,
    cited: selection.CitedOption = None,
    outlets: selection.OutletsOption = None,
    uncredited: selection.UncreditedOption = None,
    one_per_story: Annotated[bool, typer.Option("--one-per-story", help="The same as --of stories.")] = False,
    digest: Annotated[Digest | None, typer.Option("--digest", help="Tell of all that was found in one message an hour or a day.")] = None,
    revisions: Annotated[bool, typer.Option("--revisions", help="Tell of new texts of its articles too.")] = False,
    vanished: Annotated[bool, typer.Option("--vanished", help="Tell of its articles that are taken down too.")] = False,
    back: Annotated[str | None, typer.Option("--back", help="Find what is stored already, as far back as that: 7d, a date, «أمس».")] = None,
) -> None:
    """Make a watch: from now on what fits is found as it is stored, and told.

    What was stored before is not found, but for --back.
    """
    from storage.query.choice import Choice, bound
    from storage.store import Store
    from storage.watch.backward import look_back
    from storage.watch.watches import Watch
    from storage.watch.watches import add as make
    from warraq import clock, config

    settings = config.load()
    _refuse_unknown_target(settings, to)
    choice = Choice(outlet, country, section, keyword, author, since, until, credited, cited, outlets, uncredited)
    kind: Of = "stories" if one_per_story else of
    watch = Watch(name, query, choice, to, kind, digest, revisions, vanished, settings.watch_days)
    with Store.open(settings.database_url) as store, store.write() as connection:
        earliest = bound(back, clock.now(), "--back") if back else None
        number = make(connection, watch)
        found = look_back(connection, number, watch, earliest) if earliest else 0
    err.print(f"watch {name.strip()} tells {to}" + (f"; {found:,} hits are stored already" if back else ""))


def _refuse_unknown_target(settings: Config, name: str) -> None:
    from warraq.delivery.targets import LOG

    if name != LOG and name not in settings.targets:
        known = ", ".join((*sorted(settings.targets), LOG))
        raise UsageError(f"--to {name}: no target of this name; add it to [targets] in the settings, or take one of: {known}")


@app.command("list")
def list_watches(as_json: AsJson = False) -> None:
    """All watches, what they found and what nobody was told of yet."""
    from storage.store import Store
    from storage.watch.watches import as_typed, listing
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        rows = listing(connection)
    if not as_json:
        rows = [row | {"query": as_typed(row["query"], row["options"]), "paused": "yes" if row["paused"] else ""} for row in rows]
    print_rows(
        rows, WATCH_COLUMNS, as_json=as_json, right=("query", "hits", "untold"), none="no watches; make one: warraq watch add NAME QUERY"
    )


@app.command()
def show(name: NameArgument, as_json: AsJson = False) -> None:
    """One watch, with its last hits."""
    from storage.store import Store
    from storage.watch import hits
    from storage.watch.watches import as_typed, listing, required
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        number = required(connection, name).id
        row: dict[str, Any] = next(one for one in listing(connection) if one["id"] == number)
        last = hits.listing(connection, watch=name, limit=10)
    if as_json:
        print_json(row | {"last_hits": last})
        return
    told = row | {"query": as_typed(row["query"], row["options"])}
    print_table(("watch", ""), [(key, value) for key, value in told.items() if key != "options"])
    print_hits(last)


HIT_COLUMNS = ("id", "found_at", "watch", "what", "article_id", "story_id", "title", "told_at")


def print_hits(rows: list[dict[str, Any]]) -> None:
    """Hits as a table."""
    if rows:
        out.print("")
        print_rows(rows, HIT_COLUMNS, as_json=False, right=("title",))


@app.command()
def pause(name: NameArgument) -> None:
    """Let a watch find nothing until it is taken up again."""
    _pause(name, paused=True)


@app.command()
def resume(name: NameArgument) -> None:
    """Take a paused watch up again; what was stored meanwhile is not found."""
    _pause(name, paused=False)


def _pause(name: str, *, paused: bool) -> None:
    from storage.store import Store
    from storage.watch.watches import pause
    from warraq import config

    with Store.open(config.load().database_url) as store, store.write() as connection:
        pause(connection, name, paused=paused)


@app.command()
def remove(name: NameArgument) -> None:
    """Remove a watch with all that it found."""
    from storage.store import Store
    from storage.watch.watches import remove as take
    from warraq import config

    with Store.open(config.load().database_url) as store, store.write() as connection:
        untold = take(connection, name)
    if untold:
        err.print(f"{untold:,} of its hits had not been told")


@app.command()
def test(name: NameArgument) -> None:
    """Send an example of what a watch tells to its target, now; ends with 1 where it was not taken."""
    from storage.store import Store
    from storage.watch.watches import required
    from warraq import config
    from warraq.sending import Sender
    from warraq.timer.messages import example
    from warraq.timer.telling import target_of

    settings = config.load()
    with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
        watch = required(connection, name)
        message = example(connection, watch)
    with Sender() as sender:
        why = sender.send(watch.target, target_of(settings, watch.target), message)
    if why:
        raise SendingError(f"{watch.target} did not take it: {why}")
    err.print(f"{watch.target} took it")
