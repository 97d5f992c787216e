"""Hosts of no outlet that an outlet's own feeds name: counters of clicks that lead home, and sites that do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from warraq.items import Entry

HOSTS_AT_MOST: Final = 20
"""Asked in one run."""

TRIES: Final = 5
"""Addresses of one host that may lead elsewhere, or fail, before it is let alone."""

LET_ALONE: Final = timedelta(days=7)

_IN_FIGURES: Final = re.compile(r"\[.*|[0-9.]+")


@dataclass(frozen=True, slots=True)
class LinkHost:
    """What earlier runs met at a host."""

    home: int
    """Addresses that led to the outlet's own pages."""
    elsewhere: int
    """Addresses that led elsewhere, since one last led home, or since it was last let alone for a while."""
    asked_at: datetime
    """Aware instant of the last answer."""

    def barred(self, now: datetime) -> bool:
        """Whether it is not to be asked."""
        return not self.home and self.elsewhere >= TRIES and now - self.asked_at < LET_ALONE


@dataclass(slots=True)
class _Met:
    """What this run has met at a host."""

    home: int = 0
    elsewhere: int = 0
    failed: int = 0
    open: int = 0
    """Requests under way."""
    trusted: bool = False
    held: list[Entry] = field(default_factory=list)
    """Entries that wait for what becomes of the first ones."""


@dataclass(slots=True)
class Strangers:
    """The unknown hosts of one run. Until one of a host's addresses has led home, only `TRIES` of them are asked for; the others wait."""

    known: Mapping[str, LinkHost] = field(default_factory=dict)
    """By host: what earlier runs met."""
    met: dict[str, _Met] = field(default_factory=dict)

    def may_ask(self, host: str, now: datetime) -> bool:
        """Whether addresses of the host are followed in this run; a host in figures is no counter."""
        if host in self.met:
            return True
        before = self.known.get(host)
        if len(self.met) >= HOSTS_AT_MOST or _IN_FIGURES.fullmatch(host) or (before and before.barred(now)):
            return False
        self.met[host] = _Met(trusted=bool(before and before.home))
        return True

    def goes(self, host: str, entry: Entry) -> bool:
        """Whether the entry is asked for now; otherwise it waits, and a later answer of its host releases it."""
        met = self.met[host]
        if met.trusted or met.open + met.elsewhere + met.failed < TRIES:
            met.open += 1
            return True
        met.held.append(entry)
        return False

    def came_home(self, host: str) -> list[Entry]:
        """Notes an address that led home; returns those that waited for it."""
        met = self.met[host]
        met.open, met.home, met.trusted = met.open - 1, met.home + 1, True
        released, met.held = met.held, []
        met.open += len(released)
        return released

    def went_wrong(self, host: str, *, elsewhere: bool) -> list[Entry]:
        """Notes an address that led elsewhere or gave no answer; returns those that share its fate, as enough of the host's did."""
        met = self.met[host]
        met.open, met.elsewhere, met.failed = met.open - 1, met.elsewhere + elsewhere, met.failed + (not elsewhere)
        if met.open or met.trusted:
            return []
        dropped, met.held = met.held, []
        return dropped

    def answers(self, now: datetime) -> dict[str, LinkHost]:
        """By host: what is to be remembered of those that answered; `now`: an aware instant."""
        return {host: self._sum(host, met, now) for host, met in self.met.items() if met.home or met.elsewhere}

    def _sum(self, host: str, met: _Met, now: datetime) -> LinkHost:
        before = self.known.get(host)
        counts_on = before is not None and not met.home and before.elsewhere < TRIES
        return LinkHost((before.home if before else 0) + met.home, met.elsewhere + (before.elsewhere if before and counts_on else 0), now)
