"""`warraq digest`: the stories of a time as one HTML or Markdown file that can be sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from warraq.cli import selection
from warraq.cli.answers.stories import CopiesOption, OrderOption, tell_left_out
from warraq.cli.show import err
from warraq.errors import NothingReadError, WarraqError

Format = Literal["html", "markdown"]
DEFAULT_SINCE = "1d"
"""Where no time is given."""


def digest(
    query: Annotated[str, typer.Argument(help="Only stories with an article that `warraq search` would find.")] = "",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    outlets: selection.OutletsOption = None,
    copies: CopiesOption = 0,
    uncredited: selection.UncreditedOption = None,
    order: OrderOption = "largest",
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, help="Stories at most.")] = 30,
    form: Annotated[Format | None, typer.Option("--format", help="Where the file's ending does not say it; html by default.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="FILE|-", help="Where to; - is standard output.")] = "-",
) -> None:
    """The stories of a time as one file to send, without --since of the last day; ends with 3 when there are none."""
    from storage.query import digest as made
    from storage.query.choice import Choice, refuse_unknown
    from storage.query.stories import listing, waiting
    from storage.store import Store
    from warraq import clock, config

    now, settings = clock.now(), config.load()
    chosen = Choice(outlet, country, since=since or DEFAULT_SINCE, until=until, outlets=outlets, uncredited=uncredited).filters(now)
    with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, chosen)
        page = listing(connection, chosen, query, copies=copies, order=order, limit=limit)
        stories = made.digest(connection, page.items)
        pending = waiting(connection)
    tell_left_out(page, pending)
    if not stories:
        raise NothingReadError("no such story in this time; nothing was written")
    write = made.as_markdown if (form or ("markdown" if to.endswith(".md") else "html")) == "markdown" else made.as_html
    assert chosen.since is not None
    _put(to, write(stories, made.heading(chosen.since, chosen.until or now, settings.zone), settings.zone))
    left = f"; {page.count - len(stories):,} more are left out, --limit takes them" if page.next else ""
    err.print(f"{len(stories)} stories{left}")


def _put(to: str, text: str) -> None:
    if to == "-":
        sys.stdout.write(text)
        return
    try:
        Path(to).write_text(text, "utf-8")
    except OSError as error:
        raise WarraqError(f"cannot write {to}: {error.strerror}") from None
