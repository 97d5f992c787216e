"""What watches found: entered once, kept true when stories merge, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from storage.sql import chunks, insert_for, rows_of
from storage.tables import articles, stories, watch_hits, watches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found, Row


def enter(connection: Connection, found: Iterable[Row], now: datetime) -> int:
    """Enters hits (`watch_id`, `what`, and `article_id` with `number`, or `story_id`) that are not there yet; returns how many were new."""
    rows = [{"article_id": None, "story_id": None, "number": 0, "found_at": now} | row for row in found]
    statement = insert_for(connection, watch_hits).on_conflict_do_nothing().returning(watch_hits.c.id)
    return sum(connection.scalar(statement, row) is not None for row in rows)


def follow_merges(connection: Connection, merged: Mapping[int, int]) -> None:
    """Brings hits to the stories that live on; of two of one watch the older stands. `merged`: heir by story."""
    if not merged:
        return
    table = watch_hits.c
    query = select(table.id, table.watch_id, table.story_id).order_by(table.found_at, table.id)
    wanted = sorted(merged.keys() | set(merged.values()))
    rows = [row for chunk in chunks(wanted) for row in connection.execute(query.where(table.story_id.in_(chunk)))]
    standing: dict[tuple[int, int], tuple[int, int]] = {}
    gone: list[int] = []
    for row in rows:
        key = row.watch_id, merged.get(row.story_id, row.story_id)
        if standing.setdefault(key, (row.id, row.story_id))[0] != row.id:
            gone.append(row.id)
    for chunk in chunks(gone):
        connection.execute(delete(watch_hits).where(table.id.in_(chunk)))
    for (_, heir), (number, story_id) in sorted(standing.items()):
        if story_id != heir:
            connection.execute(update(watch_hits).where(table.id == number).values(story_id=heir))


def listing(
    connection: Connection, *, watch: str | None = None, untold: bool = False, since: datetime | None = None, limit: int | None = None
) -> list[Row]:
    """Hits, the newest first: `id`, `watch`, `what`, `article_id`, `story_id`, `found_at`, `told_at`, `title`, `url`.

    Of an article its living story is named, of a story its first article.
    """
    own = func.coalesce(stories.c.merged_into, stories.c.id)
    article_id = func.coalesce(watch_hits.c.article_id, stories.c.first_article_id)
    columns: tuple[Any, ...] = (watch_hits.c.id, watches.c.name.label("watch"), watch_hits.c.what, articles.c.id.label("article_id"))
    columns += (own.label("story_id"), watch_hits.c.found_at, watch_hits.c.told_at, articles.c.title, articles.c.url)
    direct = articles.alias("direct")
    query = select(*columns).join_from(watch_hits, watches, watches.c.id == watch_hits.c.watch_id)
    query = query.outerjoin(direct, direct.c.id == watch_hits.c.article_id)
    query = query.outerjoin(stories, stories.c.id == func.coalesce(watch_hits.c.story_id, direct.c.story_id))
    query = query.outerjoin(articles, articles.c.id == article_id)
    if watch is not None:
        query = query.where(watches.c.name == watch)
    if untold:
        query = query.where(watch_hits.c.told_at.is_(None))
    if since is not None:
        query = query.where(watch_hits.c.found_at >= since)
    return rows_of(connection, query.order_by(watch_hits.c.id.desc()).limit(limit))


def by_ids(connection: Connection, hit_ids: Sequence[int]) -> list[Row]:
    """The rows of `watch_hits`, oldest first."""
    query = select(watch_hits).order_by(watch_hits.c.id)
    return [row for chunk in chunks(hit_ids) for row in rows_of(connection, query.where(watch_hits.c.id.in_(chunk)))]


def newest(connection: Connection) -> Found | None:
    """Id and story of the newest article; None in an empty store."""
    return connection.execute(
        select(articles.c.id, articles.c.story_id).order_by(articles.c.sort_at.desc(), articles.c.id.desc()).limit(1)
    ).first()
