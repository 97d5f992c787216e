"""`warraq outlets`: checking outlet files."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.outlets_add import add
from warraq.cli.show import err, print_json, print_table

app = typer.Typer(help="Check the files that say what an outlet is and where its articles are found.", no_args_is_help=True)


@app.callback()
def outlets() -> None:
    """Check the files that say what an outlet is and where its articles are found."""


app.command()(add)


@app.command()
def check(
    name: Annotated[str | None, typer.Argument(help="One outlet; without it all of them.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Check outlet files without asking the network: ends with 0 where all are right, with 2 and every error where not."""
    from warraq import outlet_files
    from warraq.outlet_files.folders import outlet_paths

    problems = outlet_files.check_one(name) if name else outlet_files.check_all()
    if as_json:
        print_json(problems)
    elif problems:
        print_table(("file", "key", "problem"), [(problem.file, problem.key, problem.text) for problem in problems])
    count = 1 if name else len(outlet_paths(outlet_files.default_folders()))
    err.print(f"outlet files: {count} checked, {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    raise typer.Exit(2 if problems else 0)
