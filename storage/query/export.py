"""Articles on their way out: one record each, with its authors, keywords and sources, read a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from storage.search.filters import Filters, conditions, timely
from storage.search.match import FTS5, Where, matches
from storage.search.query import parse
from storage.tables import articles, attributions, authors, keywords, outlets, search_texts, stories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from storage.sql import Row

BATCH: Final = 500
"""Articles held at once, about 5 MB of them."""

FIELDS: Final[dict[str, str]] = {
    "article_id": "integer",
    "url": "text",
    "outlet": "text",
    "outlet_title": "text",
    "country": "text",
    "title": "text",
    "body": "text",
    "byline": "text",
    "credit_line": "text",
    "summary": "text",
    "section": "text",
    "language": "text",
    "published_at": "instant",
    "published_day": "day",
    "published_precision": "text",
    "published_offset": "integer",
    "published_raw": "text",
    "published_from": "text",
    "modified_at": "instant",
    "fetched_at": "instant",
    "sort_at": "instant",
    "vanished_at": "instant",
    "position": "integer",
    "from_embedded": "boolean",
    "extractor": "text",
    "text_hash": "text",
    "story_id": "integer",
    "image_url": "text",
    "authors": "texts",
    "keywords": "texts",
    "attributions": "sources",
}
"""Name and kind of every field of a record, in order; `docs/store.md` says what they mean."""

SOURCE_FIELDS: Final[dict[str, str]] = {
    "role": "text",
    "name": "text",
    "outlet": "text",
    "field": "text",
    "name_start": "integer",
    "name_end": "integer",
    "quote": "text",
    "quote_start": "integer",
    "quote_end": "integer",
    "rule": "text",
}
"""The same of every source in `attributions`."""


def records(connection: Connection, filters: Filters | None = None, query: str = "") -> Iterator[Row]:
    """Every article that fits filters and query, by id, as a record with the keys of `FIELDS`. Raises UsageError for a wrong query."""
    chosen = _chosen(connection.dialect.name, filters or Filters(), query)
    last = 0
    while rows := connection.execute(chosen.where(articles.c.id > last).order_by(articles.c.id).limit(BATCH)).mappings().all():
        last = rows[-1]["article_id"]
        ids = [row["article_id"] for row in rows]
        names = _lists(connection, authors, [authors.c.name], ids)
        words = _lists(connection, keywords, [keywords.c.keyword], ids)
        sources = _lists(connection, attributions, _source_columns(), ids)
        for row in rows:
            number = row["article_id"]
            yield dict(row) | {
                "authors": [each["name"] for each in names.get(number, ())],
                "keywords": [each["keyword"] for each in words.get(number, ())],
                "attributions": sources.get(number, []),
            }


def _chosen(engine: str, filters: Filters, query: str) -> Select[*tuple[Any, ...]]:
    given: dict[str, ColumnElement[Any]] = {
        "article_id": articles.c.id,
        "outlet": outlets.c.name,
        "outlet_title": outlets.c.title,
        "country": outlets.c.country,
        "story_id": func.coalesce(stories.c.merged_into, articles.c.story_id),
    }
    columns = [
        (given[name] if name in given else articles.c[name]).label(name)
        for name, kind in FIELDS.items()
        if kind not in ("texts", "sources")
    ]
    chosen = select(*columns).select_from(articles).join(outlets, outlets.c.id == articles.c.outlet_id)
    chosen = chosen.outerjoin(stories, stories.c.id == articles.c.story_id)
    chosen = chosen.where(*conditions(filters), *timely(articles.c.sort_at, filters))
    parsed = parse(query)
    if parsed is None:
        return chosen
    found = select(search_texts.c.article_id).where(matches(engine, parsed, Where.ANYWHERE))
    if engine == "sqlite":
        found = found.join(FTS5, FTS5.c.rowid == search_texts.c.article_id)
    return chosen.where(articles.c.id.in_(found))


def _source_columns() -> list[ColumnElement[Any]]:
    named = select(outlets.c.name).where(outlets.c.id == attributions.c.outlet_id).scalar_subquery()
    return [named.label(name) if name == "outlet" else attributions.c[name] for name in SOURCE_FIELDS]


def _lists(connection: Connection, table: Table, columns: Sequence[ColumnElement[Any]], article_ids: list[int]) -> dict[int, list[Row]]:
    """The rows that belong to each of the articles, in the order of their key."""
    found: dict[int, list[Row]] = {}
    chosen = select(table.c.article_id.label("of"), *columns).where(table.c.article_id.in_(article_ids)).order_by(*table.primary_key)
    for row in connection.execute(chosen).mappings():
        found.setdefault(row["of"], []).append({name: value for name, value in row.items() if name != "of"})
    return found
