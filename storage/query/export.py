"""Articles on their way out: one record each, with all that belongs to it, read a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from storage.search.check import Text, fits
from storage.search.filters import Filters, conditions, timely
from storage.search.look import Looking
from storage.search.match import Where, is_exact
from storage.search.names import with_names
from storage.search.query import parse
from storage.sql import rows_of
from storage.tables import articles, attributions, authors, keywords, media, outlets, related_links, revisions, search_texts, stories, urls
from warraq.fields import EXPORTED, kinds
from warraq.items import Article, Attribution, Medium, RelatedLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from storage.search.query import Query
    from storage.sql import Row

EXPORT_BATCH: Final = 500
"""Articles held at once, about 5 MB of them."""

_OF_THE_STORE: Final[dict[str, str]] = {
    "outlet_title": "text",
    "country": "text",
    "page_id": "integer",
    "run_id": "integer",
    "sort_at": "instant",
    "vanished_at": "instant",
    "story_id": "integer",
    "story_state": "text",
    "revisions": "revisions",
}
"""What the store adds to the fields of an article."""

FIELDS: Final[dict[str, str]] = {"article_id": "integer"} | kinds(Article, EXPORTED) | _OF_THE_STORE
"""Name and kind of every field of a record, in order; `docs/store.md` says what they mean."""

SOURCE_FIELDS: Final[dict[str, str]] = {**kinds(Attribution)}
"""The same of every source in `attributions`."""

PARTS: Final[dict[str, dict[str, str]]] = {
    "sources": SOURCE_FIELDS,
    "links": {**kinds(RelatedLink)},
    "media": {**kinds(Medium)},
    "revisions": {"number": "integer", "seen_at": "instant", "title": "text", "body": "text", "changed": "text"},
}
"""By kind: name and kind of the fields of each value in such a list."""

_LISTS: Final[dict[str, tuple[Table, str]]] = {
    "authors": (authors, "name"),
    "keywords": (keywords, "keyword"),
    "attributions": (attributions, "sources"),
    "related_links": (related_links, "links"),
    "media": (media, "media"),
    "revisions": (revisions, "revisions"),
}
"""The lists of a record: their tables, and the one column or the kind of what they hold."""


def records(connection: Connection, filters: Filters | None = None, query: str = "") -> Iterator[Row]:
    """Every article that fits filters and query, by id, as a record with the keys of `FIELDS`. Raises UsageError for a wrong query."""
    parsed = parse(query)
    asked = with_names(parsed) if parsed else None
    chosen = _chosen(connection, filters or Filters(), asked)
    read = asked is not None and not is_exact(asked)
    last = 0
    while rows := connection.execute(chosen.where(articles.c.id > last).order_by(articles.c.id).limit(EXPORT_BATCH)).mappings().all():
        last = rows[-1]["article_id"]
        if asked is not None and read:
            rows = [row for row in rows if fits(asked, Where.ANYWHERE, Text(row["title"] or ""), Text(row["body"]))]
        ids = [row["article_id"] for row in rows]
        lists = {name: _list(connection, table, what, ids) for name, (table, what) in _LISTS.items()}
        taken_up = _lists(connection, urls, [urls.c.run_id, urls.c.guid], ids)
        for row in rows:
            number = row["article_id"]
            own = dict(row) | {name: found.get(number, []) for name, found in lists.items()} | _taken_up(taken_up.get(number, []))
            yield {name: own[name] for name in FIELDS}


def _taken_up(rows: list[Row]) -> Row:
    """The last run that took up an address of the article, and the first guid by which a feed named it."""
    run_ids = [row["run_id"] for row in rows if row["run_id"] is not None]
    return {"run_id": max(run_ids, default=None), "guid": next((row["guid"] for row in rows if row["guid"]), None)}


def _chosen(connection: Connection, filters: Filters, query: Query | None) -> Select[*tuple[Any, ...]]:
    given: dict[str, ColumnElement[Any]] = {
        "article_id": articles.c.id,
        "outlet": outlets.c.name,
        "outlet_title": outlets.c.title,
        "country": outlets.c.country,
        "story_id": func.coalesce(stories.c.merged_into, articles.c.story_id),
    }
    own = [name for name in FIELDS if name in given or name in articles.c]
    columns = [(given[name] if name in given else articles.c[name]).label(name) for name in own]
    chosen = select(*columns).select_from(articles).join(outlets, outlets.c.id == articles.c.outlet_id)
    chosen = chosen.outerjoin(stories, stories.c.id == articles.c.story_id)
    chosen = chosen.where(*conditions(filters), *timely(articles.c.sort_at, filters))
    if query is None:
        return chosen
    led_to = Looking(connection, Filters()).statement(query, Where.ANYWHERE).with_only_columns(search_texts.c.article_id)
    return chosen.where(articles.c.id.in_(led_to))


def _list(connection: Connection, table: Table, what: str, article_ids: list[int]) -> dict[int, list[Any]]:
    """The texts of one column, or the values of a kind, that belong to each of the articles."""
    if what in PARTS:
        return _lists(connection, table, [_column(table, name) for name in PARTS[what]], article_ids)
    found = _lists(connection, table, [table.c[what]], article_ids)
    return {number: [row[what] for row in rows] for number, rows in found.items()}


def _column(table: Table, name: str) -> ColumnElement[Any]:
    if name == "outlet":
        return select(outlets.c.name).where(outlets.c.id == table.c.outlet_id).scalar_subquery().label(name)
    return table.c[name]


def _lists(connection: Connection, table: Table, columns: Sequence[ColumnElement[Any]], article_ids: list[int]) -> dict[int, list[Row]]:
    """The rows that belong to each of the articles, in the order of their key."""
    found: dict[int, list[Row]] = {}
    chosen = select(table.c.article_id.label("of"), *columns).where(table.c.article_id.in_(article_ids)).order_by(*table.primary_key)
    for row in rows_of(connection, chosen):
        found.setdefault(row.pop("of"), []).append(row)
    return found
