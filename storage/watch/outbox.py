"""What is to be told of hits: which go together in one message, which message is due, and whether it was taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, update

from storage.sql import chunks
from storage.tables import articles, watch_hits, watches
from storage.watch import hits
from warraq import clock
from warraq.polling.patience import telling_wait

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, time

    from sqlalchemy import Connection

    from storage.sql import Found

MOST_APART: Final = 50
"""Hits of one watch in a turn that are told one by one; more go as one message."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message that is due."""

    watch: Found
    message_id: int
    """The id of its first hit."""
    hit_ids: tuple[int, ...]


def find_vanished(connection: Connection, now: datetime) -> int:
    """Enters the articles that were taken down since a watch that asks for that had found them; returns how many."""
    table = watch_hits.c
    query = select(table.watch_id, table.article_id).join_from(watch_hits, watches, watches.c.id == table.watch_id)
    query = query.join(articles, articles.c.id == table.article_id)
    query = query.where(watches.c.vanished, ~watches.c.paused, table.what == "article", articles.c.vanished_at >= watches.c.changed_at)
    told = watch_hits.alias()
    known = select(told.c.id).where(told.c.watch_id == table.watch_id, told.c.article_id == table.article_id, told.c.what == "vanished")
    found = connection.execute(query.where(~known.exists())).all()
    return hits.enter(connection, [{"watch_id": row.watch_id, "article_id": row.article_id, "what": "vanished"} for row in found], now)


def bundle(connection: Connection, now: datetime, digest_at: time) -> None:
    """Decides which hits go together: each alone, more than `MOST_APART` of a watch as one, and for a digest all that was found before the
    last full hour or the last `digest_at` (UTC). Decided before anything is sent, so that a message sent again is the same."""
    fresh = select(watch_hits.c.id, watch_hits.c.watch_id, watch_hits.c.found_at, watches.c.digest)
    fresh = fresh.join_from(watch_hits, watches, watches.c.id == watch_hits.c.watch_id)
    fresh = fresh.where(watch_hits.c.told_at.is_(None), watch_hits.c.message_id.is_(None)).order_by(watch_hits.c.id)
    by_watch: defaultdict[int, list[Found]] = defaultdict(list)
    for row in connection.execute(fresh):
        if row.digest is None or row.found_at < _bound(row.digest, now, digest_at):
            by_watch[row.watch_id].append(row)
    for rows in by_watch.values():
        if rows[0].digest is not None or len(rows) > MOST_APART:
            _give(connection, [row.id for row in rows], rows[0].id)
        else:
            alone = update(watch_hits).values(message_id=watch_hits.c.id)
            connection.execute(alone.where(watch_hits.c.id.in_([row.id for row in rows])))


def _bound(digest: str, now: datetime, digest_at: time) -> datetime:
    """What was found before it is told by now."""
    if digest == "hourly":
        return now.replace(minute=0, second=0, microsecond=0)
    today = now.replace(hour=digest_at.hour, minute=digest_at.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def _give(connection: Connection, hit_ids: Sequence[int], message_id: int) -> None:
    for chunk in chunks(hit_ids):
        connection.execute(update(watch_hits).where(watch_hits.c.id.in_(chunk)).values(message_id=message_id))


def due(connection: Connection, now: datetime, limit: int, but: Iterable[str] = ()) -> list[Post]:
    """The messages that are due, those first that were never tried, at most `limit`; `but`: targets that are left alone."""
    table = watch_hits.c
    waits = or_(table.next_try_at.is_(None), table.next_try_at <= now)
    first = select(table.watch_id, table.message_id, func.max(table.attempts).label("attempts"))
    first = first.join_from(watch_hits, watches, watches.c.id == table.watch_id)
    first = first.where(table.told_at.is_(None), table.message_id.is_not(None), waits, watches.c.target.not_in(sorted(but)))
    rows = connection.execute(
        first.group_by(table.watch_id, table.message_id).order_by(func.max(table.attempts), table.message_id).limit(limit)
    ).all()
    whose = {row.id: row for row in connection.execute(select(watches).where(watches.c.id.in_(sorted({row.watch_id for row in rows}))))}
    return [Post(whose[row.watch_id], row.message_id, _members(connection, row.message_id)) for row in rows]


def _members(connection: Connection, message_id: int) -> tuple[int, ...]:
    mine = (watch_hits.c.message_id == message_id) & watch_hits.c.told_at.is_(None)
    return tuple(connection.scalars(select(watch_hits.c.id).where(mine).order_by(watch_hits.c.id)))


def taken(connection: Connection, post: Post) -> None:
    """Enters that the message was taken."""
    for chunk in chunks(post.hit_ids):
        connection.execute(update(watch_hits).where(watch_hits.c.id.in_(chunk)).values(told_at=clock.now(), next_try_at=None))


def refused(connection: Connection, post: Post) -> None:
    """Enters that the message was not taken, and when it is tried again: with growing patience, so that it holds up no other."""
    now, mine = clock.now(), watch_hits.c.id.in_(post.hit_ids[:1])
    row = connection.execute(select(watch_hits.c.attempts, watch_hits.c.found_at).where(mine)).first()
    if row is None:
        return
    wait = now + telling_wait(row.attempts + 1, now - row.found_at)
    for chunk in chunks(post.hit_ids):
        again = update(watch_hits).where(watch_hits.c.id.in_(chunk))
        connection.execute(again.values(attempts=row.attempts + 1, next_try_at=wait))
