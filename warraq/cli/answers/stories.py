"""`warraq stories`: the stories of a time, with their origin, copies and who was first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.options import AsJson
from warraq.cli.show import err, moment, print_json, print_table, zone_name
from warraq.errors import NothingReadError

if TYPE_CHECKING:
    from storage.query.stories import StoriesPage, StoryLine

Order = Literal["largest", "newest"]
CopiesOption = Annotated[int, typer.Option("--copies", min=0, help="Only stories with so many articles beside the first, or more.")]
OrderOption = Annotated[Order, typer.Option("--order", help="Most outlets first, or newest first.")]

STORY_COLUMNS = ("id", "outlets", "articles", "first", "by", "origin", "headline")


def stories(
    query: Annotated[str, typer.Argument(help="Only stories with an article that `warraq search` would find.")] = "",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    outlets: selection.OutletsOption = None,
    copies: CopiesOption = 0,
    uncredited: selection.UncreditedOption = None,
    order: OrderOption = "largest",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Stories at most.")] = 20,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Go on from here, as the page before told.")] = None,
    as_json: AsJson = False,
) -> None:
    """The stories of a time, largest first; ends with 3 when there are none. See docs/stories.md."""
    from dataclasses import asdict

    choice = {"outlet": outlet, "country": country, "since": since, "until": until, "outlets": outlets, "uncredited": uncredited}
    page = read_stories(query, choice, copies=copies, order=order, limit=limit, cursor=cursor)
    if as_json:
        print_json([asdict(line) for line in page.items])
    elif page.items:
        print_table(
            [f"first {zone_name()}" if name == "first" else name for name in STORY_COLUMNS],
            (_row(line) for line in page.items),
            right=("outlets", "articles", "headline"),
        )
    if page.next:
        told = f"{page.count:,}" if page.count_is == "exact" else f"more than {page.count:,}"
        err.print(f"{len(page.items)} of {told} stories; go on with --cursor {page.next}")
    if not page.items:
        raise NothingReadError("no such story; `warraq stories` without options lists all, `warraq search` finds articles")


def read_stories(query: str, choice: dict[str, Any], **how: Any) -> StoriesPage:
    """The page that the options choose, with what was left out told on stderr."""
    from storage.query.choice import Choice, refuse_unknown
    from storage.query.stories import listing, waiting
    from storage.store import Store
    from warraq import clock, config

    filters = Choice(**choice).filters(clock.now())
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        page = listing(connection, filters, query, **how)
        pending = waiting(connection)
    tell_left_out(page, pending)
    return page


def tell_left_out(page: StoriesPage, pending: int) -> None:
    """Says on stderr what the stories may lack: articles left unread, and those that are not joined yet."""
    from storage.search.look import MOST_READ

    if page.cut:
        err.print(f"of the articles with these words only the newest {MOST_READ:,} were read for it; narrow it by --since and --until")
    if pending:
        err.print(f"{pending:,} articles are stored and not joined to stories yet")


def _row(line: StoryLine) -> tuple[object, ...]:
    first = moment(line.first_published_at) or (f"by {moment(line.sort_at)}" if line.dated else "undated")
    return line.id, line.outlet_count, line.article_count, first, line.first_outlet, line.origin_title, line.title or "(no title)"
