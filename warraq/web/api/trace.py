"""`trace`: where a text from anywhere stands in the store."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_, select

from storage.stories.trace import trace
from storage.tables import articles, urls
from warraq.errors import MissingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_TRACED: Final = 200_000
"""Letters of a text."""
LONGEST_OF_STRANGERS: Final = 20_000


def answer(connection: Connection, text: str) -> dict[str, Any]:
    """Where the text stands; for an address alone, where the text of its article does: it is looked up in the store and never fetched.

    Raises MissingError for an address that the store does not have.
    """
    address = text.strip()
    if address.startswith(("http://", "https://")) and not any(letter.isspace() for letter in address):
        text = _stored(connection, address)
    return asdict(trace(connection, text))


def _stored(connection: Connection, address: str) -> str:
    known = select(urls.c.article_id).where(urls.c.url == address)
    found = select(articles.c.title, articles.c.body).where(or_(articles.c.url == address, articles.c.id.in_(known)))
    row = connection.execute(found.limit(1)).one_or_none()
    if row is None:
        raise MissingError(f"{address}: not in the store, and nothing is fetched here; paste the text itself, or: warraq trace URL")
    return f"{row.title or ''}\n{row.body}"
