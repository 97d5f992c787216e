"""Settles the addresses that gave no article: what became of each, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, update

from storage.ledger import looks as looking
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


@dataclass(frozen=True, slots=True)
class _Rules:
    """When settled addresses are visited again."""

    now: datetime
    rechecks: Sequence[timedelta]
    looks: Sequence[timedelta]
    record: looking.Record
    """What further looks came to so far."""


def settle(
    connection: Connection,
    run_id: int | None,
    verdicts: Sequence[Verdict],
    now: datetime,
    *,
    rechecks: Sequence[timedelta] = RECHECKS,
    looks: Sequence[timedelta] = (),
) -> None:
    """Enters the verdicts of a run that is running; `run_id` None: outside any run.

    Failed addresses wait for another try, as long as the host asked or with growing patience, until `MOST_TRIES`; being asked to wait
    counts as none. A stored article whose address answers 404 or 410 has vanished (outcome skipped, reason gone). An address that the
    ledger does not know yet, such as that of an embedded text, is entered. What the same run has stored stays so. `rechecks`: how long
    after publication a stored article is looked at again. `looks`: how long after its first answer a rejected page is looked at again,
    unless the address itself says that it leads to no article; empty: never, as for pages that nobody fetched.
    """
    by_url = {writable(verdict.url): verdict for verdict in verdicts}
    seen = _rows(connection, by_url)
    outlet_id = connection.scalar(select(runs.c.outlet_id).where(runs.c.id == run_id))
    new = {"run_id": run_id, "outlet_id": outlet_id, "first_seen_at": now}
    rules = _Rules(now, rechecks, looks, looking.record_of(connection, outlet_id))
    rows = [{"url": url, "url_seen": url} | new | _settled(verdict, seen.get(url), rules) for url, verdict in by_url.items()]
    upsert(connection, urls, rows, key="url", keep=("url_seen", "outlet_id", "first_seen_at"), unless=stored_by(run_id))
    looking.keep(connection, outlet_id, rules.record)
    vanished = [row.article_id for url, row in seen.items() if row.article_id and not row.looks and is_gone(by_url[url])]
    _mark_vanished(connection, vanished, now)
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
    own = (urls.c.url, urls.c.attempts, urls.c.checked_at, urls.c.article_id, urls.c.looks, urls.c.looks_left, urls.c.look_reason)
    query = select(*own, articles.c.sort_at).outerjoin_from(urls, articles, urls.c.article_id == articles.c.id)
    return {row.url: row for chunk in chunks(keys) for row in connection.execute(query.where(urls.c.url.in_(chunk)))}


def _settled(verdict: Verdict, row: Found | None, rules: _Rules) -> Row:
    """The row's columns that a verdict decides; `row` None: not in the ledger yet."""
    answered = rules.now if verdict.http_status is not None else row and row.checked_at
    told = {"detail": verdict.detail or None, "http_status": verdict.http_status, "checked_at": answered}
    stored = row is not None and row.article_id is not None
    following = next_check(row.sort_at, rules.now, rules.rechecks) if row is not None and stored else None
    if verdict.outcome is Outcome.FAILED and not (stored and is_gone(verdict)):
        decided = _looks_kept(row) | _failed(verdict, row.attempts if row is not None else 0, rules.now)
        decided["next_check_at"] = following if decided["state"] == "done" else None
    elif verdict.outcome is Outcome.SKIPPED and verdict.reason in _NEXT_RUN:
        decided = _left(verdict, rules.now) | _looks_kept(row)
    elif row is not None and stored and row.looks:  # its text was that of another address when it was read last
        decided = _done(Outcome.DUPLICATE, Reason.SAME_TEXT) | looking.NO_MORE | {"next_check_at": None}
    elif row is not None and stored:
        outcome, reason = (Outcome.SKIPPED, Reason.GONE) if is_gone(verdict) else (verdict.outcome, verdict.reason)
        decided = _done(outcome, reason) | looking.NO_MORE | {"next_check_at": following}
    else:
        decided = _done(verdict.outcome, verdict.reason) | _looks(verdict, row, rules)
    return writable_row(told | decided)


def _looks(verdict: Verdict, row: Found | None, rules: _Rules) -> Row:
    """The columns about further looks at an address that leads to no article."""
    if verdict.final or verdict.outcome is not Outcome.REJECTED:
        return looking.NO_MORE | {"next_check_at": None}
    before = row.looks if row is not None else 0
    if row is not None and before:
        rules.record.in_vain(row.look_reason or verdict.reason.value)
    left, wait = looking.next_look(before, row.looks_left if row is not None else 0, verdict.reason, rules.record, rules.looks)
    return looking.columns(before + 1, left, verdict.reason.value, wait, rules.now)


def _looks_kept(row: Found | None) -> Row:
    """The same of one that has to be asked again anyway: what was counted before goes on from there."""
    kept = {name: getattr(row, name) for name in looking.NO_MORE} if row is not None else looking.NO_MORE
    return kept | {"next_check_at": None}


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
