"""The records of a run in this process: what is kept while it is open, what ends the crawl, and what its end leaves behind."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.exceptions import CloseSpider
from scrapy.settings import Settings
from sqlalchemy import text
from twisted.python.failure import Failure

from storage.store import Store
from storage.timing import claims, leases
from storage.timing.feeds import FeedAnswer
from storage.write.thread import Writer
from tests.storage.conftest import NAHAR, NOON, made
from warraq import clock
from warraq.crawl import run as module
from warraq.crawl.elsewhere import Elsewhere
from warraq.crawl.manners.failures import Failed
from warraq.crawl.open_run import OpenRun
from warraq.crawl.polls import PollBook
from warraq.crawl.records import Ending
from warraq.crawl.refusal import Refused
from warraq.crawl.run import Run
from warraq.crawl.summary import Summary
from warraq.errors import StoreError
from warraq.items import Entry, Observations, Outcome, Reason, Verdict
from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from storage.timing.feeds import FeedState

SECONDS = 120.0


class Desk:
    """An open run over a small store, with its book of polls."""

    def __init__(self, url: str) -> None:
        self.store = Store.open(url)
        with self.store.write() as connection:
            self.claim = claims.claim(connection, NAHAR, "here", "cli", clock.now(), SECONDS)
            self.feed, self.sitemap = claims.feeds_of(connection, self.claim)
        self.writer = Writer(self.store, self.claim.run_id)
        self.run = OpenRun(self.store, self.writer, self.claim)
        self.ended: list[str] = []
        self.run.end_crawl = self.ended.append
        self.polls = PollBook(asked=2)
        self.summary = Summary("nahar", run_id=self.claim.run_id)

    def read(self, feed: FeedState, **facts: Any) -> None:
        answer = FeedAnswer(feed.url, body_hash="0", **facts)
        self.polls.answered(feed, answer)
        asyncio.run(self.run.feed_read(feed, answer))

    def fail(self, feed: FeedState, reason: Reason) -> None:
        failed = Failed(reason, "it did not come")
        self.polls.failed(feed.url, failed, 0)
        asyncio.run(self.run.feed_failed(feed, failed))

    def close(self, reason: str = "finished", held: Any = None) -> None:
        self.run.close(Ending(reason, 0, self.polls, self.summary, {"downloader/request_count": 3}, held or {}, Elsewhere()))

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with Store.open(self.store.url) as store, store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path) -> str:
    """An empty SQLite store; what the tables do is tested on both engines where they are."""
    (tmp_path / "store.db").write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    clock.shift(NOON)
    found = Desk(url)
    yield found
    found.writer.close()
    found.store.close()
    clock.reset()


# While it is open


def test_what_a_run_is_told_stands_in_the_store(desk: Desk) -> None:
    async def crawl() -> None:
        offer = await desk.run.offer(desk.feed, [Entry("https://nahar.test/1"), Entry("https://nahar.test/2")])
        assert [entry.url for entry in offer.fetch] == ["https://nahar.test/1", "https://nahar.test/2"]
        await desk.run.store(made("1", fetched_at=NOON))
        await desk.run.settle(Verdict("https://nahar.test/2", Outcome.FAILED, Reason.TIMEOUT))

    asyncio.run(crawl())
    desk.writer.flush().result(30)
    clock.shift(clock.now() + timedelta(minutes=20))
    assert [entry.url for entry in asyncio.run(desk.run.due(10))] == ["https://nahar.test/2"]
    assert desk.run.takes_up(Entry("https://nahar.test/1"))
    assert desk.all("SELECT url FROM articles") == [("https://nahar.test/1",)]
    assert desk.ended == []


def test_who_may_be_named_is_entered_with_the_first_article(desk: Desk) -> None:
    assert desk.all("SELECT count(*) FROM outlets") == [(1,)]
    asyncio.run(desk.run.store(made("1", "نص 1")))
    named = desk.all("SELECT count(*) FROM outlets")[0][0]
    assert named > 100
    desk.writer.flush().result(30)
    with desk.store.write() as connection:
        connection.execute(text("DELETE FROM outlets WHERE id > 1"))
    asyncio.run(desk.run.store(made("2", "نص 2")))
    assert desk.all("SELECT count(*) FROM outlets") == [(1,)]


def test_an_article_waits_for_room(desk: Desk) -> None:
    full = iter([False, False, True])
    given: list[Any] = []

    def offer(article: Any) -> bool:
        given.append(article)
        return next(full)

    desk.writer.offer_nowait = offer  # type: ignore[method-assign]
    asyncio.run(desk.run.store(made("1")))
    assert len(given) == 3


def test_signs_of_life_hold_the_lease_until_another_takes_the_outlet(desk: Desk) -> None:
    async def live(seconds: float) -> None:
        beat = asyncio.ensure_future(desk.run.keep_alive(0.01))
        await asyncio.sleep(seconds)
        beat.cancel()

    clock.shift(clock.now() + timedelta(seconds=100))
    asyncio.run(live(0.2))
    clock.shift(clock.now() + timedelta(seconds=100))
    with desk.store.read() as connection:
        assert leases.holder(connection, "outlet:nahar", clock.now()) == "here"
    assert desk.ended == []
    with desk.store.write() as connection:
        claims.release(connection, desk.claim)
        leases.take(connection, "outlet:nahar", "there", clock.now(), SECONDS)
    asyncio.run(live(0.2))
    assert set(desk.ended) == {"lease-lost"}


def fails(*arguments: Any) -> Any:
    raise StoreError("the disk is full")


@pytest.mark.parametrize(
    "told",
    [
        lambda run: run.settle(Verdict("https://nahar.test/1", Outcome.FAILED, Reason.TIMEOUT)),
        lambda run: run.store(made("1")),
        lambda run: run.due(5),
    ],
    ids=["a verdict", "an article", "a question"],
)
def test_a_store_that_has_failed_for_good_ends_the_crawl(desk: Desk, told: Callable[[OpenRun], Any]) -> None:
    assert isinstance(desk.writer.call(fails).exception(), StoreError)
    with pytest.raises(StoreError, match="the disk is full"):
        asyncio.run(told(desk.run))
    assert desk.ended == ["store-error"]


# Its end


def test_a_run_ends_with_its_account_and_frees_the_outlet(desk: Desk) -> None:
    asyncio.run(desk.run.offer(desk.feed, [Entry("https://nahar.test/1"), Entry("https://nahar.test/2")]))
    asyncio.run(desk.run.store(made("1")))
    desk.read(desk.feed, entries=2, new=2, taken_up=2)
    desk.fail(desk.sitemap, Reason.TIMEOUT)
    until = clock.now() + timedelta(hours=1)
    desk.close("shutdown", {"nahar.test": until})
    assert desk.summary.account is not None
    assert (desk.summary.account.found, desk.summary.account.new, desk.summary.account.skipped) == (2, 1, 1)
    assert (desk.summary.outcome, desk.summary.reason) == ("cut-short", "stopped by a signal")
    ((state, outcome, reason, failure, stats),) = desk.all("SELECT state, outcome, reason, failure, stats FROM runs")
    assert (state, outcome, reason, failure) == ("finished", "cut-short", "stopped by a signal", "timeout")
    assert '"feeds": 2' in stats
    assert '"downloader/request_count": 3' in stats
    assert desk.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []
    assert desk.all("SELECT host FROM holds") == [("nahar.test",)]
    ((feed, sitemap),) = [desk.all("SELECT interval_seconds, failure FROM feeds ORDER BY id")]
    assert (feed, sitemap) == ((900, None), (None, "timeout"))
    with pytest.raises(StoreError, match="closed"):
        desk.writer.put(made("3"))


def test_a_run_whose_writer_failed_has_failed_and_says_why(desk: Desk) -> None:
    desk.read(desk.feed)
    desk.writer.call(fails).exception()
    desk.close()
    assert (desk.summary.outcome, desk.summary.reason) == ("failed", "the disk is full")
    assert desk.all("SELECT state, outcome, reason FROM runs") == [("failed", "failed", "the disk is full")]
    assert desk.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []


def barren_run(desk: Desk, pages: int) -> None:
    """So many pages without an article, of an outlet that has given one."""
    asyncio.run(desk.run.store(made("0")))
    desk.writer.flush().result(30)
    with desk.store.write() as connection:
        connection.execute(text("UPDATE urls SET run_id = NULL, first_seen_at = '2026-03-01T12:00:00.000000Z'"))
    paths = [f"https://nahar.test/{number}" for number in range(1, pages + 1)]
    asyncio.run(desk.run.offer(desk.feed, [Entry(path) for path in paths]))
    for path in paths:
        asyncio.run(desk.run.settle(Verdict(path, Outcome.REJECTED, Reason.NO_ARTICLE)))
    desk.writer.flush().result(30)


@pytest.mark.parametrize(("pages", "changed"), [(9, True), (1, False)])
def test_pages_without_articles_are_told_as_a_change_of_the_site(desk: Desk, pages: int, changed: bool) -> None:
    barren_run(desk, pages)
    desk.read(desk.feed, entries=pages, new=pages, taken_up=pages)
    desk.close()
    ((outcome, failure, points),) = desk.all("SELECT r.outcome, r.failure, f.fail_points FROM runs r, feeds f WHERE f.id = 1")
    assert (outcome, failure, points > 0) == (("empty", "site-changed", True) if changed else ("ok", None, False))


@pytest.mark.parametrize(("reason", "outcome"), [("shutdown", "cut-short"), ("finished", "empty")])
def test_a_crawl_cut_short_or_without_a_feed_is_not_judged_by_its_pages(desk: Desk, reason: str, outcome: str) -> None:
    barren_run(desk, 9)
    if reason == "finished":
        desk.fail(desk.feed, Reason.DNS)
    else:
        desk.read(desk.feed)
    desk.close(reason)
    assert desk.summary.outcome == outcome
    assert desk.all("SELECT failure FROM runs") == [("dns" if reason == "finished" else None,)]


# Opening


class Crawler:
    """What a run needs of Scrapy's crawler."""

    def __init__(self, url: str) -> None:
        self.settings = Settings({"WARRAQ_DATABASE_URL": url})
        self.spidercls = type("Nahar", (), {"name": "nahar", "outlet": NAHAR})
        self.counted: dict[str, Any] = {"downloader/request_count": 2, "start_time": NOON, "warraq/new": 1}
        self.stats = SimpleNamespace(inc_value=self._count, get_stats=lambda: self.counted)
        self.engine = None

    def _count(self, key: str) -> None:
        self.counted[key] = self.counted.get(key, 0) + 1

    def get_downloader_middleware(self, kind: type) -> None:
        return None


def opened(url: str, body: Callable[[Run, list[FeedState]], Any], **how: Any) -> Run:
    """A run that is opened, told by the body, and closed."""
    run = Run(Crawler(url))  # type: ignore[arg-type]

    async def crawl() -> None:
        feeds = await run.open(NAHAR, "cli", **({"dry_run": False, "wait": False} | how))
        await body(run, feeds)
        await run._closed(None, "finished")  # type: ignore[arg-type]

    asyncio.run(crawl())
    return run


async def nothing(run: Run, feeds: list[FeedState]) -> None:
    """A crawl that reads its feeds and finds nothing."""
    for feed in feeds:
        await run.feed_read(feed, FeedAnswer(feed.url))


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with Store.open(url) as store, store.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_what_the_stages_refuse_or_break_on_is_settled_and_counted(url: str) -> None:
    async def body(run: Run, feeds: list[FeedState]) -> None:
        offer = await run.offer(feeds[0], [Entry(f"https://nahar.test/{number}") for number in range(3)])
        assert run.taken == len(offer.fetch) == 3
        await run._refused(made("0"), Refused(Reason.NO_ARTICLE, "no text", "validate"))
        await run._failed(made("short", found_as="https://nahar.test/1"), Failure(ValueError("odd")))
        await run.store(made("2"))
        assert run.settled == 3
        await nothing(run, feeds)

    run = opened(url, body)
    assert rows(url, "SELECT url, outcome, reason FROM urls ORDER BY url") == [
        ("https://nahar.test/0", "rejected", "no-article"),
        ("https://nahar.test/1", "failed", "parse-error"),
        ("https://nahar.test/2", "new", None),
    ]
    assert rows(url, "SELECT url, error FROM quarantine") == [("https://nahar.test/1", "ValueError: odd")]
    assert (run.summary.entries, run.summary.outcome) == (3, "ok")
    ((stats,),) = rows(url, "SELECT stats FROM runs")
    assert '"warraq/rejected/no-article": 1' in stats
    assert "start_time" not in stats


def test_only_what_teaches_something_is_kept_of_a_page(url: str) -> None:
    async def body(run: Run, feeds: list[FeedState]) -> None:
        before = run.knowledge
        await run.observe(Observations())
        assert run.knowledge is before
        await run.observe(Observations(furniture=(), address="https://nahar.test/1", paragraphs=("سطر",)))
        assert isinstance(run.knowledge, OutletKnowledge)
        await nothing(run, feeds)

    opened(url, body)


def test_an_outlet_that_is_being_crawled_closes_the_spider_unless_it_waits(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(url) as store, store.write() as connection:
        held = claims.claim(connection, NAHAR, "there", "cli", clock.now(), SECONDS)
    run = Run(Crawler(url))  # type: ignore[arg-type]
    with pytest.raises(CloseSpider) as caught:
        asyncio.run(run.open(NAHAR, "cli", dry_run=False, wait=False))
    assert caught.value.reason == "lease-taken"
    assert run.summary.reason == "nahar is being crawled by there; wait for it, or use --wait"
    looks: list[float] = []

    async def look_again(seconds: float) -> None:
        looks.append(seconds)
        with Store.open(url) as store, store.write() as connection:
            claims.release(connection, held)

    monkeypatch.setattr(module.asyncio, "sleep", look_again)
    opened(url, nothing, wait=True)
    assert looks[:1] == [module.WAIT_SECONDS]
    assert rows(url, "SELECT state FROM runs ORDER BY id") == [("killed",), ("finished",)]


def test_a_claim_that_was_lost_before_the_crawl_began_closes_the_spider_though_it_would_wait(url: str) -> None:
    with Store.open(url) as store, store.write() as connection:
        lost = claims.claim(connection, NAHAR, "timer", "poll", clock.now(), SECONDS)
        claims.release(connection, lost)
        leases.take(connection, "outlet:nahar", "another", clock.now(), SECONDS)
    run = Run(Crawler(url))  # type: ignore[arg-type]
    with pytest.raises(CloseSpider) as caught:
        asyncio.run(run.open(NAHAR, "poll", dry_run=False, wait=True, claim=lost))
    assert caught.value.reason == "lease-taken"


def test_a_store_that_cannot_be_opened_closes_the_spider(tmp_path: Path) -> None:
    run = Run(Crawler(f"sqlite:///{tmp_path}/nowhere/store.db"))  # type: ignore[arg-type]
    (tmp_path / "nowhere").write_text("a file", "utf-8")
    with pytest.raises(CloseSpider) as caught:
        asyncio.run(run.open(NAHAR, "cli", dry_run=False, wait=False))
    assert caught.value.reason == "store-error"
    assert run.summary.reason


def test_a_dry_run_leaves_no_trace_and_notes_what_it_would_fetch(url: str) -> None:
    async def body(run: Run, feeds: list[FeedState]) -> None:
        assert len(feeds) == run.polls.asked == 2
        offer = await run.offer(feeds[0], [Entry("https://nahar.test/1")])
        assert not run.takes_up(offer.fetch[0])
        assert await run.due(5) == []
        await nothing(run, feeds)

    run = opened(url, body, dry_run=True)
    assert [entry.url for entry in run.summary.would_fetch] == ["https://nahar.test/1"]
    assert (run.summary.outcome, run.summary.run_id) == ("ok", None)
    assert [rows(url, f"SELECT count(*) FROM {table}") for table in ("outlets", "runs", "urls", "feeds")] == [[(0,)]] * 4  # noqa: S608


def test_without_a_run_nothing_is_kept(url: str) -> None:
    run = Run(Crawler(url))  # type: ignore[arg-type]
    asyncio.run(run.store(made("1")))
    asyncio.run(run.settle(Verdict("https://nahar.test/2", Outcome.FAILED, Reason.TIMEOUT)))
    assert rows(url, "SELECT count(*) FROM articles") == [(0,)]
