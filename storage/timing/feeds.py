"""The state of each feed, sitemap and listing page between two polls: validators, successes, failures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, select, update

from storage.tables import feeds
from warraq.outlet import DocumentKind
from warraq.polling.patience import DORMANT_AT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Row


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a poll needs to know of one place to look."""

    id: int
    url: str
    kind: DocumentKind
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    """SHA-256 of its last body; None before the first."""
    last_full_at: datetime | None
    """Last answer to an unconditional request; None before the first."""
    state: str
    """`active` or `dormant`."""
    moved_to: str | None = None
    """Address that it moved to for good."""
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    """Last answer that named an address not seen before."""
    failure: str | None = None
    """Class of the last failure; None after a success."""
    fail_points: float = 0.0
    left_out: str | None = None
    """Why nothing that it named at its last reading was taken; None where something was."""

    @property
    def address(self) -> str:
        """Where it is asked for."""
        return self.moved_to or self.url


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a document that could be read answered: the feed itself, or a sitemap that it leads to."""

    url: str
    """Where it answered."""
    depth: int = 0
    """Indexes above it; 0: the document that the outlet's file names."""
    etag: str | None = None
    """`ETag` as sent."""
    last_modified: str | None = None
    """`Last-Modified` as sent."""
    body_hash: str | None = None
    """SHA-256 of the body, in hex; None: nothing was sent (304)."""
    full: bool = False
    """Whether the request was unconditional."""
    entries: int = 0
    """Article addresses named; 0 for an answer that was not sent again (304, or the same bytes)."""
    taken_up: int = 0
    """Those of them that are to be fetched."""
    new: int = 0
    """Those to be fetched, and new addresses of stored articles."""
    asked: timedelta = timedelta(0)
    """How long the document and its host ask not to be polled."""
    moved_to: str | None = None
    """Where it answered, if all redirects there were permanent; None without redirects."""
    problem: str | None = None
    """What of it could not be read, in words; None: all could."""
    own: int = 0
    """Article addresses named that are this outlet's, and not too old."""
    left: Mapping[str, int] = field(default_factory=dict)
    """What it names and was left out, by why, in words."""
    example: str | None = None
    """One address that was left out; None where none was."""
    note: str | None = None
    """Why a listing names nothing; None where it does."""
    passed_over: bool = False
    """Whether it names sitemaps and none of them was followed."""
    read: bool = False
    """Whether it was read; False: it is as it was, and names what it named before."""


def feeds_of(connection: Connection, outlet_id: int) -> list[FeedState]:
    """The outlet's places to look that its file still names, feeds first, then sitemaps, then listings."""
    columns = [feeds.c[name] for name in FeedState.__dataclass_fields__]
    order = case({kind.value: number for number, kind in enumerate(DocumentKind)}, value=feeds.c.kind)
    rows = connection.execute(
        select(*columns).where(feeds.c.outlet_id == outlet_id, feeds.c.state != "removed").order_by(order, feeds.c.id)
    )
    return [FeedState(**{**row._mapping, "kind": DocumentKind(row.kind)}) for row in rows]


def record_feed_success(connection: Connection, feed_id: int, now: datetime, answer: FeedAnswer) -> None:
    """Records an answer that could be read. Where nothing was sent (304), validators that came with it replace the stored ones (RFC 9111,
    section 3.2), and those that did not come stay."""
    values: Row = {"last_success_at": now, "fail_points": 0.0, "reason": None}
    if answer.body_hash is not None:
        values |= {"etag": answer.etag, "last_modified": answer.last_modified, "body_hash": answer.body_hash}
    else:
        sent = {"etag": answer.etag, "last_modified": answer.last_modified}
        values |= {name: value for name, value in sent.items() if value}
    if answer.full:
        values["last_full_at"] = now
    if answer.taken_up:
        values["last_new_at"] = now
    woken = case((feeds.c.state == "dormant", "active"), else_=feeds.c.state)
    connection.execute(update(feeds).where(feeds.c.id == feed_id).values(state=woken, **values))


def record_feed_failure(connection: Connection, feed_id: int, now: datetime, reason: str, points: float) -> None:
    """Adds the failure's points, 1 for a hard, 0.5 for a soft, 0.25 for a passing one; a feed with `DORMANT_AT` of them goes to sleep."""
    total = feeds.c.fail_points + points
    asleep = case(((feeds.c.state == "active") & (total >= DORMANT_AT), "dormant"), else_=feeds.c.state)
    connection.execute(
        update(feeds).where(feeds.c.id == feed_id).values(fail_points=total, state=asleep, reason=reason, last_failure_at=now),
    )
