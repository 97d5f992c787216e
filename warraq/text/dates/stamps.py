"""Reads the stamps gathered for one article and sets right what machines commonly state wrongly."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from warraq.text.dates.model import NOTHING, Context, ParsedDate
from warraq.text.dates.parse import parse_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warraq.items import Stamp

CLOCK_SKEW: Final = timedelta(minutes=15)
"""How far after the fetch an instant may lie before it counts as the future: clocks of two servers differ, and feeds round up."""

_FIRST_YEAR: Final = 1990
"""No page on the web is older; what machines state before it (1970, 1900, 0001) stands for an empty field."""

_DEFAULT_DAYS: Final = frozenset({date(2000, 1, 1)})
_STAMP_WORDS: Final = 12
"""Words of the fullest stamps («نشر يوم الخميس 20 تشرين الثاني / نوفمبر 2025»); with more, other things are said as well."""

_EPOCH: Final = re.compile(r"(1\d{9})(?:\d{3})?")
_PUBLICATION: Final = re.compile("نشر|نُشر|publi|posted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One stamp as read: what it states, and of which event."""

    stamp: Stamp
    parsed: ParsedDate
    kind: Literal["published", "modified"]
    is_sole_time: bool = False
    """True for the time of update on a line that states one day, which it does not call the publication's, and no other time."""

    @property
    def is_text(self) -> bool:
        """True for words on the page that people read; attributes and structured data are a machine's, whatever their form."""
        return self.stamp.origin == "visible" and self.stamp.place != "attribute"

    @property
    def looseness(self) -> int:
        """How easily a visible stamp may be another text's: 0 an attribute, 1 a short line or one with a time of day, 2 a longer line."""
        if not self.is_text:
            return 0
        return 1 if self.parsed.clock or len(self.stamp.raw.split()) <= _STAMP_WORDS else 2

    def day(self, context: Context) -> date | None:
        """The calendar day on the outlet's clock, else on the stamp's own."""
        instant = self.parsed.instant
        return instant.astimezone(context.zone).date() if instant and context.zone else self.parsed.day


def read_stamps(stamps: Iterable[Stamp], context: Context) -> list[Candidate]:
    """What the stamps state, in their order: without defaults and the future, local times that were marked as UTC set right,
    and midnights that nothing confirms taken as days."""
    stated = [candidate for stamp in stamps for candidate in _read(stamp, context)]
    ordered = [_with_decided_order(candidate, stated, context) for candidate in stated]
    truthful = _without_false_utc(ordered, context)
    return [_without_false_midnight(candidate, truthful, context) for candidate in truthful if _possible(candidate, context)]


def _read(stamp: Stamp, context: Context) -> Iterable[Candidate]:
    raw = stamp.raw.strip()
    epoch = _EPOCH.fullmatch(raw)
    if epoch and stamp.origin != "visible":
        instant = datetime.fromtimestamp(int(epoch[1]), context.zone or UTC)
        return [Candidate(stamp, ParsedDate.of_instant(instant, seconds=True, zone_stated=True), stamp.kind)]
    # Only people's words count from the time of reading.
    stamped = parse_in(raw, context if stamp.origin == "visible" else replace(context, now=None))
    if stamp.kind == "modified" and stamped.modified.value is None:
        return [Candidate(stamp, stamped.published, "modified")] if stamped.published.value else []
    sole = stamped.one_day and not _PUBLICATION.search(raw)
    found = [Candidate(stamp, stamped.published, "published"), Candidate(stamp, stamped.modified, "modified", sole)]
    return [candidate for candidate in found if candidate.parsed != NOTHING]


def _with_decided_order(candidate: Candidate, candidates: Sequence[Candidate], context: Context) -> Candidate:
    """Exchanges day and month of a date in numbers where another stamp states that day, and none the usual one."""
    usual, other = candidate.parsed.day, candidate.parsed.other_order
    if usual is None or other is None:
        return candidate
    stated = {certain.day(context) for certain in candidates if certain.parsed.other_order is None}
    if other not in stated or usual in stated:
        return candidate
    instant = candidate.parsed.instant and candidate.parsed.instant.replace(month=other.month, day=other.day)
    return replace(candidate, parsed=replace(candidate.parsed, instant=instant, day=other, other_order=None))


def _possible(candidate: Candidate, context: Context) -> bool:
    """False for the value of an empty field, and for the future."""
    parsed = candidate.parsed
    if parsed.day is None:
        return True
    if parsed.day.year < _FIRST_YEAR or parsed.day in _DEFAULT_DAYS:
        return False
    if context.now is None:
        return True
    if parsed.instant:
        return parsed.instant <= context.now + CLOCK_SKEW
    # Without a zone the outlet's day may already be the next one.
    return parsed.day <= context.now.date() + timedelta(days=0 if context.zone else 1)


def _without_false_utc(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Machines that mark a local time as UTC mark all of theirs so: one proof holds for every stamp of that origin."""
    liars = {candidate.stamp.origin for candidate in candidates if _is_false_utc(candidate, candidates, context)}
    return [
        _as_local(candidate, context) if candidate.stamp.origin in liars and _claims_utc(candidate, context) else candidate
        for candidate in candidates
    ]


def _claims_utc(candidate: Candidate, context: Context) -> bool:
    """True for a machine's time in UTC, where the outlet keeps another."""
    instant = candidate.parsed.instant
    if instant is None or context.zone is None or candidate.is_text or not candidate.parsed.zone_stated:
        return False
    return not instant.utcoffset() and bool(instant.astimezone(context.zone).utcoffset()) and not _EPOCH.fullmatch(candidate.stamp.raw)


def _as_local(candidate: Candidate, context: Context) -> Candidate:
    instant = candidate.parsed.instant
    if instant is None:
        return candidate
    local = ParsedDate.of_instant(instant.replace(tzinfo=context.zone), candidate.parsed.precision == "second", zone_stated=False)
    return replace(candidate, parsed=local)


def _is_false_utc(candidate: Candidate, candidates: Sequence[Candidate], context: Context) -> bool:
    """True where a time marked UTC shows the digits of the local clock.

    Proof is the same digits in the text that people read, or beside the outlet's own offset in another stamp, or that the time would
    lie in the future. Text that shows the time converted, or names UTC itself, proves the mark true.
    """
    if not _claims_utc(candidate, context):
        return False
    instant = _minute(candidate.parsed.instant)
    others = [other for other in candidates if other.parsed.instant and not _claims_utc(other, context)]
    if any(_minute(other.parsed.instant) == instant and (other.is_text or other.parsed.zone_stated) for other in others):
        return False
    local = instant.replace(tzinfo=context.zone)
    if any(_minute(other.parsed.instant) == local and (other.is_text or other.parsed.zone_stated) for other in others):
        return True
    return context.now is not None and instant > context.now + CLOCK_SKEW and local <= context.now + CLOCK_SKEW


def _minute(instant: datetime | None) -> datetime:
    return (instant or datetime.max.replace(tzinfo=UTC)).replace(second=0, microsecond=0)


def _without_false_midnight(candidate: Candidate, candidates: Sequence[Candidate], context: Context) -> Candidate:
    """A time of exactly midnight is what programs make of a date without a time, unless words that people read show midnight as well."""
    instant = candidate.parsed.instant
    if instant is None or candidate.stamp.raw.strip().isdecimal():
        return candidate
    local = instant.astimezone(context.zone) if context.zone and not _is_midnight(instant) else instant
    if not _is_midnight(local) or (not candidate.is_text and _shown(local, candidates)):
        return candidate
    return replace(candidate, parsed=ParsedDate(str(local.date()), "day", day=local.date()))


def _is_midnight(instant: datetime) -> bool:
    return not (instant.hour or instant.minute or instant.second)


def _shown(midnight: datetime, candidates: Sequence[Candidate]) -> bool:
    return any(other.is_text and _minute(other.parsed.instant) == midnight for other in candidates)
