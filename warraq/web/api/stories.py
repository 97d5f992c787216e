"""`stories` and `stories/ID`: the stories of a time, and one with its chain."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from storage.query.choice import refuse_unknown
from storage.query.stories import listing, waiting
from storage.stories.chain import story, texts_of
from warraq import clock
from warraq.dedup.difference import diff
from warraq.errors import MissingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.stories.chain import StoryDetail
    from warraq.web.api.parameters import StoriesParameters, TextParameters


def answer(connection: Connection, asked: StoriesParameters) -> dict[str, Any]:
    """A page of stories. Raises UsageError for a query, a name, a time or a cursor that none can read."""
    filters = asked.choice().filters(clock.now())
    refuse_unknown(connection, filters)
    page = listing(connection, filters, asked.q, copies=asked.copies, order=asked.order, limit=asked.limit, cursor=asked.cursor or None)
    return {"items": [asdict(line) for line in page.items], **_told(page), "waiting": waiting(connection)}


def _told(page: Any) -> dict[str, Any]:
    return {name: getattr(page, name) for name in ("next", "count", "count_is", "cut")}


def one(connection: Connection, number: int, asked: TextParameters) -> dict[str, Any]:
    """The story, or the one that it was merged into; with `diff` how each article's text differs from the first's.

    Raises MissingError where there is none.
    """
    found = story(connection, number)
    if found is None:
        raise MissingError(f"story {number}: not in the store; /stories lists stories")
    return found.as_dict() | ({"changes": _changes(connection, found)} if asked.diff else {})


def _changes(connection: Connection, found: StoryDetail) -> dict[int, list[dict[str, Any]]]:
    """By article, the stretches by which the first text becomes its own."""
    texts = texts_of(connection, found.story["id"])
    first, *others = (row["article_id"] for row in found.articles)
    return {each: [asdict(change) for change in diff(texts[first], texts[each])] for each in others}
