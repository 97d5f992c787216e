"""The words of what is told of hits: for people, and as the API gives them for programs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from storage.query.read import article
from storage.stories.chain import story
from storage.watch import hits
from warraq.delivery.message import Message
from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.sql import Found, Row

MOST_LISTED: Final = 200
"""Hits of one message that are listed; the others are counted."""
_EXCERPT: Final = 300
"""Characters of a text that a message to people holds."""
_SAYS: Final = {"article": "", "story": "", "revision": "changed: ", "vanished": "taken down: "}


def message_of(connection: Connection, watch: Found, message_id: int, hit_ids: Sequence[int]) -> Message | None:
    """The message of these hits, with the id of the first; None where they are gone."""
    rows = hits.by_ids(connection, hit_ids)
    if not rows:
        return None
    if len(hit_ids) == 1 and watch.digest is None:
        return _of_one(connection, watch, rows[0])
    listed = [_short(connection, row) for row in rows[:MOST_LISTED]]
    payload = {"watch": _watch(watch), "count": len(rows), "hits": listed}
    lines = [f"{_line(one)}\n  {one['url']}" for one in listed]
    left = [f"… and {len(rows) - MOST_LISTED:,} more: warraq hits --watch"] if len(rows) > MOST_LISTED else []
    return Message(f"hit-{message_id}", visible(f"{watch.name}: {len(rows):,} hits"), visible("\n".join(lines + left), lines=True), payload)


def example(connection: Connection, watch: Found) -> Message:
    """What a hit of the watch looks like, by the newest article or story of the store, or an invented one."""
    given = {"id": 0, "what": "example", "number": 0, "found_at": watch.created_at, "article_id": None, "story_id": None}
    newest = hits.newest(connection)
    if newest is None:
        text = "This is an example: the store is empty."
        return Message("example", visible(f"{watch.name}: example"), text, {"watch": _watch(watch), "hit": given, "article": None})
    place = {"story_id": newest.story_id} if watch.of == "stories" else {"article_id": newest.id}
    found = _of_one(connection, watch, given | place)
    return Message("example", f"(example) {found.subject}", found.text, found.payload)


def _of_one(connection: Connection, watch: Found, row: Row) -> Message:
    payload: dict[str, Any] = {"watch": _watch(watch), "hit": _hit(row)}
    short = _short(connection, row)
    if row["story_id"] is not None:
        found = story(connection, row["story_id"])
        payload["story"] = None if found is None else found.as_dict()
        payload["hit"]["article_id"] = short["article_id"]
    else:
        read = article(connection, row["article_id"])
        payload["article"] = None if read is None else read.as_dict()
        payload["hit"]["story_id"] = short["story_id"]
    text = "\n\n".join(filter(None, (_line(short), short["excerpt"], short["url"])))
    subject = f"{watch.name}: {_SAYS.get(row['what'], '')}{short['title'] or '(no title)'}"
    return Message(f"hit-{row['id']}", visible(subject), visible(text, lines=True), payload)


def _watch(watch: Found) -> dict[str, Any]:
    return {"id": watch.id, "name": watch.name, "query": watch.query, "options": watch.options, "of": watch.of}


def _hit(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "what", "article_id", "story_id", "found_at")}


def _short(connection: Connection, row: Row) -> dict[str, Any]:
    """A hit with what is said of its article, or of the first article of its story."""
    found = None if row["story_id"] is None else story(connection, row["story_id"])
    number = row["article_id"] if found is None else found.story["first_article_id"]
    read = None if number is None else article(connection, number)
    told: dict[str, Any] = {} if read is None else read.article
    names = ("title", "url", "outlet", "outlet_title", "published_at", "published_day", "vanished_at")
    short = _hit(row) | {name: told.get(name) for name in names}
    short |= {"article_id": number, "story_id": told.get("story_id") if found is None else found.story["id"]}
    short["outlet_count"] = None if found is None else found.story["outlet_count"]
    return short | {"excerpt": str(told.get("body") or "")[:_EXCERPT]}


def _line(short: dict[str, Any]) -> str:
    """One line for people: what, who, when."""
    when = short["published_at"] or short["published_day"]
    told = f"{when:%Y-%m-%d %H:%M} UTC" if isinstance(when, datetime) else str(when or "undated")
    carried = f", carried by {short['outlet_count']} outlets" if short["outlet_count"] else ""
    return f"{_SAYS.get(short['what'], '')}{short['title'] or '(no title)'} ({short['outlet_title']}, {told}{carried})"
