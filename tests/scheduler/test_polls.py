"""What a poll leaves behind: the next one, events, patience with failures, and no blame while our own network is down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update

from storage.tables import articles, urls
from storage.tables import outlets as outlet_rows
from storage.timing import claims, events, holds, outages, polls, site_changes
from storage.timing.polls import Polled
from warraq.items import Reason

if TYPE_CHECKING:
    from storage.timing.claims import Claim
    from storage.timing.feeds import FeedState
    from tests.scheduler.conftest import Room
    from warraq.outlet import Outlet

Outlets = dict[str, "Outlet"]


@pytest.fixture
def polled(room: Room, outlets: Outlets) -> Room:
    """An outlet whose feed was polled once."""
    room.watch(outlets["nahar"])
    room.poll(20, 20)
    return room


def wait(room: Room) -> None:
    room.later(minutes=room.minutes_to_next())


def kinds(room: Room) -> list[str]:
    return [row[0] for row in room.all("SELECT kind FROM events ORDER BY id")]


def test_the_interval_grows_while_nothing_is_new(polled: Room) -> None:
    waits = []
    for _ in range(10):
        wait(polled)
        polled.poll()
        waits.append(polled.minutes_to_next())
    assert waits[0] == pytest.approx(22.5, rel=0.11)
    assert waits == sorted(waits)
    assert waits[-1] == pytest.approx(360, rel=0.11)


def test_the_host_is_not_asked_before_it_wants(polled: Room) -> None:
    wait(polled)
    polled.poll(20, 5, asked=timedelta(minutes=50))
    assert polled.minutes_to_next() == pytest.approx(50)
    assert polled.row("SELECT interval_seconds FROM feeds")["interval_seconds"] == 450


def test_a_poll_by_hand_between_two_does_not_change_the_interval(polled: Room) -> None:
    polled.later(minutes=2)
    polled.change("UPDATE feeds SET next_due_at = '2026-03-09T12:00:00.000000Z'")
    polled.poll()
    assert polled.row("SELECT interval_seconds FROM feeds")["interval_seconds"] == 900


def test_a_possible_gap_is_recorded_and_answered_with_a_sooner_poll(polled: Room) -> None:
    wait(polled)
    polled.poll(20, 20)
    assert kinds(polled) == ["possible-gap"]
    assert polled.minutes_to_next() == pytest.approx(5, rel=0.11)


@pytest.mark.parametrize(
    ("minutes", "new", "seconds"),
    [
        pytest.param(2, 20, 300, id="an early poll of which nothing was known"),
        pytest.param(2, 5, 900, id="an early one of which something was"),
        pytest.param(40, 20, 300, id="a late one of which nothing was known"),
        pytest.param(40, 5, 900, id="a late one of which something was"),
        pytest.param(15, 5, 450, id="one at its time"),
    ],
)
def test_a_gap_moves_the_interval_whenever_it_shows_and_other_news_only_at_its_time(
    polled: Room, minutes: int, new: int, seconds: int
) -> None:
    polled.later(minutes=minutes)
    polled.change("UPDATE feeds SET next_due_at = '2026-03-09T12:00:00.000000Z'")
    polled.poll(20, new)
    assert polled.row("SELECT interval_seconds FROM feeds")["interval_seconds"] == seconds


@pytest.mark.parametrize(
    ("days", "new", "hours"),
    [pytest.param(31, 0, 9, id="silent for long"), pytest.param(29, 0, 6, id="not so long"), pytest.param(31, 1, 6, id="news at last")],
)
def test_a_feed_that_was_silent_for_long_is_asked_more_seldom(polled: Room, days: int, new: int, hours: float) -> None:
    last = (polled.now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    polled.change(f"UPDATE feeds SET interval_seconds = 21600, last_new_at = '{last}'")  # noqa: S608 - of this test
    polled.later(hours=6)
    claimed = polled.claim()
    found = claims_of(polled, claimed)
    with polled.store.write() as connection:
        polls.plan_success(connection, Polled(found[0], polled.now, 5 * new, new))
    assert polled.row("SELECT interval_seconds FROM feeds")["interval_seconds"] == hours * 3600


def test_failures_cost_time_in_proportion(polled: Room) -> None:
    waits = []
    for _ in range(6):
        wait(polled)
        claimed = polled.claim()
        polled.fail(claimed, Reason.HTTP_STATUS, 1.0, "the site answered 500")
        polled.finish(claimed, "empty")
        polled.settle(claimed)
        waits.append(polled.minutes_to_next())
    assert [waits[number] / waits[0] for number in range(6)] == pytest.approx([1, 2, 3, 4, 5, 6])
    row = polled.row("SELECT failure, reason, fail_points, state FROM feeds")
    assert (row["failure"], row["reason"], row["fail_points"]) == ("http-status", "http-status: the site answered 500", 6)


def test_a_host_that_asks_to_wait_is_waited_for(polled: Room) -> None:
    wait(polled)
    claimed = polled.claim()
    polled.fail(claimed, Reason.RATE_LIMITED, 0.5, retry_after=7200)
    polled.finish(claimed, "empty")
    assert polled.minutes_to_next() == pytest.approx(120)


def test_a_feed_that_fails_for_long_sleeps_and_wakes(polled: Room) -> None:
    polled.change("UPDATE feeds SET fail_points = 29.5")
    wait(polled)
    claimed = polled.claim()
    polled.fail(claimed, Reason.GONE, 0.5)
    polled.finish(claimed, "empty")
    polled.settle(claimed)
    assert polled.row("SELECT state FROM feeds")["state"] == "dormant"
    assert polled.minutes_to_next() == pytest.approx(7 * 24 * 60)
    wait(polled)
    polled.poll(20, 3)
    row = polled.row("SELECT state, fail_points FROM feeds")
    assert (row["state"], row["fail_points"]) == ("active", 0)
    assert kinds(polled) == ["dormant", "woken"]


@pytest.mark.parametrize(
    ("status", "detail", "state", "events"),
    [
        pytest.param(410, "the site answered 410", "dormant", ["gone"], id="gone"),
        pytest.param(410, "", "dormant", ["gone"], id="gone, in no words"),
        pytest.param(404, "the site answered 404", "active", [], id="not found"),
        pytest.param(None, "no answer within 410", "active", [], id="words that end alike"),
    ],
)
def test_a_feed_that_says_it_is_gone_for_days_sleeps(polled: Room, status: int | None, detail: str, state: str, events: list[str]) -> None:
    for _ in range(3):
        polled.later(hours=25)
        claimed = polled.claim()
        polled.fail(claimed, Reason.GONE, 1.0, detail, status=status)
        polled.finish(claimed, "empty")
        polled.settle(claimed)
    assert polled.row("SELECT state FROM feeds")["state"] == state
    assert kinds(polled) == events


@pytest.mark.parametrize(
    ("target", "adopted", "kind"),
    [
        pytest.param("https://www.nahar.test/new.xml", "https://www.nahar.test/new.xml", "moved", id="within the outlet"),
        pytest.param("https://other.test/rss", None, "moved-away", id="to another domain"),
    ],
)
def test_a_feed_that_moved_for_good(polled: Room, target: str, adopted: str | None, kind: str) -> None:
    for _ in range(4):
        polled.later(hours=13)
        polled.poll(20, 1, moved_to=target)
    assert polled.row("SELECT moved_to FROM feeds")["moved_to"] == adopted
    assert kinds(polled) == [kind]


def test_a_redirect_that_ends_is_forgotten(polled: Room) -> None:
    polled.later(hours=13)
    polled.poll(20, 1, moved_to="https://www.nahar.test/new.xml")
    polled.later(hours=13)
    polled.poll(20, 1)
    row = polled.row("SELECT steady_count, steady_answer, moved_to FROM feeds")
    assert tuple(row.values()) == (0, None, None)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        pytest.param(Reason.HTTP_STATUS, False, id="the new address fails"),
        pytest.param(Reason.RATE_LIMITED, True, id="it asks to wait"),
        pytest.param(Reason.DNS, True, id="our own network"),
    ],
)
def test_a_feed_that_fails_where_it_moved_to_is_asked_at_its_old_address_again(polled: Room, reason: Reason, kept: bool) -> None:
    polled.change("UPDATE feeds SET moved_to = 'https://www.nahar.test/new.xml'")
    wait(polled)
    claimed = polled.claim()
    polled.fail(claimed, reason)
    assert (polled.row("SELECT moved_to FROM feeds")["moved_to"] is not None) == kept


# Our own network


def all_fail(room: Room, reason: Reason) -> None:
    for one in room.due():
        claimed = room.claim(one)
        room.fail(claimed, reason, 0.25)
        room.finish(claimed, "empty")
        room.settle(claimed)
        room.later(seconds=1)


def test_while_our_own_network_is_down_no_feed_is_blamed(room: Room, many: list[Outlet]) -> None:
    room.watch(*many)
    all_fail(room, Reason.DNS)
    assert room.row("SELECT sum(fail_points) AS points FROM feeds")["points"] == 0
    assert room.all("SELECT kind, outlet_id, until FROM conditions") == [("network-down", None, None)]
    assert room.minutes_to_next() <= 5
    room.later(minutes=6)
    room.poll(10, 10)
    with room.store.read() as connection:
        assert events.is_open(connection, None, "network-down"), "one answer among forty is no network"
    while room.due():
        room.poll(10, 10)
    with room.store.read() as connection:
        assert not events.is_open(connection, None, "network-down")


def test_what_our_own_network_costs_is_taken_back_once_and_no_more_than_that(room: Room, many: list[Outlet]) -> None:
    room.watch(*many)
    room.change("UPDATE feeds SET fail_points = 3.0")
    all_fail(room, Reason.DNS)
    assert room.all("SELECT DISTINCT fail_points, last_points FROM feeds") == [(3.0, 0.0)]
    room.later(minutes=6)
    all_fail(room, Reason.DNS)
    assert room.all("SELECT DISTINCT fail_points, last_points FROM feeds") == [(3.0, 0.0)]


def test_one_host_that_cannot_be_found_is_to_blame_itself(room: Room, many: list[Outlet]) -> None:
    room.watch(*many)
    for _ in range(38):
        room.poll(10, 10)
    all_fail(room, Reason.DNS)
    assert room.row("SELECT sum(fail_points) AS points FROM feeds")["points"] == 0.5
    assert room.all("SELECT * FROM conditions") == []


def test_hosts_that_asked_to_wait_are_remembered_until_then(room: Room) -> None:
    until = room.now + timedelta(hours=1)
    with room.store.write() as connection:
        holds.keep(connection, {"nahar.test": until}, room.now)
        assert holds.current(connection, room.now) == {"nahar.test": until}
        holds.keep(connection, {}, until)
        assert holds.current(connection, room.now) == {}


def test_a_condition_is_entered_once_and_ended_once(room: Room) -> None:
    with room.store.write() as connection:
        assert events.open_condition(connection, None, "network-down", "no host", room.now)
        assert not events.open_condition(connection, None, "network-down", "still no host", room.now)
        assert events.close_condition(connection, None, "network-down", room.now)
        assert not events.close_condition(connection, None, "network-down", room.now)
    assert room.all("SELECT reason FROM conditions") == [("still no host",)]


# Pages without articles


def crawl(room: Room, articles: int, barren: int) -> None:
    """A crawl whose feed leads to so many articles, and to so many pages without one, with what its end plans."""
    claimed = room.claim()
    pages = [f"https://nahar.test/{claimed.run_id}/{number}" for number in range(articles + barren)]
    with room.store.write() as connection:
        for number, url in enumerate(pages):
            outcome, reason = ("new", None) if number < articles else ("rejected", "no-article")
            facts = {"url_seen": url, "outlet_id": 1, "run_id": claimed.run_id, "first_seen_at": room.now, "state": "done"}
            connection.execute(insert(urls).values(url=url, outcome=outcome, reason=reason, **facts))
    found = claims_of(room, claimed)
    room.polled(claimed, 25, len(pages))
    with room.store.write() as connection:
        seen = site_changes.barren(connection, claimed.run_id, claimed.outlet_id)
        if seen.changed:
            for feed in found:
                polls.plan_barren(connection, Polled(feed, room.now, 25, len(pages)), seen)
    room.finish(claimed, "empty" if seen.changed and seen.here else "ok")
    room.settle(claimed)


def claims_of(room: Room, claimed: Claim) -> list[FeedState]:
    with room.store.read() as connection:
        return claims.feeds_of(connection, claimed)


@pytest.fixture
def gave(polled: Room) -> Room:
    """An outlet that has given an article."""
    columns = [column for column in articles.c if not column.nullable and column.server_default is None and column.name != "id"]
    values = {column.name: polled.now if column.name.endswith("_at") else 1 for column in columns}
    row = values | {
        "outlet_id": 1,
        "url": "https://nahar.test/0",
        "from_embedded": False,
        "body": "نص",
        "text_hash": "0",
        "extractor": "generic",
    }
    with polled.store.write() as connection:
        connection.execute(insert(articles).values(**row))
    return polled


def points(room: Room) -> tuple[str | None, float]:
    row = room.row("SELECT failure, fail_points FROM feeds")
    return row["failure"], row["fail_points"]


def test_pages_without_articles_are_a_failure_with_points_and_patience(gave: Room) -> None:
    seen = []
    for barren in (2, 1, 0, 4, 3, 2):
        wait(gave)
        crawl(gave, 0, barren)
        seen.append(points(gave))
    changed = "site-changed"
    assert seen == [(None, 0), (changed, 0.5), (changed, 0.5), (changed, 1), (changed, 1.5), (changed, 2)]
    assert gave.row("SELECT reason FROM feeds")["reason"].startswith("none of the last 12 pages was an article")
    interval = gave.row("SELECT interval_seconds FROM feeds")["interval_seconds"] / 60
    assert gave.minutes_to_next() == pytest.approx(2 * interval, rel=0.11)
    wait(gave)
    crawl(gave, 1, 5)
    assert points(gave) == (None, 0)


@pytest.mark.parametrize("reason", ["foreign-host", "robots", "gone", "video"])
def test_pages_that_did_not_come_say_nothing_of_the_site(gave: Room, reason: str) -> None:
    wait(gave)
    claimed = gave.claim()
    with gave.store.write() as connection:
        facts = {"url_seen": "", "outlet_id": 1, "run_id": claimed.run_id, "first_seen_at": gave.now, "state": "done"}
        for number in range(9):
            connection.execute(insert(urls).values(url=f"https://nahar.test/x{number}", outcome="rejected", reason=reason, **facts))
        connection.execute(insert(urls).values(url="https://nahar.test/y", outcome="skipped", reason="too-short", **facts))
        assert site_changes.barren(connection, claimed.run_id, 1) == site_changes.Barren()


def test_the_pages_of_another_outlet_say_nothing(gave: Room) -> None:
    wait(gave)
    claimed = gave.claim()
    with gave.store.write() as connection:
        facts = {"url_seen": "", "outlet_id": 1, "run_id": claimed.run_id, "first_seen_at": gave.now, "state": "done"}
        for number in range(3):
            values = {"url": f"https://nahar.test/{number}x", "outcome": "rejected", "reason": "no-article"}
            connection.execute(insert(urls).values(**values, **facts))
        found = site_changes.barren(connection, claimed.run_id, 1)
        assert (found.here, found.in_all, found.changed) == (3, 3, True)
        assert site_changes.barren(connection, claimed.run_id, 2) == site_changes.Barren()


def test_an_outlet_that_never_gave_an_article_has_not_changed(polled: Room) -> None:
    wait(polled)
    crawl(polled, 0, 9)
    assert points(polled) == (None, 0)


def test_a_changed_site_that_cannot_be_reached_either_fails_for_that(gave: Room) -> None:
    wait(gave)
    crawl(gave, 0, 5)
    wait(gave)
    claimed = gave.claim()
    gave.fail(claimed, Reason.TIMEOUT, 0.5)
    gave.finish(claimed, "empty")
    gave.settle(claimed)
    assert points(gave) == ("timeout", 1.0)


# A site that is down as a whole


def test_what_vanished_before_a_feed_was_read_and_what_is_anothers_has_vanished(gave: Room) -> None:
    before, after = gave.now - timedelta(minutes=1), gave.now + timedelta(minutes=1)
    with gave.store.write() as connection:
        connection.execute(insert(outlet_rows).values(id=9, name="other", title="other", kind="paper", timezone="UTC"))
        (first,) = connection.execute(select(articles)).mappings()
        for number, (outlet_id, moment) in enumerate(((1, before), (1, after), (9, after)), 1):
            values = {**first, "id": 10 + number, "url": f"https://nahar.test/v{number}", "outlet_id": outlet_id, "vanished_at": moment}
            connection.execute(insert(articles).values(**values))
        for number, state in ((11, "done"), (12, "done"), (12, "pending"), (13, "done")):
            row = {"url": f"https://nahar.test/{number}/{state}", "url_seen": "", "outlet_id": 1, "first_seen_at": before, "state": state}
            connection.execute(insert(urls).values(**row, article_id=number))
    gave.later(minutes=30)
    gave.fail(gave.claim(), Reason.DNS, 0.5)
    with gave.store.write() as connection:
        assert outages.take_back_vanished(connection, 1, gave.now) == 1
    assert gave.all("SELECT id FROM articles WHERE vanished_at IS NOT NULL ORDER BY id") == [(11,), (13,)]
    assert gave.all("SELECT url FROM urls WHERE next_check_at IS NOT NULL") == [("https://nahar.test/12/done",)]


def test_what_vanished_while_no_feed_could_be_read_has_not(gave: Room) -> None:
    with gave.store.write() as connection:
        row = {"url_seen": "", "outlet_id": 1, "first_seen_at": gave.now, "state": "done", "article_id": 1, "outcome": "skipped"}
        connection.execute(insert(urls).values(url="https://nahar.test/0", reason="gone", next_check_at=gave.now, **row))
        gave.later(minutes=90)
        connection.execute(update(articles).values(vanished_at=gave.now))
        assert outages.take_back_vanished(connection, 1, gave.now) == 0
    claimed = gave.claim()
    gave.fail(claimed, Reason.GONE, 0.5)
    with gave.store.write() as connection:
        assert outages.take_back_vanished(connection, 1, gave.now) == 1
    gave.finish(claimed, "empty")
    gave.settle(claimed)
    assert gave.row("SELECT vanished_at FROM articles")["vanished_at"] is None
    gave.later(minutes=10)
    assert gave.due() == []
    gave.later(minutes=50)
    assert gave.triggers() == {"nahar": "catch-up"}
    assert all(one.polls for one in gave.due())
    gave.poll(20, 1)
    gave.later(minutes=1)
    assert [one.polls for one in gave.due()] == [False]
