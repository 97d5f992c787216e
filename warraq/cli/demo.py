"""`warraq demo`: the whole chain against a small press on this machine, without any network."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.answers.serve import Port, serve
from warraq.cli.show import err, out

if TYPE_CHECKING:
    from sqlalchemy import Connection


def demo(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where to put the store and the outlet files; by default a new temporary folder.")
    ] = None,
    room_after: Annotated[
        bool, typer.Option("--serve", help="Then read it in a browser, with the press alive, until Ctrl-C; needs the extra web.")
    ] = False,
    port: Port = 8050,
) -> None:
    """Crawl an invented press on this machine and look at it.

    Searches what was stored, and shows one article with its sources.
    """
    from warraq import clock, config
    from warraq.cli.crawl import run_crawls, show_summaries
    from warraq.newsroom import Newsroom

    place = folder or Path(tempfile.mkdtemp(prefix="warraq-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    with Newsroom(now=clock.now()) as room:
        names = [path.stem for path in room.write_outlets(place / "outlets")]
        variables = _point_at(place)
        _heading(f"Crawling {len(names)} outlets of an invented press on 127.0.0.1:{room.port}")
        show_summaries(run_crawls(names, {"trigger": "cli"}, config.load().parallel))
        _look(place, variables)
        if room_after:
            serve(port=port)


def _point_at(place: Path) -> dict[str, str]:
    """Sets the variables that make this process live in the demo's folder; returns those that a person needs to look further."""
    variables = {
        "WARRAQ_DATABASE_URL": f"sqlite:///{(place / 'warraq.db').resolve()}",
        "WARRAQ_OUTLETS": str((place / "outlets").resolve()),
    }
    # The press answers to names under .test on loopback, and is not bothered by haste.
    os.environ |= {**variables, "WARRAQ_HOSTS": "*.test=127.0.0.1", "WARRAQ_DELAY": "0"}
    return variables


def _heading(text: str) -> None:
    from rich.rule import Rule

    out.print(Rule(text, align="left"), width=min(out.width, 100))


def _look(place: Path, variables: dict[str, str]) -> None:
    from storage.store import Store

    with Store.open(variables["WARRAQ_DATABASE_URL"], read_only=True) as store, store.read() as connection:
        _search(connection)
        _show_one(connection)
    err.print(f"\nThe store stays in {place}. To look further:")
    for name, value in variables.items():
        err.print(f"  export {name}='{value}'")
    err.print("  warraq search QUERY   warraq article ID   warraq story ID   warraq runs")
    err.print("  warraq serve   (the same in a browser)")


def _search(connection: Connection) -> None:
    from storage.search.find import search
    from warraq.cli.search import show_hit

    query = "المياه"
    _heading(f"warraq search {query}")
    for hit in search(connection, query, limit=3):
        show_hit(hit)


def _show_one(connection: Connection) -> None:
    """The article with the most sources: the one that has most to show."""
    from storage.query.read import article, most_sourced
    from warraq.cli.article import show_article

    best = most_sourced(connection)
    if best is not None and (found := article(connection, best)):
        _heading(f"warraq article {best}")
        show_article(found)
