"""Dotted names that people's settings and code may hold go on working for one release, and say where they stand now."""

from __future__ import annotations

import pytest
from scrapy.utils.misc import load_object

NAMES = {
    "warraq.loader.OutletSpiderLoader": "spiders.loader.OutletSpiderLoader",
    "warraq.importing.Importer": "pipelines.importing.importer.Importer",
    "warraq.crawl.account.Account": "warraq.crawl.run.Run",
    "warraq.crawl.readers.PageReader": "warraq.crawl.page_reader.pool.PageReader",
    "warraq.crawl.resolver.GuardedResolver": "warraq.crawl.manners.resolver.GuardedResolver",
    "warraq.crawl.robots.RobotsMiddleware": "warraq.crawl.manners.robots.RobotsMiddleware",
    "warraq.crawl.retry_after.RetryAfterMiddleware": "warraq.crawl.manners.retry_after.RetryAfterMiddleware",
    "warraq.reference.pages": "tools.reference.pages",
    "pipelines.store.Store": "pipelines.store.StoreStage",
}
"""As written before, and where it stands now."""


@pytest.mark.parametrize(("old", "new"), NAMES.items())
def test_an_old_name_works_and_warns(old: str, new: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"{old} is {new} now"):
        found = load_object(old)
    assert found is load_object(new)


def test_a_name_that_never_was_is_refused() -> None:
    with pytest.raises(NameError, match="Nothing"):
        load_object("warraq.loader.Nothing")
