"""The spider's own decisions: what it asks for, what it takes up, what it leaves and what it tells, without any network."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.http import HtmlResponse, Request, XmlResponse
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from spiders.documents.results import SitemapRef
from spiders.index_walk import SITEMAPS_AT_MOST
from spiders.outlet import OutletSpider
from storage.ledger.ledger import Offer
from storage.timing.feeds import FeedState
from warraq import clock
from warraq.crawl.elsewhere import Elsewhere
from warraq.crawl.run import Run
from warraq.items import Entry, Outcome, Reason
from warraq.outlet import DocumentKind, Outlet, OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from storage.timing.children import ChildState

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
NAHAR = Outlet("nahar", "جريدة النهر", ("nahar.test",), timezone="Africa/Cairo", feeds=("https://nahar.test/rss",))
FEED = FeedState(1, "https://nahar.test/rss", "feed", '"v1"', "Mon, 09 Mar 2026 08:00:00 GMT", None, NOON, "active")
SITEMAP = replace(FEED, id=2, url="https://nahar.test/sitemap.xml", kind="sitemap")
RSS = "<rss version='2.0'><channel><title>النهر</title><ttl>30</ttl>{}</channel></rss>"
ITEM = "<item><title>خبر {0}</title><link>https://nahar.test/{0}</link></item>"


class Told:
    """What the spider tells its run, which offers everything back to be fetched."""

    def __init__(self, feeds: list[FeedState], due: list[Entry]) -> None:
        self.feeds, self.waiting = feeds, due
        self.knowledge = OutletKnowledge(NAHAR)
        self.answers: list[Any] = []
        self.failures: list[tuple[Any, str, int]] = []
        self.verdicts: list[Any] = []
        self.observed: list[Any] = []
        self.opened: dict[str, Any] = {}
        self.noted: list[Entry] = []
        self.rehearses = False
        self.left: list[str] = []
        self.below: dict[str, ChildState] = {}
        self.looks = 0
        self.elsewhere = Elsewhere()

    async def open(self, outlet: Outlet, trigger: str, **more: Any) -> list[FeedState]:
        self.opened = {"trigger": trigger, **more}
        return self.feeds

    async def due(self, limit: int) -> list[Entry]:
        return self.waiting[:limit]

    async def offer(self, feed: FeedState, entries: Any) -> Offer:
        return Offer(len(entries), list(entries), looks=self.looks)

    def left_to_others(self, addresses: list[str]) -> None:
        self.left += addresses

    def know_lodgers(self) -> None:
        pass

    def takes_up(self, entry: Entry) -> bool:
        self.noted += [entry] if self.rehearses else []
        return not self.rehearses

    async def feed_read(self, feed: FeedState, answer: Any) -> None:
        self.answers.append(answer)

    async def children(self, feed: FeedState) -> dict[str, ChildState]:
        return self.below

    async def child_read(self, feed: FeedState, state: ChildState) -> None:
        self.below[state.url] = state

    async def feed_failed(self, feed: FeedState, failed: Any, url: str, depth: int) -> None:
        self.failures.append((failed, url, depth))

    async def settle(self, verdict: Any) -> None:
        self.verdicts.append(verdict)

    async def observe(self, observations: Any) -> None:
        self.observed.append(observations)


class Nahar(OutletSpider):
    name = "nahar"
    outlet = NAHAR


def spider_of(feeds: list[FeedState] | None = None, due: list[Entry] | None = None, **arguments: Any) -> tuple[OutletSpider, Told]:
    told = Told(feeds or [], due or [])
    spider = Nahar(**arguments)
    reader = SimpleNamespace(read=None)
    spider.crawler = SimpleNamespace(get_extension=lambda kind: told if kind is Run else reader)  # type: ignore[assignment]
    spider.settings = Settings({"WARRAQ_SITEMAP_DAYS": 3})  # type: ignore[assignment]
    return spider, told


def all_of(found: AsyncIterator[Any]) -> list[Any]:
    async def collect() -> list[Any]:
        return [one async for one in found]

    return asyncio.run(collect())


def answered(
    text: str, url: str = "https://nahar.test/rss", *, status: int = 200, sent: dict[str, str] | None = None, **more: Any
) -> XmlResponse:
    headers = {"Content-Type": "application/rss+xml; charset=utf-8"} | more.pop("headers", {})
    return XmlResponse(url, status, headers=headers, body=text.encode(), request=Request(url, headers=sent, **more))


def feed_of(*paths: object) -> str:
    return RSS.format("".join(ITEM.format(path) for path in paths))


def urls_of(requests: list[Any]) -> list[str]:
    return [request.url for request in requests]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    clock.shift(NOON)
    yield
    clock.reset()


# Starting


@pytest.mark.parametrize(
    ("word", "means"), [(None, False), ("", False), ("0", False), ("False", False), ("no", False), ("1", True), ("yes", True)]
)
def test_words_that_mean_yes_and_no(word: str | None, means: bool) -> None:
    spider, told = spider_of(dry_run=word, wait=word)
    all_of(spider.start())
    assert (told.opened["dry_run"], told.opened["wait"]) == (means, means)


def test_feeds_come_before_what_waits_and_with_validators() -> None:
    spider, told = spider_of([FEED], [Entry("https://nahar.test/9")], trigger="cron")
    first, second = all_of(spider.start())
    assert (first.url, second.url, told.opened["trigger"]) == (FEED.url, "https://nahar.test/9", "cron")
    assert first.priority > second.priority
    assert first.dont_filter
    assert second.dont_filter
    sent = first.headers.to_unicode_dict()
    assert sent.pop("Accept").startswith("application/rss+xml")
    assert sent == {"If-None-Match": '"v1"', "If-Modified-Since": FEED.last_modified}


@pytest.mark.parametrize(
    ("feed", "arguments"),
    [
        pytest.param(replace(FEED, last_full_at=None), {}, id="never read whole"),
        pytest.param(replace(FEED, last_full_at=NOON - timedelta(hours=12, minutes=1)), {}, id="read whole too long ago"),
        pytest.param(FEED, {"dry_run": "1"}, id="a dry run"),
        pytest.param(replace(FEED, etag=None, last_modified=None), {}, id="none known"),
    ],
)
def test_a_feed_is_asked_for_whole(feed: FeedState, arguments: dict[str, str]) -> None:
    spider, _ = spider_of([feed], **arguments)
    (request,) = all_of(spider.start())
    assert set(request.headers.to_unicode_dict()) == {"Accept"}


def test_a_run_for_recent_articles_leaves_what_waits() -> None:
    spider, _ = spider_of([FEED], [Entry("https://nahar.test/9")], since="2d")
    assert urls_of(all_of(spider.start())) == [FEED.url]


def test_a_feed_that_moved_is_asked_for_where_it_is() -> None:
    spider, _ = spider_of([replace(FEED, moved_to="https://nahar.test/new")])
    assert urls_of(all_of(spider.start())) == ["https://nahar.test/new"]


@pytest.mark.parametrize(("own", "common", "expected"), [(5.0, 2.0, 5.0), (1.0, 2.0, 2.0), (None, 2.0, 2.0)])
def test_the_outlets_delay_can_only_be_longer(own: float | None, common: float, expected: float) -> None:
    spider = type("Slow", (OutletSpider,), {"outlet": replace(NAHAR, delay=own), "name": "slow"})
    settings = Settings({"DOWNLOAD_DELAY": common})
    spider.update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == expected


@pytest.mark.parametrize("verify", [True, False])
def test_certificates_are_checked_unless_the_outlets_file_says_otherwise(verify: bool) -> None:
    spider = type("Old", (OutletSpider,), {"outlet": replace(NAHAR, verify_tls=verify), "name": "old"})
    settings = Settings({"DOWNLOAD_VERIFY_CERTIFICATES": True})
    spider.update_settings(settings)
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") == verify


# Feeds


def test_a_feed_gives_its_articles_and_an_answer() -> None:
    spider, told = spider_of()
    text = feed_of(1, 2)
    found = all_of(spider.parse_feed(answered(text, headers={"ETag": '"v2"'}), FEED, 0))
    assert urls_of(found) == ["https://nahar.test/1", "https://nahar.test/2"]
    (answer,) = told.answers
    assert (answer.entries, answer.new, answer.taken_up, answer.full, answer.depth) == (2, 2, 2, True, 0)
    assert (answer.etag, answer.body_hash, answer.problem) == ('"v2"', hashlib.sha256(text.encode()).hexdigest(), None)
    assert (answer.asked, answer.moved_to) == (timedelta(minutes=30), None)


@pytest.mark.parametrize("same", ["304", "the same bytes"])
def test_a_feed_as_it_was_is_an_answer_without_entries(same: str) -> None:
    spider, told = spider_of()
    text = feed_of(1)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if same == "304":
        response = answered("", status=304, sent={"If-None-Match": '"v1"'}, headers={"Cache-Control": "max-age=600"})
        assert all_of(spider.parse_feed(response, FEED, 0)) == []
        assert (told.answers[0].body_hash, told.answers[0].full, told.answers[0].asked) == (None, False, timedelta(minutes=10))
    else:
        assert all_of(spider.parse_feed(answered(text), replace(FEED, body_hash=digest), 0)) == []
        assert (told.answers[0].body_hash, told.answers[0].full) == (digest, True)
    assert (told.answers[0].entries, told.answers[0].new) == (0, 0)


def test_a_dry_run_reads_the_same_bytes_and_fetches_nothing() -> None:
    text = feed_of(1)
    spider, told = spider_of(dry_run="1")
    told.rehearses = True
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert all_of(spider.parse_feed(answered(text), replace(FEED, body_hash=digest), 0)) == []
    assert [entry.url for entry in told.noted] == ["https://nahar.test/1"]


@pytest.mark.parametrize(
    ("reasons", "moved"), [([301], True), ([308, 301], True), ([301, 302], False), ([302], False), ([], False), (None, False)]
)
def test_a_feed_has_moved_where_every_redirect_was_for_good(reasons: list[int] | None, moved: bool) -> None:
    spider, told = spider_of()
    response = answered(feed_of(1), "https://nahar.test/new", meta={} if reasons is None else {"redirect_reasons": reasons})
    all_of(spider.parse_feed(response, FEED, 0))
    assert told.answers[0].moved_to == ("https://nahar.test/new" if moved else None)


def test_what_is_no_feed_is_a_failure() -> None:
    spider, told = spider_of()
    assert all_of(spider.parse_feed(answered("<html><body>لا شيء</body></html>"), FEED, 0)) == []
    ((failed, url, depth),) = told.failures
    assert (failed.reason, url, depth, told.answers) == (Reason.PARSE_ERROR, FEED.url, 0, [])


def test_a_feed_that_did_not_come_fails_with_its_reason_and_depth() -> None:
    spider, told = spider_of()
    request = Request("https://nahar.test/part.xml", cb_kwargs={"feed": SITEMAP, "depth": 1})
    failure = Failure(HttpError(HtmlResponse(request.url, 410, request=request)))
    failure.request = request  # type: ignore[attr-defined]
    asyncio.run(spider.feed_failed(failure))
    ((failed, url, depth),) = told.failures
    assert (failed.reason, failed.status, url, depth) == (Reason.GONE, 410, request.url, 1)


# Sitemaps


def index_of(*urls: str) -> str:
    parts = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{parts}</sitemapindex>"


def sitemap_of(**stated: str) -> str:
    parts = "".join(f"<url><loc>https://nahar.test/{path}</loc><lastmod>{time}</lastmod></url>" for path, time in stated.items())
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{parts}</urlset>"


def test_sitemaps_that_name_each_other_are_asked_for_once() -> None:
    spider, _ = spider_of()
    one, two = "https://nahar.test/one.xml", "https://nahar.test/two.xml"
    first = all_of(spider.parse_feed(answered(index_of(one, two, SITEMAP.url), SITEMAP.url), SITEMAP, 0))
    assert urls_of(first) == [one, two]
    assert [request.cb_kwargs["depth"] for request in first] == [1, 1]
    assert not any("If-None-Match" in request.headers for request in first)
    assert all_of(spider.parse_feed(answered(index_of(one, two), one), SITEMAP, 1)) == []


def test_a_sitemap_below_an_index_keeps_a_row_and_is_asked_with_its_validators() -> None:
    part = "https://nahar.test/part-1.xml"
    spider, told = spider_of([replace(SITEMAP, kind=DocumentKind.SITEMAP, etag=None, last_modified=None)])
    (request,) = all_of(spider.parse_feed(answered(index_of(part), SITEMAP.url), SITEMAP, 0))
    text = sitemap_of(new="2026-03-09T10:00:00Z", old="2025-03-06T11:00:00Z")
    child = request.cb_kwargs["child"]
    all_of(spider.parse_feed(answered(text, part, headers={"ETag": '"p1"'}), SITEMAP, 1, child))
    row = told.below[part]
    assert (row.etag, row.last_new_at, row.newest_seen_at) == ('"p1"', row.checked_at, datetime(2026, 3, 9, 10, tzinfo=UTC))
    spider, again = spider_of([replace(SITEMAP, kind=DocumentKind.SITEMAP)])
    again.below = told.below
    (index,) = all_of(spider.start())
    assert "If-None-Match" not in index.headers, "an index without times tells nothing by being as it was"
    (request,) = all_of(spider.parse_feed(answered(index_of(part), SITEMAP.url), SITEMAP, 0))
    assert request.headers["If-None-Match"] == b'"p1"'
    assert all_of(spider.parse_feed(answered(text, part), SITEMAP, 1, child)) == []
    assert again.answers[-1].entries == 0, "the same bytes are not read again"


def test_a_sitemap_that_fails_waits_for_its_turn() -> None:
    spider, told = spider_of()
    ref = SitemapRef("https://nahar.test/part.xml")
    all_of(spider.parse_feed(answered("<html><body>لا شيء</body></html>", ref.url), SITEMAP, 1, ref))
    assert (told.below[ref.url].checked_at >= NOON, told.below[ref.url].body_hash) == (True, None)


def test_looks_are_not_counted_as_new() -> None:
    spider, told = spider_of()
    told.looks = 1
    all_of(spider.parse_feed(answered(feed_of(1, 2)), FEED, 0))
    assert (told.answers[0].taken_up, told.answers[0].new) == (2, 1)


def test_a_trap_of_indexes_is_left_after_so_many() -> None:
    spider, _ = spider_of()
    asked = [SITEMAP.url]
    for number, index in enumerate(asked):  # which grows meanwhile
        fresh = [f"https://nahar.test/{number}-{place}.xml" for place in range(20)]
        asked += urls_of(all_of(spider.parse_feed(answered(index_of(*fresh), index), SITEMAP, 1 if number else 0)))
        assert len(asked) <= SITEMAPS_AT_MOST
    assert len(asked) == len(set(asked)) == SITEMAPS_AT_MOST


def test_what_a_sitemap_keeps_from_long_ago_is_not_taken_up() -> None:
    spider, told = spider_of()
    text = sitemap_of(new="2026-03-09T10:00:00Z", old="2026-03-06T11:00:00Z", edge="2026-03-06T12:00:30Z")
    found = all_of(spider.parse_feed(answered(text, SITEMAP.url), SITEMAP, 0))
    assert urls_of(found) == ["https://nahar.test/new", "https://nahar.test/edge"]
    assert told.answers[0].entries == 2


def test_a_sitemap_of_old_articles_only_is_no_failure() -> None:
    spider, told = spider_of()
    assert all_of(spider.parse_feed(answered(sitemap_of(old="2025-03-06T11:00:00Z"), SITEMAP.url), SITEMAP, 0)) == []
    assert (told.failures, len(told.answers)) == ([], 1)


# Articles


def test_an_address_elsewhere_is_rejected_and_one_beyond_the_limit_left() -> None:
    spider, told = spider_of(max_items="1")
    entries = [Entry("https://192.0.2.7/1"), Entry("https://www.nahar.test/2"), Entry("https://nahar.test/3")]
    assert urls_of(all_of(spider._visit(entries))) == ["https://www.nahar.test/2"]
    foreign, left = told.verdicts
    assert (foreign.outcome, foreign.reason, foreign.detail) == (Outcome.REJECTED, Reason.FOREIGN_HOST, "192.0.2.7")
    assert (left.outcome, left.reason) == (Outcome.SKIPPED, Reason.MAX_ITEMS)


@pytest.mark.parametrize(("status", "outcome"), [(404, Outcome.REJECTED), (500, Outcome.FAILED)])
def test_a_page_that_did_not_come_gets_its_verdict(status: int, outcome: Outcome) -> None:
    spider, told = spider_of()
    request = Request("https://nahar.test/1?utm_source=x", cb_kwargs={"entry": Entry("https://nahar.test/1?utm_source=x")})
    failure = Failure(HttpError(HtmlResponse(request.url, status, request=request)))
    failure.request = request  # type: ignore[attr-defined]
    assert all_of(spider.article_failed(failure)) == []
    (verdict,) = told.verdicts
    assert (verdict.url, verdict.outcome, verdict.http_status) == ("https://nahar.test/1", outcome, status)
