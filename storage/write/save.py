"""Saves the texts that were decided to be new or other than before, with everything that hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from storage import tables
from storage.search.save import save_words
from storage.sql import chunks, upsert
from storage.stories.prints import save_prints
from storage.tables import articles, attributions, pages, revisions, stories
from storage.write import rows
from warraq.items import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Row
    from storage.write.decide import Decision
    from warraq.items import Attribution, PageRecord

MOST_REVISIONS: Final = 50
"""Kept of one article: the first and the latest. A page that prints a counter in its text would else fill the store, visit by visit."""

_CHILDREN: Final = (tables.authors, tables.keywords, tables.related_links, tables.media, attributions)


def save(connection: Connection, decided: Sequence[Decision], outlet_ids: Mapping[str, int], now: datetime) -> dict[int, int]:
    """Writes all that were decided to be written; returns the articles' ids by the drafts' places. `outlet_ids`: by slug."""
    page_ids = _save_pages(connection, [decision.draft.article.page for decision in decided])
    replaced = [decision for decision in decided if decision.replaces_text]
    _keep_revisions(connection, replaced, outlet_ids)
    story_ids = _begin_stories(connection, [decision for decision in decided if decision.outcome is Outcome.NEW], now)
    saved = [_article_row(decision, page_ids, story_ids, now) for decision in decided]
    upsert(connection, articles, saved, key="url", keep=("story_id", "outlet_id", "stored_at"))
    ids = _ids(connection, [row["url"] for row in saved])
    by_place = {decision.draft.place: ids[row["url"]] for decision, row in zip(decided, saved, strict=True)}
    _name_first_articles(connection, story_ids, by_place)
    _save_children(connection, decided, by_place, outlet_ids)
    _publish_texts(connection, decided, by_place, [row["sort_at"] for row in saved])
    return by_place


def _publish_texts(connection: Connection, decided: Sequence[Decision], article_ids: Mapping[int, int], times: Iterable[datetime]) -> None:
    """Makes the texts known to searches, and to whoever looks for their copies once they are committed."""
    texts = [
        (article_ids[decision.draft.place], time, decision.draft.article.title, decision.draft.article.body)
        for decision, time in zip(decided, times, strict=True)
    ]
    old = [article_ids[decision.draft.place] for decision in decided if decision.outcome is Outcome.UPDATED]
    save_words(connection, texts, old)
    save_prints(connection, texts, old)


def _article_row(decision: Decision, page_ids: Mapping[int, int], story_ids: Mapping[int, int], now: datetime) -> Row:
    draft = decision.draft
    page_id = page_ids.get(id(draft.article.page))
    return rows.article_row(draft.article, draft.outlet_id, draft.timezone, page_id, story_ids.get(draft.place), now)


def _save_pages(connection: Connection, fetched: Iterable[PageRecord | None]) -> dict[int, int]:
    """Ids of the pages by the identity of their records; articles of one page share one record."""
    records = list({id(page): page for page in fetched if page is not None}.values())
    if not records:
        return {}
    statement = insert(pages).returning(pages.c.id, sort_by_parameter_order=True)
    given = connection.scalars(statement, [rows.page_row(page) for page in records])
    return {id(page): page_id for page, page_id in zip(records, given, strict=True)}


def _begin_stories(connection: Connection, decided: Sequence[Decision], now: datetime) -> dict[int, int]:
    """Every new article begins as a story of its own; returns the stories' ids by the drafts' places."""
    if not decided:
        return {}
    own = [
        {
            "origin_outlet_id": decision.draft.outlet_id,
            "origin_rule": "own",
            "first_published_at": decision.draft.article.published_at,
            "last_seen_at": decision.draft.article.fetched_at or now,
        }
        for decision in decided
    ]
    given = connection.scalars(insert(stories).returning(stories.c.id, sort_by_parameter_order=True), own)
    return {decision.draft.place: story_id for decision, story_id in zip(decided, given, strict=True)}


def _name_first_articles(connection: Connection, story_ids: Mapping[int, int], article_ids: Mapping[int, int]) -> None:
    if story_ids:
        statement = update(stories).where(stories.c.id == bindparam("story")).values(first_article_id=bindparam("article"))
        connection.execute(statement, [{"story": story_id, "article": article_ids[place]} for place, story_id in story_ids.items()])


def _ids(connection: Connection, addresses: Iterable[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for chunk in chunks(addresses):
        ids.update((row.url, row.id) for row in connection.execute(select(articles.c.url, articles.c.id).where(articles.c.url.in_(chunk))))
    return ids


def _save_children(
    connection: Connection, decided: Sequence[Decision], article_ids: Mapping[int, int], outlet_ids: Mapping[str, int]
) -> None:
    old = [article_ids[decision.draft.place] for decision in decided if decision.outcome is Outcome.UPDATED]
    families = [rows.child_rows(decision.draft.article, article_ids[decision.draft.place], outlet_ids) for decision in decided]
    for table in _CHILDREN:
        if old:
            connection.execute(delete(table).where(table.c.article_id.in_(old)))
        if new := [row for family in families for row in family[table.name]]:
            connection.execute(insert(table), new)


# Revisions


def _keep_revisions(connection: Connection, replaced: Sequence[Decision], outlet_ids: Mapping[str, int]) -> None:
    """Keeps the texts that are about to be replaced, with what changes."""
    stored = {decision.stored.id: decision for decision in replaced if decision.stored is not None}
    if not stored:
        return
    numbered = select(revisions.c.article_id, func.max(revisions.c.number).label("last")).group_by(revisions.c.article_id)
    last = {row.article_id: row.last for row in connection.execute(numbered.where(revisions.c.article_id.in_(stored)))}
    before = _sources(connection, stored)
    kept = [_revision_row(stored[key], last.get(key, 0) + 1, before.get(key, set()), outlet_ids) for key in sorted(stored)]
    connection.execute(insert(revisions), kept)
    for row in (row for row in kept if row["number"] > MOST_REVISIONS):
        beyond = revisions.c.number.between(2, row["number"] - MOST_REVISIONS + 1)
        connection.execute(delete(revisions).where(revisions.c.article_id == row["article_id"], beyond))


def _revision_row(decision: Decision, number: int, sources: set[tuple[str, int | None, str]], outlet_ids: Mapping[str, int]) -> Row:
    old, article = decision.stored, decision.draft.article
    assert old is not None
    now_named = {_source(source, outlet_ids) for source in article.attributions}
    differs = {"headline": old.title != article.title, "body": old.body != article.body, "attribution": sources != now_named}
    differs["address"] = decision.moved
    changed = ",".join(name for name, does in differs.items() if does)
    return {"article_id": old.id, "number": number, "seen_at": old.fetched_at, "title": old.title, "body": old.body, "changed": changed}


def _sources(connection: Connection, article_ids: Iterable[int]) -> dict[int, set[tuple[str, int | None, str]]]:
    """By article: role, outlet and name of each of its stored sources."""
    named: dict[int, set[tuple[str, int | None, str]]] = {}
    columns = (attributions.c.article_id, attributions.c.role, attributions.c.outlet_id, attributions.c.name)
    for row in connection.execute(select(*columns).where(attributions.c.article_id.in_(list(article_ids)))):
        named.setdefault(row.article_id, set()).add((row.role, row.outlet_id, row.name))
    return named


def _source(source: Attribution, outlet_ids: Mapping[str, int]) -> tuple[str, int | None, str]:
    return source.role, outlet_ids.get(source.outlet) if source.outlet else None, source.name
