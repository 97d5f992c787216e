"""`warraq outlets layouts`: how outlets' pages are laid out, by their files and by what was learned, and until when."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, print_rows

FIGURES = ("articles", "pages", "agreed", "differed", "absent")
LAYOUT_COLUMNS = ("outlet", "layout", "state", "body", "held_from", "held_until", *FIGURES, "reason")


def layouts(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="An outlet; without it all that have layouts.")] = None,
    as_json: AsJson = False,
) -> None:
    """How outlets' pages are laid out: declared, learned and retired layouts.

    Each with the dates between which it held, the articles and pages that it read, its checks in a row (`agreed`, `differed`, `absent`),
    and why it was retired.
    """
    from dataclasses import asdict

    from storage.learned.layouts import layout_records
    from storage.query.choice import known_outlet
    from storage.store import Store
    from warraq import config
    from warraq.outlet_files.registry import all_named

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        found = layout_records(connection, all_named(), known_outlet(connection, name) if name else None)
    rows = [asdict(record) for record in found]
    print_rows(rows, LAYOUT_COLUMNS, as_json=as_json, right=FIGURES, whole=LAYOUT_COLUMNS[:3])
    states = ", ".join(f"{count} {state}" for state in ("declared", "trusted", "trial", "retired") if (count := _count(rows, state)))
    err.print(f"{len(rows)} layouts: {states}" if rows else "no layouts: none is declared, and none has been learned yet")


def _count(rows: list[dict[str, object]], state: str) -> int:
    return sum(row["state"] == state for row in rows)
