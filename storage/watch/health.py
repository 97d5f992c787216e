"""Who is well and who is not: every watched outlet judged by what it published, what its feeds answered and what its pages gave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, or_, select

from storage.ledger.run_pages import PAGES_FAILED
from storage.tables import articles, conditions, feeds, outlets, runs, schedules, urls
from storage.timing import events
from storage.timing.polls import moved_away
from storage.timing.site_changes import SITE_CHANGED
from warraq.items import Outcome, Reason
from warraq.outlet_files.registry import all_named, outlet_named
from warraq.polling.patience import ALERT_AT
from warraq.polling.silence import HISTORY, volume
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from storage.sql import Found

ORDER: Final = ("blocked", "broken", "moved", "left-out", "never-gave", "silent", "rotting", "fallen", "thinner", "slow")
"""What may be wrong with an outlet, worst first."""
RECENT_TIME: Final = timedelta(days=7)
RECENT_RUNS: Final = 20
GRACE: Final = timedelta(days=1)
"""After its first run, in which nobody asks where an outlet's articles are."""
ROTTEN: Final = 0.5
"""Share of fetched pages without an article at which the layout counts as rotting."""
FEWEST_PAGES: Final = 10
"""Pages, or articles, below which a share says nothing."""
THINNER: Final = 0.3
"""By how much the share of articles with a field may fall below what it was."""
SLOW: Final = 0.5
"""Share of the time for one crawl that the outlet's crawls take at the median."""
SWITCHED_OFF: Final = "switched off (enabled = false)"
REFUSALS: Final = (Reason.BLOCKED, Reason.ROBOTS)
WATCHED_FIELDS: Final = ("published_at", "byline", "summary", "image_url")


@dataclass(frozen=True, slots=True)
class Health:
    """How one outlet is."""

    outlet: str
    title: str
    state: str
    """`ok`, or a word of `ORDER`."""
    reason: str
    """In plain words; empty for `ok`, but of an outlet that is switched off."""
    since: datetime | None
    """Since when; None for `ok`."""
    last_good_at: datetime | None
    """When the last run that ended well began; None where there was none."""
    last_day: int
    """Articles published within the last day."""
    usual: float | None
    """Articles that it usually publishes in a day; None before a day of history."""
    waiting: int = 0
    """Addresses whose page gave no article so far, and which are looked at again."""
    needs_script: int = 0
    """Addresses of its latest runs whose page a script draws in a browser, so that nothing of it could be read."""


def health(
    connection: Connection, now: datetime, crawl_seconds: float, names: Iterable[str] | None = None, off: Collection[str] | None = None
) -> list[Health]:
    """Judges the outlets that the timer watches, or that were crawled otherwise within `HISTORY`, worst first.

    `names` None: all. `crawl_seconds`: how long a crawl may take. `off`: outlets that are switched off, and so well whatever they are
    silent about; None: those of the outlet files as this process has read them.
    """
    wanted = None if names is None else set(names)
    known = [row for row in connection.execute(select(outlets).where(_is_watched(now))) if wanted is None or row.name in wanted]
    facts = _Facts(connection, now, crawl_seconds, {outlet.name for outlet in all_named() if not outlet.enabled} if off is None else off)
    lasting = {(row.outlet_id, row.kind): row.since for row in _lasting(connection)}
    judged = [_dated(facts.judge(row), row.id, lasting) for row in known]
    worst = {state: number for number, state in enumerate((*ORDER, "ok"))}
    return sorted(judged, key=lambda one: (worst[one.state], one.since or now, one.outlet))


def _is_watched(now: datetime) -> ColumnElement[bool]:
    """Whether the timer crawls an outlet, or somebody did by `warraq crawl`, as from cron."""
    scheduled = select(schedules.c.outlet_id).where(schedules.c.outlet_id == outlets.c.id).exists()
    crawl = (runs.c.outlet_id == outlets.c.id) & (runs.c.trigger == "cli") & (runs.c.started_at > now - HISTORY)
    return or_(scheduled, select(runs.c.id).where(crawl).exists())


def _dated(one: Health, outlet_id: int, lasting: Mapping[tuple[int, str], datetime]) -> Health:
    """With the time since which the condition is known to last, where that is earlier."""
    known = lasting.get((outlet_id, one.state))
    return replace(one, since=min(known, one.since)) if known and one.since else one


def record(connection: Connection, judged: Iterable[Health], now: datetime) -> None:
    """Enters what is wrong and what is over; one condition an outlet, the worst. Writes only what is other than it was."""
    ids = {row.name: row.id for row in connection.execute(select(outlets.c.name, outlets.c.id))}
    lasting = {(row.outlet_id, row.kind): row.reason for row in _lasting(connection)}
    for one in judged:
        outlet_id = ids[one.outlet]
        for kind in ORDER:
            if kind != one.state and (outlet_id, kind) in lasting:
                events.close_condition(connection, outlet_id, kind, now)
        if one.state != "ok" and lasting.get((outlet_id, one.state)) != one.reason:
            events.open_condition(connection, outlet_id, one.state, one.reason, one.since or now)


def _lasting(connection: Connection) -> list[Found]:
    return list(connection.execute(select(conditions).where(conditions.c.until.is_(None))))


class _Facts:
    """What the store knows of all outlets, read in a few queries."""

    def __init__(self, connection: Connection, now: datetime, crawl_seconds: float, off: Collection[str]) -> None:
        self.now = now
        self.off = off
        self.crawl_seconds = crawl_seconds
        self.feeds = _grouped(connection.execute(select(feeds).where(feeds.c.state != "removed")))
        self.runs = _grouped(connection.execute(_recent_runs(now)))
        times = select(articles.c.outlet_id, articles.c.sort_at).where(articles.c.sort_at > now - HISTORY - timedelta(days=1))
        self.published = _grouped(connection.execute(times.where(~articles.c.from_embedded)))
        self.last_good: dict[int, datetime] = {row[0]: row[1] for row in connection.execute(_last_good(now))}
        self.waiting: dict[int, int] = {row[0]: row[1] for row in connection.execute(_waiting())}
        self.drawn: dict[int, int] = {row[0]: row[1] for row in connection.execute(_drawn_by_scripts(now))}
        self.fruitless = {row.id: row for row in connection.execute(_without_articles(now))}
        self.coverage = {(row.outlet_id, row.recent): row for row in connection.execute(_coverage(now))}

    def judge(self, outlet: Found) -> Health:
        """The worst that is wrong with an outlet."""
        seen = volume([row.sort_at for row in self.published[outlet.id]], self.now, ZoneInfo(outlet.timezone))
        ok = Health(outlet.name, outlet.title, "ok", "", None, self.last_good.get(outlet.id), seen.last_day, seen.usual)
        ok = replace(ok, waiting=self.waiting.get(outlet.id, 0), needs_script=self.drawn.get(outlet.id, 0))
        if outlet.name in self.off:
            return replace(ok, reason=SWITCHED_OFF)
        if unreachable := self._unreachable(outlet.id, missed=bool(seen.silent_since)):
            state, reason, since = unreachable
        elif failing := self._failing(outlet.id):
            state, reason, since = "broken", *failing
        elif moved := self._moved(outlet):
            state, reason, since = "moved", *moved
        elif left_out := self._left_out(outlet.id):
            state, reason, since = "left-out", *left_out
        elif never := self._never(outlet.id):
            state, reason, since = "never-gave", *never
        elif changed := self._changed(outlet.id, missed=bool(seen.silent_since)):
            state, reason, since = "rotting", changed, self._rotten_since(outlet.id)
        elif seen.silent_since:
            usual = f"usually {seen.usual:g} a day" if seen.usual else "by its usual week"
            state, since = "silent", seen.silent_since
            reason = f"has published nothing for {_span(self.now - since)}; {seen.missing:g} articles are missing, {usual}"
        elif rotting := self._rotting(outlet.id):
            state, reason, since = "rotting", rotting, self._rotten_since(outlet.id)
        elif seen.fallen:
            state, since = "fallen", self.now
            reason = f"published {seen.last_day} articles in the last day, usually {seen.usual:g}"
        elif thinner := self._thinner(outlet.id):
            state, reason, since = "thinner", thinner, self.now
        elif slow := self._slow(outlet.id):
            state, reason, since = "slow", slow, self.now
        else:
            return ok
        return replace(ok, state=state, reason=reason, since=since)

    def _unreachable(self, outlet_id: int, *, missed: bool) -> tuple[str, str, datetime] | None:
        """Where no feed of the outlet can be read, and that has lasted; or shorter, where articles are `missed` already."""
        rows = self.feeds[outlet_id]
        if not rows or any(row.failure in (None, SITE_CHANGED) for row in rows):
            return None
        worst = max(rows, key=lambda row: row.fail_points)
        refused = worst.failure in REFUSALS
        if worst.fail_points < ALERT_AT and not (refused and worst.fail_points >= 1) and not missed:
            return None
        since = min((row.last_success_at or row.last_failure_at for row in rows), default=self.now)
        return "blocked" if refused else "broken", f"no feed can be read: {worst.reason}", since

    def _failing(self, outlet_id: int) -> tuple[str, datetime] | None:
        """The last runs that asked for pages could read none of them."""
        rows = sorted(self.runs[outlet_id], key=lambda row: row.id, reverse=True)
        failing = list(takewhile(lambda row: row.failure == PAGES_FAILED, rows))
        return (failing[0].reason, failing[-1].started_at) if failing else None

    def _moved(self, outlet: Found) -> tuple[str, datetime] | None:
        """All of its feeds that can be read lead for good to hosts that its file does not name."""
        rows = [row for row in self.feeds[outlet.id] if row.failure is None]
        if not rows or not all(_leads_away(row, outlet.name) for row in rows):
            return None
        words = "; ".join(f"{row.url} leads to {row.steady_answer} for good" for row in rows)
        mend = f"`warraq outlets check --live {outlet.name}` proposes what to write into its file"
        return f"{words}; {mend}", min(row.steady_since or self.now for row in rows)

    def _left_out(self, outlet_id: int) -> tuple[str, datetime] | None:
        """All that its feeds name is left out."""
        rows = [row for row in self.feeds[outlet_id] if row.failure is None]
        if not rows or not any(row.left_out for row in rows) or any(row.left_out is None for row in rows):
            return None
        return "; ".join(row.left_out for row in rows), max((row.last_new_at for row in rows if row.last_new_at), default=self.now)

    def _never(self, outlet_id: int) -> tuple[str, datetime] | None:
        """Polled for long enough, and no article ever came of it."""
        row = self.fruitless.get(outlet_id)
        if row is None or row.since > self.now - GRACE:
            return None
        what = f"{row.addresses} addresses were seen" if row.addresses else "no address of an article was ever named"
        return f"polled for {_span(self.now - row.since)} and has never given an article; {what}{self._scripts(outlet_id)}", row.since

    def _changed(self, outlet_id: int, *, missed: bool) -> str | None:
        """None of its pages is an article any more, and that has lasted as long as an outage that is told."""
        changed = [row for row in self.feeds[outlet_id] if row.failure == SITE_CHANGED and (missed or row.fail_points >= ALERT_AT)]
        return changed[0].reason if changed else None

    def _rotten_since(self, outlet_id: int) -> datetime:
        """When the first of the latest runs began that lost so many pages."""
        rows = sorted(self.runs[outlet_id], key=lambda row: row.id, reverse=True)
        lost = list(takewhile(lambda row: _lost(row) >= ROTTEN * (row.new + row.updated + _lost(row)), rows))
        since: datetime = lost[-1].started_at if lost else self.now
        return since

    def _rotting(self, outlet_id: int) -> str | None:
        """Pages came, and too few of them gave an article."""
        rows = self.runs[outlet_id]
        stored, lost = sum(row.new + row.updated for row in rows), sum(map(_lost, rows))
        if stored + lost < FEWEST_PAGES or lost < ROTTEN * (stored + lost):
            return None
        why = self._scripts(outlet_id) or "; the site's layout may have changed"
        return f"{lost} of {stored + lost} new pages gave no article{why}"

    def _scripts(self, outlet_id: int) -> str:
        """What is to be said of pages that a script draws; empty where none is."""
        drawn = self.drawn.get(outlet_id, 0)
        return f"; a script draws {drawn} of its latest pages in a browser, which is not run here" if drawn else ""

    def _thinner(self, outlet_id: int) -> str | None:
        """Articles state less than they used to."""
        before, now = self.coverage.get((outlet_id, 0)), self.coverage.get((outlet_id, 1))
        if not before or not now or min(before.all, now.all) < FEWEST_PAGES:
            return None
        falls = {name: (getattr(before, name) / before.all, getattr(now, name) / now.all) for name in WATCHED_FIELDS}
        name, (was, is_now) = max(falls.items(), key=lambda item: item[1][0] - item[1][1])
        return f"{name} is stated by {is_now:.0%} of its articles, before by {was:.0%}" if was - is_now >= THINNER else None

    def _slow(self, outlet_id: int) -> str | None:
        took = sorted((row.finished_at - row.started_at).total_seconds() for row in self.runs[outlet_id] if row.finished_at)
        if len(took) < 5 or took[len(took) // 2] < SLOW * self.crawl_seconds:
            return None
        return f"its crawls take {took[len(took) // 2]:.0f} s at the median; the time for one is {self.crawl_seconds:.0f} s"


def _leads_away(feed: Found, outlet: str) -> bool:
    answer, known = feed.steady_answer or "", outlet_named(outlet)
    if not answer.startswith("http") or moved_away(feed.url, answer) is None:
        return False
    return known is None or not same_outlet(host_of(answer), known.domains)


def _lost(run: Found) -> int:
    """Pages that gave no article, each counted at its first look only."""
    again: int = (run.stats or {}).get("looked_again", 0)
    return int(run.rejected) - again


def _grouped(rows: Iterable[Found]) -> dict[int, list[Found]]:
    grouped: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        grouped[row.outlet_id].append(row)
    return grouped


def _recent_runs(now: datetime) -> Any:
    """The last runs of each outlet that took up anything."""
    number = func.row_number().over(partition_by=runs.c.outlet_id, order_by=runs.c.id.desc()).label("number")
    busy = select(runs, number).where(runs.c.started_at > now - RECENT_TIME, runs.c.found > 0, runs.c.outlet_id.is_not(None)).subquery()
    return select(busy).where(busy.c.number <= RECENT_RUNS)


def _waiting() -> Any:
    """How many addresses of each outlet wait for another look at a page that gave no article."""
    waits = (urls.c.looks > 0) & urls.c.next_check_at.is_not(None) & (urls.c.outcome == Outcome.REJECTED.value)
    return select(urls.c.outlet_id, func.count()).where(waits).group_by(urls.c.outlet_id)


def _drawn_by_scripts(now: datetime) -> Any:
    """How many addresses of each outlet were refused as `needs-script` by its latest runs."""
    latest = select(_recent_runs(now).subquery().c.id)
    refused = (urls.c.outcome == Outcome.REJECTED.value) & (urls.c.reason == Reason.NEEDS_SCRIPT.value)
    return select(urls.c.outlet_id, func.count()).where(urls.c.run_id.in_(latest), refused).group_by(urls.c.outlet_id)


def _without_articles(now: datetime) -> Any:
    """Watched outlets whose feeds could be read and that have no article: since when they are crawled, and how many addresses were seen;
    not those of which the rules of their own files left all out."""
    gave = select(articles.c.id).where(articles.c.outlet_id == outlets.c.id).exists()
    read = select(feeds.c.id).where(feeds.c.outlet_id == outlets.c.id, feeds.c.last_success_at.is_not(None)).exists()
    since = select(runs.c.started_at).where(runs.c.outlet_id == outlets.c.id).order_by(runs.c.id).limit(1).scalar_subquery()
    named = select(func.count()).select_from(urls).where(urls.c.outlet_id == outlets.c.id).scalar_subquery()
    own = select(urls.c.url).where(urls.c.outlet_id == outlets.c.id)
    left = own.where(urls.c.reason == Reason.NOT_CHOSEN.value).exists()
    others = own.where(func.coalesce(urls.c.reason, "") != Reason.NOT_CHOSEN.value).exists()
    wanted = or_(~left, others)
    return select(outlets.c.id, since.label("since"), named.label("addresses")).where(_is_watched(now), ~gave, read, wanted)


def _last_good(now: datetime) -> Any:
    """When each outlet's last run began that read a feed and ended well; looks at stored articles alone do not count."""
    good = (runs.c.outlet_id == outlets.c.id) & (runs.c.outcome == "ok") & (runs.c.stats["feeds"].as_integer() > 0)
    last = select(runs.c.started_at).where(good).order_by(runs.c.id.desc()).limit(1).scalar_subquery()
    return select(outlets.c.id, last).where(_is_watched(now))


def _coverage(now: datetime) -> Any:
    """How many articles of the last week, and of the three before, each watched outlet has, and how many of them have each field."""
    recent = case((articles.c.fetched_at > now - RECENT_TIME, 1), else_=0).label("recent")
    counted = [func.count(articles.c[name]).label(name) for name in WATCHED_FIELDS]
    query = select(articles.c.outlet_id, recent, func.count().label("all"), *counted)
    watched = select(outlets.c.id).where(_is_watched(now))
    query = query.where(articles.c.outlet_id.in_(watched), articles.c.fetched_at > now - HISTORY)
    return query.where(~articles.c.from_embedded).group_by(articles.c.outlet_id, recent)


def _span(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
