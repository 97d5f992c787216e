"""Chooses the publication and the last change of an article among its stamps, and says where each came from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from warraq.text.dates.model import Context, Precision
from warraq.text.dates.stamps import Candidate, read_stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warraq.items import Stamp

# How much a day gains from each origin that states it, once an origin: an outlet's own declared layout before structured data, that
# before single properties, and those before what stands around the text. Equal sums leave a contradiction undecided.
_WEIGHTS: Final = {"import": 4, "json-ld": 4, "meta": 3, "feed": 3, "visible": 3, "url": 2, "sitemap": 1}
_LAYOUT: Final = 5
_UNNAMED: Final = 2
"""Of structured data that does not name its page: less than a printed day."""
_ONE_OF_SEVERAL: Final = 1
_DOUBTFUL: Final = 1

# Which stamp is read first for the time of day, once the day is settled.
_ORDER: Final = ("import", "json-ld", "meta", "feed", "visible", "sitemap", "url")

_SAME_STORY: Final = timedelta(days=1)
"""Days this near are one statement for addresses, which carry the day of a draft or of another zone."""


@dataclass(frozen=True, slots=True)
class Found:
    """When an article was published and last changed; every field is None where its stamps do not say."""

    published_at: datetime | None = None
    """Aware, UTC; set only where at least the hour is stated."""
    published_day: date | None = None
    """On the outlet's own calendar; set only where no time of day is stated."""
    published_precision: Precision | None = None
    """second or minute with `published_at`, day with `published_day`."""
    published_offset: int | None = None
    """Minutes east of UTC, as stated or as the outlet's zone had them; None for a day."""
    published_raw: str | None = None
    """The words of the stamp that was taken."""
    published_from: str | None = None
    """The origin of that stamp."""
    modified_at: datetime | None = None
    """Aware, UTC."""
    notes: tuple[str, ...] = ()
    """Days stated that were not taken: `url states 2019-03-02`."""


CONCLUDED: Final = tuple(each.name for each in fields(Found) if each.name != "notes")
"""The fields of an article that are filled from what was found."""


def find_date(
    stamps: Sequence[Stamp],
    zone: str | tzinfo | None = None,
    fetched_at: datetime | None = None,
    country: str | None = None,
    language: str | None = None,
) -> Found:
    """The publication and last change that the stamps of one article state together.

    `zone` and `country` are the outlet's, as for `parse_date`; `fetched_at` (aware) is when the page was fetched: what lies after it
    is refused, and relative words count from it; None leaves both out. `language` is the text's BCP 47 tag: years in numbers without a
    mark are solar in Persian. The day that the most trusted origins state is taken, the time
    of day from the first stamp that has one on that day, else from an update that is the only time beside the day. Where two days are
    stated with equal right, none is answered.
    """
    context = Context.of(zone, fetched_at, country, language)
    candidates = read_stamps(stamps, context)
    context = _with_stated_zone(context, candidates)
    published = [candidate for candidate in candidates if candidate.kind == "published"]
    days = _weigh(_believed(candidates, context), context)
    best = _heaviest(days)
    notes = _contradictions(published, best, context)
    taken = _taken(published, best, context) if best else None
    taken = _with_sole_time(taken, candidates) if taken else None
    modified_at = _modified(candidates, taken)
    if taken is None or best is None:
        return Found(modified_at=modified_at, notes=notes)
    return _found(taken, best, modified_at, notes)


def _with_stated_zone(context: Context, candidates: Sequence[Candidate]) -> Context:
    """Without a known zone, days are compared on the clock whose offset a stamp states."""
    if context.zone:
        return context
    instants = (candidate.parsed.instant for candidate in sorted(candidates, key=_rank) if candidate.parsed.zone_stated)
    return replace(context, zone=next((instant.tzinfo for instant in instants if instant and instant.utcoffset()), None))


def _found(taken: Candidate, day: date, modified_at: datetime | None, notes: tuple[str, ...]) -> Found:
    instant, stamp = taken.parsed.instant, taken.stamp
    if instant is None:
        return Found(None, day, "day", None, stamp.raw, stamp.origin, modified_at, notes)
    offset = int((instant.utcoffset() or timedelta(0)).total_seconds()) // 60
    return Found(instant.astimezone(UTC), None, taken.parsed.precision, offset, stamp.raw, stamp.origin, modified_at, notes)


def _believed(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """The candidates of publication; a printed day does not contradict an object that does not name its page where it is that of its
    change."""
    changed = {candidate.day(context) for candidate in candidates if candidate.kind == "modified" and candidate.stamp.place == "unnamed"}
    published = [candidate for candidate in candidates if candidate.kind == "published"]
    if _tightest_day(published, context) not in changed - {None}:
        return published
    return [
        replace(candidate, stamp=replace(candidate.stamp, place="")) if candidate.stamp.place == "unnamed" else candidate
        for candidate in published
    ]


def _weigh(candidates: Sequence[Candidate], context: Context) -> dict[date, int]:
    """Each day stated with the sum of what its origins are worth; an address supports the day before and after as well."""
    tight = _tightest_day(candidates, context)
    votes: dict[tuple[date, str], int] = {}
    for candidate in candidates:
        day = candidate.day(context)
        if day:
            key = (day, candidate.stamp.origin)
            votes[key] = max(votes.get(key, 0), _weight(candidate, day == tight, context))
    days = dict.fromkeys((day for day, _ in votes), 0)
    for (day, origin), weight in votes.items():
        days[_nearest(day, days, votes) if origin == "url" else day] += weight
    return days


def _tightest_day(candidates: Sequence[Candidate], context: Context) -> date | None:
    """The day that the visible stamps least likely to belong to other texts state; None where they differ among themselves."""
    visible = [
        (candidate.looseness, day) for candidate in candidates if candidate.stamp.origin == "visible" and (day := candidate.day(context))
    ]
    days = {day for looseness, day in visible if looseness == min(visible)[0]}
    return days.pop() if len(days) == 1 else None


def _weight(candidate: Candidate, is_tightest: bool, context: Context) -> int:
    if candidate.stamp.name == "layout":
        return _LAYOUT
    if candidate.parsed.weekday_conflict or _may_be_page_clock(candidate, context):
        return _DOUBTFUL
    if candidate.stamp.origin == "visible" and not is_tightest:
        return _ONE_OF_SEVERAL
    if candidate.stamp.place == "unnamed":
        return _UNNAMED
    return _WEIGHTS[candidate.stamp.origin]


def _may_be_page_clock(candidate: Candidate, context: Context) -> bool:
    """True for a line with the day of the fetch and no time: many pages print today's date at their head."""
    return context.now is not None and candidate.is_text and candidate.parsed.clock is None and candidate.parsed.day == context.now.date()


def _nearest(day: date, days: Iterable[date], votes: Iterable[tuple[date, str]]) -> date:
    """The day of another origin that an address means: its own, or the one beside it."""
    stated = {other for other, origin in votes if origin != "url"}
    near = [other for other in days if other in stated and abs(other - day) <= _SAME_STORY]
    return min(near, key=lambda other: abs(other - day), default=day)


def _heaviest(days: dict[date, int]) -> date | None:
    """The day with the greatest weight; None where two share it."""
    ranked = sorted(days.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0] == ranked[1]):
        return None
    return max(days, key=days.__getitem__)


def _taken(candidates: Sequence[Candidate], day: date, context: Context) -> Candidate | None:
    """The most trusted stamp of that day with a time, else the most trusted one without."""
    ranked = sorted((candidate for candidate in candidates if candidate.day(context) == day), key=_rank)
    timed = [candidate for candidate in ranked if candidate.parsed.instant]
    return next(iter(timed or ranked), None)


def _with_sole_time(taken: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The stamp with the only time of its line, where it has none of its own: «04 آب 2013، آخر تحديث 02:21» tells when the text stood."""
    if taken.parsed.instant:
        return taken
    times = (other for other in candidates if other.is_sole_time and other.stamp is taken.stamp and other.parsed.instant)
    return next((replace(taken, parsed=other.parsed) for other in times), taken)


def _rank(candidate: Candidate) -> tuple[bool, int]:
    """A machine that states its zone, then in the order of trust; a naive time of a machine may be on any clock."""
    naive = bool(candidate.parsed.instant) and not candidate.is_text and not candidate.parsed.zone_stated
    return naive and candidate.stamp.origin == "visible", _ORDER.index(candidate.stamp.origin)


def _modified(candidates: Sequence[Candidate], published: Candidate | None) -> datetime | None:
    """The last change by the most trusted stamp that has a time, unless it lies before the publication."""
    timed = [candidate for candidate in candidates if candidate.kind == "modified" and candidate.parsed.instant]
    instant = next((candidate.parsed.instant for candidate in sorted(timed, key=_rank)), None)
    if instant is None:
        return None
    if published and published.parsed.instant and instant < published.parsed.instant.replace(second=0):
        return None
    if published and published.parsed.day and instant.date() < published.parsed.day - _SAME_STORY:
        return None
    return instant.astimezone(UTC)


def _contradictions(candidates: Sequence[Candidate], best: date | None, context: Context) -> tuple[str, ...]:
    """One note for each origin that states another day than the one taken, or all days where none was."""
    stated = {(day, candidate.stamp.origin) for candidate in candidates if (day := candidate.day(context)) and day != best}
    if best is None and len({day for day, _ in stated}) < 2:
        return ()
    return tuple(f"{origin} states {day}" for day, origin in sorted(stated))
