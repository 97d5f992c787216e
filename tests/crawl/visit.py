"""Visits addresses with the project's own settings in a process of its own, as a reactor runs only once.

That process reads `{"urls": […], "settings": {…}, "stub": {host: [address, …]}, "patience": {url: seconds}}` from stdin and answers
a line of JSON for each address: what came of it.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import scrapy

from tests import commands
from warraq.crawl.manners.failures import classify

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from scrapy.http import Response
    from twisted.python.failure import Failure

QUIET = {
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 50,
    "CONCURRENT_REQUESTS": 100,
    "DOWNLOAD_TIMEOUT": 30,
    "RETRY_TIMES": 0,
    "LOG_LEVEL": "CRITICAL",
    "DOWNLOADER_MIDDLEWARES": {
        "warraq.crawl.manners.retry_after.RetryAfterMiddleware": 560,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "warraq.crawl.manners.robots.RobotsMiddleware": 100,
    },
}
"""A crawl without a store, in a hurry."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one address."""

    url: str
    """As asked for."""
    status: int | None
    reason: str | None
    """None where a page came."""
    detail: str
    length: int
    """Bytes of the page."""
    retry_after: float | None
    final: bool


def visit(
    urls: Sequence[str],
    stub: Mapping[str, Sequence[str]] | None = None,
    patience: Mapping[str, float] | None = None,
    **settings: object,
) -> dict[str, Came]:
    """What came of each address, by address.

    `stub` takes the place of the system's name service for the hosts it names; `patience` is how many seconds an address may take.
    """
    order = json.dumps({"urls": list(urls), "settings": settings, "stub": stub or {}, "patience": patience or {}})
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = commands.run(["visit"], environment, timeout=60, given=order)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return {came.url: came for came in (Came(**json.loads(line)) for line in done.stdout.splitlines())}


class _Visitor(scrapy.Spider):
    name = "visitor"

    def __init__(self, *args: Any, urls: Iterable[str], patience: Mapping[str, float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.urls = urls
        self.patience = patience

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for priority, url in enumerate(self.urls):
            meta = {"asked": url, "download_timeout": self.patience.get(url, 30)}
            yield scrapy.Request(url, self.parse, errback=self.failed, dont_filter=True, priority=-priority, meta=meta)

    def parse(self, response: Response) -> None:
        _tell(Came(response.meta["asked"], response.status, None, "", len(response.body), None, final=False))

    def failed(self, failure: Failure) -> None:
        failed = classify(failure)
        asked = failure.request.meta["asked"]  # type: ignore[attr-defined]
        _tell(Came(asked, failed.status, failed.reason, failed.detail, 0, failed.retry_after, failed.final))


def _tell(came: Came) -> None:
    print(json.dumps({name: getattr(came, name) for name in Came.__slots__}), flush=True)


def main() -> None:
    import socket

    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    order = json.load(sys.stdin)
    known = socket.getaddrinfo

    def lookup(host: Any, port: Any, *rest: Any) -> Any:
        if host not in order["stub"]:
            return known(host, port, *rest)
        return [answer for address in order["stub"][host] for answer in known(address, port, *rest)]

    # Twisted's resolver binds the function as a default argument, so it is replaced there.
    from twisted.internet import _resolver

    defaults = _resolver.GAIResolver.__init__.__defaults__ or ()
    _resolver.GAIResolver.__init__.__defaults__ = (*defaults[:-1], lookup)

    settings = Settings()
    settings.setmodule("warraq.settings")
    settings.setdict({**QUIET, **order["settings"]}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(_Visitor, urls=order["urls"], patience=order["patience"])
    process.start()
