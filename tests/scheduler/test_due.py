"""What is due, why, and since when; that a claim uses it up, and that nothing is lost when a crawl ends badly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select, update

from storage.ledger.due_times import LONGEST_RETRY
from storage.tables import feeds, schedules, urls
from storage.tables import holds as hold_rows
from storage.tables import leases as lease_rows
from storage.timing import claims, clock_set_back, due, holds, leases, timers
from tests.scheduler.conftest import NAHAR
from warraq.errors import HostTakenError, LeaseTakenError
from warraq.items import Reason

if TYPE_CHECKING:
    from tests.scheduler.conftest import Room
    from warraq.outlet import Outlet

Outlets = dict[str, "Outlet"]


def test_what_was_never_polled_is_due_at_once(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    assert room.triggers() == {"nahar": "poll"}


def test_a_claim_uses_up_what_was_due(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    room.poll(20, 20)
    assert room.due() == []
    room.later(minutes=17)
    assert room.triggers() == {"nahar": "poll"}
    assert room.due()[0].due_at <= room.now


def test_a_slot_is_run_once_and_recorded_with_its_time(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["sahil"])
    assert room.due() == []
    room.later(hours=2, minutes=5)
    assert room.triggers() == {"sahil": "cron"}
    room.poll(5, 5)
    assert room.due() == []
    run = room.row("SELECT * FROM runs")
    assert (run["trigger"], str(run["due_at"])[:16].replace("T", " ")) == ("cron", "2026-03-09 13:00")


@pytest.mark.parametrize(
    ("column", "value", "asked"),
    [
        pytest.param("fail_points", "0.0", True, id="in good order"),
        pytest.param("fail_points", "0.5", False, id="failing"),
        pytest.param("state", "'dormant'", False, id="dormant"),
    ],
)
def test_a_slot_asks_feeds_before_their_time_but_none_that_fails_or_sleeps(
    room: Room, outlets: Outlets, column: str, value: str, asked: bool
) -> None:
    two = replace(outlets["sahil"], feeds=("https://sahil.test/rss", "https://sahil.test/other"))
    room.watch(two)
    room.later(hours=2, minutes=5)
    room.change("UPDATE feeds SET next_due_at = '2026-03-10T12:00:00.000000Z'")
    room.change(f"UPDATE feeds SET {column} = {value} WHERE url LIKE '%other'")  # noqa: S608 - of this test
    claimed = room.claim()
    with room.store.read() as connection:
        found = {feed.url for feed in claims.feeds_of(connection, claimed)}
    assert found == {"https://sahil.test/rss", *["https://sahil.test/other"] * asked}


def test_slots_missed_while_nobody_watched_are_caught_up_once(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    room.poll(5, 5)
    room.later(days=2)
    room.since = room.now
    assert room.triggers() == {"nahar": "catch-up", "sahil": "catch-up"}
    room.poll(5, 1)
    room.poll(5, 1)
    assert room.due() == []


def test_a_slot_that_comes_late_because_others_run_first_is_no_catch_up(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["sahil"])
    room.later(hours=1, minutes=50)
    assert room.triggers() == {"sahil": "cron"}


def test_the_users_own_expression_outweighs_the_files(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values(), nahar="*/10 * * * *")
    assert room.due() == []
    room.later(minutes=11)
    assert room.triggers() == {"nahar": "cron"}
    room.watch()
    assert room.triggers() == {"nahar": "poll"}


def test_reading_the_files_again_loses_no_slot_and_a_changed_expression_counts_from_then(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["sahil"])
    room.later(hours=2, minutes=5)
    room.watch(outlets["sahil"])
    assert room.triggers() == {"sahil": "cron"}
    room.watch(replace(outlets["sahil"], schedule="30 * * * *"))
    assert room.due() == []
    room.later(minutes=30)
    assert room.triggers() == {"sahil": "cron"}


def test_outlets_that_are_only_cited_are_never_due(room: Room, outlets: Outlets) -> None:
    room.watch(replace(outlets["nahar"], name="cited", feeds=()))
    assert room.due() == []
    assert room.all("SELECT count(*) FROM outlets") == [(0,)]


def test_forty_that_are_due_at_once_are_all_run(room: Room, many: list[Outlet]) -> None:
    room.watch(*many)
    assert len(room.due()) == 40
    for _ in range(40):
        room.poll(10, 10)
        room.later(seconds=1)
    assert room.all("SELECT count(*), count(DISTINCT outlet_id) FROM runs") == [(40, 40)]


@pytest.mark.parametrize(
    ("evening", "slots"),
    [
        pytest.param(datetime(2026, 4, 23, 12, 0, tzinfo=UTC), ["2026-04-23 22:30", "2026-04-24 21:30"], id="clocks go forward"),
        pytest.param(datetime(2026, 10, 29, 12, 0, tzinfo=UTC), ["2026-10-29 21:30", "2026-10-30 22:30"], id="clocks go back"),
    ],
)
def test_the_change_nights_of_cairo_run_each_slot_once(room: Room, outlets: Outlets, evening: datetime, slots: list[str]) -> None:
    room.now = room.since = evening
    at_night = "30 0 * * *" if evening.month == 4 else "30 23 * * *"
    room.watch(replace(outlets["nahar"], schedule=at_night))
    for _ in range(36 * 6):
        room.later(minutes=10)
        if room.due():
            room.poll(5, 1)
    found = [str(row[0])[:16].replace("T", " ") for row in room.all("SELECT due_at FROM runs ORDER BY id")]
    assert found == (slots if evening.month == 4 else ["2026-10-29 20:30", "2026-10-30 21:30"])


# One outlet, one host, one crawl


def test_an_outlet_is_claimed_once(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    one = room.due()[0]
    room.claim(one)
    with pytest.raises(LeaseTakenError, match="nahar is being crawled by timer"):
        room.claim(one, owner="other")
    assert room.all("SELECT count(*) FROM runs") == [(1,)]


def test_two_outlets_on_one_host_run_one_after_the_other(room: Room, outlets: Outlets) -> None:
    beside = replace(outlets["nahar"], name="beside", domains=("blog.nahar.test",), feeds=("https://blog.nahar.test/rss",))
    room.watch(outlets["nahar"], beside)
    first, second = room.due()
    claimed = room.claim(first)
    with pytest.raises(HostTakenError, match=r"nahar\.test is being crawled"):
        room.claim(second)
    room.finish(claimed)
    room.claim(second)


def test_a_refused_claim_leaves_nothing_behind(room: Room, outlets: Outlets) -> None:
    beside = replace(outlets["nahar"], name="beside", feeds=("https://nahar.test/other",))
    room.watch(outlets["nahar"], beside)
    first, second = room.due()
    room.claim(first)
    with pytest.raises(LeaseTakenError):
        room.claim(second)
    with room.store.read() as connection:
        assert leases.holder(connection, f"outlet:{second.outlet}", room.now) is None


# When a crawl ends badly


def test_a_killed_crawl_is_run_again_at_once_and_then_with_patience(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    waits = []
    for _ in range(4):
        room.settle(room.claim())
        waits.append(room.minutes_to_next())
        room.later(minutes=waits[-1])
        assert room.triggers() == {"nahar": "retry"}
    assert waits == pytest.approx([0, 5, 10, 15])
    assert {row[0] for row in room.all("SELECT reason FROM runs")} == {"its process ended with 1"}
    room.poll(5, 5)
    assert room.row("SELECT crashes FROM schedules")["crashes"] == 0


def test_a_crawl_that_the_timer_ended_to_end_itself_is_nobodys_fault(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    assert room.settle(room.claim(), wanted=True) == "killed"
    assert room.triggers() == {"nahar": "retry"}
    assert room.row("SELECT crashes FROM schedules")["crashes"] == 0


def test_a_crawl_whose_timer_died_is_found_when_its_lease_has_run_out(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    room.claim()
    with room.store.write() as connection:
        assert due.reap(connection, room.now) == []
    room.later(seconds=121)
    with room.store.write() as connection:
        assert due.reap(connection, room.now) == ["nahar"]
        assert due.reap(connection, room.now) == []
    assert room.triggers() == {"nahar": "retry"}
    assert room.row("SELECT state, failure FROM runs") == {"state": "killed", "failure": "killed"}


def test_a_frozen_crawl_that_wakes_after_its_lease_changes_nothing(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    frozen = room.claim()
    room.later(seconds=121)
    with room.store.write() as connection:
        due.reap(connection, room.now)
    living = room.claim()
    with room.store.write() as connection:
        assert not claims.renew(connection, frozen, room.now, 120)
    with pytest.raises(LeaseTakenError, match="closed as killed"):
        room.finish(frozen)
    assert room.settle(frozen) == "killed"
    assert room.row("SELECT crashes, retry_at FROM schedules") == {"crashes": 1, "retry_at": None}
    with room.store.write() as connection:
        assert claims.renew(connection, living, room.now, 120)
    room.polled(living, 5, 5)
    room.finish(living)
    assert room.settle(living) == "finished"


def test_a_feed_that_a_crawl_left_without_a_word_is_not_due_again_at_once(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    claimed = room.claim()
    room.later(seconds=5)
    room.finish(claimed, "empty")
    room.settle(claimed)
    assert room.minutes_to_next() == pytest.approx(15)


def test_a_crawl_that_was_cut_short_left_its_feeds_for_the_next_and_another_did_not(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    first = room.claim()
    room.later(seconds=5)
    room.finish(first, "cut-short")
    assert room.settle(first) == "finished"
    assert room.triggers() == {"nahar": "poll"}
    second = room.claim()
    room.later(seconds=5)
    room.finish(second, "empty")
    room.settle(second)
    assert room.due() == []


def test_a_crawl_that_polled_nothing_moves_no_feed(room: Room) -> None:
    waiting(room, "pending", "next_try_at", outcome="skipped", reason="cut-short")
    claimed = room.claim()
    assert claimed.feed_ids == ()
    room.change("UPDATE feeds SET next_due_at = '2026-03-09T11:00:00.000000Z'")
    room.finish(claimed)
    room.settle(claimed)
    assert str(room.row("SELECT next_due_at FROM feeds")["next_due_at"]).replace("T", " ").startswith("2026-03-09 11:00")


def test_a_crawl_of_another_process_is_none_of_the_timers_business(room: Room, outlets: Outlets) -> None:
    room.watch(outlets["nahar"])
    claimed = room.claim()
    with room.store.write() as connection:
        claims.release(connection, claimed)
        leases.take(connection, "outlet:nahar", "another", room.now, 120)
    assert room.settle(claimed) == "taken over"
    assert room.row("SELECT state FROM runs")["state"] == "running"
    with room.store.read() as connection:
        assert leases.holder(connection, "outlet:nahar", room.now) == "another"


def test_what_is_due_first_comes_first_and_the_next_is_known(room: Room, many: list[Outlet]) -> None:
    room.watch(*many[:3])
    for number, minutes in ((1, 30), (2, 10), (3, 20)):
        moment = (room.now - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        room.change(f"UPDATE feeds SET next_due_at = '{moment}' WHERE outlet_id = {number}")  # noqa: S608 - of this test
    room.since = room.now - timedelta(hours=1)
    order = [room.all(f"SELECT name FROM outlets WHERE id = {number}")[0][0] for number in (1, 3, 2)]  # noqa: S608
    assert [one.outlet for one in room.due()] == order
    assert room.minutes_to_next() == pytest.approx(-30)
    room.outlets = {}
    assert room.due() == []
    with room.store.read() as connection:
        assert due.next_due(connection, room.outlets, room.now) is None


# The ledger


def waiting(room: Room, state: str, column: str, **more: str) -> None:
    """An outlet that is not polled until tomorrow, and one address in the ledger whose time is now."""
    room.watch(NAHAR)
    room.poll(5, 5)
    with room.store.write() as connection:
        connection.execute(update(feeds).values(next_due_at=room.now + timedelta(days=1)))
        row = {"url": "https://nahar.test/1", "url_seen": "https://nahar.test/1", "outlet_id": 1, "first_seen_at": room.now, "state": state}
        connection.execute(insert(urls).values(**row, **{column: room.now}, **more))


def test_a_stored_article_is_looked_at_again_when_no_poll_takes_it_along(room: Room) -> None:
    waiting(room, "done", "next_check_at")
    room.later(minutes=59)
    assert room.due() == []
    room.later(minutes=2)
    (one,) = room.due()
    assert (one.trigger, one.polls) == ("poll", False)
    assert room.claim(one).feed_ids == ()


def test_a_failed_address_is_a_retry(room: Room) -> None:
    waiting(room, "pending", "next_try_at")
    room.later(minutes=16)
    assert room.triggers() == {"nahar": "retry"}


def test_what_a_crawl_was_cut_short_of_does_not_wait(room: Room) -> None:
    waiting(room, "pending", "next_try_at", outcome="skipped", reason="cut-short")
    assert room.triggers() == {"nahar": "retry"}


# The clock


def test_a_clock_set_back_holds_nothing_up(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    room.poll(5, 5)
    with room.store.write() as connection:
        leases.take(connection, "outlet:gone", "a process that died", room.now, 120)
    room.later(hours=-2)
    room.since = room.now
    with room.store.write() as connection:
        clock_set_back.pull_back(connection, room.now, 120)
    assert room.minutes_to_next() <= 17
    with room.store.read() as connection:
        assert leases.holder(connection, "outlet:gone", room.now + timedelta(seconds=121)) is None
    room.later(hours=1, minutes=6)
    assert room.triggers() == {"nahar": "catch-up", "sahil": "cron"}


def test_a_clock_set_back_leaves_looks_that_are_meant_to_be_late(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    address, later = "https://nahar.example/1", room.now + timedelta(days=5)
    with room.store.write() as connection:
        connection.execute(insert(urls).values(url=address, url_seen=address, first_seen_at=room.now, state="done", next_check_at=later))
        clock_set_back.pull_back(connection, room.now, 120, [timedelta(days=7)])
        assert connection.scalar(select(urls.c.next_check_at).where(urls.c.url == address)) == later
        clock_set_back.pull_back(connection, room.now, 120)
        assert connection.scalar(select(urls.c.next_check_at).where(urls.c.url == address)) == room.now


def test_only_what_waits_longer_than_it_may_is_pulled_back(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    room.poll(5, 5)
    minute, soon, late = timedelta(minutes=1), room.now + LONGEST_RETRY, room.now + LONGEST_RETRY + timedelta(hours=1)
    with room.store.write() as connection:
        connection.execute(update(feeds).where(feeds.c.outlet_id == 1).values(next_due_at=room.now + 17 * minute))
        holds.keep(connection, {"soon.test": soon, "late.test": late}, room.now)
        for key, seconds in (("short", 60), ("long", 600)):
            leases.take(connection, key, "somebody", room.now, seconds)
        for path, moment in (("soon", soon), ("late", late)):
            row = {"url": f"https://nahar.test/{path}", "url_seen": "", "outlet_id": 1, "first_seen_at": room.now, "state": "pending"}
            connection.execute(insert(urls).values(**row, next_try_at=moment))
        connection.execute(update(schedules).where(schedules.c.outlet_id == 2).values(retry_at=late))
        clock_set_back.pull_back(connection, room.now, 120)
        assert {row.host: row.until for row in connection.execute(select(hold_rows))} == {"soon.test": soon, "late.test": room.now}
        assert dict(map(tuple, connection.execute(select(urls.c.url, urls.c.next_try_at)))) == {
            "https://nahar.test/soon": soon,
            "https://nahar.test/late": room.now,
        }
        until = dict(map(tuple, connection.execute(select(lease_rows.c.key, lease_rows.c.until).where(lease_rows.c.owner == "somebody"))))
        assert until == {"short": room.now + minute, "long": room.now + 2 * minute}
        assert connection.scalar(select(schedules.c.retry_at).where(schedules.c.outlet_id == 2)) == room.now
        due_at = connection.scalar(select(feeds.c.next_due_at).where(feeds.c.outlet_id == 1))
        assert due_at == room.now + timedelta(minutes=16.5)  # its interval and a tenth of it


def set_clock(room: Room, **distance: float) -> None:
    """Sets the clock back, and lets the timer notice."""
    room.later(**distance)
    room.since = min(room.since, room.now)
    with room.store.write() as connection:
        clock_set_back.pull_back(connection, room.now, 120)


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        pytest.param("0 14 * * *", ["2026-03-09 12:00", "2026-03-10 12:00"], id="a slot with a fixed hour is used once"),
        pytest.param("0 * * * *", ["2026-03-09 11:00", "2026-03-09 12:00"] * 2, id="one with a star in the hour goes on"),
    ],
)
def test_slots_that_a_clock_set_back_shows_again(room: Room, cron: str, expected: list[str]) -> None:
    room.now = room.since = datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
    room.watch(replace(NAHAR, schedule=cron))
    for minutes in (60, 60, -120, 60, 60, 24 * 60):
        if minutes < 0:
            set_clock(room, minutes=minutes)
        else:
            room.later(minutes=minutes)
        for _ in room.due():
            room.poll(5, 1)
    found = [str(row[0])[:16].replace("T", " ") for row in room.all("SELECT due_at FROM runs ORDER BY id")]
    assert found[: len(expected)] == expected


def test_after_a_year_that_never_was_nothing_waits_for_it(room: Room, many: list[Outlet]) -> None:
    room.watch(*many[:3])
    room.later(days=365)
    for points in (0.0, 5.0, 40.0):
        claimed = room.claim()
        room.polled(claimed, 5, 5)
        if points:
            room.fail(claimed, Reason.HTTP_STATUS, points)
        room.finish(claimed)
        room.settle(claimed)
    later = {"next_try_at": room.now + timedelta(hours=24), "next_check_at": room.now + timedelta(hours=72)}
    with room.store.write() as connection:
        for number, (column, moment) in enumerate(later.items()):
            row = {"url": f"https://nahar.test/{number}", "url_seen": "", "outlet_id": 1, "first_seen_at": room.now, "state": "pending"}
            connection.execute(insert(urls).values(**row, **{column: moment}))
    set_clock(room, days=-365)
    week = room.now + timedelta(days=7)
    with room.store.read() as connection:
        waits = [*connection.scalars(select(feeds.c.next_due_at))]
        waits += [*connection.scalars(select(func.coalesce(urls.c.next_try_at, urls.c.next_check_at)))]
    assert len(waits) == 5
    assert max(waits) <= week


def test_a_clock_set_forward_catches_up_once(room: Room, outlets: Outlets) -> None:
    room.watch(*outlets.values())
    room.poll(5, 5)
    room.later(hours=6)
    assert len(room.due()) == 2
    room.poll(5, 1)
    room.poll(5, 1)
    assert room.due() == []


def test_timers_at_work_are_known_until_they_are_gone(room: Room) -> None:
    with room.store.write() as connection:
        leases.take(connection, "outlet:nahar", "a crawl", room.now, 500)
        timers.show_life(connection, "one", room.now)
        timers.show_life(connection, "two", room.now)
        assert timers.at_work(connection, room.now) == ["one", "two"]
        timers.leave(connection, "one")
        assert timers.at_work(connection, room.now) == ["two"]
        timers.show_life(connection, "two", room.now + timedelta(seconds=50))
        assert timers.at_work(connection, room.now + timedelta(seconds=100)) == ["two"]
        assert timers.at_work(connection, room.now + timedelta(seconds=111)) == []


def test_the_first_look_at_a_page_without_an_article_has_a_crawl_of_its_own_sooner_than_later_ones(room: Room) -> None:
    waiting(room, "done", "next_check_at", outcome="rejected", reason="gone")
    room.change("UPDATE urls SET looks = 2")
    room.later(minutes=15)
    assert room.due() == []
    room.change("UPDATE urls SET looks = 1")
    assert [(one.trigger, one.polls) for one in room.due()] == [("poll", False)]
