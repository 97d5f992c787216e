"""`warraq search`: articles that hold the words."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from warraq.cli.show import moment, out, print_json
from warraq.errors import NothingReadError

Format = Literal["table", "json", "jsonl"]


def search(
    query: Annotated[str, typer.Argument(help='Words, all of which must occur; "several words" in quotes as a phrase.')],
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Two letters, such as EG.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Nothing older: 6h, 7d, or a date.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Nothing newer: 6h, 7d, or a date.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Articles at most.")] = 20,
    form: Annotated[Format, typer.Option("--format", help="How to answer.")] = "table",
) -> None:
    """Find articles by their words; ends with 3 when there are none."""
    from dataclasses import asdict

    from spiders.limits import parse_since
    from storage.search import search as find
    from storage.store import Store
    from warraq import clock, config

    now = clock.now()
    first, last = (parse_since(value, now) if value else None for value in (since, until))
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        hits = find(connection, query, outlet=outlet, country=country, since=first, until=last, limit=limit)
    if form == "json":
        print_json([asdict(hit) for hit in hits])
    for hit in hits:
        if form == "jsonl":
            print_json(asdict(hit))
        elif form == "table":
            show_hit(hit)
    if not hits:
        raise NothingReadError(f"nothing found for {query}")


def show_hit(hit: object) -> None:
    """One hit: when and where, the title, the words found, the address."""
    from rich.text import Text

    when = moment(getattr(hit, "published_at", None) or getattr(hit, "published_day", None)) or "undated"
    out.print(Text.assemble((f"{getattr(hit, 'article_id', '')}", "bold"), f"  {getattr(hit, 'outlet', '')}  {when}"))
    out.print(Text(f"   {getattr(hit, 'title', None) or '(no title)'}", style="bold"))
    out.print(Text(f"   {getattr(hit, 'snippet', '')}"))
    out.print(Text(f"   {getattr(hit, 'url', '')}\n", style="dim"))
