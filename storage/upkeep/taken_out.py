"""Takes articles out of the store: all that is older than a day, or one that has to go; in short transactions, while crawls go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, func, or_, select, update

from storage.ledger import looks as looking
from storage.query.read import living_id
from storage.sql import chunks, hold, insert_missing, writable
from storage.stories.prints import forget_articles
from storage.stories.rows import save_rows
from storage.tables import (
    articles,
    attributions,
    layout_samples,
    outlets,
    pages,
    quarantine,
    revisions,
    search_texts,
    stories,
    tombstones,
    urls,
)
from warraq import clock
from warraq.outcomes import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from storage.store import Store

PRUNE_BATCH: Final = 200
"""Articles in a transaction."""
RECENT_DAYS: Final = 30
"""Articles that came into the store so few days ago are named apart: an archive that was just imported is old by its times only."""


@dataclass(frozen=True, slots=True)
class Old:
    """What a prune chooses."""

    before: datetime
    """Articles whose `sort_at` lies before it."""
    outlet: str | None = None
    """Slug."""
    keep_metadata: bool = False
    """Whether only the texts go."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """What would go."""

    articles: int
    recent: int
    """How many of them were fetched or imported in the last 30 days."""


def doomed(connection: Connection, old: Old) -> Doomed:
    """What `prune` would take."""
    since = clock.now() - timedelta(days=RECENT_DAYS)
    recent = func.count().filter(articles.c.fetched_at >= since)
    row = connection.execute(select(func.count(), recent).select_from(articles).where(*_conditions(old))).one()
    return Doomed(*row)


def prune(store: Store, old: Old) -> Iterator[int]:
    """Takes the articles, the oldest first; yields after each transaction how many it took. Stopped, it goes on when it is called again.

    Their addresses stay in the ledger as done, and neither feeds nor looks at changes open them again. With `keep_metadata` the rows stay
    without body, Markdown, search text, prints and revisions; sources keep role, name and quote, those in the body without their places.
    """
    while count := store.patiently(_prune_batch, old):
        yield count


def remove(connection: Connection, article_id: int, reason: str) -> str | None:
    """Takes one article for good and leaves a tombstone: its address is not fetched, imported or read again. Returns the address.

    `reason`: for people. None where there is no such article.
    """
    article_id = living_id(connection, article_id)
    found = connection.execute(select(articles.c.url, articles.c.outlet_id).where(articles.c.id == article_id)).first()
    if found is None:
        return None
    hold(connection, [found.url, "stories"])
    now = clock.now()
    row = {"article_id": article_id, "url": found.url, "outlet_id": found.outlet_id, "reason": writable(reason), "removed_at": now}
    insert_missing(connection, tombstones, [row], key="article_id")
    ledger = {"url": found.url, "url_seen": found.url, "outlet_id": found.outlet_id, "first_seen_at": now, "article_id": article_id}
    insert_missing(connection, urls, [ledger | {"state": "done"}], key="url")
    _take(connection, [article_id], Outcome.REJECTED, Reason.REMOVED, reason)
    return str(found.url)


def _conditions(old: Old) -> list[ColumnElement[bool]]:
    chosen = [articles.c.sort_at < old.before]
    if old.outlet is not None:
        chosen.append(articles.c.outlet_id.in_(select(outlets.c.id).where(outlets.c.name == old.outlet)))
    return [*chosen, articles.c.body != ""] if old.keep_metadata else chosen


def _prune_batch(connection: Connection, old: Old) -> int:
    hold(connection, ["stories"])
    chosen = select(articles.c.id).where(*_conditions(old)).order_by(articles.c.sort_at, articles.c.id).limit(PRUNE_BATCH)
    ids = connection.scalars(chosen.with_for_update()).all()
    if not ids:
        return 0
    if old.keep_metadata:
        _empty(connection, ids)
    else:
        _take(connection, ids, None, Reason.PRUNED, None)
    return len(ids)


def _empty(connection: Connection, ids: Sequence[int]) -> None:
    """Takes the texts and what is derived from them."""
    _forget_pages(connection, ids)
    _close(connection, ids, None, Reason.PRUNED, None, keep=True)
    forget_articles(connection, ids)
    connection.execute(delete(search_texts).where(search_texts.c.article_id.in_(ids)))
    connection.execute(delete(revisions).where(revisions.c.article_id.in_(ids)))
    nowhere = dict.fromkeys(("name_start", "name_end", "quote_start", "quote_end"))
    connection.execute(update(attributions).where(attributions.c.article_id.in_(ids), attributions.c.field == "body").values(**nowhere))
    connection.execute(update(articles).where(articles.c.id.in_(ids)).values(body="", body_markdown=None, story_state="joined"))


def _take(connection: Connection, ids: Sequence[int], outcome: Outcome | None, reason: Reason, detail: str | None) -> None:
    """Deletes the articles with all that hangs on them, and keeps ledger and stories true."""
    _forget_pages(connection, ids)
    _close(connection, ids, outcome, reason, detail, keep=False)
    drop(connection, ids)


def drop(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes the rows of articles with all that hangs on them, and keeps the stories true; the ledger points to them no more."""
    forget_articles(connection, ids)
    rows = connection.execute(select(articles.c.story_id, articles.c.page_id).where(articles.c.id.in_(ids))).all()
    connection.execute(delete(articles).where(articles.c.id.in_(ids)))
    _keep_stories(connection, {row.story_id for row in rows if row.story_id is not None})
    used = or_(
        exists().where(articles.c.page_id == pages.c.id),
        exists().where(quarantine.c.page_id == pages.c.id),
    )
    for chunk in chunks(sorted({row.page_id for row in rows if row.page_id is not None})):
        connection.execute(delete(pages).where(pages.c.id.in_(chunk), ~used))


def _forget_pages(connection: Connection, ids: Sequence[int]) -> None:
    """Takes what was kept of the articles' pages to learn from them, or to read them once more: their texts stand in it."""
    addresses = select(urls.c.url).where(urls.c.article_id.in_(ids)).union(select(articles.c.url).where(articles.c.id.in_(ids)))
    for chunk in chunks(connection.scalars(addresses).all()):
        connection.execute(delete(quarantine).where(quarantine.c.url.in_(chunk)))
        whose = layout_samples.c.outlet_id.in_(select(articles.c.outlet_id).where(articles.c.id.in_(ids)))
        connection.execute(delete(layout_samples).where(whose, layout_samples.c.url.in_(chunk)))


def _close(connection: Connection, ids: Sequence[int], outcome: Outcome | None, reason: Reason, detail: str | None, *, keep: bool) -> None:
    """Leaves the addresses of the articles done for good, by a reason that nothing opens again."""
    told = {"state": "done", "reason": reason.value, "detail": detail, "next_check_at": None, "next_try_at": None, "entry": None}
    told |= looking.NO_MORE | ({"outcome": outcome.value} if outcome else {})
    told |= {} if keep else {"article_id": None}
    connection.execute(update(urls).where(urls.c.article_id.in_(ids)).values(**told))


def _keep_stories(connection: Connection, story_ids: Iterable[int]) -> None:
    """Counts the stories anew that lost an article, and deletes those that lost all, with those that were merged into them."""
    members: dict[int, list[int]] = {story_id: [] for story_id in story_ids}
    for chunk in chunks(sorted(members)):
        for row in connection.execute(
            select(articles.c.story_id, articles.c.id).where(articles.c.story_id.in_(chunk)).order_by(articles.c.sort_at, articles.c.url)
        ):
            members[row.story_id].append(row.id)
    living = {story_id: ids for story_id, ids in members.items() if ids}
    if living:
        save_rows(connection, living)
    for chunk in chunks(sorted(members.keys() - living.keys())):
        connection.execute(delete(stories).where(stories.c.merged_into.in_(chunk)))
        connection.execute(delete(stories).where(stories.c.id.in_(chunk)))
