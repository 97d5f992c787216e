"""Patience with what fails: when a feed or an outlet is tried again, when a feed sleeps, and when it is our own network that fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

DORMANT_AT: Final = 30.0
"""Fail points at which a feed sleeps; Media Cloud's rss-fetcher gives feeds up at the same figure, and finds that many come back."""
PROBE: Final = timedelta(days=7)
"""Between two polls of a sleeping feed; none is ever deleted."""
LONGEST_WAIT: Final = timedelta(hours=24)
ALERT_AT: Final = 5.0
"""Fail points at which an outlet counts as broken: five refusals, or ten answers that did not come."""

CRASH_STEP: Final = timedelta(minutes=5)
LONGEST_CRASH_WAIT: Final = timedelta(hours=6)

FIRST_TELLING_WAIT: Final = timedelta(minutes=1)
LONGEST_TELLING_WAIT: Final = timedelta(hours=1)
FAILING_LONG: Final = timedelta(days=1)
"""After so long whoever cannot be told is tried once a day."""

NETWORK_WINDOW: Final = timedelta(minutes=15)
NETWORK_HOSTS: Final = 5
"""Fewer hosts than this say nothing about our own network."""
NETWORK_SHARE: Final = 0.5
NETWORK_WAIT: Final = timedelta(minutes=5)
"""Until the next try while our own network is down."""
OWN: Final = frozenset({Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.CONNECTION, Reason.TLS})
"""Failures that a broken network of our own causes as well: no answer of the site came."""


def failing_wait(interval: timedelta, points: float) -> timedelta:
    """Until the next poll of a feed that has failed so much: its interval times its points, at most a day; weekly once it sleeps."""
    if points >= DORMANT_AT:
        return PROBE
    return min(interval * max(1.0, points), LONGEST_WAIT)


def crash_wait(crashes: int) -> timedelta:
    """Until an outlet is tried again whose crawl was killed so often in a row: at once after the first time, then 5 min more each time."""
    return min(CRASH_STEP * max(0, crashes - 1), LONGEST_CRASH_WAIT)


def telling_wait(failures: int, lasting: timedelta) -> timedelta:
    """Until the next message to a target that took none so often in a row: a minute, doubled up to an hour; daily once that lasts a day."""
    if lasting >= FAILING_LONG:
        return FAILING_LONG
    return min(FIRST_TELLING_WAIT * float(2 ** min(failures - 1, 10)), LONGEST_TELLING_WAIT)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last poll of a host within `NETWORK_WINDOW`."""

    host: str
    reason: Reason | None
    """Why it failed; None where it succeeded."""


def network_down(attempts: Iterable[Attempt]) -> bool:
    """Whether our own network is down: of at least `NETWORK_HOSTS` hosts more than half could not be reached."""
    reached: dict[str, bool] = {}
    for attempt in attempts:
        reached[attempt.host] = reached.get(attempt.host, False) or attempt.reason not in OWN
    failed = sum(1 for answered in reached.values() if not answered)
    return len(reached) >= NETWORK_HOSTS and failed > NETWORK_SHARE * len(reached)
