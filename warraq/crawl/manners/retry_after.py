"""Downloader middleware that leaves a host alone when it asks to wait, instead of asking again at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from warraq import clock
from warraq.crawl.manners.holds import Holds, hold_seconds

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)


class HostHeldError(IgnoreRequest):
    """A host that asked to wait; nothing is asked of it before that."""

    def __init__(self, host: str, seconds: float, status: int | None = None) -> None:
        asked = f"{host} answered {status}" if status else f"{host} asked to wait"
        super().__init__(f"{asked}; it is left alone for {seconds:.0f} s")
        self.host = host
        self.seconds = seconds
        self.status = status
        """The answer that caused the hold; None for a request that was not made because of it."""


class RetryAfterMiddleware:
    """Holds a host after 429, and after 503 that says how long; its further requests fail with `HostHeldError`, other hosts go on.

    Stands before Scrapy's RetryMiddleware as seen from the network, so that such answers are never retried at once. `holds` may be seeded
    before a crawl and read after it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.holds = Holds()
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises HostHeldError."""
        host = _host(request)
        remaining = self.holds.remaining(host, clock.now())
        if remaining > 0:
            raise HostHeldError(host, remaining)

    def process_response(self, request: Request, response: Response) -> Response:
        """Passes the answer on, or raises HostHeldError where it asks to wait."""
        host, now = _host(request), clock.now()
        header = response.headers.get("Retry-After")
        seconds = hold_seconds(host, response.status, header.decode("latin-1") if header else None, now)
        if seconds is None:
            return response
        self.holds.hold(host, seconds, now)
        self._release_waiting(request, host, seconds)
        logger.info("%s answered %d; left alone for %.0f s", host, response.status, seconds)
        raise HostHeldError(host, seconds, response.status)

    def _release_waiting(self, request: Request, host: str, seconds: float) -> None:
        """Fails the requests to the host that passed before and wait for their turn in the downloader."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is None:
            return
        for pair in [pair for pair in slot.queue if _host(pair[0]) == host]:
            slot.queue.remove(pair)
            pair[1].errback(HostHeldError(host, seconds))


def _host(request: Request) -> str:
    """Host and port: two servers behind one name are two."""
    return urlparse_cached(request).netloc.rpartition("@")[2].lower()
