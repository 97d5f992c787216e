"""Fills the rows of stories from their articles: how many, since when, and from whom the text comes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from storage.sql import chunks
from storage.tables import articles, attributions, outlets, stories, urls
from warraq.dedup.origin import Credit, Member, doubted, origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from storage.sql import Found, Row


def save_rows(connection: Connection, groups: Mapping[int, Sequence[int]]) -> None:
    """Writes the rows of living stories; `groups`: the articles of each, by its id."""
    article_ids = sorted(article_id for group in groups.values() for article_id in group)
    named, slugs = _credits(connection, article_ids)
    found = {row.id: row for row in _facts(connection, article_ids)}
    seen = first_sights(connection, article_ids)
    slugs |= {row.outlet: row.outlet_id for row in found.values()}
    rows = [_story_row(key, [found[article_id] for article_id in group], named, slugs, seen) for key, group in sorted(groups.items())]
    columns: Row = {name: bindparam(name) for name in rows[0] if name != "key"}
    connection.execute(update(stories).where(stories.c.id == bindparam("key")).values(columns), rows)


def _facts(connection: Connection, article_ids: Iterable[int]) -> Iterable[Found]:
    table = articles.c
    columns = (table.id, table.outlet_id, table.url, table.fetched_at, table.published_at, table.published_day, table.from_embedded)
    query = select(*columns, outlets.c.name.label("outlet"), outlets.c.kind).join_from(articles, outlets)
    return (row for chunk in chunks(article_ids) for row in connection.execute(query.where(table.id.in_(chunk))))


def first_sights(connection: Connection, article_ids: Iterable[int]) -> dict[int, Found]:
    """When a document first named each article (`seen_at`), and had last been read without naming it (`unseen_at`), by the article's id."""
    table = urls.c
    query = select(table.article_id, func.min(table.first_seen_at).label("seen_at"), func.min(table.unseen_at).label("unseen_at"))
    query = query.where(table.feed_id.is_not(None)).group_by(table.article_id)
    rows = (row for chunk in chunks(article_ids) for row in connection.execute(query.where(table.article_id.in_(chunk))))
    return {row.article_id: row for row in rows}


def _credits(connection: Connection, article_ids: Iterable[int]) -> tuple[dict[int, tuple[Credit, ...]], dict[str, int]]:
    """Whom each article names as its origin, in the order in which it does; and the ids of these outlets by slug."""
    table = attributions.c
    query = select(table.article_id, table.role, table.name, table.outlet_id, outlets.c.name.label("outlet"))
    query = query.outerjoin_from(attributions, outlets).where(table.role.in_(("credited", "dateline"))).order_by(table.id)
    found: defaultdict[int, list[Credit]] = defaultdict(list)
    slugs: dict[str, int] = {}
    for chunk in chunks(article_ids):
        for row in connection.execute(query.where(table.article_id.in_(chunk))):
            found[row.article_id].append(Credit(row.role, row.name, row.outlet))
            if row.outlet is not None:
                slugs[row.outlet] = row.outlet_id
    return {article_id: tuple(given) for article_id, given in found.items()}, slugs


def _story_row(
    key: int, rows: Sequence[Found], named: Mapping[int, tuple[Credit, ...]], slugs: Mapping[str, int], seen: Mapping[int, Found]
) -> Row:
    # Of two articles of one moment the address decides, because ids depend on the order of storing.
    ordered = sorted(rows, key=lambda row: row.url)
    members = [_member(place, row, named.get(row.id, ()), seen.get(row.id)) for place, row in enumerate(ordered)]
    found, doubts = origin(members), doubted(members)
    published = [row.published_at for place, row in enumerate(ordered) if row.published_at is not None and place not in doubts]
    return {
        "key": key,
        "first_article_id": ordered[found.first_article].id,
        "origin_outlet_id": slugs[found.outlet] if found.outlet is not None else None,
        "origin_name": found.name,
        "origin_rule": found.rule,
        "first_published_at": min(published, default=None),
        "last_seen_at": max(row.fetched_at for row in ordered),
        "article_count": len(ordered),
        "outlet_count": len({row.outlet_id for row in ordered}),
        "merged_into": None,
    }


def _member(place: int, row: Found, named: tuple[Credit, ...], sight: Found | None) -> Member:
    secondhand = row.kind == "aggregator" or bool(row.from_embedded)
    unseen = sight.unseen_at if sight and sight.unseen_at and sight.unseen_at < sight.seen_at else None
    sights = (sight.seen_at, unseen) if sight else ()
    return Member(place, row.outlet, row.fetched_at, row.published_at, row.published_day, named, secondhand, *sights)
