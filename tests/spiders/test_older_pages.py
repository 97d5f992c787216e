"""Where the older entries of a document stand, and how far back a run follows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spiders.documents.children import reaching_back
from spiders.documents.feed_hints import of_feed
from spiders.documents.kinds import Found
from spiders.documents.listings import read_listing
from spiders.documents.results import SitemapRef
from spiders.older_pages import PAGES_AFTER_A_GAP, PAGES_BACK, OlderPages
from storage.ledger.ledger import Offer
from storage.timing.children import ChildState
from storage.timing.feeds import FeedState
from warraq.items import Entry
from warraq.outlet import DocumentKind, Outlet

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
WADI = Outlet("wadi", "الوادي", ("wadi.test",))
FEED = FeedState(1, "https://wadi.test/rss", DocumentKind.FEED, None, None, None, None, "active", last_success_at=NOW)


@pytest.mark.parametrize(
    ("url", "stated", "generator", "following"),
    [
        ("https://wadi.test/rss", "https://wadi.test/rss?after=9", "", "https://wadi.test/rss?after=9"),
        ("https://wadi.test/rss", "https://wadi.test/rss", "", None),
        ("https://wadi.test/rss", None, "", None),
        ("https://wadi.test/feed/", None, "", "https://wadi.test/feed/?paged=2"),
        ("https://wadi.test/feed/?paged=4", None, "", "https://wadi.test/feed/?paged=5"),
        ("https://wadi.test/?feed=rss2", None, "", "https://wadi.test/?feed=rss2&paged=2"),
        ("https://wadi.test/rss.xml", None, "https://wordpress.org/?v=6.5", "https://wadi.test/rss.xml?paged=2"),
        ("https://wadi.test/wp-json/wp/v2/posts?per_page=50", None, "", "https://wadi.test/wp-json/wp/v2/posts?per_page=50&page=2"),
    ],
)
def test_the_page_behind_a_feed(url: str, stated: str | None, generator: str, following: str | None) -> None:
    assert of_feed(url, stated, generator) == following


@pytest.mark.parametrize(
    ("url", "links", "following"),
    [
        ("/latest", "<a rel='next' href='/latest?from=20'>الأقدم</a>", "/latest?from=20"),
        ("/latest", "<a href='/latest/page/2/'>2</a><a href='/latest/page/3/'>3</a>", "/latest/page/2/"),
        ("/latest/page/2/", "<a href='/latest/page/3/'>3</a><a href='/latest/page/2/'>2</a>", "/latest/page/3/"),
        ("/latest?sort=new", "<a href='/other?page=2'>2</a><a href='?page=2&sort=new'>2</a>", "/latest?page=2&sort=new"),
        ("/latest", "<a href='/latest?page=7'>الأخيرة</a>", None),
        ("/latest", "<a href='/page/2/'>2</a>", None),
    ],
)
def test_the_page_behind_a_listing(url: str, links: str, following: str | None) -> None:
    page = f"<html><body><a href='/n/1'>خبر</a>{links}</body></html>".encode()
    found = read_listing(page, f"https://wadi.test{url}", "/n/", ["wadi.test"]).next_url
    assert found == (following and f"https://wadi.test{following}")


def followed(pages: OlderPages, known: int = 0, feed: FeedState = FEED, dates: timedelta | None = None) -> int:
    """How many pages are asked for, of a feed without end whose pages have ten entries each, and the last of them `known` ones."""
    for page in range(1000):
        stated = None if dates is None else (NOW - page * dates).isoformat()
        entries = tuple(Entry(f"https://wadi.test/{page}/{number}", published=stated) for number in range(10))
        offer = Offer(10, known=int(page == known - 1) if known else 0)
        if pages.following(feed, Found(entries, next_url=f"https://wadi.test/rss?page={page + 2}"), offer, page, NOW) is None:
            return page
    raise AssertionError("there is no end")


def test_a_gap_is_followed_until_something_is_known_and_ten_pages_at_most() -> None:
    assert followed(OlderPages(WADI, None), known=1) == 0
    assert followed(OlderPages(WADI, None), known=4) == 3
    assert followed(OlderPages(WADI, None)) == PAGES_AFTER_A_GAP
    assert followed(OlderPages(WADI, None), feed=FeedState(1, FEED.url, DocumentKind.FEED, None, None, None, None, "active")) == 0
    assert followed(OlderPages(WADI, None), feed=FeedState(1, FEED.url, DocumentKind.SITEMAP, None, None, None, None, "active")) == 0


def test_a_crawl_that_is_told_how_far_goes_on_past_what_is_known() -> None:
    week = NOW - timedelta(days=7)
    assert followed(OlderPages(WADI, week), known=2, dates=timedelta(days=1)) == 8
    assert followed(OlderPages(WADI, week)) == PAGES_BACK


def test_pages_that_repeat_the_first_end_it() -> None:
    pages = OlderPages(WADI, NOW - timedelta(days=7))
    found = Found((Entry("https://wadi.test/1"),), next_url="https://wadi.test/rss?page=2")
    assert pages.following(FEED, found, Offer(1), 0, NOW)
    assert pages.following(FEED, found, Offer(1), 1, NOW) is None


def test_sitemaps_that_reach_back_are_those_since_then_and_first_those_not_asked_lately() -> None:
    since = datetime(2025, 12, 15, tzinfo=UTC)
    months = [SitemapRef(f"https://wadi.test/s-{year}-{month:02}.xml") for year in (2024, 2025, 2026) for month in range(1, 13)]
    asked = {months[25].url: ChildState(months[25].url, NOW - timedelta(hours=1))}
    found = reaching_back(months[:27], asked, NOW, since)
    assert {ref.url[-11:-4] for ref in found} == {"2025-12", "2026-01", "2026-02", "2026-03"}
    assert found[-1].url.endswith("2026-02.xml")
    days = [SitemapRef(f"https://wadi.test/s-{day}.xml") for day in ("2025-12-14", "20251201")]
    assert reaching_back(days, {}, NOW, since) == days[:1]
    frozen = [SitemapRef(f"https://wadi.test/{number}.xml", lastmod="2024-01-01") for number in range(9)]
    assert reaching_back(frozen, {}, NOW, since) == frozen
