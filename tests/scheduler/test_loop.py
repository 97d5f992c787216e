"""The timer's loop under a clock that is moved: many at once, nights of change, a clock that is set, spiders that do not behave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.scheduler import misbehaving
from tests.scheduler.loop import Loop, end_forkserver
from tests.scheduler.stage import NOW, wait_for
from warraq import clock, config
from warraq.newsroom import Newsroom
from warraq.timer import run as timing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = pytest.mark.long("postgresql")
"""What the timer does is the same on both engines, so one is enough unless all is asked for."""
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture(scope="module", autouse=True)
def one_forkserver() -> Iterator[None]:
    """One for all tests of the module, ended with it."""
    yield
    end_forkserver()


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store_url: str) -> Iterator[Loop]:
    """An empty store without outlets."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "warraq.settings")
    monkeypatch.setattr(timing, "WATCH_SECONDS", 0.1)
    found = Loop(monkeypatch, tmp_path, store_url)
    found.mischief.mkdir()
    monkeypatch.setenv("MISCHIEF", str(found.mischief))
    for name, value in {"DATABASE_URL": store_url, "OUTLETS": str(tmp_path / "outlets"), "TICK": "0.05", "GRACE": "1"}.items():
        found.settle(name, value)
    yield found
    clock.reset()
    config.load.cache_clear()


def test_forty_that_are_due_at_once_are_run_a_few_at_a_time_and_once_each(loop: Loop) -> None:
    loop.watch(*(f"paper{number}" for number in range(40)))
    assert loop.live(NOW, lambda: None, misbehaving.finish) == 0
    assert loop.all("SELECT count(*), count(DISTINCT outlet_id), min(outcome), max(outcome) FROM runs") == [(40, 40, "ok", "ok")]
    assert loop.timer
    assert 2 <= loop.timer.most <= config.load().crawls
    due = loop.all("SELECT next_due_at FROM feeds ORDER BY next_due_at")
    assert len(set(due)) == 40


@pytest.mark.parametrize(
    ("evening", "expected"),
    [
        pytest.param(
            datetime(2026, 4, 23, 20, 6, tzinfo=UTC),
            {"early": ["23 22:30"], "late": ["23 21:30"]},
            id="clocks go forward",
        ),
        pytest.param(
            datetime(2026, 10, 29, 19, 6, tzinfo=UTC),
            {"early": ["29 22:30"], "late": ["29 20:30"]},
            id="clocks go back",
        ),
    ],
)
def test_the_change_nights_of_cairo(loop: Loop, evening: datetime, expected: dict[str, list[str]]) -> None:
    loop.watch("early", schedule="30 0 * * *")
    loop.watch("late", schedule="30 23 * * *")
    loop.watch("always", schedule="*/30 * * * *")
    steps = [evening + HALF_AN_HOUR * number for number in range(1, 10)]

    def night() -> None:
        for moment in steps:
            loop.at(moment)

    assert loop.live(evening, night, misbehaving.finish) == 0
    halves = [f"{moment - timedelta(minutes=6):%d %H:%M}" for moment in steps]
    assert loop.slots() == expected | {"always": halves}
    assert loop.all('SELECT DISTINCT "trigger", outcome FROM runs') == [("cron", "ok")]


@pytest.mark.long("sqlite-2]")
@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_is_set_while_crawls_run(loop: Loop, hours: int) -> None:
    loop.watch("hourly", schedule="0 * * * *")
    loop.watch("daily", schedule="0 14 * * *")
    loop.watch("feed")
    noon, held = datetime(2026, 3, 9, 12, 6, tzinfo=UTC), loop.mischief / "hourly"

    def set_it() -> None:
        loop.at(noon)
        held.touch()
        loop.set_clock(noon + timedelta(hours=1))
        wait_for(lambda: loop.timer and set(loop.timer.children) == {"hourly"})  # a crawl keeps the clock that it began with
        loop.set_clock(noon + timedelta(hours=1 + hours))
        held.unlink()
        loop.quiet()
        for minutes in (20, 40, 60):
            loop.at(noon + timedelta(hours=1 + hours, minutes=minutes))

    assert loop.live(noon - timedelta(hours=1), set_it, misbehaving.finish_when_let) == 0
    assert loop.all("SELECT DISTINCT state, outcome FROM runs") == [("finished", "ok")]
    jumps = [float(row[0].split()[5]) for row in loop.all("SELECT detail FROM events WHERE kind = 'clock-jump' ORDER BY id")]
    assert jumps[2] == pytest.approx(hours * 3600, abs=60)
    slots = loop.slots()
    assert slots["daily"] == ["09 12:00"]
    hourly = {2: ["09 12:00", "09 13:00", "09 14:00", "09 16:00"], -2: ["09 12:00", "09 13:00", "09 12:00"]}
    assert slots["hourly"] == hourly[hours]
    assert len(slots["feed"]) >= 5
    triggers = loop.all("SELECT r.\"trigger\" FROM runs r JOIN outlets o ON o.id = r.outlet_id WHERE o.name = 'hourly' ORDER BY r.id")
    assert [row[0] for row in triggers] == ["cron", "cron", *(["catch-up", "cron"] if hours > 0 else ["cron"])]


@pytest.fixture
def press(loop: Loop) -> Iterator[None]:
    """A press whose outlets the loop may watch."""
    with Newsroom(now=NOW, seed=3) as room:
        room.write_outlets(loop.folder / "outlets")
        for name, value in {"HOSTS": "*.test=127.0.0.1", "DELAY": "0"}.items():
            loop.settle(name, value)
        yield


@pytest.mark.usefixtures("press")
def test_spiders_that_hang_are_ended_and_their_outlets_crawled_again(loop: Loop) -> None:
    loop.settle("WATCHED", "sahelfm,qafila")

    def lose_patience(seconds: float) -> None:
        assert loop.timer
        loop.timer.settings = loop.timer.settings.model_copy(update={"crawl_seconds": seconds})

    def end_them() -> None:
        lose_patience(0)
        wait_for(lambda: loop.timer and len(loop.timer.states) == 2)
        lose_patience(600)

    assert loop.live(NOW, end_them, misbehaving.crawl_that_hangs, lambda timer: len(list(loop.mischief.iterdir())) == 2) == 0
    runs = loop.all('SELECT "trigger", state, outcome, failure, reason FROM runs ORDER BY id')
    why = "ended by the timer: it took longer than 1 s and did not end when it was asked to"
    assert runs == [("poll", "killed", "cut-short", "killed", why)] * 2 + [("retry", "finished", "ok", None, None)] * 2
    all_is_stored_once(loop)


@pytest.mark.long
@pytest.mark.usefixtures("press")
def test_a_spider_that_leaks_is_bounded_and_what_it_could_not_read_is_tried_again(loop: Loop) -> None:
    for name, value in {"WATCHED": "sahelfm", "CRAWL_MEMORY_MB": "1024"}.items():
        loop.settle(name, value)
    assert loop.live(NOW, lambda: loop.at(NOW + timedelta(minutes=40)), misbehaving.crawl_that_leaks) == 0
    (state, failed, pending), *others = loop.all("SELECT state, failed, pending FROM runs ORDER BY id")
    assert (state, failed > 0, pending) == ("finished", True, 0) or state == "killed"  # what else wants memory then may end the process
    assert others
    assert {run[0] for run in others} == {"finished"}
    all_is_stored_once(loop)


def all_is_stored_once(loop: Loop) -> None:
    assert loop.all("SELECT url FROM urls WHERE state != 'done'") == []
    assert loop.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []
    ((stored, distinct),) = loop.all("SELECT count(*), count(DISTINCT url) FROM articles")
    assert stored == distinct
    assert stored >= 15
