"""Who is well and who is not, worst first and in plain words; and that each change is told once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, insert, select, update

from storage.store import Store
from storage.tables import articles, conditions, feeds, outlets, runs, urls
from storage.timing import events
from storage.watch import metrics
from storage.watch import news as telling
from storage.watch.health import Health, health, record
from warraq import config
from warraq.items import Reason
from warraq.timer.telling import tell
from warraq.timer.timer import Timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hook import Hook
    from tests.scheduler.conftest import Room
    from warraq.outlet import Outlet

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEEDS_SCRIPT, LISTING = Reason.NEEDS_SCRIPT.value, Reason.LISTING.value
LONGEST_WAIT = 5.0
"""Seconds in which a writer that nobody holds up has long written."""


def publish(room: Room, outlet_id: int, hours: range, **more: Any) -> None:
    """One article for each of these hours ago."""
    rows = []
    for hour in hours:
        moment = room.now - HOUR * hour
        address = f"https://outlet{outlet_id}.test/{hour}"
        stated = {"url": address, "title": "عنوان", "body": "نص", "sort_at": moment, "fetched_at": moment, "published_at": moment} | more
        rows.append({"outlet_id": outlet_id, "position": 0, "from_embedded": False, "extractor": "generic", "text_hash": address} | stated)
    with room.store.write() as connection:
        connection.execute(insert(articles), [{**_defaults(), **row} for row in rows])


def _defaults() -> dict[str, Any]:
    """Values for the columns that must be set and do not matter here."""
    return {column.name: 1 for column in articles.c if not column.nullable and column.server_default is None and column.name != "id"}


def judged(room: Room) -> dict[str, Health]:
    with room.store.read() as connection:
        return {one.outlet: one for one in health(connection, room.now, 1800)}


@pytest.fixture
def watched(room: Room, many: list[Outlet]) -> Room:
    """Three outlets that were crawled well."""
    room.watch(*many[:3])
    for _ in range(3):
        room.poll(10, 10)
    return room


def test_an_outlet_that_publishes_as_ever_is_well(watched: Room) -> None:
    publish(watched, 1, range(120))
    one = judged(watched)["outlet0"]
    assert (one.state, one.reason, one.since, one.last_day, one.usual) == ("ok", "", None, 24, 24)
    assert one.last_good_at == watched.now


def test_one_that_is_switched_off_is_not_silent_and_what_was_wrong_is_over(watched: Room) -> None:
    publish(watched, 1, range(30, 150))
    with watched.store.write() as connection:
        record(connection, health(connection, watched.now, 1800), watched.now)
        judged_off = health(connection, watched.now, 1800, off={"outlet0"})
        record(connection, judged_off, watched.now)
        (lasting,) = connection.execute(select(conditions.c.until).where(conditions.c.kind == "silent", conditions.c.outlet_id == 1))
    one = next(one for one in judged_off if one.outlet == "outlet0")
    assert (one.state, one.reason, lasting.until) == ("ok", "switched off (enabled = false)", watched.now)


def test_an_outlet_that_fell_silent(watched: Room) -> None:
    publish(watched, 1, range(30, 150))
    one = judged(watched)["outlet0"]
    assert one.state == "silent"
    assert one.since == watched.now - 30 * HOUR
    assert one.reason == "has published nothing for 30 hours; 30 articles are missing, usually 24 a day"


@pytest.mark.parametrize(
    ("reason", "times", "state"),
    [
        pytest.param(Reason.TIMEOUT, 5, "broken", id="no answer for long"),
        pytest.param(Reason.TIMEOUT, 1, "ok", id="no answer once"),
        pytest.param(Reason.BLOCKED, 1, "blocked", id="a refusal"),
        pytest.param(Reason.ROBOTS, 1, "blocked", id="robots.txt"),
    ],
)
def test_an_outlet_that_cannot_be_read(watched: Room, reason: Reason, times: int, state: str) -> None:
    publish(watched, 2, range(2000, 2001))
    for _ in range(times):
        watched.later(hours=30)
        for one in watched.due():
            claimed = watched.claim(one)
            if one.outlet == "outlet1":
                watched.fail(claimed, reason, 1.0, "Cloudflare answered 403")
            else:
                watched.polled(claimed, 10, 1)
            watched.finish(claimed)
            watched.settle(claimed)
    found = judged(watched)["outlet1"]
    assert found.state == state
    if state != "ok":
        assert found.reason == f"no feed can be read: {reason}: Cloudflare answered 403"
        assert found.since is not None
        assert found.since < watched.now - 29 * HOUR


def test_a_site_whose_pages_give_no_articles_any_more(watched: Room) -> None:
    with watched.store.write() as connection:
        connection.execute(update(runs).where(runs.c.outlet_id == 2).values(found=20, new=4, rejected=16))
    found = judged(watched)["outlet1"]
    assert (found.state, found.reason) == ("rotting", "16 of 20 new pages gave no article; the site's layout may have changed")


def test_pages_that_a_script_draws_are_counted_by_outlet(watched: Room) -> None:
    publish(watched, 1, range(120))
    with watched.store.write() as connection:
        connection.execute(update(runs).where(runs.c.outlet_id == 1).values(found=2, rejected=2))
        connection.execute(update(runs).where(runs.c.outlet_id == 2).values(found=20, new=4, rejected=16))
        latest = {row.outlet_id: row.id for row in connection.execute(select(runs.c.outlet_id, runs.c.id).order_by(runs.c.id))}
        for outlet, reasons in {1: [NEEDS_SCRIPT, LISTING], 2: [NEEDS_SCRIPT] * 12}.items():
            pages = [_refused(f"https://outlet{outlet}.test/page{number}", reason, watched.now) for number, reason in enumerate(reasons)]
            connection.execute(insert(urls), [page | {"outlet_id": outlet, "run_id": latest[outlet]} for page in pages])
        connection.execute(insert(urls), [_refused("https://outlet1.test/imported", NEEDS_SCRIPT, watched.now) | {"outlet_id": 2}])
    found = judged(watched)
    assert [found[name].needs_script for name in ("outlet0", "outlet1", "outlet2")] == [1, 12, 0]
    assert found["outlet0"].state == "ok"
    assert found["outlet1"].reason == (
        "16 of 20 new pages gave no article; a script draws 12 of its latest pages in a browser, which is not run here"
    )
    watched.later(hours=25)
    assert judged(watched)["outlet1"].reason.endswith(
        "13 addresses were seen; a script draws 12 of its latest pages in a browser, which is not run here"
    )


def _refused(address: str, reason: str, now: datetime) -> dict[str, Any]:
    return {"url": address, "url_seen": address, "state": "done", "outcome": "rejected", "reason": reason, "first_seen_at": now}


def test_a_site_that_changed_is_told_when_it_has_lasted_or_articles_are_missing(watched: Room) -> None:
    words = "none of the last 9 pages was an article; the site's layout may have changed"
    failing = {"failure": "site-changed", "reason": words, "fail_points": 2.0}
    lost = {"outlet_id": 2, "trigger": "poll", "state": "finished", "token": 1, "found": 3, "rejected": 3, "outcome": "empty"}
    begun = watched.now - 3 * HOUR
    with watched.store.write() as connection:
        connection.execute(update(feeds).where(feeds.c.outlet_id == 2).values(**failing))
        times = {"started_at": begun, "heartbeat_at": begun, "finished_at": begun}
        connection.execute(insert(runs), [lost | times, lost | {name: moment + HOUR for name, moment in times.items()}])
    assert judged(watched)["outlet1"].state == "ok"
    with watched.store.write() as connection:
        connection.execute(update(feeds).where(feeds.c.outlet_id == 2).values(fail_points=5.0))
    found = judged(watched)["outlet1"]
    assert (found.state, found.reason, found.since) == ("rotting", words, begun)
    publish(watched, 2, range(30, 150))
    with watched.store.write() as connection:
        connection.execute(update(feeds).where(feeds.c.outlet_id == 2).values(fail_points=0.5))
    assert judged(watched)["outlet1"].state == "rotting"


def test_a_feed_that_cannot_be_read_and_is_missed_is_broken_not_silent(watched: Room) -> None:
    publish(watched, 2, range(30, 150))
    assert judged(watched)["outlet1"].state == "silent"
    failing = {"failure": "gone", "reason": "gone: the site answered 404", "fail_points": 1.0}
    with watched.store.write() as connection:
        connection.execute(update(feeds).where(feeds.c.outlet_id == 2).values(**failing))
    found = judged(watched)["outlet1"]
    assert (found.state, found.reason) == ("broken", "no feed can be read: gone: the site answered 404")


def test_the_last_good_run_read_a_feed(watched: Room) -> None:
    row = {"outlet_id": 1, "trigger": "poll", "state": "finished", "token": 1, "outcome": "ok", "stats": {"feeds": 0}}
    later = watched.now + HOUR
    with watched.store.write() as connection:
        connection.execute(insert(runs).values(**row, started_at=later, heartbeat_at=later, finished_at=later))
    assert judged(watched)["outlet0"].last_good_at == watched.now


def test_articles_that_state_less_than_they_did(watched: Room) -> None:
    publish(watched, 3, range(200, 400), byline="كاتب")
    publish(watched, 3, range(100))
    assert judged(watched)["outlet2"].reason == "byline is stated by 0% of its articles, before by 100%"


def test_crawls_that_take_long(watched: Room) -> None:
    row = {"outlet_id": 1, "trigger": "poll", "state": "finished", "token": 1, "found": 1, "new": 1}
    times = {"started_at": watched.now, "heartbeat_at": watched.now, "finished_at": watched.now + timedelta(seconds=1000)}
    with watched.store.write() as connection:
        connection.execute(insert(runs), [row | times] * 5)
    assert judged(watched)["outlet0"].state == "slow"


def test_the_worst_comes_first(watched: Room) -> None:
    publish(watched, 3, range(30, 150))
    with watched.store.write() as connection:
        failing = {"failure": "blocked", "reason": "blocked: no", "fail_points": 3.0}
        connection.execute(update(feeds).where(feeds.c.outlet_id == 2).values(**failing))
    assert [one.state for one in judged(watched).values()] == ["blocked", "silent", "ok"]


def test_an_outlet_that_is_not_watched_is_not_judged(watched: Room) -> None:
    with watched.store.write() as connection:
        connection.execute(insert(outlets).values(name="other.test", title="x", kind="unregistered"))
    assert len(judged(watched)) == 3


# What is told


def look(room: Room, hook: Hook) -> int:
    with room.store.write() as connection:
        record(connection, health(connection, room.now, 1800), room.now)
    return sum(tell(room.store, config.load().model_copy(update={"webhook": hook.url}), "timer").values())


def test_each_change_is_told_once_and_the_recovery_too(watched: Room, hook: Hook) -> None:
    publish(watched, 1, range(30, 150))
    assert look(watched, hook) == 1
    assert look(watched, hook) == 0
    publish(watched, 1, range(2))
    assert look(watched, hook) == 1
    assert look(watched, hook) == 0
    told = [(news["event"], news["outlet"], news["kind"]) for news in hook.heard]
    assert told == [("began", "outlet0", "silent"), ("ended", "outlet0", "silent")]
    assert hook.heard[0]["reason"].startswith("has published nothing for 30 hours")


def test_what_the_webhook_did_not_take_is_told_again_after_a_minute(watched: Room, hook: Hook, moved: Callable[[datetime], None]) -> None:
    publish(watched, 1, range(30, 150))
    moved(NOON)
    hook.answer = 500
    assert look(watched, hook) == 0
    hook.answer = 204
    assert look(watched, hook) == 0
    moved(NOON + timedelta(minutes=2))  # the clock runs, so the failure was noted somewhat after noon
    assert look(watched, hook) == 1
    assert len({called.headers["Webhook-Id"] for called in hook.calls}) == 1
    assert watched.all("SELECT target FROM target_failures") == []


def test_what_began_and_ended_unheard_is_not_told(room: Room) -> None:
    with room.store.write() as connection:
        events.open_condition(connection, None, "network-down", "no host", room.now)
        events.close_condition(connection, None, "network-down", room.now)
        assert telling.untold(connection) == []


def test_figures_for_metrics(watched: Room) -> None:
    publish(watched, 1, range(5))
    with watched.store.read() as connection:
        found = metrics.figures(connection)
    assert found == metrics.Figures({"active": 3}, 0, {"outlet0": 5}, {("poll", "ok"): 3}, {})


def test_a_crawl_can_write_while_the_timer_judges(store_url: str) -> None:
    timer = Timer(config.load().model_copy(update={"database_url": store_url, "webhook": ""}))
    written: list[bool] = []

    def write_meanwhile(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "FROM articles" in statement:
            written.append(can_write(store_url))

    event.listen(timer.store.engine, "before_cursor_execute", write_meanwhile)
    timer.look_after()
    event.remove(timer.store.engine, "before_cursor_execute", write_meanwhile)
    timer.close()
    assert written
    assert all(written)


def can_write(url: str) -> bool:
    """Whether another program gets its turn to write at once."""

    def write() -> None:
        with Store.open(url) as store, store.write() as connection:
            events.record(connection, "written", NOON)

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(LONGEST_WAIT)
    return not writer.is_alive()


def test_what_lasts_unchanged_is_not_written_again(watched: Room) -> None:
    publish(watched, 1, range(30, 150))
    conditions: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "conditions" in statement and not statement.startswith("SELECT"):
            conditions.append(statement)

    event.listen(watched.store.engine, "before_cursor_execute", note)
    for expected in (1, 0):
        conditions.clear()
        with watched.store.write() as connection:
            record(connection, health(connection, watched.now, 1800, ["outlet0"]), watched.now)
        assert len(conditions) == expected
    event.remove(watched.store.engine, "before_cursor_execute", note)


def test_an_outlet_that_never_gave_an_article_is_told_after_a_day(watched: Room) -> None:
    assert judged(watched)["outlet0"].state == "ok"
    watched.later(hours=25)
    found = judged(watched)["outlet0"]
    assert (found.state, found.since) == ("never-gave", NOON)
    assert found.reason == "polled for 25 hours and has never given an article; no address of an article was ever named"
    publish(watched, 1, range(2000, 2001))
    assert judged(watched)["outlet0"].state == "ok"


def test_an_outlet_of_which_its_rules_left_all_is_not_told_as_one_that_never_gave(watched: Room) -> None:
    left = _refused("https://outlet1.test/sport", Reason.NOT_CHOSEN.value, watched.now) | {"outlet_id": 1}
    with watched.store.write() as connection:
        connection.execute(insert(urls), [left])
    watched.later(hours=25)
    assert judged(watched)["outlet0"].state == "ok"
    with watched.store.write() as connection:
        connection.execute(insert(urls), [_refused("https://outlet1.test/listing", LISTING, watched.now) | {"outlet_id": 1}])
    assert judged(watched)["outlet0"].state == "never-gave"
