"""Log lines of a crawl: one line each, without the text of the article."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from warraq.text.visible import visible

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


class VisibleLog(logging.Formatter):
    """Another formatter's lines, without what a terminal would obey: they quote pages, addresses and errors of others."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return visible(self.inner.format(record), lines=True)


def make_visible() -> None:
    """Lets all handlers of the root logger write visible lines."""
    for handler in logging.getLogger().handlers:
        if not isinstance(handler.formatter, VisibleLog):
            handler.setFormatter(VisibleLog(handler.formatter or logging.Formatter()))


class ShortLog(LogFormatter):
    """A refused article is an outcome in the account, so its line is for those who look closely."""

    def dropped(self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.INFO, "msg": "Refused %(url)s: %(exception)s", "args": {"url": item.url, "exception": exception}}

    def item_error(self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.ERROR, "msg": "Could not process %(url)s", "args": {"url": item.url}}

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Read %(url)s", "args": {"url": item.url}}
