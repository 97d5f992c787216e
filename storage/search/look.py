"""Looks through the articles that may fit a query, the newest first, and keeps those that do.

Where the index cannot tell (phrases, beginnings, words in quotes) the text of an article is read, of so many articles at most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func, literal, select, tuple_

from storage.search.check import Text, fits
from storage.search.filters import Filters, conditions, timely
from storage.search.match import FTS5, Where, is_exact, matches
from storage.sql import chunks
from storage.tables import articles, search_texts, stories
from storage.types import Instant
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Select, Tuple

    from storage.search.query import Query

MOST_READ: Final = 2_000
"""Articles whose text is read for a query that the index cannot answer alone: about 0.3 s. Older ones are not found by it."""
_TEXTS_AT_ONCE: Final = 50
"""Texts read from the store in one go."""
_FIRST_CANDIDATES: Final = 200


class Place(NamedTuple):
    """Where an article stands in the order of all, the newest first; a cursor."""

    sort_at: datetime
    article_id: int

    def __str__(self) -> str:
        """As people pass it on; `place_of` reads it."""
        return f"{self.sort_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z_{self.article_id}"


def place_of(written: str) -> Place:
    """The place that `str` of one wrote. Raises UsageError for anything else."""
    time, _, number = written.partition("_")
    try:
        return Place(datetime.fromisoformat(time).astimezone(UTC), int(number))
    except ValueError:
        raise UsageError(
            f"--cursor {written}: no cursor; write what the page before told, such as 2026-03-09T12:00:00.000000Z_17"
        ) from None


class Found(NamedTuple):
    """An article that fits."""

    article_id: int
    sort_at: datetime
    story_id: int | None
    """The story that it belongs to now; None where nobody asked."""


@dataclass
class Looking:
    """What is looked for beside the words, and whether the look had to end early."""

    connection: Connection
    filters: Filters
    with_stories: bool = False
    after: Place | None = None
    """Only what comes after it."""
    cut: bool = field(default=False)
    """Whether articles were left unread that might have fitted; those that are only ranked by their text do not count."""

    def found(self, query: Query | None, where: Where, most_read: int = MOST_READ) -> Iterator[Found]:
        """The articles that fit, the newest first; with no query, all that the filters let through."""
        if query is None or is_exact(query):
            yield from self._led_to(query, where)
            return
        candidates = list(islice(self._led_to(query, where, most_read + 1), most_read + 1))
        for chunk in chunks(candidates[:most_read], _TEXTS_AT_ONCE):
            texts = self._texts([each.article_id for each in chunk], bodies=where is not Where.TITLE or not _is_of_titles(query))
            yield from (each for each in chunk if fits(query, where, *texts[each.article_id]))
        self.cut = self.cut or MOST_READ <= most_read < len(candidates)

    def statement(self, query: Query | None, where: Where) -> Select[*tuple[Any, ...]]:
        """Selects `article_id` and `sort_at` of the articles that the index leads to and the filters let through, in no order."""
        chosen = select(search_texts.c.article_id, search_texts.c.sort_at)
        condition = None if query is None else matches(self.connection.dialect.name, query, where)
        if condition is not None:
            chosen = chosen.where(condition)
            if self.connection.dialect.name == "sqlite":
                chosen = chosen.join(FTS5, FTS5.c.rowid == search_texts.c.id)
        narrowing = conditions(self.filters)
        if narrowing or self.with_stories:
            chosen = chosen.join(articles, articles.c.id == search_texts.c.article_id).where(*narrowing)
        if self.with_stories:
            own = func.coalesce(stories.c.merged_into, stories.c.id, -articles.c.id)
            chosen = chosen.outerjoin(stories, stories.c.id == articles.c.story_id).add_columns(own.label("story_id"))
        return chosen.where(*timely(search_texts.c.sort_at, self.filters))

    def _led_to(self, query: Query | None, where: Where, size: int = _FIRST_CANDIDATES) -> Iterator[Found]:
        statement = self.statement(query, where)
        place = (search_texts.c.sort_at, search_texts.c.article_id)
        after = self.after
        while True:
            page = statement if after is None else statement.where(tuple_(*place) < _bound(after))
            rows = self.connection.execute(page.order_by(*(column.desc() for column in place)).limit(size)).all()
            yield from (Found(row.article_id, row.sort_at, row.story_id if self.with_stories else None) for row in rows)
            if len(rows) < size:
                return
            after, size = Place(rows[-1].sort_at, rows[-1].article_id), size * 2

    def _texts(self, article_ids: Sequence[int], *, bodies: bool) -> dict[int, tuple[Text, Text]]:
        columns = (articles.c.id, articles.c.title, *([articles.c.body] if bodies else []))
        rows = self.connection.execute(select(*columns).where(articles.c.id.in_(article_ids)))
        return {row.id: (Text(row.title or ""), Text(row.body if bodies else "")) for row in rows}


def _bound(place: Place) -> Tuple:
    return tuple_(literal(place.sort_at, Instant()), literal(place.article_id))


def _is_of_titles(query: Query) -> bool:
    """Whether nothing is excluded, which might stand in a body."""
    return not getattr(query, "but", ())
