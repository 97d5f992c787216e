"""The publishing plan: which outlet prints what and when, whose text it takes over, what is edited later and what vanishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from warraq.newsroom.model import Slot
from warraq.newsroom.seeding import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from warraq.newsroom.model import Profile, SlotKind

_EDIT_EVERY: Final = 11
_VANISH_EVERY: Final = 29
"""One article in so many is edited, or vanishes, some hours after it appeared."""
_WAKING_HOUR: Final = 6
_SLEEPING_SHARE: Final = 0.75
"""Share of the articles due before that local hour which wait until later that day."""
_REPEATED_SHARE: Final = 0.4
"""Share of round-ups whose second article also has a page of its own on the same site."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A slot before the outlet's articles are put in order and numbered."""

    published: datetime
    kind: SlotKind
    source: Slot | None = None
    second: Slot | None = None


def make_plan(profiles: Sequence[Profile], start: datetime, seed: int, back: timedelta, ahead: timedelta) -> dict[str, tuple[Slot, ...]]:
    """Every outlet's slots, oldest first, from `start - back` to `start + ahead`.

    The newest article of each outlet at `start` has something ahead: by turns it is edited half an hour later, vanishes an hour later, or
    stays.
    """
    begin, end = start - back, start + ahead
    plan: dict[str, tuple[Slot, ...]] = {}
    agency = [profile for profile in profiles if profile.kind == "agency"]
    carriers = [profile for profile in profiles if profile.kind not in ("agency", "aggregator")]
    gatherers = [profile for profile in profiles if profile.kind == "aggregator"]
    for profile in agency:
        plan[profile.name] = _finish(profile, _own(profile, begin, end, seed), seed)
    wire = [slot for profile in agency for slot in plan[profile.name]]
    for profile in carriers:
        plan[profile.name] = _finish(profile, [*_own(profile, begin, end, seed), *_copies(profile, wire, end, seed)], seed)
    printed = [slot for profile in (*agency, *carriers) for slot in plan[profile.name] if slot.kind == "own"]
    for profile in gatherers:
        plan[profile.name] = _finish(profile, _roundups(profile, printed, begin, end, seed), seed)
    return {profile.name: _unsettle(plan[profile.name], start, turn) for turn, profile in enumerate(profiles)}


def _times(per_day: float, begin: datetime, end: datetime, rng: Random) -> Iterator[datetime]:
    """Instants about evenly spread, each shifted within its share of the day."""
    if per_day <= 0:
        return
    step = timedelta(days=1) / per_day
    at = begin
    while at < end:
        moment = at + step * rng.random()
        yield moment.replace(second=0, microsecond=0)
        at += step


def _own(profile: Profile, begin: datetime, end: datetime, seed: int) -> list[_Draft]:
    """Articles of its own; most of those that would fall in the night wait for the day."""
    rng, drafts = seeded(seed, profile.name, "own"), []
    for at in _times(profile.own_per_day, begin, end, rng):
        asleep = at.astimezone(profile.zone).hour < _WAKING_HOUR and rng.random() < _SLEEPING_SHARE
        drafts.append(_Draft(at + rng.randint(240, 900) * _MINUTE if asleep else at, "own"))
    return [draft for draft in drafts if draft.published < end]


def _copies(profile: Profile, wire: Sequence[Slot], end: datetime, seed: int) -> list[_Draft]:
    """Stories of the agency that this outlet carries, some minutes to three hours after the agency."""
    rng = seeded(seed, profile.name, "copies")
    taken = [(slot, rng.randint(4, 180)) for slot in wire if rng.random() < profile.copy_share]
    return [_Draft(slot.published + minutes * _MINUTE, "copy", slot) for slot, minutes in taken if slot.published + minutes * _MINUTE < end]


def _roundups(profile: Profile, printed: Sequence[Slot], begin: datetime, end: datetime, seed: int) -> list[_Draft]:
    """Pages that take over one recent article and print a second one whole below it: a fresh one, or one that has its own page already."""
    rng = seeded(seed, profile.name, "roundups")
    used: set[str] = set()
    drafts: list[_Draft] = []
    for at in _times(profile.own_per_day, begin, end, rng):
        fresh = [slot for slot in printed if at - timedelta(hours=9) < slot.published < at - 9 * _MINUTE and slot.key not in used]
        if len(fresh) < 2:
            continue
        source = rng.choice(fresh)
        others = [slot for slot in fresh if slot is not source]
        earlier = [draft.source for draft in drafts[-8:] if draft.source]
        second = rng.choice(earlier if earlier and rng.random() < _REPEATED_SHARE else others)
        used |= {source.key, second.key}
        drafts.append(_Draft(at, "roundup", source, second))
    return drafts


def _finish(profile: Profile, drafts: Sequence[_Draft], seed: int) -> tuple[Slot, ...]:
    """The drafts in order of time, numbered, some of them to be edited or to vanish."""
    rng = seeded(seed, profile.name, "numbers")
    number, slots = profile.first_number, []
    for index, draft in enumerate(sorted(drafts, key=lambda draft: draft.published)):
        number += rng.randint(1, 9)
        slots.append(Slot(profile.name, index, number, draft.published, draft.kind, draft.source, draft.second))
    return tuple(_with_future(slot, rng) for slot in slots)


def _with_future(slot: Slot, rng: Random) -> Slot:
    if slot.kind == "own" and slot.index % _EDIT_EVERY == 5:
        return replace(slot, edited=slot.published + rng.randint(25, 300) * _MINUTE)
    if slot.index % _VANISH_EVERY == 13:
        return replace(slot, vanishes=slot.published + rng.randint(90, 900) * _MINUTE)
    return slot


def _unsettle(slots: tuple[Slot, ...], start: datetime, turn: int) -> tuple[Slot, ...]:
    newest = max((slot.index for slot in slots if slot.kind == "own" and slot.published <= start - 30 * _MINUTE), default=None)
    if newest is None or turn % 3 == 2:
        return slots
    slot = replace(slots[newest], edited=None, vanishes=None)
    slot = replace(slot, edited=start + 30 * _MINUTE) if turn % 3 == 0 else replace(slot, vanishes=start + 60 * _MINUTE)
    return (*slots[:newest], slot, *slots[newest + 1 :])
