"""While no feed of an outlet can be read, what its pages answer says nothing of them: the whole site may be down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update

from storage.tables import articles, feeds, urls
from storage.timing.site_changes import SITE_CHANGED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


def readable(outlet_id: ColumnElement[int] | int) -> ColumnElement[bool]:
    """Whether a feed of the outlet could be read when it was last asked, or was not asked yet."""
    mine = (feeds.c.outlet_id == outlet_id) & (feeds.c.state != "removed")
    return select(feeds.c.id).where(mine, or_(feeds.c.failure.is_(None), feeds.c.failure == SITE_CHANGED)).exists()


def take_back_vanished(connection: Connection, outlet_id: int, now: datetime) -> int:
    """Where no feed can be read: what vanished since one could be last has not, and is looked at again later; returns how many articles."""
    if connection.scalar(select(readable(outlet_id))):
        return 0
    last_read = connection.scalar(select(func.max(feeds.c.last_success_at)).where(feeds.c.outlet_id == outlet_id))
    since = articles.c.vanished_at > last_read if last_read else articles.c.vanished_at.is_not(None)
    marked = select(articles.c.id).where(articles.c.outlet_id == outlet_id, since)
    connection.execute(update(urls).where(urls.c.article_id.in_(marked), urls.c.state == "done").values(next_check_at=now))
    return connection.execute(update(articles).where(articles.c.outlet_id == outlet_id, since).values(vanished_at=None)).rowcount
