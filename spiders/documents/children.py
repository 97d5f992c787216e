"""Which sitemaps of an index are worth a request: by what the index says of them, as far as their record bears it out."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from spiders.documents.sitemaps import latest_moment, newest_first, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spiders.documents.results import SitemapRef
    from storage.timing.children import ChildState

CHILDREN_AT_MOST: Final = 20
"""Sitemaps followed from one index in one run."""

ONE_MOMENT: Final = timedelta(hours=1)
"""Times of change that lie no further apart are those of the index's making, not of its sitemaps' changes."""

PROOF_AFTER: Final = timedelta(hours=6)
"""So often one sitemap that has not changed by the index's word is read all the same, to see whether the word holds."""

REMEMBERED: Final = timedelta(days=30)
"""So long a sitemap that gave something is read where the index's word is no evidence, and a record that is not renewed counts."""

ASKED_LATELY: Final = timedelta(days=1)

_NUMBER: Final = re.compile(r"\d+")
_MONTH_IN_PATH: Final = re.compile(r"(?<!\d)(20\d\d)[-_/]?(0[1-9]|1[0-2])(?:[-_/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def tells_nothing(below: Iterable[ChildState], now: datetime) -> bool:
    """Whether an index that is as it was may lead to new articles all the same: it states no changes, or was seen to state wrong ones."""
    return any(state.lastmod is None or _is_wrong(state, now) for state in below)


def to_read(
    children: Sequence[SitemapRef], below: Mapping[str, ChildState], now: datetime, cutoff: datetime | None, *, unchanged: bool = False
) -> list[SitemapRef]:
    """The sitemaps of an index to be read in this run, `CHILDREN_AT_MOST` at most.

    `below`: what is known of those read before, by address; `cutoff`: aware, what did not change since is left, None: nothing is;
    `unchanged`: the index is what it was at the last poll. Where the stated changes are no evidence (absent, all of one moment, older
    than what was seen below) read are those that gave something, the last, the first, the highest numbers, and one of the rest in turn.
    """
    recent = newest_first(within(children, cutoff) if cutoff else children)
    known = [below[ref.url] for ref in children if ref.url in below]
    turn = sorted((*_edges(children), *reversed(children)), key=lambda ref: _checked(ref, below))
    if _are_evidence(children, known, now) or (unchanged and not tells_nothing(known, now)):
        changed = [] if unchanged else [ref for ref in recent if _has_changed(ref, below.get(ref.url))]
        proofs = turn[:1] if known else _edges(children)
        wanted = changed[: CHILDREN_AT_MOST - 1] + [ref for ref in proofs if _is_unproved(below.get(ref.url), now)]
    else:
        fruitful = sorted((ref for ref in children if _gave(below.get(ref.url), now)), key=lambda ref: _fruit(below[ref.url]), reverse=True)
        stated = [ref for ref in recent if ref.lastmod] if not _of_one_moment(children) else []
        first = list(dict.fromkeys((*fruitful[: CHILDREN_AT_MOST // 2], *_edges(children), *stated)))[: CHILDREN_AT_MOST - 1]
        rest = [ref for ref in turn if ref not in first]
        wanted = first + (rest[:1] if known else rest)
    return list(dict.fromkeys(wanted))[:CHILDREN_AT_MOST]


def reaching_back(children: Sequence[SitemapRef], below: Mapping[str, ChildState], now: datetime, since: datetime) -> list[SitemapRef]:
    """The sitemaps of an index that may name something since `since` (aware), whatever was read of them before: those that were not asked
    for lately first, so that a run goes on where the one before was ended, the newest of them first."""
    known = [below[ref.url] for ref in children if ref.url in below]
    stated = within(children, since) if _are_evidence(children, known, now) else children
    newest = newest_first(ref for ref in stated if not _ends_before(ref, since))
    return sorted(newest, key=lambda ref: ref.url in below and now - below[ref.url].checked_at < ASKED_LATELY)


def _ends_before(ref: SitemapRef, since: datetime) -> bool:
    """Whether the month or day in its address ended before; a day more for the zones."""
    found = _MONTH_IN_PATH.search(_path(ref))
    if not found:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    following = datetime(year, month, min(day, monthrange(year, month)[1]), tzinfo=UTC) if day else datetime(year, month, 28, tzinfo=UTC)
    return following + timedelta(days=2 if day else 5) < since


def _are_evidence(children: Sequence[SitemapRef], known: Iterable[ChildState], now: datetime) -> bool:
    stated = all(latest_moment(ref.lastmod) for ref in children)
    return stated and not _of_one_moment(children) and not any(_is_wrong(state, now) for state in known)


def _of_one_moment(children: Sequence[SitemapRef]) -> bool:
    moments = [moment for ref in children if (moment := latest_moment(ref.lastmod))]
    return len(moments) > 1 and max(moments) - min(moments) < ONE_MOMENT


def _is_wrong(state: ChildState, now: datetime) -> bool:
    """Whether something newer than the stated change was seen below."""
    stated = latest_moment(state.lastmod)
    fresh = now - state.checked_at < REMEMBERED
    return bool(fresh and stated and state.newest_seen_at and state.newest_seen_at > stated)


def _has_changed(ref: SitemapRef, state: ChildState | None) -> bool:
    """A bare day is the same word until midnight, whatever comes."""
    stated = latest_moment(ref.lastmod)
    return state is None or state.lastmod != ref.lastmod or stated is None or stated >= state.checked_at


def _is_unproved(state: ChildState | None, now: datetime) -> bool:
    return state is None or now - state.checked_at > PROOF_AFTER


def _gave(state: ChildState | None, now: datetime) -> bool:
    return state is not None and state.last_new_at is not None and now - state.last_new_at < REMEMBERED


def _fruit(state: ChildState) -> float:
    return state.last_new_at.timestamp() if state.last_new_at else 0.0


def _checked(ref: SitemapRef, below: Mapping[str, ChildState]) -> float:
    state = below.get(ref.url)
    return state.checked_at.timestamp() if state else 0.0


def _edges(children: Sequence[SitemapRef]) -> list[SitemapRef]:
    """The last, the first, and of each family of addresses that differ in their numbers alone the one with the highest."""
    highest: dict[str, SitemapRef] = {}
    for ref in children:
        family = _NUMBER.sub("#", _path(ref))
        if family not in highest or _numbers(ref) > _numbers(highest[family]):
            highest[family] = ref
    return list(dict.fromkeys((*children[-1:], *children[:1], *highest.values())))


def _path(ref: SitemapRef) -> str:
    parts = urlsplit(ref.url)
    return f"{parts.netloc}{parts.path}?{parts.query}"


def _numbers(ref: SitemapRef) -> tuple[int, ...]:
    """The numbers of an address for comparison; years go first, as some sites write the month before."""
    numbers = [int(number[:18]) for number in _NUMBER.findall(_path(ref))]
    return tuple(sorted(numbers, key=lambda number: not 1990 <= number <= 2100))
