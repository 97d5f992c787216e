"""What a document answered, as the run takes it: validators, numbers, and how long the site asks to be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.timing.feeds import FeedAnswer
from warraq import clock
from warraq.outlet_files.checks import FEED_HOSTS
from warraq.polling.hints import asked_wait
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from datetime import timedelta

    from scrapy.http import Response

    from spiders.documents.kinds import Found
    from storage.ledger.ledger import Offer
    from warraq.outlet import Outlet


def header(response: Response, name: str) -> str | None:
    """The first value of that header; None where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def is_full(response: Response) -> bool:
    """Whether the request was unconditional."""
    sent = response.request.headers if response.request else {}
    return "If-None-Match" not in sent and "If-Modified-Since" not in sent


def may_answer(url: str, feed_url: str, outlet: Outlet) -> bool:
    """Whether a document may be read from `url` in the place of `feed_url`. What stands on the outlet's own hosts leads where it will, and
    is told where it leads away; of what stands elsewhere, the outlet file says which hosts may answer."""
    host, asked = host_of(url), host_of(feed_url)
    free = asked in FEED_HOSTS or same_outlet(asked, outlet.domains)
    return free or host == asked or same_outlet(host, (*outlet.domains, *outlet.feed_hosts))


def feed_answer(
    response: Response, depth: int, digest: str | None, found: Found | None = None, offer: Offer | None = None, **more: Any
) -> FeedAnswer:
    """What a document answered; `digest` None: 304; `found` and `offer` None: it is as it was."""
    return FeedAnswer(
        url=response.url,
        depth=depth,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        body_hash=digest,
        full=is_full(response),
        entries=offer.entries if offer else 0,
        taken_up=len(offer.fetch) if offer else 0,
        new=len(offer.fetch) - offer.looks + offer.duplicate if offer else 0,
        asked=_asked(response, found.ttl if found else None),
        moved_to=None if depth else _moved_to(response),
        problem=found.problem if found else None,
        left=dict(found.left.counts) if found else {},
        example=found.left.example if found else None,
        note=found.note if found else None,
        read=found is not None,
        **more,
    )


def _asked(response: Response, ttl: int | None) -> timedelta:
    return asked_wait(ttl, header(response, "Cache-Control"), header(response, "Expires"), clock.now())


def _moved_to(response: Response) -> str | None:
    """Where it answered, if all redirects there were permanent; None without redirects, or with one for a while."""
    reasons = response.meta.get("redirect_reasons") or ()
    return response.url if reasons and all(reason in (301, 308) for reason in reasons) else None
