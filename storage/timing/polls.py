"""What a poll leaves behind beside its validators: when the feed is due again, what it said of itself, and whose fault a failure is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, literal, or_, select, update

from storage.tables import feeds as rows
from storage.timing import events, feeds
from storage.timing.site_changes import POINTS, SITE_CHANGED
from warraq.items import Reason
from warraq.polling.hints import GONE_ANSWER, GONE_FOR, MOVED_FOR, Steady
from warraq.polling.interval import FIRST, Poll, next_interval, spread
from warraq.polling.patience import DORMANT_AT, NETWORK_WAIT, NETWORK_WINDOW, OWN, PROBE, Attempt, failing_wait, network_down
from warraq.text.urls import host_of, registrable

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found, Row
    from storage.timing.feeds import FeedAnswer, FeedState
    from storage.timing.site_changes import Barren

NETWORK: Final = "network-down"
ON_TIME: Final = (0.5, 1.5)
"""Between these parts of its interval after the last success a poll says something of the interval; an early or late one does not."""


@dataclass(slots=True)
class Polled:
    """What one successful poll of a feed came to, the sitemaps that it leads to included."""

    before: FeedState
    """The feed as it was before the poll."""
    at: datetime
    entries: int = 0
    """Article addresses named; 0 for an answer that was not sent again (304, or the same bytes)."""
    new: int = 0
    """Those of them to be fetched."""
    asked: timedelta = timedelta(0)
    """How long the feed and its host ask not to be polled."""
    moved_to: str | None = None
    """Where it answered, if all redirects there were permanent; None without redirects."""
    own: int = 0
    """Addresses named that are this outlet's, whether known or not."""
    left: Counter[str] = field(default_factory=Counter)
    """What was left out, by why."""
    example: str | None = None
    """One address that was left out."""
    note: str | None = None
    """Why a listing names nothing."""
    read: bool = False
    """Whether anything of it was read; False: it is as it was."""
    passed_over: bool = False
    """Whether it leads to sitemaps of which none was followed."""

    def add(self, answer: FeedAnswer) -> None:
        """Adds a document that the feed consists of."""
        self.entries += answer.entries
        self.new += answer.new
        self.asked = max(self.asked, answer.asked)
        self.moved_to = self.moved_to or answer.moved_to
        self.own += answer.own
        self.left.update(answer.left)
        self.example = self.example or answer.example
        self.note = self.note or answer.note
        self.read = self.read or answer.read
        self.passed_over = self.passed_over or answer.passed_over

    @property
    def left_out(self) -> str | None:
        """Why nothing was taken of all that it names, in words; None where something was, or it names nothing. What is only older counts
        where the feed never gave anything: an outlet may be quiet for a week."""
        if not self.read:
            return self.before.left_out
        if self.own:
            return None
        if not self.left:
            return f"{self.before.url} names no article: {self.note}" if self.note else None
        if "older" in self.left and (self.before.last_new_at or not self.passed_over):
            return None
        why = ", ".join(f"{word} {count}" for word, count in self.left.most_common())
        return f"all {self.left.total()} addresses that {self.before.url} names were left out ({why}), such as {self.example}"

    @property
    def poll(self) -> Poll:
        return Poll(self.entries, self.new, first=self.before.last_success_at is None)


def plan_success(connection: Connection, polled: Polled) -> None:
    """Sets when the feed is due again."""
    feed, poll, now = _feed(connection, polled.before.id), polled.poll, polled.at
    interval = _interval(feed.interval_seconds, polled)
    values: Row = {"interval_seconds": round(interval.total_seconds()), "next_due_at": now + max(spread(interval, feed.url), polled.asked)}
    values |= {"left_out": polled.left_out} | _moved(connection, feed, polled.moved_to, now)
    connection.execute(update(rows).where(rows.c.id == feed.id).values(failure=None, last_points=0.0, **values))
    if poll.gap:
        _event(connection, "possible-gap", feed, now, f"none of {poll.entries} entries was known; some may have come and gone")
    if polled.before.state == "dormant":
        _event(connection, "woken", feed, now, None)
    if events.is_open(connection, None, NETWORK) and not network_down(_attempts(connection, now)):
        events.close_condition(connection, None, NETWORK, now)


def plan_barren(connection: Connection, polled: Polled, barren: Barren) -> None:
    """After `plan_success`, where the pages that the feed leads to give no articles any more: a failure with its points and its wait.

    A poll that led to no page proves nothing, so the points from before stay as they are.
    """
    before, now = polled.before, polled.at
    points = POINTS if polled.new and barren.here else 0.0
    earlier = before.fail_points if before.failure == SITE_CHANGED else 0.0
    if not points + earlier:
        return
    feeds.record_feed_failure(connection, before.id, now, barren.words, points + earlier)
    feed = _feed(connection, before.id)
    wait = max(failing_wait(spread(timedelta(seconds=feed.interval_seconds), feed.url), feed.fail_points), polled.asked)
    values: Row = {"failure": SITE_CHANGED, "last_points": points, "next_due_at": now + wait}
    connection.execute(update(rows).where(rows.c.id == before.id).values(**values))
    if feed.fail_points >= DORMANT_AT > earlier:
        _event(connection, "dormant", feed, now, f"{SITE_CHANGED}: {barren.words}")


def _interval(seconds: int | None, polled: Polled) -> timedelta:
    """The feed's next interval; `seconds`: the one it had."""
    before, poll, now = polled.before, polled.poll, polled.at
    last = timedelta(seconds=seconds) if seconds else None
    if last and before.last_success_at and not poll.gap and not ON_TIME[0] <= (now - before.last_success_at) / last <= ON_TIME[1]:
        return last
    silence = now - before.last_new_at if before.last_new_at and not poll.new else timedelta(0)
    return next_interval(last, poll, silence)


def plan_failure(
    connection: Connection,
    feed_id: int,
    now: datetime,
    reason: Reason,
    detail: str,
    points: float,
    *,
    status: int | None = None,
    retry_after: float | None = None,
) -> None:
    """Records a failed poll and sets the next; nothing is counted while our own network is down.

    `detail` is for people; `status`: of the HTTP answer, None where none came; `retry_after`: seconds that the host asked to wait.
    """
    words = f"{reason}: {detail}" if detail else str(reason)
    feeds.record_feed_failure(connection, feed_id, now, words, points)
    feed = _feed(connection, feed_id)
    interval = timedelta(seconds=feed.interval_seconds) if feed.interval_seconds else FIRST
    wait = max(failing_wait(spread(interval, feed.url), feed.fail_points), timedelta(seconds=retry_after or 0.0))
    if feed.state == "dormant":
        wait = PROBE
    values: Row = {"failure": reason.value, "last_points": points, "next_due_at": now + wait} | _gone(connection, feed, status, now)
    if feed.moved_to and reason is not Reason.RATE_LIMITED and reason not in OWN:
        values["moved_to"] = None  # the old address is asked again, and may lead elsewhere by now
    connection.execute(update(rows).where(rows.c.id == feed_id).values(**values))
    if feed.fail_points >= DORMANT_AT > feed.fail_points - points:
        _event(connection, "dormant", feed, now, words)
    if reason in OWN:
        _blame_the_network(connection, now)


def _blame_the_network(connection: Connection, now: datetime) -> None:
    """Where our own network is down, takes back what its failures counted, and has those feeds tried again soon."""
    if not network_down(_attempts(connection, now)):
        return
    events.open_condition(connection, None, NETWORK, "most hosts cannot be reached; our own network is taken to be down", now)
    recent = (rows.c.last_failure_at > now - NETWORK_WINDOW) & rows.c.failure.in_([reason.value for reason in OWN])
    left = rows.c.fail_points - rows.c.last_points
    awake = case((rows.c.state == "dormant", case((left < DORMANT_AT, "active"), else_="dormant")), else_=rows.c.state)
    values: Any = {"fail_points": case((left > 0, left), else_=literal(0.0)), "last_points": 0.0, "state": awake}
    connection.execute(update(rows).where(recent, rows.c.state != "removed").values(next_due_at=now + NETWORK_WAIT, **values))


def _attempts(connection: Connection, now: datetime) -> list[Attempt]:
    """The last poll of each feed within the window."""
    since = now - NETWORK_WINDOW
    recent = or_(rows.c.last_success_at > since, rows.c.last_failure_at > since)
    query = select(rows.c.url, rows.c.failure).where(recent, rows.c.state != "removed")
    found = connection.execute(query)
    answered = (None, SITE_CHANGED)
    return [Attempt(registrable(host_of(row.url)), None if row.failure in answered else Reason(row.failure)) for row in found]


def _moved(connection: Connection, feed: Found, moved_to: str | None, now: datetime) -> Row:
    """The columns about a permanent redirect: adopted after some days within the same domain; to another it is told at once."""
    if moved_to is None or moved_to == feed.moved_to:
        return {"steady_answer": None, "steady_since": None, "steady_count": 0} if feed.steady_count else {}
    steady = _steady(feed).again(moved_to, now)
    values: Row = {"steady_answer": steady.words, "steady_since": steady.since, "steady_count": steady.answers}
    if away := moved_away(feed.url, moved_to):
        before = feed.steady_answer or ""
        if not before.startswith("http") or host_of(before) != host_of(moved_to):
            _event(connection, "moved-away", feed, now, away)
        return values
    if not steady.believed(MOVED_FOR, now):
        return values
    _event(connection, "moved", feed, now, moved_to)
    return values | {"moved_to": moved_to, "steady_count": 0}


def moved_away(url: str, moved_to: str) -> str | None:
    """Words for people where a feed's permanent redirect leads to another site, which nobody but its reader can judge; None elsewhere."""
    if registrable(host_of(moved_to)) == registrable(host_of(url)):
        return None
    return f"leads to {moved_to} for good; write that into the outlet file, with its domain, if it is the same outlet"


def _gone(connection: Connection, feed: Found, status: int | None, now: datetime) -> Row:
    """The columns about 410: believed after some days, the feed sleeps."""
    if status != HTTPStatus.GONE:
        return {}
    steady = _steady(feed).again(GONE_ANSWER, now)
    values: Row = {"steady_answer": steady.words, "steady_since": steady.since, "steady_count": steady.answers}
    if steady.believed(GONE_FOR, now) and feed.state == "active":
        _event(connection, "gone", feed, now, "answers 410 for days; it is asked once a week from now on")
        return values | {"state": "dormant", "next_due_at": now + PROBE}
    return values


def _steady(feed: Found) -> Steady:
    return Steady(feed.steady_count, feed.steady_since, feed.steady_answer)


def _feed(connection: Connection, feed_id: int) -> Found:
    return connection.execute(select(rows).where(rows.c.id == feed_id)).one()


def _event(connection: Connection, kind: str, feed: Found, now: datetime, detail: str | None) -> None:
    events.record(connection, kind, now, outlet_id=feed.outlet_id, feed_id=feed.id, detail=detail)
