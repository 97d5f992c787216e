"""The book of a crawl's polls: what counts for a feed, and how a run is judged by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.timing.feeds import FeedAnswer, FeedState
from warraq.crawl.manners.failures import Failed
from warraq.crawl.polls import PollBook
from warraq.crawl.summary import CUT_SHORT
from warraq.items import Reason

FEED = FeedState(1, "https://nahar.test/rss", "feed", None, None, None, None, "active")
INDEX = FeedState(2, "https://nahar.test/sitemap.xml", "sitemap", None, None, None, None, "active")


def answer(depth: int = 0, **facts: object) -> FeedAnswer:
    return FeedAnswer("https://nahar.test/rss", depth, **facts)  # type: ignore[arg-type]


@pytest.fixture
def book() -> PollBook:
    return PollBook(asked=2)


def test_what_a_feed_leads_to_adds_to_its_poll_and_is_no_feed_by_itself(book: PollBook) -> None:
    book.answered(INDEX, answer(entries=0, asked=timedelta(minutes=5), moved_to="https://nahar.test/new.xml"))
    book.answered(INDEX, answer(1, entries=7, new=3, asked=timedelta(minutes=20)))
    book.answered(INDEX, answer(2, entries=2, new=1, asked=timedelta(minutes=10)))
    assert (book.read, list(book.polled)) == (1, [2])
    polled = book.polled[2]
    assert (polled.entries, polled.new, polled.asked, polled.moved_to) == (9, 4, timedelta(minutes=20), "https://nahar.test/new.xml")


def test_what_could_not_be_read_of_a_document_is_told(book: PollBook) -> None:
    book.answered(FEED, answer(entries=3, problem="cut off after 3 entries"))
    book.answered(INDEX, answer())
    assert book.problems == ["https://nahar.test/rss: cut off after 3 entries"]
    assert book.judge("finished", 3) == ("ok", "https://nahar.test/rss: cut off after 3 entries")


def test_only_what_the_outlets_file_names_counts_as_a_failure(book: PollBook) -> None:
    book.failed("https://nahar.test/part-1.xml", Failed(Reason.GONE), 1)
    assert (book.failure, book.problems) == (None, ["https://nahar.test/part-1.xml: gone"])
    for url, reason in (("a", Reason.DNS), ("b", Reason.TIMEOUT), ("c", Reason.TIMEOUT)):
        book.failed(url, Failed(reason, f"{url} is not there"), 0)
    assert book.failure == "timeout"
    assert book.problems[1:] == ["a: a is not there", "b: b is not there", "c: c is not there"]


def test_all_have_failed_where_there_was_something_and_none_could_be_read(book: PollBook) -> None:
    assert book.all_failed
    assert not PollBook().all_failed
    book.answered(INDEX, answer(1))
    assert book.all_failed
    book.answered(INDEX, answer())
    assert not book.all_failed


@pytest.mark.parametrize("reason", CUT_SHORT)
def test_a_crawl_that_left_work_behind_is_cut_short(book: PollBook, reason: str) -> None:
    book.answered(FEED, answer())
    assert book.judge(reason, 5) == ("cut-short", CUT_SHORT[reason])


def test_a_crawl_that_ended_otherwise_has_failed(book: PollBook) -> None:
    book.answered(FEED, answer())
    assert book.judge("store-error", 5) == ("failed", "the crawl ended with store-error; its log says more")


@pytest.mark.parametrize(
    ("asked", "read", "taken", "expected"),
    [
        pytest.param(2, 0, 0, ("empty", "rss: refused"), id="no feed could be read"),
        pytest.param(2, 0, 3, ("empty", "rss: refused"), id="nor could any, though the ledger had addresses"),
        pytest.param(2, 1, 0, ("ok", "rss: refused"), id="one could"),
        pytest.param(0, 0, 3, ("ok", "rss: refused"), id="none was asked, for the ledger's addresses alone"),
    ],
)
def test_a_crawl_is_empty_where_nothing_could_be_read(asked: int, read: int, taken: int, expected: tuple[str, str]) -> None:
    assert PollBook(asked, read, ["rss: refused"]).judge("finished", taken) == expected


def test_an_outlet_with_nothing_to_read_says_so() -> None:
    assert PollBook().judge("finished", 0) == ("empty", "nothing to read: the outlet has no feed, sitemap or listing")
    assert PollBook(1, 1).judge("finished", 0) == ("ok", None)


def test_a_crawl_whose_every_address_led_elsewhere_is_empty(book: PollBook) -> None:
    book.answered(FEED, answer(entries=2, own=2))
    book.answered(INDEX, answer(entries=1, own=1))
    book.led_elsewhere = ["https://counter.test/1", "https://counter.test/2"]
    assert book.judge("finished", 3)[0] == "ok"
    outcome, reason = book.judge("finished", 2)
    assert outcome == "empty"
    assert reason is not None
    assert "such as https://counter.test/1" in reason
