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
from storage.search.match import FTS5, Where, is_exact, leads, matches
from storage.sql import chunks
from storage.tables import articles, search_texts, stories
from storage.types import Instant
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select
    from sqlalchemy.sql import ColumnCollection

    from storage.search.query import Query

MOST_READ: Final = 2_000
"""Articles whose text is read for a query that the index cannot answer alone: about 0.3 s. Older ones are not found by it."""
_TEXTS_AT_ONCE: Final = 50
"""Texts read from the store in one go."""
_FIRST_CANDIDATES: Final = 100

_NEWEST: Final = 5_000
"""Articles, the newest, among which a word is looked for first: what is frequent stands often enough in them, however large the store."""
_LARGE: Final = 200_000
"""Texts up to which a SQLite store is looked through whole."""
_WIDEST: Final = 16
"""Times as long a time that is looked at next at most, in SQLite, where its articles' numbers are read one by one."""


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


class Window(NamedTuple):
    """The newest articles of a store, or of what follows a place."""

    newest: datetime
    since: datetime
    numbers: tuple[int, int] | None = None
    """First and last of their numbers in the index, where FTS5 can use them."""


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
    _windows: dict[tuple[Place | None, int], Window | None] = field(default_factory=dict)

    def found(self, query: Query | None, where: Where, most_read: int = MOST_READ, at_once: int | None = None) -> Iterator[Found]:
        """The articles that fit, the newest first; with no query, all that the filters let through. `at_once`: how many will be wanted."""
        if query is None or is_exact(query):
            yield from self._led_to(query, where, at_once or _FIRST_CANDIDATES)
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
        after = self.after
        while True:
            rows = self._page(query, where, after, size)
            yield from (Found(row.article_id, row.sort_at, row.story_id if self.with_stories else None) for row in rows)
            if len(rows) < size:
                return
            after, size = Place(rows[-1].sort_at, rows[-1].article_id), size * 2

    def _page(self, query: Query | None, where: Where, after: Place | None, size: int) -> Sequence[Row[*tuple[Any, ...]]]:
        """The next articles, the newest first: looked for among the newest, then by how many these were, then among all."""
        by_words = query is not None and leads(query, where) is not None
        window = self._window(after, max(_NEWEST, size)) if by_words else None
        rows = self._rows(query, where, after, size, window, by_words) if window else []
        if window and rows and len(rows) < size:
            window = self._widened(window, after, 2 * size / len(rows))
            rows = self._rows(query, where, after, size, window, by_words) if window else []
        return rows if len(rows) == size else self._rows(query, where, after, size, None, by_words)

    def _rows(
        self, query: Query | None, where: Where, after: Place | None, size: int, window: Window | None, by_words: bool
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        statement = self.statement(query, where).where(*_following(after))
        if window is not None:
            statement = statement.where(search_texts.c.sort_at >= window.since)
        if window is not None and window.numbers is not None:
            statement = statement.where(FTS5.c.rowid.between(*window.numbers))
        order: tuple[ColumnElement[Any], ...] = (search_texts.c.sort_at.desc(), search_texts.c.article_id.desc())
        if by_words and self.connection.dialect.name == "postgresql":
            # Its planner takes the words of a row for cheap to make, and would rather read all rows in order than ask the index.
            led = statement.cte("led").prefix_with("MATERIALIZED")
            statement, order = select(led), (led.c.sort_at.desc(), led.c.article_id.desc())
        return self.connection.execute(statement.order_by(*order).limit(size)).all()

    def _window(self, after: Place | None, count: int) -> Window | None:
        """The first `count` of what the time lets through; None where there are no more, and where FTS5 is quick enough with all."""
        numbered = self.connection.dialect.name == "sqlite"
        if numbered and (self.connection.scalar(select(func.max(search_texts.c.id))) or 0) < _LARGE:
            return None
        if (after, count) not in self._windows:
            columns = (search_texts.c.sort_at, *([search_texts.c.id] if numbered else []))
            order = (search_texts.c.sort_at.desc(), search_texts.c.article_id.desc())
            chosen = select(*columns).where(*timely(search_texts.c.sort_at, self.filters), *_following(after))
            held = chosen.order_by(*order).limit(count).subquery()
            told = self.connection.execute(select(func.count(), *_bounds(held.c))).one()
            numbers = (told[3], told[4]) if numbered else None
            self._windows[after, count] = Window(told[2], told[1], numbers) if told[0] == count else None
        return self._windows[after, count]

    def _widened(self, window: Window, after: Place | None, factor: float) -> Window | None:
        """So many times as long a time; None where that is as good as all."""
        try:
            since = window.newest - (window.newest - window.since) * factor
        except OverflowError:
            return None
        if window.numbers is None:
            return Window(window.newest, since)
        if factor > _WIDEST:
            return None
        within = (search_texts.c.sort_at >= since, *timely(search_texts.c.sort_at, self.filters), *_following(after))
        *_, first, last = self.connection.execute(select(*_bounds(search_texts.c)).where(*within)).one()
        return Window(window.newest, since, (first, last))

    def _texts(self, article_ids: Sequence[int], *, bodies: bool) -> dict[int, tuple[Text, Text]]:
        columns = (articles.c.id, articles.c.title, *([articles.c.body] if bodies else []))
        rows = self.connection.execute(select(*columns).where(articles.c.id.in_(article_ids)))
        return {row.id: (Text(row.title or ""), Text(row.body if bodies else "")) for row in rows}


def _following(place: Place | None) -> list[ColumnElement[bool]]:
    """The condition on `search_texts` for what comes after a place."""
    if place is None:
        return []
    return [
        tuple_(search_texts.c.sort_at, search_texts.c.article_id) < tuple_(literal(place.sort_at, Instant()), literal(place.article_id))
    ]


def _bounds(columns: ColumnCollection[str, Any]) -> list[ColumnElement[Any]]:
    """Earliest and latest time, and lowest and highest number where there is one."""
    return [chosen(columns[name]) for name in ("sort_at", "id") if name in columns for chosen in (func.min, func.max)]


def _is_of_titles(query: Query) -> bool:
    """Whether nothing is excluded, which might stand in a body."""
    return not getattr(query, "but", ())
