"""Decides from whom a story comes: whom its copies credit, else who published it first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Rule = Literal["credited", "dateline", "first-published", "first-fetched"]
"""Why an outlet is the origin: named as source of the whole text, named in the opening dateline, first to publish, first to be seen."""


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
    names itself says nothing, and a credited outlet whose own copy credits another is only a link of the chain.
    Raises ValueError without members.
    """
    ordered = sorted(members, key=_precedence)
    if not ordered:
        raise ValueError("a story without articles has no origin")
    first = ordered[0]
    for role in ("credited", "dateline"):
        if credit := _most_named(ordered, role):
            return Origin(first.article, credit.outlet, credit.name, credit.role)
    dated = first.published_at is not None or first.published_day is not None
    return Origin(first.article, first.outlet, None, "first-published" if dated else "first-fetched")


def _precedence(member: Member) -> tuple[bool, bool, datetime, bool, int]:
    """Earliest first: first-hand before second-hand, a stated time before none; a day counts as its end, for it promises no more."""
    if member.published_at is not None:
        moment, exact = member.published_at, True
    elif member.published_day is not None:
        moment, exact = datetime.combine(member.published_day, datetime.max.time(), UTC), False
    else:
        return member.secondhand, True, member.fetched_at, False, member.article
    return member.secondhand, False, moment, not exact, member.article


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
