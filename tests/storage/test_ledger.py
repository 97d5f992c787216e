"""The ledger: what is fetched, what is known, what is tried again, and that every address is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from storage.ledger.ledger import LONGEST_GUID
from storage.query import read
from warraq.items import Entry, Outcome, PageRecord, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Article

    Make = Callable[..., Article]


def stored(desk: Any, article: Make, *paths: str) -> None:
    """Runs a crawl that stores an article under each path."""
    desk.start()
    desk.offer(*paths)
    desk.write(*(article(path, f"نص {path}") for path in paths))
    desk.finish()


def named(updated: str, count: int = 6) -> list[Entry]:
    return [Entry(f"https://nahar.test/{number}", updated=updated) for number in range(count)]


def polled_after(desk: Any, article: Make, hours: float, entries: list[Entry], changed: str = "") -> list[str]:
    """What a poll that so much later names these entries has fetched; all pages are unchanged but one."""
    desk.start()
    desk.later(hours=hours)
    fetched = paths(desk.offer(*entries).fetch)
    desk.write(*(article(path, f"نص جديد {path}" if path == changed else f"نص {path}", **at(desk, path)) for path in fetched))
    desk.finish()
    return fetched


def at(desk: Any, path: str) -> dict[str, Any]:
    url = f"https://nahar.test/{path}"
    return {"page": PageRecord(url, url, desk.now, 200, {}, "utf-8", "0" * 64)}


def test_a_document_whose_entries_all_changed_just_now_is_believed_ever_less(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(*named("t0"))
    desk.write(*(article(str(number), f"نص {number}", **at(desk, str(number))) for number in range(6)))
    desk.finish()
    counts = [len(polled_after(desk, article, hours, named(f"t{place}"))) for place, hours in enumerate((0.25, 1, 1, 5.5, 1, 12, 12, 1), 1)]
    assert counts == [0, 6, 0, 6, 0, 0, 6, 0]


def test_one_that_changed_among_those_that_rest_is_looked_at_at_once(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(*named("t0"))
    desk.write(*(article(str(number), f"نص {number}", **at(desk, str(number))) for number in range(6)))
    desk.finish()
    one = [Entry("https://nahar.test/3", updated="t1"), *named("t0", 3)]
    assert polled_after(desk, article, 0.1, one, changed="3") == ["3"]
    assert desk.row("3").vain_looks == 0
    vain = [Entry("https://nahar.test/3", updated="t2"), *named("t0", 3)]
    assert polled_after(desk, article, 0.1, vain, changed="3") == ["3"]
    assert desk.row("3").vain_looks == 1


def test_a_look_is_told_from_what_is_new(desk: Any, article: Make) -> None:
    stored(desk, article, "1")
    desk.start()
    desk.later(hours=2)
    offer = desk.offer(Entry("https://nahar.test/1", updated="t1"), "2")
    assert (len(offer.fetch), offer.looks) == (2, 1)


def paths(entries: list[Entry]) -> list[str]:
    return [entry.url.rpartition("/")[2] for entry in entries]


def test_new_addresses_are_fetched_as_they_were_written(desk: Any) -> None:
    desk.start()
    offer = desk.offer(Entry("https://nahar.test/1?utm_source=rss#top"), "2", "2")
    assert [entry.url for entry in offer.fetch] == ["https://nahar.test/1?utm_source=rss#top", "https://nahar.test/2"]
    assert (offer.entries, offer.known) == (3, 1)
    assert desk.row("1").url_seen == "https://nahar.test/1?utm_source=rss#top"
    assert desk.account().found == desk.account().pending == 2


def test_a_second_crawl_straight_after_fetches_nothing(desk: Any, article: Make) -> None:
    stored(desk, article, "1", "2")
    desk.start()
    offer = desk.offer("1", "2")
    assert (offer.fetch, offer.known) == ([], 2)
    assert desk.due() == []
    assert desk.finish().found == 0


def test_an_address_in_the_hands_of_a_run_is_taken_once(desk: Any) -> None:
    desk.start()
    assert len(desk.offer("1").fetch) == 1
    assert desk.offer("1", feed=1).fetch == []


def test_a_link_that_is_no_address_is_accounted_for_once(desk: Any) -> None:
    desk.start()
    offer = desk.offer(Entry("javascript:void(0)"), Entry("https://nahar.test:port/"), "1")
    assert (offer.rejected, len(offer.fetch)) == (2, 1)
    assert desk.offer(Entry("javascript:void(0)")).known == 1
    assert desk.account().rejected == 2


@pytest.mark.parametrize(
    ("before", "after", "fetched"),
    [
        ("2026-03-09T10:00Z", "2026-03-09T10:00Z", False),
        ("2026-03-09T10:00Z", "2026-03-09T11:00Z", True),
        ("2026-03-09T10:00Z", None, False),
        (None, "2026-03-09T11:00Z", True),
        (None, None, False),
    ],
)
def test_a_stored_article_is_fetched_again_when_its_feed_says_it_changed(
    desk: Any, article: Make, before: str | None, after: str | None, fetched: bool
) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", updated=before))
    desk.write(article("1"))
    desk.finish()
    desk.start()
    again = Entry("https://nahar.test/1", updated=after)
    assert desk.offer(again).fetch == ([again] if fetched else [])
    assert desk.offer(again).fetch == []


def test_a_sitemap_that_writes_the_change_otherwise_than_the_feed_asks_for_nothing(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", updated="Mon, 09 Mar 2026 10:00:00 GMT"))
    desk.write(article("1"))
    assert desk.offer(Entry("https://nahar.test/1", updated="2026-03-09"), feed=1).fetch == []
    assert desk.row("1").lastmod == "Mon, 09 Mar 2026 10:00:00 GMT"


def test_a_feed_speaks_for_an_address_that_was_given_by_hand(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("1", feed=None)
    desk.write(article("1"))
    assert desk.offer(Entry("https://nahar.test/1", updated="a")).fetch == []
    assert len(desk.offer(Entry("https://nahar.test/1", updated="b")).fetch) == 1


def test_an_identifier_seen_before_means_the_same_article(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", guid="g1", title="عنوان"))
    desk.write(article("1"))
    desk.finish()
    run_id = desk.start()
    offer = desk.offer(Entry("https://nahar.test/1-new-slug", guid="g1", title="عُنوان"))
    assert (offer.fetch, offer.duplicate) == ([], 1)
    row = desk.row("1-new-slug")
    assert (row.state, row.outcome, row.reason, row.article_id, row.run_id) == ("done", "duplicate", "same-guid", 1, run_id)


def test_an_identifier_used_for_another_title_is_another_article(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", guid="top-story", title="عنوان"))
    desk.write(article("1"))
    assert len(desk.offer(Entry("https://nahar.test/2", guid="top-story", title="خبر آخر")).fetch) == 1


def test_an_identifier_that_a_feed_gives_to_all_its_entries_is_none(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", guid="0"))
    desk.write(article("1"))
    offer = desk.offer(Entry("https://nahar.test/2", guid="0"), Entry("https://nahar.test/3", guid="0"))
    assert paths(offer.fetch) == ["2", "3"]


def test_an_identifier_too_long_to_be_one_is_none(desk: Any, article: Make) -> None:
    desk.start()
    longest, longer = "a" * LONGEST_GUID, "b" * (LONGEST_GUID + 1)
    desk.offer(Entry("https://nahar.test/1", guid=longest), Entry("https://nahar.test/2", guid=longer))
    assert (desk.row("1").guid, desk.row("2").guid) == (longest, None)
    desk.write(article("1", "نص 1"), article("2", "نص 2"))
    again = desk.offer(Entry("https://nahar.test/3", guid=longest), Entry("https://nahar.test/4", guid=longer))
    assert (again.duplicate, paths(again.fetch)) == (1, ["4"])


def test_an_identifier_of_another_outlet_is_another(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer(Entry("https://nahar.test/1", guid="77"))
    desk.write(article("1"))
    desk.start("wakala")
    assert len(desk.offer(Entry("https://wakala.test/77", guid="77"), outlet="wakala", feed=None).fetch) == 1


def test_the_canonical_address_of_a_stored_article_is_known(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("short/1")
    desk.write(article("news/1-slug", found_as="https://nahar.test/short/1"))
    assert desk.offer("news/1-slug").duplicate == 1
    assert desk.row("news/1-slug").reason == "same-url"


def test_an_article_known_only_as_embedded_is_fetched_from_its_own_page(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("host")
    desk.write(article("host"), article("inner", "نص داخلي", from_embedded=True, position=1))
    assert paths(desk.offer("inner").fetch) == ["inner"]
    desk.write(article("inner", "نص داخلي"))
    assert desk.offer("inner").fetch == []


def test_an_embedded_article_whose_own_page_was_refused_is_not_fetched_for_ever(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("host")
    desk.write(article("host"), article("inner", "نص داخلي", from_embedded=True, position=1))
    desk.offer("inner")
    desk.settle("inner", Outcome.REJECTED, Reason.TOO_SHORT)
    assert desk.offer("inner").fetch == []


def test_failed_addresses_are_tried_again_with_growing_patience_and_given_up_in_the_end(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    waits = []
    for _ in range(8):
        desk.settle("1", Outcome.FAILED, Reason.TIMEOUT)
        row = desk.row("1")
        if row.next_try_at is None:
            break
        waits.append((row.next_try_at - desk.now).total_seconds() / 60)
        assert desk.offer("1").fetch == []
        desk.now = row.next_try_at
        assert paths(desk.due()) == ["1"]
    assert waits == [15, 30, 60, 120, 240, 480, 960]
    assert (row.state, row.outcome, row.attempts) == ("done", "failed", 8)
    desk.later(days=30)
    assert desk.due() == []
    assert desk.offer("1").fetch == []


def test_a_failed_address_that_is_named_again_waits_for_its_time(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.settle("1", Outcome.FAILED, Reason.DNS)
    assert desk.offer("1").known == 1
    desk.later(minutes=15)
    assert paths(desk.offer("1").fetch) == ["1"]


def test_a_host_that_asks_to_wait_is_waited_for_and_not_given_up(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    for _ in range(20):
        desk.settle("1", Outcome.FAILED, Reason.RATE_LIMITED, http_status=429, retry_after=600)
        desk.later(seconds=599)
        assert desk.due() == []
        desk.later(seconds=1)
        assert paths(desk.due()) == ["1"]


@pytest.mark.parametrize("retry_after", [-5.0, 0.0, 10.0**12])
def test_the_wait_that_a_host_asks_for_is_bounded(desk: Any, retry_after: float) -> None:
    desk.start()
    desk.offer("1")
    desk.settle("1", Outcome.FAILED, Reason.RATE_LIMITED, retry_after=retry_after)
    assert 0 <= (desk.row("1").next_try_at - desk.now).total_seconds() <= 86_400


def test_rejected_addresses_are_done(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.settle("1", Outcome.REJECTED, Reason.NO_ARTICLE, detail="no text", http_status=200)
    row = desk.row("1")
    assert (row.state, row.outcome, row.reason, row.detail, row.http_status, row.checked_at) == (
        "done", "rejected", "no-article", "no text", 200, desk.now,
    )  # fmt: skip
    desk.later(days=1)
    assert desk.offer("1").fetch == []
    assert desk.due() == []


def test_what_a_limit_left_out_is_for_the_next_run(desk: Any) -> None:
    desk.start()
    desk.offer("1", "2")
    desk.settle("1", Outcome.SKIPPED, Reason.MAX_ITEMS)
    account = desk.finish("cut-short")
    assert (account.found, account.skipped, account.pending) == (2, 2, 0)
    desk.start()
    assert sorted(paths(desk.due())) == ["1", "2"]


def test_what_broke_off_a_run_that_came_to_its_end_is_tried_again_with_patience(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    account = desk.finish()
    assert (account.found, account.failed, account.pending) == (1, 1, 0)
    assert (desk.row("1").reason, desk.row("1").attempts) == ("parse-error", 1)
    desk.start()
    assert desk.due() == []
    desk.later(minutes=16)
    assert paths(desk.due()) == ["1"]


def test_what_was_too_old_for_one_run_is_for_the_next_to_judge(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.settle("1", Outcome.SKIPPED, Reason.OLDER)
    assert desk.finish().skipped == 1
    desk.start()
    assert paths(desk.due()) == ["1"]


def test_a_later_try_knows_what_the_feed_said(desk: Any, article: Make) -> None:
    desk.start()
    said = {"title": "عنوان", "guid": "g", "published": "أمس", "updated": "اليوم", "summary": "ملخص\0"}
    said |= {"authors": ("سمير",), "categories": ("رياضة", "محلي"), "image_url": "https://nahar.test/1.jpg"}
    desk.offer(Entry("https://nahar.test/1?utm_source=x", **said), Entry("https://nahar.test/2"))
    desk.settle("1", Outcome.FAILED, Reason.TIMEOUT)
    desk.settle("2", Outcome.FAILED, Reason.TIMEOUT)
    desk.later(hours=1)
    tried = Entry("https://nahar.test/1?utm_source=x", **(said | {"summary": "ملخص"}))
    assert sorted(desk.due(), key=lambda entry: entry.url) == [tried, Entry("https://nahar.test/2")]
    desk.write(article("1"))
    desk.later(hours=6)
    assert [entry.published for entry in desk.due() if entry.origin == "recheck"] == ["أمس"]


def test_stored_articles_are_looked_at_again_at_growing_distance(desk: Any, article: Make) -> None:
    stored(desk, article, "1")
    looks = []
    while (again := desk.row("1").next_check_at) is not None:
        looks.append((again - desk.row("1").first_seen_at).total_seconds() / 3600)
        desk.now = again
        desk.start()
        assert [(entry.url, entry.origin) for entry in desk.due()] == [("https://nahar.test/1", "recheck")]
        assert desk.write(article("1", "نص 1"))[0].reason is Reason.UNCHANGED
        assert desk.finish().skipped == 1
    assert looks == [1, 6, 24, 72]


def test_a_stored_article_that_is_gone_has_vanished_and_may_come_back(desk: Any, article: Make) -> None:
    stored(desk, article, "1")
    desk.later(hours=1)
    desk.start()
    desk.due()
    desk.settle("1", Outcome.FAILED, Reason.HTTP_STATUS, http_status=410)
    row = desk.row("1")
    assert (row.state, row.outcome, row.reason, row.article_id) == ("done", "skipped", "gone", 1)
    vanished = desk.now
    assert desk.all("SELECT count(*) FROM articles WHERE vanished_at IS NOT NULL") == [(1,)]
    desk.later(hours=5)
    desk.start()
    desk.due()
    desk.settle("1", Outcome.REJECTED, Reason.GONE, http_status=404)
    with desk.store.read() as connection:
        found = read.article(connection, 1)
    assert found is not None
    assert found.article["vanished_at"] == vanished
    desk.later(hours=18)
    desk.start()
    desk.due()
    desk.write(article("1", "نص 1"))
    assert desk.all("SELECT count(*) FROM articles WHERE vanished_at IS NOT NULL") == [(0,)]


def test_a_page_that_is_gone_before_it_was_stored_has_not_vanished(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.settle("1", Outcome.REJECTED, Reason.GONE, http_status=404)
    assert (desk.row("1").outcome, desk.row("1").state) == ("rejected", "done")


def test_an_address_that_the_ledger_does_not_know_is_entered_with_its_verdict(desk: Any) -> None:
    desk.start()
    desk.settle("1#warraq-inner", Outcome.REJECTED, Reason.TOO_SHORT, quarantine="no text", stage="validate")
    assert desk.row("1#warraq-inner").run_id == desk.run_id
    assert desk.finish().rejected == 1
    assert desk.all("SELECT url, stage, error, state FROM quarantine") == [
        ("https://nahar.test/1#warraq-inner", "validate", "no text", "open")
    ]


def test_what_the_run_has_stored_is_not_undone_by_a_later_verdict(desk: Any, article: Make) -> None:
    desk.start()
    desk.offer("1")
    desk.write(article("1"))
    desk.settle("1", Outcome.REJECTED, Reason.INVALID)
    assert desk.account().new == 1
    assert desk.row("1").article_id == 1


def test_due_takes_the_longest_waiting_first_and_no_more_than_asked(desk: Any) -> None:
    desk.start()
    desk.offer("1", "2", "3")
    for path in ("2", "3", "1"):
        desk.settle(path, Outcome.FAILED, Reason.TIMEOUT)
        desk.later(minutes=1)
    desk.later(hours=1)
    assert paths(desk.due(limit=2)) == ["2", "3"]
    assert paths(desk.due(limit=2)) == ["1"]


def test_a_long_sitemap_is_offered_whole(desk: Any) -> None:
    desk.start()
    names = [str(number) for number in range(1203)]
    assert paths(desk.offer(*names).fetch) == names
    assert desk.offer(*names).known == 1203


def test_an_address_that_another_outlets_ledger_refused_is_taken_over_by_its_owner(desk: Any) -> None:
    desk.start("wakala")
    desk.offer(Entry("https://nahar.test/1"), feed=None, outlet="wakala")
    desk.settle("1", Outcome.REJECTED, Reason.FOREIGN_HOST)
    desk.start()
    assert paths(desk.offer("1").fetch) == ["1"]
    assert desk.row("1").outlet_id == desk.outlet_ids["nahar"]
