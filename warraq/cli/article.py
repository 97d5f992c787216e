"""`warraq article` and `warraq remove`: one article with its sources, each with the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.options import LARGEST, AsJson
from warraq.cli.show import isolate, moment, out, print_json, print_table, shown
from warraq.errors import UsageError
from warraq.fields import SHOWN, kinds
from warraq.items import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.query.read import ArticleDetail

FACTS = tuple(kinds(Article, SHOWN))
"""Fields shown as they are, where they are set; the outlet by its title."""


def article(
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST, help="As `warraq search` shows it.")],
    as_json: AsJson = False,
) -> None:
    """One article with its sources."""
    from storage.query.read import article as read
    from storage.store import Store
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        found = read(connection, number)
    if found is None:
        raise UsageError(f"article {number}: not in the store; `warraq search` shows the numbers of articles")
    if as_json:
        print_json(found.as_dict())
    else:
        show_article(found)


def remove(
    number: Annotated[int, typer.Argument(metavar="ID", help="As `warraq search` shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, for those who come upon the gap.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only what would go is told.")] = False,
) -> None:
    """Take an article with its earlier texts out of the store for good; address and reason stay, and it is not taken in again."""
    from storage.query.read import article as read
    from storage.store import Store
    from storage.upkeep.taken_out import remove as take
    from warraq import config

    with Store.open(config.load().database_url, create=False) as store:
        with store.read() as connection:
            found = read(connection, number)
        if found is None:
            raise UsageError(f"article {number}: not in the store; `warraq search` shows the numbers of articles")
        told = isolate(f"{number} {found.article['title'] or '(no title)'} {found.article['url']}")
        if not yes:
            out.print(f"{told} would go; --yes takes it", markup=False)
            return
        store.patiently(take, number, reason)
    out.print(f"{told}: removed; it is not fetched, imported or read again", markup=False)


def show_article(found: ArticleDetail) -> None:
    """Title, facts, text, sources and the rest, for a person."""
    from rich.text import Text

    row = found.article
    out.print(Text(isolate(str(row["title"] or "(no title)")), style="bold"))
    print_table(("", ""), _facts(found))
    out.print()
    for paragraph in str(row["body_markdown"] or row["body"]).splitlines():
        out.print(*((shown(paragraph),) if row["body_markdown"] else (shown(paragraph), "")), sep="\n")
    _show_sources(found)
    if found.media:
        print_table(
            ("picture", "caption", "width"), ((each["url"], each["caption"], each["width"]) for each in found.media), right=("caption",)
        )
    if found.related_links:
        print_table(
            ("beside it", "title", "url"), ((link["label"], link["title"], link["url"]) for link in found.related_links), right=("title",)
        )


def _facts(found: ArticleDetail) -> Iterator[tuple[str, object]]:
    row = found.article
    published = moment(row["published_at"] or row["published_day"], named=True)  # type: ignore[arg-type]
    yield "published", published or "not stated"
    facts = row | {"outlet": row["outlet_title"], "authors": "، ".join(found.authors), "keywords": "، ".join(found.keywords)}
    yield from ((name, facts[name]) for name in FACTS if facts[name])
    if found.revisions:
        yield "revisions", "; ".join(f"{moment(old['seen_at'])} then changed: {old['changed']}" for old in found.revisions)  # type: ignore[arg-type]


def _show_sources(found: ArticleDetail) -> None:
    columns = ("role", "source", "as written", "words", "where", "rule")
    rows = (
        (source["role"], source["outlet"] or "?", source["name"], source["quote"], _place(source), source["rule"])
        for source in found.attributions
    )
    print_table(columns, rows, title="Sources", right=("as written", "words"))


def _place(source: dict[str, object]) -> str:
    if source["quote_start"] is None:
        return str(source["field"])
    return f"{source['field']} {source['quote_start']}–{source['quote_end']}"
