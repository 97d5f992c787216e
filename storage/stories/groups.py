"""Gathers linked articles into stories anew wherever links have changed, and keeps the rows of these stories true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, or_, select, update

from storage.sql import chunks
from storage.stories.rows import save_rows
from storage.tables import article_links, articles, stories
from storage.watch.hits import follow_merges
from warraq.dedup import stories as grouping
from warraq.dedup.compare import joins
from warraq.dedup.stories import ArticleLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from storage.sql import Found


def regroup(connection: Connection, touched: Iterable[int]) -> list[int]:
    """Makes the stories of the articles, and of all that hang together with them, what their links say; returns these stories' ids."""
    members, links = _component(connection, set(touched))
    if not members:
        return []
    ordered = [row.id for row in sorted(members.values(), key=lambda row: (row.sort_at, row.url))]
    found = grouping.stories(ordered, links.values())
    current = {row.id: row.story_id for row in members.values() if row.story_id is not None}
    _keep_relations(connection, links, found.refused)
    heirs = grouping.succession(found.groups, current)
    ids = _numbered(connection, heirs.ids)
    _move(connection, found.groups, ids, current)
    save_rows(connection, dict(zip(ids, found.groups, strict=True)))
    _merge(connection, heirs.merged)
    follow_merges(connection, heirs.merged)
    return ids


# What hangs together


def _component(connection: Connection, seeds: set[int]) -> tuple[dict[int, Found], dict[tuple[int, int], ArticleLink]]:
    """All articles to which joining links and common stories lead, and the links of every relation at these articles."""
    members: dict[int, Found] = {}
    links: dict[tuple[int, int], ArticleLink] = {}
    new = seeds
    while new:
        rows = _articles(connection, articles.c.id, new)
        members |= {row.id: row for row in rows}
        mates = _articles(connection, articles.c.story_id, {row.story_id for row in rows if row.story_id is not None})
        near = _links_at(connection, new)
        links |= {(link.later, link.earlier): link for link in near}
        linked = {end for link in near if joins(link.relation, link.score) for end in (link.later, link.earlier)}
        new = (linked | {row.id for row in mates}) - members.keys()
    return members, links


def _articles(connection: Connection, column: object, keys: Iterable[int]) -> list[Found]:
    query = select(articles.c.id, articles.c.sort_at, articles.c.url, articles.c.story_id)
    return [row for chunk in chunks(sorted(keys)) for row in connection.execute(query.where(column.in_(chunk)))]  # type: ignore[attr-defined]


def _links_at(connection: Connection, article_ids: Iterable[int]) -> list[ArticleLink]:
    """As the texts were judged, whatever became of them since."""
    table = article_links.c
    query = select(table.article_id, table.other_id, table.judged, table.score)
    return [
        ArticleLink(row.article_id, row.other_id, row.judged, row.score)
        for chunk in chunks(sorted(article_ids))
        for row in connection.execute(query.where(or_(table.article_id.in_(chunk), table.other_id.in_(chunk))))
    ]


# What they become


def _keep_relations(connection: Connection, links: Mapping[tuple[int, int], ArticleLink], refused: Iterable[ArticleLink]) -> None:
    """A link that would have glued two stories counts as less than its texts say, as long as that is so."""
    relations = {key: link.relation for key, link in links.items()} | {(link.later, link.earlier): link.relation for link in refused}
    table = article_links.c
    which = (table.article_id == bindparam("later")) & (table.other_id == bindparam("earlier")) & (table.relation != bindparam("now"))
    rows = [{"later": later, "earlier": earlier, "now": relation} for (later, earlier), relation in sorted(relations.items())]
    if rows:
        connection.execute(update(article_links).where(which).values(relation=bindparam("now")), rows)


def _numbered(connection: Connection, heirs: Sequence[int | None]) -> list[int]:
    """The ids with new ones in the gaps."""
    missing = [{"origin_rule": "own"} for story_id in heirs if story_id is None]
    made = iter(connection.scalars(insert(stories).returning(stories.c.id, sort_by_parameter_order=True), missing).all() if missing else ())
    return [next(made) if story_id is None else story_id for story_id in heirs]


def _move(connection: Connection, groups: Sequence[Sequence[int]], ids: Sequence[int], current: Mapping[int, int]) -> None:
    moved = [
        {"article": article_id, "story": story_id}
        for story_id, group in zip(ids, groups, strict=True)
        for article_id in group
        if current.get(article_id) != story_id
    ]
    if moved:
        statement = update(articles).where(articles.c.id == bindparam("article")).values(story_id=bindparam("story"))
        connection.execute(statement, sorted(moved, key=lambda row: row["article"]))


def _merge(connection: Connection, merged: Mapping[int, int]) -> None:
    """Stories that live on in others lead there in one step, and so do those that had led to them."""
    which = or_(stories.c.id == bindparam("gone"), stories.c.merged_into == bindparam("gone"))
    statement = update(stories).where(which).values(merged_into=bindparam("heir"), article_count=0, outlet_count=0)
    if merged:
        connection.execute(statement, [{"gone": gone, "heir": heir} for gone, heir in sorted(merged.items())])
