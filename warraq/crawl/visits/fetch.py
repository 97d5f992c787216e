"""Fetches one page by hand, with the crawler's own manners and guards, and stores nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from warraq import clock
from warraq.crawl.manners.failures import classify
from warraq.errors import NothingReadError
from warraq.items import Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from twisted.python.failure import Failure


class _OnePage(scrapy.Spider):
    name = "one-page"

    def __init__(self, *args: Any, url: str, found: list[Page | str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = url
        self.found = found

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.url, self.parse, errback=self.failed)

    def parse(self, response: Response) -> None:
        headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
        self.found.append(Page(self.url, response.body, clock.now(), response.url, response.status, headers))

    def failed(self, failure: Failure) -> None:
        failed = classify(failure)
        self.found.append(f"{failed.reason}: {failed.detail}" if failed.detail else str(failed.reason))


def fetch(url: str) -> Page:
    """The page at an address; raises NothingReadError with the reason where it did not come."""
    found: list[Page | str] = []
    process = AsyncCrawlerProcess(get_project_settings())
    process.crawl(_OnePage, url=url, found=found)
    process.start()
    if found and isinstance(found[0], Page):
        return found[0]
    raise NothingReadError(f"{url}: {found[0] if found else 'no answer'}")
