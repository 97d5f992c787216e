"""A claim on an outlet: its lease, the leases of its hosts and its run, taken in one transaction and held while the crawl lives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage.ledger import outlets, runs
from storage.timing import feeds, leases
from warraq.errors import HostTakenError, LeaseTakenError
from warraq.text.urls import registrable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from warraq.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Claim:
    """What a crawl needs to know of its run; it can be handed to another process."""

    outlet: str
    outlet_id: int
    run_id: int
    tokens: Mapping[str, int]
    """Fencing token of each lease."""
    feed_ids: tuple[int, ...] | None = field(default=None)
    """The feeds to be polled; None: all."""


def keys_of(outlet: Outlet) -> list[str]:
    """The leases that a crawl of the outlet holds: its own, and one for each host, so that no host is crawled twice at once."""
    hosts = {registrable(domain) for domain in outlet.domains}
    return [f"outlet:{outlet.name}", *(f"host:{host}" for host in sorted(hosts))]


def claim(
    connection: Connection, outlet: Outlet, owner: str, trigger: str, now: datetime, seconds: float, due_at: datetime | None = None
) -> Claim:
    """Takes the outlet for `seconds` and begins its run, closing one that was killed before.

    Raises LeaseTakenError where the outlet is being crawled, HostTakenError where only a host of it is; the caller's transaction has then
    to be undone.
    """
    tokens = {key: _take(connection, outlet, key, owner, now, seconds) for key in keys_of(outlet)}
    outlet_id = outlets.sync_outlets(connection, [outlet])[outlet.name]
    runs.close_killed(connection, outlet_id, now)
    runs.close_lost(connection, now)
    run_id = runs.start_run(connection, outlet_id, trigger, tokens[f"outlet:{outlet.name}"], now, due_at)
    return Claim(outlet.name, outlet_id, run_id, tokens)


def _take(connection: Connection, outlet: Outlet, key: str, owner: str, now: datetime, seconds: float) -> int:
    token = leases.take(connection, key, owner, now, seconds)
    if token is not None:
        return token
    holder = leases.holder(connection, key, now)
    if key.startswith("host:"):
        raise HostTakenError(f"{outlet.name}: {key.partition(':')[2]} is being crawled by {holder} for another outlet; wait for it")
    raise LeaseTakenError(f"{outlet.name} is being crawled by {holder}; wait for it, or use --wait")


def renew(connection: Connection, claimed: Claim, now: datetime, seconds: float) -> bool:
    """Holds all leases for `seconds` from now and shows a sign of life; False where another process has taken one since."""
    runs.heartbeat(connection, claimed.run_id, now)
    return all(leases.renew(connection, key, token, now, seconds) for key, token in sorted(claimed.tokens.items()))


def release(connection: Connection, claimed: Claim) -> None:
    """Frees the leases that are still its own."""
    for key, token in sorted(claimed.tokens.items()):
        leases.release(connection, key, token)


def feeds_of(connection: Connection, claimed: Claim) -> list[feeds.FeedState]:
    """Where the claim's crawl looks."""
    found = feeds.feeds_of(connection, claimed.outlet_id)
    return found if claimed.feed_ids is None else [feed for feed in found if feed.id in claimed.feed_ids]
