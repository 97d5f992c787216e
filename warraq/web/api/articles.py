"""`articles/ID`: one article with its sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from storage.query.read import article
from storage.tables import tombstones
from warraq.dedup.difference import diff
from warraq.errors import GoneError, MissingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from warraq.web.api.parameters import TextParameters


def answer(connection: Connection, number: int, asked: TextParameters) -> dict[str, Any]:
    """The article with all that belongs to it; with `diff` each revision's `changes` to the text after it.

    Raises MissingError where there is none, GoneError where it was removed.
    """
    found = article(connection, number)
    if found is None and connection.scalar(select(exists().where(tombstones.c.article_id == number))):
        raise GoneError(f"article {number}: it was removed for good")
    if found is None:
        raise MissingError(f"article {number}: not in the store; /search finds articles")
    told = found.as_dict()
    if asked.diff:
        texts = [*(str(row["body"] or "") for row in found.revisions), str(found.article["body"])]
        told["revisions"] = [
            row | {"changes": [asdict(change) for change in diff(texts[place], texts[place + 1])]}
            for place, row in enumerate(found.revisions)
        ]
    return told
