"""Settles the addresses that gave no article: what became of each, and when it is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, update

from storage.ledger import quarantine
from storage.ledger.due_times import RECHECKS, next_check, next_try
from storage.sql import chunks, upsert, writable, writable_row
from storage.tables import articles, runs, urls
from warraq.items import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Connection

    from storage.sql import Found, Row
    from warraq.items import Verdict

_GONE_STATUSES: Final = (404, 410)
_NEXT_RUN: Final = (Reason.MAX_ITEMS, Reason.OLDER, Reason.CUT_SHORT)
"""Left by the limits of one run for the next, which has its own."""


def settle(
    connection: Connection, run_id: int | None, verdicts: Sequence[Verdict], now: datetime, *, rechecks: Sequence[timedelta] = RECHECKS
) -> None:
    """Enters the verdicts of a run that is running; `run_id` None: outside any run.

    Failed addresses wait for another try, as long as the host asked or with growing patience, until `MOST_TRIES`; being asked to wait
    counts as none. A stored article whose address answers 404 or 410 has vanished (outcome skipped, reason gone). An address that the
    ledger does not know yet, such as that of an embedded text, is entered. What the same run has stored stays so. `rechecks`: how long
    after publication a stored article is looked at again.
    """
    by_url = {writable(verdict.url): verdict for verdict in verdicts}
    seen = _rows(connection, by_url)
    outlet_id = connection.scalar(select(runs.c.outlet_id).where(runs.c.id == run_id))
    new = {"run_id": run_id, "outlet_id": outlet_id, "first_seen_at": now}
    rows = [{"url": url, "url_seen": url} | new | _settled(verdict, seen.get(url), now, rechecks) for url, verdict in by_url.items()]
    upsert(connection, urls, rows, key="url", keep=("url_seen", "outlet_id", "first_seen_at"), unless=stored_by(run_id))
    _mark_vanished(connection, [row.article_id for url, row in seen.items() if row.article_id and is_gone(by_url[url])], now)
    for url, verdict in by_url.items():
        if verdict.quarantine is not None:
            quarantine.add(connection, url=url, stage=verdict.stage, error=verdict.quarantine, now=now, run_id=run_id)


def stored_by(run_id: int | None) -> ColumnElement[bool]:
    """Rows of the ledger under which the run has stored an article: another copy or failure later in the run does not undo that."""
    outcome = func.coalesce(urls.c.outcome, "")  # a null would make the condition neither true nor false
    return urls.c.run_id.is_not_distinct_from(run_id) & or_(outcome == Outcome.NEW.value, outcome == Outcome.UPDATED.value)


def is_gone(verdict: Verdict) -> bool:
    """Whether the host said that the page is there no more."""
    return verdict.reason is Reason.GONE or verdict.http_status in _GONE_STATUSES


def _rows(connection: Connection, keys: Iterable[str]) -> dict[str, Found]:
    query = select(urls.c.url, urls.c.attempts, urls.c.checked_at, urls.c.article_id, articles.c.sort_at)
    query = query.outerjoin_from(urls, articles, urls.c.article_id == articles.c.id)
    return {row.url: row for chunk in chunks(keys) for row in connection.execute(query.where(urls.c.url.in_(chunk)))}


def _settled(verdict: Verdict, row: Found | None, now: datetime, rechecks: Sequence[timedelta]) -> Row:
    """The row's columns that a verdict decides; `row` None: not in the ledger yet."""
    stored = row is not None and row.article_id is not None
    answered = now if verdict.http_status is not None else row and row.checked_at
    told = {"detail": verdict.detail or None, "http_status": verdict.http_status, "checked_at": answered}
    if stored and is_gone(verdict):
        decided = _done(Outcome.SKIPPED, Reason.GONE)
    elif verdict.outcome is Outcome.FAILED:
        decided = _failed(verdict, row.attempts if row is not None else 0, now)
    elif verdict.outcome is Outcome.SKIPPED and verdict.reason in _NEXT_RUN:
        decided = _left(verdict, now)
    else:
        decided = _done(verdict.outcome, verdict.reason)
    checks = row is not None and stored and decided["state"] == "done"
    following = next_check(row.sort_at, now, rechecks) if row is not None and checks else None
    return writable_row(told | decided | {"next_check_at": following})


def _done(outcome: Outcome, reason: Reason) -> Row:
    return {"state": "done", "outcome": outcome.value, "reason": reason.value, "attempts": 0, "next_try_at": None}


def _failed(verdict: Verdict, attempts: int, now: datetime) -> Row:
    tries = attempts + (verdict.reason is not Reason.RATE_LIMITED)
    again = next_try(tries, now, verdict.retry_after)
    state = "done" if again is None else "pending"
    return {"state": state, "outcome": Outcome.FAILED.value, "reason": verdict.reason.value, "attempts": tries, "next_try_at": again}


def _left(verdict: Verdict, now: datetime) -> Row:
    return {"state": "pending", "outcome": Outcome.SKIPPED.value, "reason": verdict.reason.value, "attempts": 0, "next_try_at": now}


def _mark_vanished(connection: Connection, article_ids: list[int], now: datetime) -> None:
    for chunk in chunks(sorted(article_ids)):
        connection.execute(update(articles).where(articles.c.id.in_(chunk), articles.c.vanished_at.is_(None)).values(vanished_at=now))
