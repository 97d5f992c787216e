"""`warraq search`: articles that hold the words."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.show import err, moment, out, print_json, readable, shown
from warraq.errors import NothingReadError, UsageError
from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.search.find import Hit

Format = Literal["table", "json", "jsonl", "csv"]
Order = Literal["score", "newest"]
FOUND_COLUMNS = ("article_id", "url", "title", "outlet", "published_at", "published_day", "story_id", "score", "snippet")
"""Of a CSV file; JSON has `highlights` too, the places of the words found in the snippet."""


def search(
    query: Annotated[
        str, typer.Argument(help='Words that must all occur, "a phrase", AND OR NOT, brackets, begin*. See docs/search.md.')
    ] = "",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    section: selection.SectionOption = None,
    keyword: selection.KeywordOption = None,
    author: selection.AuthorOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    credited: selection.CreditedOption = None,
    cited: selection.CitedOption = None,
    one_per_story: Annotated[bool, typer.Option("--one-per-story", help="Of copies of one text only the first.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Articles at most.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, max=10000, help="Leave out so many, to turn pages.")] = 0,
    order: Annotated[Order, typer.Option("--order", help="Best first, or newest first.")] = "score",
    cursor: Annotated[str | None, typer.Option("--cursor", help="With --order newest: go on from here, as the page before told.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to answer.")] = "table",
) -> None:
    """Find articles by their words; ends with 3 when there are none. Without words, all that the options let through.

    With --order newest JSON is one page: `items`, `next` (a cursor), `count`, `count_is`, `facets`.
    """
    from storage.query.choice import Choice, refuse_unknown
    from storage.search.facets import summary
    from storage.search.filters import Filters
    from storage.search.find import best, newest
    from storage.search.index import why_stale
    from storage.search.look import MOST_READ, place_of
    from storage.search.query import parse
    from storage.store import Store
    from warraq import clock, config

    filters = Choice(outlet, country, section, keyword, author, since, until, credited, cited).filters(clock.now())
    if (order == "newest" and offset) or (cursor and order != "newest"):
        raise UsageError("--offset turns the pages of --order score, --cursor those of --order newest")
    if parse(query) is None and filters == Filters():
        raise UsageError("no word to look for; write one, or narrow by an option such as --outlet or --since")
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        if order == "newest":
            after = place_of(cursor) if cursor else None
            answer = newest(connection, query, filters, limit=limit, after=after, one_per_story=one_per_story)
        else:
            answer = best(connection, query, filters, limit=limit, offset=offset, one_per_story=one_per_story)
        told = summary(connection, query, filters) if order == "newest" and form == "json" else None
        if stale := why_stale(connection):
            err.print(stale)
    if answer.cut:
        err.print(f"of the articles with these words only the newest {MOST_READ:,} were read for it; narrow it by --since and --until")
    if told is not None:
        page = {"items": [_row(hit) for hit in answer.hits], "next": answer.next and str(answer.next)}
        print_json(page | {"count": told.count, "count_is": told.count_is, "facets": told.facets})
    else:
        show_hits(answer.hits, form)
        if answer.next:
            err.print(f"there are more: --cursor {answer.next}")
    if not answer.hits:
        raise NothingReadError(f"nothing found for {query or 'these options'}")


def show_hits(hits: list[Hit], form: Format) -> None:
    """The hits on stdout."""
    if form == "json":
        print_json([_row(hit) for hit in hits])
    elif form == "csv":
        _print_csv(hits)
    for hit in hits if form in ("jsonl", "table") else ():
        if form == "jsonl":
            print_json(_row(hit))
        else:
            show_hit(hit)


def show_hit(hit: Hit) -> None:
    """One hit: when and where, the title, the words found, the address."""
    from rich.padding import Padding
    from rich.text import Text

    when = moment(hit.published_at or hit.published_day) or "undated"
    out.print(Text.assemble((f"{hit.article_id}", "bold"), visible(f"  {hit.outlet}  {when}")))
    out.print(shown(f"   {hit.title or '(no title)'}", style="bold"))
    snippet = Text()
    for part, found in _parts(hit):
        snippet.append(visible(part), "bold reverse" if found else None)
    out.print(Padding(snippet, (0, 0, 0, 3), expand=False))
    out.print(shown(f"   {readable(hit.url)}", style="dim"), "", sep="\n", soft_wrap=True)


def _parts(hit: Hit) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, and whether each is among the words found."""
    done = 0
    for start, end in hit.highlights:
        yield from ((hit.snippet[done:start], False), (hit.snippet[start:end], True))
        done = end
    yield hit.snippet[done:], False


def _row(hit: Hit) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in (*FOUND_COLUMNS, "highlights")}


def _print_csv(hits: list[Hit]) -> None:
    from storage.query.cells import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FOUND_COLUMNS)
    writer.writerows([visible(str(cell(getattr(hit, name)))) for name in FOUND_COLUMNS] for hit in hits)
