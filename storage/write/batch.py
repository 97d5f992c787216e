"""Writes articles with all that belongs to them, and settles their addresses in the ledger, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from storage.ledger import looks as looking
from storage.ledger.due_times import LONE_LOOK, RECHECKS, next_check
from storage.ledger.outlets import ensure_unregistered
from storage.ledger.verdicts import stored_by
from storage.sql import chunks, hold, upsert, writable, writable_row
from storage.tables import articles as article_rows
from storage.tables import outlets, urls
from storage.write.decide import Decision, decisions, waves
from storage.write.draft import Draft
from storage.write.rows import sort_at
from storage.write.save import save
from warraq.items import Outcome, Reason
from warraq.text.urls import host_of, own_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from storage.sql import Found, Row
    from warraq.items import Article


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one article."""

    url: str
    """Its address as it came."""
    outcome: Outcome
    reason: Reason | None
    """None for a new or updated one."""
    article_id: int | None
    """The stored article that it is, or equals; None for one that was removed for good."""


def write_articles(
    connection: Connection,
    run_id: int | None,
    articles: Sequence[Article],
    now: datetime,
    *,
    rechecks: Sequence[timedelta] = RECHECKS,
    looks: Sequence[timedelta] = (),
) -> list[Written]:
    """Stores the articles and settles their addresses; returns what became of each, in their order.

    A new text under a stored address replaces it and leaves a revision; the same text is a duplicate, or unchanged where the run had taken
    the address up for another look. The same text of the same outlet under another address is a duplicate. An embedded text never replaces
    one from its own page; a text from its own page does replace an embedded one. `run_id` None: outside any run. `rechecks`: how long after
    publication the page is looked at again; `looks` as in `settle`: a copy under an address of its own is looked at once more. Raises
    ValueError for an article without `text_hash` or of an outlet that the store does not know; an article without outlet goes to an
    unregistered one, named after its host.
    """
    if missing := [article.url for article in articles if article.text_hash is None]:
        raise ValueError(f"{missing[0]} has no text_hash, which the stage `deduplicate` gives it")
    hold(connection, {article.url for article in articles} | {f"{article.outlet} {article.text_hash}" for article in articles})
    known = _outlets(connection, articles)
    drafts = [_draft(connection, place, article, known) for place, article in enumerate(articles)]
    outlet_ids = {slug: row.id for slug, row in known.items()}
    written: dict[int, Written] = {}
    for wave in waves(drafts):
        decided = decisions(connection, wave)
        ids = save(connection, [decision for decision in decided if decision.is_written], outlet_ids, now)
        done = {decision.draft.place: _written(decision, ids) for decision in decided}
        _settle(connection, run_id, [(decision, done[decision.draft.place].article_id) for decision in decided], now, rechecks, looks)
        written |= done
    return [written[place] for place in range(len(drafts))]


def _outlets(connection: Connection, articles: Iterable[Article]) -> dict[str, Found]:
    """Rows of the outlets that the articles name, as their own or as a source."""
    slugs = {slug for article in articles for slug in (article.outlet, *(source.outlet for source in article.attributions)) if slug}
    columns = (outlets.c.name, outlets.c.id, outlets.c.timezone)
    found = (connection.execute(select(*columns).where(outlets.c.name.in_(chunk))) for chunk in chunks(sorted(slugs)))
    return {row.name: row for rows in found for row in rows}


def _draft(connection: Connection, place: int, article: Article, known: dict[str, Found]) -> Draft:
    key = writable(article.found_as or article.url)
    if article.outlet is None:
        outlet_id, _ = ensure_unregistered(connection, host_of(article.url))
        return Draft(article, place, key, outlet_id, "UTC")
    row = known.get(article.outlet)
    if row is None:
        raise ValueError(f"{article.url}: its outlet {article.outlet!r} is not in the store")
    return Draft(article, place, key, row.id, row.timezone)


def _written(decision: Decision, ids: dict[int, int]) -> Written:
    article_id = decision.stored.id if decision.stored is not None else ids.get(decision.draft.place)
    return Written(decision.draft.article.url, decision.outcome, decision.reason, article_id)


# The ledger


def _settle(
    connection: Connection,
    run_id: int | None,
    decided: Sequence[tuple[Decision, int | None]],
    now: datetime,
    rechecks: Sequence[timedelta],
    looks: Sequence[timedelta],
) -> None:
    rows = [_ledger_row(run_id, decision, article_id, now, rechecks, looks) for decision, article_id in decided if _is_accounted(decision)]
    kept = ("url_seen", "guid", "first_seen_at", "outlet_id", "number")
    upsert(connection, urls, rows, key="url", keep=kept, unless=stored_by(run_id))
    looking.found(connection, [(decision.draft.outlet_id, decision.ledger.look_reason) for decision, _ in decided if decision.ledger])
    changed = [row["url"] for row in rows if row["outcome"] == Outcome.UPDATED.value]
    for chunk in chunks(sorted(changed)):
        connection.execute(update(urls).where(urls.c.url.in_(chunk), urls.c.vain_looks > 0).values(vain_looks=0))
    back = [article_id for decision, article_id in decided if decision.reason is Reason.UNCHANGED]
    for chunk in chunks(back):
        gone = article_rows.c.id.in_(chunk) & article_rows.c.vanished_at.is_not(None)
        connection.execute(update(article_rows).where(gone).values(vanished_at=None))


def _is_accounted(decision: Decision) -> bool:
    """An embedded text that stands in the ledger and is as stored was not taken up by anyone: it is known.

    The row of a removed article keeps what was said of it.
    """
    if decision.reason is Reason.REMOVED and decision.ledger is not None and decision.ledger.state == "done":
        return False
    return decision.is_written or decision.ledger is None or decision.ledger.state == "pending" or not decision.draft.article.from_embedded


def _ledger_row(
    run_id: int | None, decision: Decision, article_id: int | None, now: datetime, rechecks: Sequence[timedelta], looks: Sequence[timedelta]
) -> Row:
    draft, page = decision.draft, decision.draft.article.page
    found = {"url_seen": draft.key, "outlet_id": draft.outlet_id, "guid": draft.article.guid, "first_seen_at": now}
    found["number"] = own_number(draft.key)
    settled = {"state": "done", "outcome": decision.outcome.value, "reason": decision.reason and decision.reason.value}
    settled["detail"] = draft.article.stands_for
    times = {"attempts": 0, "next_try_at": None, "checked_at": page and page.fetched_at}
    answer = {"http_status": page and page.status, "article_id": article_id}
    return writable_row({"url": draft.key, "run_id": run_id} | found | settled | times | answer | _checks(decision, now, rechecks, looks))


def _checks(decision: Decision, now: datetime, rechecks: Sequence[timedelta], looks: Sequence[timedelta]) -> Row:
    """When the page is looked at again. An address that gave the text of another may have an article of its own later (one notice stood in
    the place of all); one that was known as a copy keeps its time; imports and embedded texts have no page of their own to look at."""
    article, ledger = decision.draft.article, decision.ledger
    if decision.outcome is Outcome.DUPLICATE:
        fresh = ledger is not None and ledger.article_id is None and article.page is not None and not article.from_embedded
        if decision.reason is Reason.SAME_TEXT and fresh and looks:
            return looking.columns(1, 1, Reason.SAME_TEXT.value, LONE_LOOK, now)
        return looking.NO_MORE | {"next_check_at": None if ledger is None else ledger.next_check_at}
    if (article.page is None and not article.stands_for) or article.from_embedded or decision.reason is Reason.REMOVED:
        return looking.NO_MORE | {"next_check_at": None}
    return looking.NO_MORE | {
        "next_check_at": next_check(sort_at(article, decision.draft.timezone, article.fetched_at or now), now, rechecks)
    }
