"""robots.txt as RFC 9309 reads it where Scrapy's middleware does not: what a failing server means, a bound on its size, and crawl-delay."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from warraq.crawl.manners.resolver import PrivateAddressError
from warraq.crawl.manners.retry_after import HostHeldError

if TYPE_CHECKING:
    from typing import NoReturn, Self

    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

MOST_BYTES: Final = 500 * 1024
"""RFC 9309, section 2.5: at least this much is read, and nothing behind it."""

LONGEST_DELAY: Final = 120.0
"""Seconds; a longer crawl-delay is kept to this, as in Common Crawl's news crawler."""


class RobotsRefusedError(IgnoreRequest):
    """robots.txt does not allow the address, or its server could not say."""

    def __init__(self, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.final = final
        """Whether asking again is of no use."""


class RobotsUnreachableError(IgnoreRequest):
    """robots.txt could not be fetched, so nothing of its host is (RFC 9309, section 2.3.1.4); `cause` is why."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(f"robots.txt: {cause}")
        self.cause = cause


class _Closed(RobotParser):
    """Stands for a robots.txt that did not come."""

    def __init__(self, error: IgnoreRequest) -> None:
        self._error = error

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        raise NotImplementedError

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> NoReturn:
        raise self._error


class RobotsMiddleware(RobotsTxtMiddleware):
    """Takes the place of Scrapy's middleware of that name.

    A server error or no answer closes the host for this run, a client error or an endless redirect opens it; crawl-delay makes the
    host's delay longer, never shorter.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Why a robots.txt did not come is told with each address that is therefore not fetched, not as a traceback of its own.
        # Not before a crawl is set up: Scrapy's logging configuration resets the levels of its loggers.
        logging.getLogger(RobotsTxtMiddleware.__module__).setLevel(logging.CRITICAL)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Lets the request pass, or raises RobotsRefusedError or RobotsUnreachableError."""
        try:
            super().process_request_2(rp, request)
        except (RobotsRefusedError, RobotsUnreachableError):
            raise
        except IgnoreRequest as error:
            raise RobotsRefusedError("robots.txt does not allow it", final=True) from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            raise RobotsRefusedError(f"robots.txt answered {response.status}", final=False)
        body = response.body[:MOST_BYTES] if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        self._slow_down(self._parsers[netloc], request)

    def _slow_down(self, parser: RobotParser | Deferred[RobotParser | None] | None, request: Request) -> None:
        """Makes the delay of the host as long as its crawl-delay, also for when Scrapy has forgotten the idle host."""
        delay = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent) if isinstance(parser, RobotParser) else None
        if not delay or self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        key, slot = downloader._get_slot(request)
        slot.delay = max(slot.delay, min(delay, LONGEST_DELAY))
        slot.jitter = 0.0
        downloader.per_slot_settings[key] = {"delay": slot.delay, "jitter": slot.jitter}

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, RobotsRefusedError):
            closed = _Closed(exc)
        elif isinstance(exc, HostHeldError | PrivateAddressError) or not isinstance(exc, IgnoreRequest):
            closed = _Closed(RobotsUnreachableError(exc))
        else:
            super()._robots_error(exc, netloc)
            return
        waiting = self._parsers[netloc]
        assert isinstance(waiting, Deferred)
        self._parsers[netloc] = closed
        waiting.callback(closed)
