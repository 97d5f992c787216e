"""Runs, leases, feeds and outlets: who works on what, and an account that adds up whatever happens."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.ledger import outlets, runs
from storage.timing import feeds, leases
from warraq.errors import LeaseTakenError, StoreError
from warraq.items import Entry, Outcome, Reason

if TYPE_CHECKING:
    from storage.ledger.runs import RunAccount, RunInfo


def adds_up(account: RunAccount | RunInfo) -> bool:
    counted = ("new", "updated", "duplicate", "rejected", "failed", "skipped", "pending")
    return account.found == sum(getattr(account, name) for name in counted)


def info(desk: Any, run_id: int) -> RunInfo:
    with desk.store.read() as connection:
        (found,) = [run for run in runs.runs(connection) if run.id == run_id]
    return found


# Runs


def test_an_account_tells_what_became_of_every_address(desk: Any, article: Any) -> None:
    run_id = desk.start()
    desk.offer("1", "2", "3", "4", "5", "6")
    desk.write(article("1", "أ"), article("2", "أ"))
    desk.settle("3", Outcome.REJECTED, Reason.NO_ARTICLE)
    desk.settle("4", Outcome.FAILED, Reason.TIMEOUT)
    desk.settle("5", Outcome.SKIPPED, Reason.MAX_ITEMS)
    expected = {"found": 6, "new": 1, "updated": 0, "duplicate": 1, "rejected": 1, "failed": 1, "skipped": 1, "pending": 1}
    assert asdict(desk.account()) == expected
    with desk.store.write() as connection:
        runs.heartbeat(connection, run_id, desk.later(seconds=30))
    assert info(desk, run_id).pending == 1
    assert info(desk, run_id).heartbeat_at == desk.now
    finished = desk.finish("cut-short")
    assert asdict(finished) == expected | {"skipped": 2, "pending": 0}
    told = info(desk, run_id)
    assert (told.outlet, told.state, told.outcome, told.finished_at, told.stats) == ("nahar", "finished", "cut-short", desk.now, {})
    assert adds_up(told)
    assert desk.row("6").reason == "cut-short"


def test_a_killed_run_is_closed_from_the_ledger_and_its_rest_goes_to_the_next(desk: Any, article: Any) -> None:
    killed = desk.start()
    desk.offer("1", "2", "3")
    desk.write(article("1"))
    desk.settle("2", Outcome.FAILED, Reason.TIMEOUT)
    desk.later(minutes=1)
    following = desk.start()
    told = info(desk, killed)
    assert (told.state, told.found, told.new, told.failed, told.pending) == ("killed", 3, 1, 1, 1)
    assert [entry.url for entry in desk.due()] == ["https://nahar.test/3"]
    desk.write(article("3", "نص 3"))
    assert asdict(desk.finish())["new"] == 1
    assert adds_up(info(desk, killed))
    assert adds_up(info(desk, following))


def test_what_a_killed_run_left_is_also_taken_when_a_feed_names_it(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.start()
    assert desk.offer(Entry("https://nahar.test/1", title="ع")).fetch == [Entry("https://nahar.test/1", title="ع")]


def test_only_the_runs_of_that_outlet_are_closed(desk: Any) -> None:
    other = desk.start("wakala")
    desk.start("nahar")
    assert info(desk, other).state == "running"


def test_a_run_that_was_closed_may_neither_write_nor_finish(desk: Any) -> None:
    zombie = desk.start()
    desk.start()
    with desk.store.write() as connection, pytest.raises(LeaseTakenError, match="closed as killed"):
        runs.finish_run(connection, zombie, desk.now, outcome="ok", stats={})
    assert info(desk, zombie).state == "killed"


def test_a_run_that_is_not_there_is_an_error(desk: Any) -> None:
    with desk.store.write() as connection, pytest.raises(StoreError, match="run 77 is not in the store"):
        runs.ensure_running(connection, 77)


def test_runs_are_listed_newest_first_by_what_is_asked(desk: Any) -> None:
    first = desk.start("nahar")
    desk.finish("failed")
    second = desk.start("wakala", "cron")
    noon = desk.now
    desk.later(hours=1)
    third = desk.start("nahar")
    with desk.store.read() as connection:
        assert [run.id for run in runs.runs(connection)] == [third, second, first]
        assert [run.id for run in runs.runs(connection, limit=1)] == [third]
        assert [run.id for run in runs.runs(connection, outlet="nahar")] == [third, first]
        assert [run.id for run in runs.runs(connection, state="failed")] == [first]
        assert [run.id for run in runs.runs(connection, outcome="failed")] == [first]
        assert [run.id for run in runs.runs(connection, trigger="cron")] == [second]
        assert [run.id for run in runs.runs(connection, since=noon)] == [third, second, first]
        assert [run.id for run in runs.runs(connection, since=desk.now)] == [third]
        assert runs.runs(connection, outlet="nahar", trigger="cron") == []


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["offer", "article", "changed", "failed", "rejected", "skipped", "due", "later", "killed", "finished"]),
        st.sampled_from("12345"),
    ),
    max_size=25,
)


@given(ACTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_accounts_add_up_whatever_happens(desk: Any, article: Any, actions: list[tuple[str, str]]) -> None:
    desk.start()
    for action, path in actions:
        act(desk, article, action, path)
        assert adds_up(desk.account())
    with desk.store.read() as connection:
        for run in runs.runs(connection, limit=1000):
            assert adds_up(run)
            assert run.pending == 0 or run.state in ("running", "killed")
        assert adds_up(runs.total(runs.runs(connection, limit=1000)))
    counted = desk.all("SELECT count(*) FROM urls WHERE state = 'pending' AND outcome IS NULL AND next_try_at IS NULL")
    assert counted == [(desk.account().pending,)], "an address is lost: in no run's hands and never due"


def act(desk: Any, article: Any, action: str, path: str) -> None:
    match action:
        case "offer":
            desk.offer(Entry(f"https://nahar.test/{path}", updated=str(desk.now)), "1", "2")
        case "article":
            desk.write(article(path, f"نص {path}"))
        case "changed":
            desk.write(article(path, f"نص {path} {desk.now}"))
        case "failed":
            desk.settle(path, Outcome.FAILED, Reason.TIMEOUT)
        case "rejected":
            desk.settle(path, Outcome.REJECTED, Reason.NO_ARTICLE)
        case "skipped":
            desk.settle(path, Outcome.SKIPPED, Reason.MAX_ITEMS)
        case "due":
            desk.due()
        case "later":
            desk.later(hours=5)
        case "killed":
            desk.start()
        case "finished":
            desk.finish()
            desk.start()


# Leases


def test_a_lease_is_held_by_one_until_it_ends_or_is_given_back(desk: Any) -> None:
    with desk.store.write() as connection:
        first = leases.take(connection, "outlet:nahar", "a", desk.now, 60)
        assert first is not None
        assert leases.take(connection, "outlet:nahar", "b", desk.now, 60) is None
        assert leases.take(connection, "outlet:wakala", "b", desk.now, 60) is not None
        assert leases.holder(connection, "outlet:nahar", desk.now) == "a"
        assert leases.renew(connection, "outlet:nahar", first, desk.later(seconds=50), 60)
        assert leases.take(connection, "outlet:nahar", "b", desk.later(seconds=50), 60) is None
        second = leases.take(connection, "outlet:nahar", "b", desk.later(seconds=60), 60)
        assert second is not None
        assert second > first
        assert not leases.renew(connection, "outlet:nahar", first, desk.now, 60)
        leases.release(connection, "outlet:nahar", first)
        assert leases.holder(connection, "outlet:nahar", desk.now) == "b"
        leases.release(connection, "outlet:nahar", second)
        assert leases.holder(connection, "outlet:nahar", desk.now) is None
        assert not leases.renew(connection, "outlet:nahar", second, desk.now, 60)
        third = leases.take(connection, "outlet:nahar", "c", desk.now, 60)
        assert third is not None
        assert third > second


# Outlets and feeds


def feed_states(desk: Any) -> dict[str, str]:
    return dict(desk.all("SELECT url, state FROM feeds"))


def test_outlets_follow_their_files(desk: Any, nahar: Any) -> None:
    moved = replace(nahar, title="النهر اليوم", feeds=("https://nahar.test/feed",))
    with desk.store.write() as connection:
        assert outlets.sync_outlets(connection, [moved]) == {"nahar": desk.outlet_ids["nahar"]}
    assert desk.all("SELECT title FROM outlets WHERE name = 'nahar'") == [("النهر اليوم",)]
    assert feed_states(desk) == {
        "https://nahar.test/rss": "removed",
        "https://nahar.test/feed": "active",
        "https://nahar.test/sitemap.xml": "active",
        "https://wakala.test/rss": "active",
    }
    with desk.store.write() as connection:
        outlets.sync_outlets(connection, [nahar])
    assert feed_states(desk)["https://nahar.test/rss"] == "active"
    with desk.store.read() as connection:
        found = feeds.feeds_of(connection, desk.outlet_ids["nahar"])
        assert [(feed.url, feed.kind) for feed in found] == [
            ("https://nahar.test/rss", "feed"),
            ("https://nahar.test/sitemap.xml", "sitemap"),
        ]
        assert outlets.outlet_id(connection, "nahar") == desk.outlet_ids["nahar"]
        assert outlets.outlet_id(connection, "nowhere") is None


def test_a_feed_that_sleeps_sleeps_on_when_its_file_is_read_again(desk: Any, nahar: Any) -> None:
    with desk.store.write() as connection:
        connection.execute(text("UPDATE feeds SET state = 'dormant' WHERE url = 'https://nahar.test/rss'"))
        outlets.sync_outlets(connection, [nahar])
    assert feed_states(desk)["https://nahar.test/rss"] == "dormant"


def test_a_sign_of_life_is_that_of_its_own_run_while_it_runs(desk: Any) -> None:
    ended = desk.start()
    desk.finish()
    own, other = desk.start(), desk.start("wakala")
    began = desk.now
    desk.later(minutes=3)
    with desk.store.write() as connection:
        runs.heartbeat(connection, ended, desk.now)
        runs.heartbeat(connection, own, desk.now)
    with desk.store.read() as connection:
        shown = {run.id: run.heartbeat_at for run in runs.runs(connection)}
    assert shown == {ended: began, own: desk.now, other: began}


def test_outlets_that_are_only_named_have_rows_and_no_feeds(desk: Any, nahar: Any) -> None:
    renamed, other = replace(nahar, title="النهر اليوم"), replace(nahar, name="sadaf", title="صدف", feeds=("https://sadaf.test/rss",))
    before = set(feed_states(desk))
    for named in ([renamed, other], [renamed, other], []):
        with desk.store.write() as connection:
            outlets.sync_names(connection, named)
        titles = dict(desk.all("SELECT name, title FROM outlets"))
        assert titles == {"nahar": "النهر اليوم", "sadaf": "صدف", "wakala": "وكالة الساحل"}
    assert set(feed_states(desk)) == before


def test_an_unregistered_outlet_is_made_once(desk: Any) -> None:
    with desk.store.write() as connection:
        first, made = outlets.ensure_unregistered(connection, "blog.test")
        assert made
        assert outlets.ensure_unregistered(connection, "blog.test") == (first, False)


def test_a_feed_remembers_what_it_answered(desk: Any) -> None:
    feed_id, outlet_id = desk.feed_ids[0], desk.outlet_ids["nahar"]

    def state() -> feeds.FeedState:
        with desk.store.read() as connection:
            return next(feed for feed in feeds.feeds_of(connection, outlet_id) if feed.id == feed_id)

    with desk.store.write() as connection:
        answer = feeds.FeedAnswer("https://nahar.test/rss", etag='"a"', last_modified="yesterday", body_hash="h", full=True, taken_up=3)
        feeds.record_feed_success(connection, feed_id, desk.now, answer)
    full_at = desk.now
    assert (state().etag, state().last_modified, state().body_hash, state().last_full_at) == ('"a"', "yesterday", "h", full_at)
    with desk.store.write() as connection:
        feeds.record_feed_success(connection, feed_id, desk.later(hours=1), feeds.FeedAnswer("https://nahar.test/rss"))
    assert (state().etag, state().body_hash, state().last_full_at) == ('"a"', "h", full_at)
    with desk.store.write() as connection:
        feeds.record_feed_success(connection, feed_id, desk.now, feeds.FeedAnswer("https://nahar.test/rss", etag='"b"'))
    assert (state().etag, state().last_modified, state().body_hash) == ('"b"', "yesterday", "h")
    assert desk.all("SELECT count(*) FROM feeds WHERE last_new_at < last_success_at") == [(1,)]


def test_a_feed_that_fails_for_long_goes_to_sleep_and_wakes_with_its_first_answer(desk: Any) -> None:
    feed_id = desk.feed_ids[0]
    for number in range(1, 31):
        with desk.store.write() as connection:
            feeds.record_feed_failure(connection, feed_id, desk.now, f"timeout {number}", 1.0)
        expected = ("active" if number < 30 else "dormant", float(number), f"timeout {number}")
        assert desk.all("SELECT state, fail_points, reason FROM feeds WHERE reason IS NOT NULL OR last_success_at IS NOT NULL") == [
            expected
        ]
    with desk.store.write() as connection:
        feeds.record_feed_success(connection, feed_id, desk.now, feeds.FeedAnswer("https://nahar.test/rss", body_hash="h", full=True))
    assert desk.all("SELECT state, fail_points, reason FROM feeds WHERE reason IS NOT NULL OR last_success_at IS NOT NULL") == [
        ("active", 0.0, None)
    ]
