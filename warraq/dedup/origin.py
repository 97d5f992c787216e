"""Decides from whom a story comes: whom its copies credit, else who published it first, as far as the polls bear the stated times out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Rule = Literal["credited", "dateline", "first-published", "first-fetched", "unsure"]
"""Why an outlet is the origin: named as source of the whole text, named in the opening dateline, first to publish, first to be seen;
unsure: another states an earlier time, which the polls contradict."""

LATE_LISTING: Final = timedelta(hours=1)
"""How long after its stated time an article may come into its feed without a doubt: feeds stand in caches for
minutes, seldom for an hour."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that an article names as the origin of its text."""

    role: Literal["credited", "dateline"]
    name: str
    """As written."""
    outlet: str | None = None
    """Slug; None: an outlet that is not known, or a name that several share."""


@dataclass(frozen=True, slots=True)
class Member:
    """What is to be known of an article of the story."""

    article: int
    outlet: str
    """Slug of the outlet whose page it is."""
    fetched_at: datetime
    published_at: datetime | None = None
    """Aware; None where the page states no hour."""
    published_day: date | None = None
    """The outlet's own calendar day; None where the page states none."""
    credits: tuple[Credit, ...] = ()
    secondhand: bool = False
    """From an aggregator, or found inside another article's page: its time says nothing about who was first."""
    seen_at: datetime | None = None
    """When a document of the outlet was first seen to name it; None where none did, as for imports."""
    unseen_at: datetime | None = None
    """When that document had last been read without naming it; None at its first reading."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a story comes from."""

    first_article: int
    """The earliest trustworthy publication that is stored."""
    outlet: str | None
    """Slug; None: an outlet that is not known."""
    name: str | None
    """As credited; None where nobody is and the first publisher stands for the origin."""
    rule: Rule


def origin(members: Sequence[Member]) -> Origin:
    """Of a story with at least one article, whatever their order.

    Credits outweigh datelines, and the outlet that more outlets name outweighs others; of equals the one named earlier. An outlet that
    names itself says nothing, and a credited outlet whose own copy credits another is only a link of the chain. A stated time counts only
    as far as the polls bear it out (`doubted`).
    Raises ValueError without members.
    """
    if not members:
        raise ValueError("a story without articles has no origin")
    held_back = doubted(members)
    ordered = sorted(members, key=lambda member: _precedence(member, held_back.get(member.article)))
    first = ordered[0]
    for role in ("credited", "dateline"):
        if credit := _most_named(ordered, role):
            return Origin(first.article, credit.outlet, credit.name, credit.role)
    return Origin(first.article, first.outlet, None, _rule(first, min(members, key=_precedence)))


def doubted(members: Sequence[Member]) -> dict[int, datetime]:
    """Of each article whose stated time the polls contradict the earliest moment that they allow, by number.

    They do where its document was read after that time (and `LATE_LISTING`) without naming it; and at the first reading of a document,
    which says nothing of what stood there before, where another outlet's first-hand article was stored by then.
    """
    kept: dict[str, datetime] = {}
    for member in members:
        if not member.secondhand:
            kept[member.outlet] = min(member.fetched_at, kept.get(member.outlet, member.fetched_at))
    found = ((member, _earliest_allowed(member, kept)) for member in members)
    return {member.article: moment for member, moment in found if moment}


def _earliest_allowed(member: Member, kept: Mapping[str, datetime]) -> datetime | None:
    """None where the polls do not contradict the stated time, or none is stated; `kept`: when each outlet's first was stored."""
    stated, seen = _stated(member), member.seen_at
    if stated is None or seen is None:
        return None
    if member.unseen_at is not None:
        return member.unseen_at if stated < member.unseen_at - LATE_LISTING else None
    others = any(outlet != member.outlet and at < seen for outlet, at in kept.items())
    return seen if others and stated < seen - LATE_LISTING else None


def _rule(first: Member, by_stated_times: Member) -> Rule:
    if first.outlet != by_stated_times.outlet:
        return "unsure"
    return "first-fetched" if _stated(first) is None else "first-published"


def _stated(member: Member) -> datetime | None:
    """When it says that it was published; a day counts as its end, for it promises no more."""
    if member.published_at is not None or member.published_day is None:
        return member.published_at
    return datetime.combine(member.published_day, datetime.max.time(), UTC)


def _precedence(member: Member, allowed: datetime | None = None) -> tuple[bool, bool, datetime, bool, int]:
    """Earliest first: first-hand before second-hand, a stated time before none; `allowed` stands in for a time that is contradicted."""
    stated = allowed or _stated(member)
    if stated is None:
        return member.secondhand, True, member.fetched_at, False, member.article
    return member.secondhand, False, stated, member.published_at is None, member.article


def _most_named(ordered: Sequence[Member], role: str) -> Credit | None:
    named_by: defaultdict[str, set[str]] = defaultdict(set)
    named: dict[str, Credit] = {}
    for member in ordered:
        for credit in member.credits:
            if credit.role == role and credit.outlet != member.outlet:
                named_by[_key(credit)].add(member.outlet)
                named.setdefault(_key(credit), credit)
    passing_on = {outlet for outlets in named_by.values() for outlet in outlets}
    sources = [key for key in named if key not in passing_on] or list(named)
    return named[max(sources, key=lambda key: len(named_by[key]))] if sources else None


def _key(credit: Credit) -> str:
    """Slug, else the folded name: a slug is plain Latin, so the two never meet by accident in Arabic."""
    return credit.outlet or fold(credit.name)
