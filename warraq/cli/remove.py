"""`warraq remove`: takes one article out for good."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.show import out
from warraq.errors import UsageError


def remove(
    article_id: Annotated[int, typer.Argument(metavar="ID", help="The article, as search shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, for those who come upon the gap.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only what would go is told.")] = False,
) -> None:
    """Take an article with its earlier texts out of the store for good; address and reason stay, and it is not taken in again."""
    from sqlalchemy import select

    from storage.store import Store
    from storage.tables import articles
    from storage.upkeep.taken_out import remove as take
    from warraq import config

    with Store.open(config.load().database_url, create=False) as store:
        with store.read() as connection:
            found = connection.execute(select(articles.c.title, articles.c.url).where(articles.c.id == article_id)).first()
        if found is None:
            raise UsageError(f"{article_id}: there is no article of this number")
        if not yes:
            out.print(f"{article_id} {found.title or '(no title)'} {found.url} would go; --yes takes it")
            return
        store.patiently(take, article_id, reason)
    out.print(f"{found.url}: removed; it is not fetched, imported or read again")
