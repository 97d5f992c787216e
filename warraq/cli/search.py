"""`warraq search`: articles that hold the words."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from warraq.cli import selection
from warraq.cli.show import err, moment, out, print_json, readable, shown
from warraq.errors import NothingReadError, UsageError
from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from storage.search.facets import Summary
    from storage.search.filters import Filters
    from storage.search.find import Answer, Hit

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
    outlets: selection.OutletsOption = None,
    uncredited: selection.UncreditedOption = None,
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
    from storage.search.index import why_stale
    from storage.store import Store
    from warraq import clock, config

    filters = Choice(outlet, country, section, keyword, author, since, until, credited, cited, outlets, uncredited).filters(clock.now())
    page = _Page(order, limit, offset, cursor, one_per_story)
    _refuse_wrong(query, filters, page)
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        answer = _answer(connection, query, filters, page)
        told = summary(connection, query, filters) if order == "newest" and form == "json" else None
        if stale := why_stale(connection):
            err.print(stale)
    _show(answer, told, form)
    if not answer.hits:
        raise NothingReadError(f"nothing found for {query or 'these options'}")


class _Page(NamedTuple):
    """Which of the articles found are asked for."""

    order: Order
    limit: int
    offset: int
    cursor: str | None
    one_per_story: bool


def _refuse_wrong(query: str, filters: Filters, page: _Page) -> None:
    from storage.search.filters import Filters
    from storage.search.query import parse

    if (page.order == "newest" and page.offset) or (page.cursor and page.order != "newest"):
        raise UsageError("--offset turns the pages of --order score, --cursor those of --order newest")
    if parse(query) is None and filters == Filters():
        raise UsageError("no word to look for; write one, or narrow by an option such as --outlet or --since")


def _answer(connection: Connection, query: str, filters: Filters, page: _Page) -> Answer:
    from storage.search.find import best, newest
    from storage.search.look import place_of

    if page.order == "newest":
        after = place_of(page.cursor) if page.cursor else None
        return newest(connection, query, filters, limit=page.limit, after=after, one_per_story=page.one_per_story)
    return best(connection, query, filters, limit=page.limit, offset=page.offset, one_per_story=page.one_per_story)


def _show(answer: Answer, told: Summary | None, form: Format) -> None:
    """The answer on stdout, what it leaves out on stderr; with figures (`told`) as one object."""
    from storage.search.look import MOST_READ

    if answer.cut:
        err.print(f"of the articles with these words only the newest {MOST_READ:,} were read for it; narrow it by --since and --until")
    if told is not None:
        items = {"items": [_row(hit) for hit in answer.hits], "next": answer.next and str(answer.next)}
        print_json(items | {"count": told.count, "count_is": told.count_is, "facets": told.facets})
        return
    show_hits(answer.hits, form)
    if answer.next:
        err.print(f"there are more: --cursor {answer.next}")


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

    when = moment(hit.published_at or hit.published_day, named=True) or "undated"
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
