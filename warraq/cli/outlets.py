"""`warraq outlets`: making, checking and exchanging outlet files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.outlets_add import add
from warraq.cli.outlets_layouts import layouts
from warraq.cli.outlets_lists import export_list, import_list
from warraq.cli.outlets_live import check_live
from warraq.cli.show import err, print_json, print_table
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT = "Make, check and exchange outlet files; see who is well."

app = typer.Typer(help=ABOUT, no_args_is_help=True)

app.command()(add)
app.command("import")(import_list)
app.command("export")(export_list)
app.command()(layouts)


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME…", help="Outlets; without them the files of all.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Ask the sites too: read every feed, sitemap and listing once.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every outlet; with --live it must be said.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="With --live: write a dated report, FILE.md or FILE.json.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check outlet files, or with --live the sites.

    Ends with 0 where all files are right, with 2 and every error where not.

    With --live the sites are asked as well, and a change of the file is proposed for each place that is dead or has moved: ends with 1
    where something is dead, with 3 where nothing could be reached.
    """
    if live:
        check_live(names or [], report, everything=everything, as_json=as_json)
    if report:
        raise UsageError("--report: goes with --live")
    _check_files([] if everything else names or [], as_json)


@app.command()
def adopt(as_json: AsJson = False) -> None:
    """Give articles of outlets without a file to the file that has come for their host.

    Their addresses and their published source go with them; `www.` and the bare host become one. The timer's chores do the same every
    night.
    """
    from storage.store import Store
    from storage.upkeep.adopt import adopt as adopt_rows
    from warraq import config

    with Store.open(config.load().database_url, create=False) as store:
        done = adopt_rows(store)
    if as_json:
        print_json(done)
    elif done:
        print_table(("outlet", "of", "articles", "addresses"), ((one.outlet, one.of, one.articles, one.addresses) for one in done))
    err.print(f"{sum(one.articles for one in done)} articles adopted")


def resolve(
    whole: Annotated[bool, typer.Option("--all", help="Try every source without an outlet, also those tried with today's names.")] = False,
    as_json: AsJson = False,
) -> None:
    """Resolve stored names of sources again after outlet files came or changed.

    Articles of outlets without a file go to the file that has come for their host; then the sources without an outlet are tried with the
    names of today. Cut off, it goes on where it was. The timer's chores do the same every night.
    """
    from storage.store import Store
    from storage.upkeep.resolve import resolve as resolve_names
    from warraq import config

    with Store.open(config.load().database_url, create=False) as store:
        done = resolve_names(store, whole=whole)
    rows = [{"outlet": slug, "name": name, "articles": count} for (slug, name), count in sorted(done.names.items())]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(("outlet", "name", "articles"), (tuple(row.values()) for row in rows))
    adopted = sum(one.articles for one in done.adopted)
    err.print(f"{done.tried:,} sources without an outlet tried; {done}; {adopted:,} articles adopted")


def _check_files(names: Sequence[str], as_json: bool) -> None:
    from warraq import outlet_files
    from warraq.outlet_files.folders import outlet_paths

    found = [problem for name in names for problem in outlet_files.check_one(name)] if names else outlet_files.check_all()
    problems = list(dict.fromkeys(found))
    if as_json:
        print_json(problems)
    elif problems:
        print_table(("file", "key", "problem"), [(problem.file, problem.key, problem.text) for problem in problems])
    count = len(names) or len(outlet_paths(outlet_files.default_folders()))
    err.print(f"outlet files: {count} checked, {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    raise typer.Exit(2 if problems else 0)
