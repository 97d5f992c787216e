"""STORE: hands articles to the run's one writer and never blocks the crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from warraq.crawl.run import Run
from warraq.moved import moved

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from warraq.items import Article


class StoreStage:
    """The last stage; the writer commits whole batches and tells the ledger in the same transaction."""

    def __init__(self, account: Run) -> None:
        self.account = account

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        account = crawler.get_extension(Run)
        assert account is not None, "settings.EXTENSIONS names the run"
        return cls(account)

    async def process_item(self, item: Article) -> Article:
        await self.account.store(item)
        return item


__getattr__ = moved("pipelines.store", "pipelines.store", Store="StoreStage")
