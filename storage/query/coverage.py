"""What is there and what is missing: outlet by day how many addresses were seen, stored, refused, failed, against what is usual."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, Text, and_, case, cast, func, or_, select

from storage.tables import articles, events, outlets, runs, urls
from warraq.outlet_files.choice import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from sqlalchemy import ColumnElement, Connection

FATES: Final = ("stored", "duplicate", "refused", "failed", "waiting")
"""What becomes of an address; their sum is `seen`."""
USUAL_DAYS: Final = 28
"""`usual` is the mean of `stored` over so many days before the day, or as many as the outlet has been seen; days without any count as 0."""
_WORTH_MISSING: Final = 1.0
"""What an outlet usually stores in a day from which on a day without it is a gap."""
_FEW_SHARE: Final = 0.5
"""Share of the usual below which a day is a gap too, for outlets that usually store four or more."""
_FEW_FROM: Final = 4.0

FATE: Final = case(
    (and_(urls.c.article_id.is_not(None), articles.c.url == urls.c.url), "stored"),
    (urls.c.article_id.is_not(None), "duplicate"),
    (or_(urls.c.state == "pending", urls.c.next_check_at.is_not(None)), "waiting"),
    (urls.c.outcome == "failed", "failed"),
    else_="refused",
)
"""What became of an address: by its row, not by its last verdict, so that rechecks and second imports leave a day as it was."""


@dataclass(slots=True)
class CoverageDay:
    """One outlet's day."""

    day: date
    """In the zone that was asked for, by when the addresses were first seen."""
    outlet: str | None
    """Slug; None: addresses of no known outlet."""
    outlet_title: str | None
    seen: int = 0
    stored: int = 0
    """It leads to an article of which it is the address."""
    duplicate: int = 0
    """It leads to an article under another address."""
    refused: int = 0
    failed: int = 0
    waiting: int = 0
    """It has no verdict yet, or another look to come."""
    usual: float | None = None
    """See `USUAL_DAYS`; None on the first day."""
    reasons: dict[str, int] = field(default_factory=dict)
    """Of what is neither stored nor a duplicate, the most frequent first."""
    gap: str | None = None
    """What is missing and why, in words; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days of a time, the latest first."""

    days: list[CoverageDay]
    total: dict[str, int]
    """Seen and each of `FATES`, over all days."""


def coverage(
    connection: Connection,
    since: datetime,
    until: datetime,
    zone: tzinfo = UTC,
    *,
    now: datetime | None = None,
    outlet: str | None = None,
    country: str | None = None,
) -> Coverage:
    """The days that begin in [since, until) by the clock of `zone`, and every outlet seen on them or usually seen.

    Bounds (aware) within a day are taken to its beginning and to its end. `outlet`: slug; `country`: ISO 3166 alpha-2 in any case.
    A day that is not over at `now` has no gap yet.
    """
    first, last = since.astimezone(zone).date(), (until - timedelta(microseconds=1)).astimezone(zone).date()
    chosen = _outlets(connection, outlet, country)
    titles = {row.id: row for row in chosen}
    counted = _counted(connection, _midnight(first - timedelta(days=USUAL_DAYS), zone), _midnight(last + timedelta(days=1), zone), zone)
    begun = {row.id: row.begun.astimezone(zone).date() for row in chosen if row.begun is not None}
    unknown = {None} if outlet is None and country is None else set()
    days = [
        _day(day, titles.get(number), counted.get(number, {}), begun.get(number))
        for number in [*titles, *unknown]
        for day in (first + timedelta(days=count) for count in range((last - first).days + 1))
    ]
    told = [day for day in days if day.seen or (day.usual or 0) >= _WORTH_MISSING]
    _name_gaps(connection, [day for day in told if now is None or _midnight(day.day + timedelta(days=1), zone) <= now], zone)
    told.sort(key=lambda day: (-day.day.toordinal(), day.outlet is None, day.outlet or ""))
    return Coverage(told, {name: sum(getattr(day, name) for day in told) for name in ("seen", *FATES)})


_Counts = dict[date, Counter[tuple[str, str | None]]]
"""By day: how many addresses by kind and reason."""


def _outlets(connection: Connection, outlet: str | None, country: str | None) -> list[Any]:
    begun = select(func.min(urls.c.first_seen_at)).where(urls.c.outlet_id == outlets.c.id).scalar_subquery()
    query = select(outlets.c.id, outlets.c.name, outlets.c.title, begun.label("begun"))
    if outlet is not None:
        query = query.where(outlets.c.name.in_(names_of(outlet)))
    if country is not None:
        query = query.where(outlets.c.country == country.upper())
    return list(connection.execute(query))


def _counted(connection: Connection, since: datetime, until: datetime, zone: tzinfo) -> dict[int | None, _Counts]:
    """By outlet; addresses are counted by the quarter of an hour in which they were first seen, of which every zone's days are made."""
    quarter = _quarter(connection.dialect.name)
    columns = (urls.c.outlet_id, quarter.label("quarter"), FATE.label("kind"), urls.c.reason)
    query = select(*columns, func.count().label("found")).outerjoin_from(urls, articles, articles.c.id == urls.c.article_id)
    query = query.where(urls.c.first_seen_at >= since, urls.c.first_seen_at < until)
    query = query.group_by(urls.c.outlet_id, "quarter", "kind", urls.c.reason)  # by name: PostgreSQL takes two values for two expressions
    counted: defaultdict[int | None, _Counts] = defaultdict(dict)
    for known in (urls.c.outlet_id.in_(select(outlets.c.id)), urls.c.outlet_id.is_(None)):
        for row in connection.execute(query.where(known)):
            hour, part = row.quarter.split("|")
            moment = datetime.fromisoformat(f"{hour}:00:00+00:00") + timedelta(minutes=15 * int(part))
            day = counted[row.outlet_id].setdefault(moment.astimezone(zone).date(), Counter())
            day[row.kind, None if row.kind in ("stored", "duplicate") else row.reason] += row.found
    return counted


def _quarter(engine: str) -> ColumnElement[str]:
    """`2026-03-09T12|2`: the hour in UTC and its quarter from 0."""
    seen = urls.c.first_seen_at
    if engine == "sqlite":
        hour, minute = func.substr(seen, 1, 13, type_=Text()), cast(func.substr(seen, 15, 2), Integer)
    else:
        utc = func.timezone("UTC", seen)
        hour, minute = func.to_char(utc, 'YYYY-MM-DD"T"HH24', type_=Text()), cast(func.date_part("minute", utc), Integer)
    return hour + "|" + cast(minute // 15, Text())


def _day(day: date, outlet: Any, counted: _Counts, begun: date | None) -> CoverageDay:
    found = counted.get(day, Counter())
    told = CoverageDay(day, outlet and outlet.name, outlet and outlet.title, seen=found.total())
    reasons: Counter[str] = Counter()
    for (kind, reason), count in found.items():
        setattr(told, kind, getattr(told, kind) + count)
        if reason is not None:
            reasons[reason] += count
    told.reasons = dict(sorted(reasons.items(), key=lambda entry: (-entry[1], entry[0])))
    if begun is not None and (known := min(USUAL_DAYS, (day - begun).days)) > 0:
        before: Iterator[Mapping[tuple[str, str | None], int]] = (
            counted.get(day - timedelta(days=back), {}) for back in range(1, known + 1)
        )
        told.usual = round(sum(past.get(("stored", None), 0) for past in before) / known, 1)
    return told


# Gaps


def _name_gaps(connection: Connection, days: Iterable[CoverageDay], zone: tzinfo) -> None:
    short = {(day.outlet, day.day): day for day in days if _is_short(day)}
    if not short:
        return
    since, until = _midnight(min(day for _, day in short), zone), _midnight(max(day for _, day in short) + timedelta(days=1), zone)
    ran = _runs(connection, since, until, zone)
    left = {(name, at.astimezone(zone).date()) for name, at in _possible_gaps(connection, since, until)}
    for key, day in short.items():
        day.gap = "; ".join(_why(day, ran.get(key), key in left))


def _is_short(day: CoverageDay) -> bool:
    usual = day.usual or 0.0
    return (day.seen == 0 and usual >= _WORTH_MISSING) or (usual >= _FEW_FROM and day.stored < _FEW_SHARE * usual)


def _why(day: CoverageDay, ran: Counter[str] | None, left: bool) -> Iterator[str]:
    yield f"stored {day.stored}, usually {day.usual:g}"
    if ran is None:
        yield "no run on this day"
    elif failed := ran.total() - ran["ok"]:
        yield f"{failed} of {ran.total()} runs did not end well ({', '.join(sorted(name for name in ran if name != 'ok'))})"
    if day.reasons:
        yield ", ".join(f"{count} {reason}" for reason, count in list(day.reasons.items())[:3])
    if left:
        yield "its documents may have left some out between two looks (possible-gap)"


def _runs(connection: Connection, since: datetime, until: datetime, zone: tzinfo) -> dict[tuple[str | None, date], Counter[str]]:
    query = select(outlets.c.name, runs.c.started_at, func.coalesce(runs.c.outcome, runs.c.state).label("outcome")).join_from(runs, outlets)
    found: defaultdict[tuple[str | None, date], Counter[str]] = defaultdict(Counter)
    for row in connection.execute(query.where(runs.c.started_at >= since, runs.c.started_at < until)):
        found[row.name, row.started_at.astimezone(zone).date()][row.outcome] += 1
    return found


def _possible_gaps(connection: Connection, since: datetime, until: datetime) -> Iterator[tuple[str, datetime]]:
    query = select(outlets.c.name, events.c.at).join_from(events, outlets, outlets.c.id == events.c.outlet_id)
    for row in connection.execute(query.where(events.c.kind == "possible-gap", events.c.at >= since, events.c.at < until)):
        yield row.name, row.at


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
