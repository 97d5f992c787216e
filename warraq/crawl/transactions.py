"""What a crawl asks of the store, each in one transaction that can be done again: to begin, to show life, to keep what a feed answered."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.learned import knowledge
from storage.timing import bad_files, claims, feeds, holds, link_hosts, polls
from storage.timing.leases import LEASE_SECONDS
from warraq import clock
from warraq.crawl.strangers import LinkHost
from warraq.errors import LeaseTakenError
from warraq.outlet_files.registry import file_problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedAnswer, FeedState
    from warraq.crawl.manners.failures import Failed
    from warraq.outlet import Outlet, OutletKnowledge


@dataclass(frozen=True, slots=True)
class Begun:
    """What a crawl begins with."""

    claim: Claim
    feeds: list[FeedState]
    """Where to look."""
    knowledge: OutletKnowledge
    holds: Mapping[str, datetime]
    """Hosts that asked to wait, and until when."""
    link_hosts: Mapping[str, LinkHost]
    """Unknown hosts that its feeds named, and where they led."""


def begin(connection: Connection, outlet: Outlet, trigger: str, claim: Claim | None) -> Begun:
    """Takes the lease and starts the run, or holds on to the `claim` that the timer took.

    Raises LeaseTakenError where another process crawls the outlet or one of its hosts.
    """
    now = clock.now()
    if claim is None:  # a timer has told of them itself
        bad_files.record(connection, file_problems(), now)
        claim = claims.claim(connection, outlet, f"{socket.gethostname()} process {os.getpid()}", trigger, now, LEASE_SECONDS)
    elif not claims.renew(connection, claim, now, LEASE_SECONDS):
        raise LeaseTakenError(f"{outlet.name}: another process has taken the outlet over before the crawl began")
    return Begun(
        claim,
        claims.feeds_of(connection, claim),
        knowledge.load(connection, outlet),
        holds.current(connection, now),
        _link_hosts(connection, claim),
    )


def _link_hosts(connection: Connection, claim: Claim) -> dict[str, LinkHost]:
    return {host: LinkHost(*met) for host, met in link_hosts.of_outlet(connection, claim.outlet_id).items()}


def beat(connection: Connection, claim: Claim) -> bool:
    """Renews the leases and shows life; False where another process has taken one."""
    return claims.renew(connection, claim, clock.now(), LEASE_SECONDS)


def feed_read(connection: Connection, feed_id: int, answer: FeedAnswer) -> None:
    """Records a feed that could be read."""
    feeds.record_feed_success(connection, feed_id, clock.now(), answer)


def feed_failed(connection: Connection, feed_id: int, failed: Failed) -> None:
    """Records a feed that could not be read, and when it is asked again."""
    polls.plan_failure(
        connection,
        feed_id,
        clock.now(),
        failed.reason,
        failed.detail,
        failed.points,
        status=failed.status,
        retry_after=failed.retry_after,
    )
