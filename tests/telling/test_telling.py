"""What watches found is told once, as they ask for it; what a target does not take waits and is told again under the same id."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from storage.tables import articles, watches
from storage.timing import leases
from storage.watch.watches import remove
from warraq import clock, config
from warraq.cli.app import app
from warraq.polling.patience import telling_wait
from warraq.timer.telling import TELLING_LEASE

if TYPE_CHECKING:
    from conftest import Newsdesk

    from tests.hook import Hook


def test_a_hit_is_told_once_with_its_article_or_story(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.watch("stories", of="stories")
    desk.bring()
    assert desk.tell() == {"desk": 2}
    assert desk.tell() == {}
    first, second = hook.heard
    assert (first["watch"]["name"], first["hit"]["what"], first["hit"]["article_id"]) == ("wheat", "article", 1)
    assert (first["article"]["url"], first["article"]["title"]) == ("https://rawi.example/1", "خبر 1")
    assert (second["watch"]["name"], second["hit"]["what"], second["hit"]["story_id"]) == ("stories", "story", 1)
    assert second["story"]["articles"][0]["article_id"] == 1
    assert [call.headers["Webhook-Id"] for call in hook.taken] == ["hit-1", "hit-2"]
    assert desk.all("SELECT count(*) FROM watch_hits WHERE told_at IS NULL") == [(0,)]


def test_many_at_once_go_as_one_message_with_their_number(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.bring(51)
    assert desk.tell() == {"desk": 1}
    assert (hook.heard[0]["count"], len(hook.heard[0]["hits"])) == (51, 51)
    assert {one["url"] for one in hook.heard[0]["hits"]} == {f"https://rawi.example/{number}" for number in range(1, 52)}


def test_a_digest_waits_for_its_hour(desk: Newsdesk, hook: Hook) -> None:
    desk.watch("hourly", digest="hourly")
    desk.watch("daily", digest="daily")
    desk.bring(2)
    assert desk.tell() == {}
    desk.later(minutes=61)
    desk.bring()
    assert desk.tell() == {"desk": 1}
    desk.later(hours=17)
    assert desk.tell() == {"desk": 2}
    assert [(one["watch"]["name"], one["count"]) for one in hook.heard] == [("hourly", 2), ("daily", 3), ("hourly", 1)]


def test_what_is_not_taken_is_told_again_under_the_same_id_with_growing_patience(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.bring(60)
    hook.answer = 500
    tries = 0
    for _ in range(120):
        tries += len(hook.calls)
        hook.calls.clear()
        desk.tell()
        desk.later(minutes=1)
    assert 6 <= tries + len(hook.calls) <= 8
    desk.bring()
    hook.answer = 204
    desk.later(hours=1)
    assert desk.tell() == {"desk": 2}
    assert [one.get("count", 1) for one in hook.heard] == [1, 60]
    assert {call.headers["Webhook-Id"] for call in hook.taken} == {"hit-1", "hit-61"}


def test_one_message_that_is_never_taken_holds_up_no_other(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.bring()
    hook.answer = 413
    desk.tell()
    hook.answer = 204
    desk.bring()
    desk.later(seconds=61)
    hook.taken.clear()
    assert desk.tell() == {"desk": 2}
    assert [one["hit"]["id"] for one in hook.heard] == [2, 1]


def test_a_target_that_fails_holds_up_no_other_target(desk: Newsdesk, hook: Hook) -> None:
    desk.targets["bad"] = {"url": f"{hook.url}hang-up"}
    desk.watch("bad", target="bad")
    desk.watch("gone", target="nobody")
    desk.watch()
    desk.bring(3)
    assert desk.tell() == {"desk": 3}
    assert desk.all("SELECT target, failures FROM target_failures ORDER BY target") == [("bad", 1), ("nobody", 1)]
    assert len([call for call in hook.calls if call.path == "/hang-up"]) == 1


def test_the_log_is_a_target_that_is_always_there(desk: Newsdesk, caplog: pytest.LogCaptureFixture) -> None:
    desk.watch(target="log")
    desk.bring(title="قمح\x1b[31m")
    assert desk.tell() == {"log": 1}
    assert "wheat: قمح" in caplog.text
    assert "\x1b" not in caplog.text


def test_vanished_articles_are_told_where_that_is_chosen(desk: Newsdesk, hook: Hook) -> None:
    desk.watch("both", vanished=True)
    desk.watch("plain")
    desk.bring()
    with desk.store.write() as connection:
        connection.execute(update(articles).values(vanished_at=clock.now()))
    desk.tell()
    assert sorted((one["watch"]["name"], one["hit"]["what"]) for one in hook.heard) == [
        ("both", "article"),
        ("both", "vanished"),
        ("plain", "article"),
    ]
    assert desk.tell() == {}


def test_of_two_that_tell_at_once_one_does_it(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.bring()
    with desk.store.write() as connection:
        token = leases.take(connection, TELLING_LEASE, "another timer", clock.now(), 120)
    assert token
    assert desk.tell() == {}
    with desk.store.write() as connection:
        leases.release(connection, TELLING_LEASE, token)
    assert desk.tell() == {"desk": 1}


def test_a_turn_that_is_told_to_end_ends_and_notes_nothing(desk: Newsdesk, hook: Hook) -> None:
    desk.targets["desk"]["url"] = f"{hook.url}silent"
    desk.watch()
    desk.bring(2)
    assert desk.tell(seconds=600, stopped=lambda: bool(hook.calls)) == {}
    assert desk.all("SELECT count(*) FROM target_failures") == [(0,)]
    desk.targets["desk"]["url"] = hook.url
    assert desk.tell() == {"desk": 2}


def test_a_removed_watch_tells_nothing_more(desk: Newsdesk) -> None:
    desk.watch()
    desk.bring()
    with desk.store.write() as connection:
        assert remove(connection, "wheat") == 1
    assert desk.tell() == {}


@pytest.mark.parametrize(
    ("failures", "hours", "minutes"), [(1, 0, 1), (2, 0, 2), (6, 0, 32), (7, 0, 60), (40, 1, 60), (9, 24, 1440), (200, 99, 1440)]
)
def test_patience_grows_to_an_hour_and_after_a_day_to_a_day(failures: int, hours: float, minutes: float) -> None:
    assert telling_wait(failures, timedelta(hours=hours)) == timedelta(minutes=minutes)


def test_commands_tell_and_try(desk: Newsdesk, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", desk.store.url)
    monkeypatch.setenv("WARRAQ_TARGETS", f'{{"desk": {{"url": "{hook.url}"}}}}')
    config.load.cache_clear()
    desk.watch()
    assert CliRunner().invoke(app, ["watch", "test", "wheat"]).exit_code == 0
    desk.bring()
    assert CliRunner().invoke(app, ["watch", "test", "wheat"]).exit_code == 0
    assert [(one["hit"]["what"], one["article"] and one["article"]["id"]) for one in hook.heard] == [("example", None), ("example", 1)]
    assert "desk was told: 1 messages" in CliRunner().invoke(app, ["hits", "--tell"]).stderr
    assert "there was nothing to tell" in CliRunner().invoke(app, ["hits", "--tell"]).stderr
    hook.answer = 500
    desk.bring()
    assert CliRunner().invoke(app, ["hits", "--tell"]).exit_code == 1
    with desk.store.write() as connection:
        connection.execute(update(watches).values(target="nobody"))
    told = [one["detail"] for one in json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout) if one["what"] == "watch wheat"]
    assert told == ["it tells nobody, which [targets] does not hold; add it there"]
    with desk.store.write() as connection:
        connection.execute(update(watches).values(target="desk"))
    assert "it answered 500" in str(CliRunner().invoke(app, ["watch", "test", "wheat"]).exception)
    config.load.cache_clear()
