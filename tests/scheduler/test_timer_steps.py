"""The timer step by step in this process: crawls that end when they are told to stand in the place of their processes."""

from __future__ import annotations

import logging
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.ledger import runs
from storage.store import Store
from storage.timing import claims, due
from tests.scheduler.loop import OUTLET
from warraq import clock, config, outlet_files
from warraq.errors import StoreError, UsageError
from warraq.timer import timer as module
from warraq.timer.run import _guarded
from warraq.timer.timer import Timer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warraq.timer.process import Job

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


class Crawl:
    """A crawl whose process does nothing; a test says when it ends, and with which code."""

    deaf = False
    """Whether it goes on though it was asked to end."""

    def __init__(self, job: Job, context: object) -> None:
        self.claim, self.trigger = job.claim, job.trigger
        self.alive = True
        self.age = 0.0
        self.stopped: float | None = None
        self.why = ""
        self.code: int | None = 0
        self.asked = 0

    def stop(self, grace: float, why: str = "") -> None:
        self.asked += 1
        if self.stopped is None:
            self.stopped, self.why = clock.monotonic(), why
        self.alive = self.deaf and self.asked < 3
        self.code = -signal.SIGKILL if self.deaf else 1

    def close(self) -> int | None:
        return self.code


class Steps:
    """A timer over a few outlets, and its store."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.timers: list[Timer] = []

    def write(self, name: str, more: str = "") -> None:
        path = self.folder / "outlets" / "int" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OUTLET.format(name=name) + more, "utf-8")
        self.set("WATCHED", ",".join(sorted(file.stem for file in path.parent.glob("*.toml"))))

    def set(self, name: str, value: str) -> None:
        self.patch.setenv(f"WARRAQ_{name}", value)
        config.load.cache_clear()

    def timer(self, *names: str) -> Timer:
        for name in names:
            self.write(name)
        self.timers.append(Timer(config.load()))
        return self.timers[-1]

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with Store.open(config.load().database_url) as store, store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def steps(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """No outlets yet, and a clock that may be set."""
    (tmp_path / "store.db").write_bytes(sqlite_template.read_bytes())
    found = Steps(tmp_path, monkeypatch)
    for name, value in {"DATABASE_URL": f"sqlite:///{tmp_path}/store.db", "OUTLETS": str(tmp_path / "outlets"), "CHORES_AT": ""}.items():
        found.set(name, value)
    monkeypatch.setattr(module, "Child", Crawl)
    clock.shift(NOON)
    yield found
    for timer in found.timers:
        timer.store.close()
    clock.reset()
    config.load.cache_clear()


def crawls(timer: Timer) -> dict[str, Crawl]:
    return timer.children  # type: ignore[return-value]


def finish(timer: Timer, name: str, outcome: str = "ok") -> None:
    """The crawl closes its own run, and its process ends."""
    one = crawls(timer)[name]
    with timer.store.write() as connection:
        runs.finish_run(connection, one.claim.run_id, clock.now(), outcome=outcome, stats={"feeds": 1})
        claims.release(connection, one.claim)
    one.alive = False


# What is started


def test_as_many_run_at_once_as_there_is_room_for_and_the_rest_follows(steps: Steps) -> None:
    steps.set("CRAWLS", "2")
    timer = steps.timer("one", "two", "three")
    timer.tick()
    first = set(timer.children)
    assert len(first) == 2
    timer.tick()
    assert set(timer.children) == first
    finish(timer, min(first))
    timer.tick()
    assert len(timer.children) == 2
    assert set(timer.children) | first == {"one", "two", "three"}
    assert timer.states == ["finished"]


def test_outlets_on_one_host_are_crawled_one_after_the_other(steps: Steps) -> None:
    steps.write("one")
    steps.write("beside")
    path = steps.folder / "outlets" / "int" / "beside.toml"
    path.write_text(path.read_text("utf-8").replace("beside.test", "blog.one.test"), "utf-8")
    timer = steps.timer()
    waiting = timer.start(timer.due())
    assert len(waiting) == len(timer.children) == 1
    (running,) = timer.children
    assert timer.start(timer.due()) == waiting
    finish(timer, running)
    timer.settle()
    assert timer.start(timer.due()) == []
    assert set(timer.children) == {waiting[0].outlet}


def test_what_another_timer_crawls_is_left_to_it(steps: Steps) -> None:
    timer, other = steps.timer("one"), steps.timer()
    wanted = timer.due()
    other.start(other.due())
    assert timer.start(wanted) == []
    assert timer.children == {}
    assert steps.all("SELECT count(*) FROM runs") == [(1,)]


def test_only_what_is_watched_is_crawled(steps: Steps) -> None:
    timer = steps.timer("one", "two")
    steps.set("WATCHED", "two")
    assert {one.outlet for one in steps.timer().due()} == {"two"}
    assert {one.outlet for one in timer.due()} == {"one", "two"}


# What is ended, and recorded


@pytest.mark.parametrize(
    ("code", "why"),
    [(0, "its process ended with 0"), (1, "its process ended with 1"), (-signal.SIGSEGV, "its process was ended by SIGSEGV")],
)
def test_a_crawl_that_ends_without_closing_its_run_is_recorded_as_killed(steps: Steps, code: int, why: str) -> None:
    timer = steps.timer("one")
    timer.tick()
    crawls(timer)["one"].alive, crawls(timer)["one"].code = False, code
    timer.settle()
    assert (timer.children, timer.states) == ({}, ["killed"])
    assert steps.all("SELECT state, reason FROM runs") == [("killed", why)]
    assert steps.all("SELECT crashes FROM schedules") == [(1,)]
    timer.tick()
    assert [one.trigger for one in crawls(timer).values()] == ["retry"]


@pytest.mark.parametrize(("beyond", "asked"), [(-1, False), (1, True)])
def test_a_crawl_that_takes_too_long_is_told_to_end(steps: Steps, beyond: float, asked: bool) -> None:
    timer = steps.timer("one")
    timer.tick()
    one = crawls(timer)["one"]
    one.age = timer.settings.crawl_seconds + timer.settings.grace + beyond
    timer.tick()
    assert (one.stopped is not None) == asked
    if asked:
        timer.settle()
        assert steps.all("SELECT reason FROM runs WHERE state = 'killed'") == [("ended by the timer: it took longer than 1830 s",)]


def test_a_crawl_that_does_not_listen_is_told_until_it_is_gone(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Crawl, "deaf", True)
    timer = steps.timer("one")
    timer.tick()
    one = crawls(timer)["one"]
    one.age = 10_000
    for _ in range(5):
        timer.stop_overdue()
        one.age = 0
    assert one.asked >= 3
    timer.settle()
    why = "ended by the timer: it took longer than 1830 s and did not end when it was asked to"
    assert steps.all("SELECT reason FROM runs") == [(why,)]


def test_closing_the_timer_ends_its_crawls_and_blames_none(steps: Steps) -> None:
    timer = steps.timer("one", "two")
    timer.tick()
    begun = list(crawls(timer).values())
    assert len(steps.all("SELECT key FROM leases WHERE key LIKE 'timer:%'")) == 1
    timer.close()
    assert {one.why for one in begun} == {"the timer ended"}
    assert steps.all("SELECT state, reason FROM runs") == [("killed", "ended by the timer: the timer ended")] * 2
    assert steps.all("SELECT crashes FROM schedules") == [(0,)] * 2
    assert steps.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []


def test_a_crawl_whose_lease_ran_out_is_told_to_end(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    timer = steps.timer("one")
    timer.tick()
    one = crawls(timer)["one"]
    clock.shift(clock.now() + timedelta(minutes=10))
    timer.tick()
    assert one.stopped is None  # it looks around three times in the life of a sign of life
    monkeypatch.setattr(module.timers, "LIFE_SECONDS", 0)
    timer._look_around()
    assert one.why == "it showed no sign of life"
    assert steps.all("SELECT state FROM runs") == [("killed",)]


# The clock


def test_crawls_live_on_when_the_clock_is_set_forward(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.timers, "LIFE_SECONDS", 0)
    timer = steps.timer("one")
    timer.tick()
    clock.shift(clock.now() + timedelta(hours=2))
    timer.outlive(7200)
    timer.tick()
    one = crawls(timer)["one"]
    assert one.stopped is None
    with timer.store.write() as connection:
        assert due.reap(connection, clock.now() + timedelta(seconds=100)) == []
        assert due.reap(connection, clock.now() + timedelta(seconds=200)) == ["one"]
    assert steps.all("SELECT kind, detail FROM events WHERE kind = 'clock-jump'") == [("clock-jump", "the clock was set by +7200 s")]


def test_a_timer_whose_clock_was_set_back_has_missed_nothing(steps: Steps) -> None:
    steps.write("one", 'schedule = "0 * * * *"\n')
    timer = steps.timer()
    before = timer.started_at
    clock.shift(clock.now() + timedelta(minutes=5))
    timer.outlive(300)
    assert timer.started_at == before
    clock.shift(clock.now() - timedelta(hours=2))
    timer.outlive(-7200)
    clock.shift(clock.now() + timedelta(hours=1))  # 11:05, before the timer began
    assert [one.trigger for one in timer.due()] == ["cron"]


# The files and the store


def test_outlet_files_are_read_again_and_a_bad_one_costs_its_own_outlet_alone(
    steps: Steps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "warraq.outlet_files")  # a crawl in this process says it is the timer's to tell
    timer = steps.timer("one")
    steps.write("two")
    timer.settings = config.load()
    timer._sync_again()
    assert set(timer.outlets) == {"one"}  # it is too early
    monkeypatch.setattr(module, "SYNC_SECONDS", -1)
    timer._sync_again()
    assert set(timer.outlets) == {"one", "two"}
    (steps.folder / "outlets" / "int" / "two.toml").write_text("title = ", "utf-8")
    timer._sync_again()
    assert set(timer.outlets) == {"one"}
    assert "two.toml: not valid TOML" in caplog.text
    lasting = text(
        "SELECT o.name, c.reason FROM conditions c JOIN outlets o ON o.id = c.outlet_id WHERE c.kind = 'bad-file' AND until IS NULL"
    )
    with timer.store.read() as connection:
        ((name, reason),) = connection.execute(lasting)
    assert (name, "two.toml: not valid TOML" in reason) == ("two", True)
    steps.write("two")
    timer._sync_again()
    assert set(timer.outlets) == {"one", "two"}
    with timer.store.read() as connection:
        assert connection.execute(lasting).all() == []


def test_a_folder_that_is_gone_leaves_the_outlets_as_they_were(
    steps: Steps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    timer = steps.timer("one")
    monkeypatch.setattr(module, "SYNC_SECONDS", -1)
    (steps.folder / "outlets").rename(steps.folder / "elsewhere")
    timer._sync_again()
    assert set(timer.outlets) == {"one"}
    assert "the outlets stay as they were" in caplog.text


@pytest.mark.parametrize(("setting", "value"), [("WATCHED", "wone"), ("WATCHED", "one,XX"), ("SCHEDULES", "wone=0 * * * *")])
def test_a_name_in_the_settings_that_nobody_bears_is_refused(steps: Steps, setting: str, value: str) -> None:
    steps.write("one")
    steps.set(setting, value)
    with pytest.raises(UsageError, match=rf"^{setting.lower()}: (?:wone: no such outlet; did you mean one|XX: no such outlet)"):
        Timer(config.load())


def test_outlets_are_named_in_the_settings_by_slug_or_title(steps: Steps) -> None:
    steps.write("one")
    title = outlet_files.all_outlets()[-1].title
    steps.set("WATCHED", title)
    steps.set("SCHEDULES", f"{title}=0 4 * * *")
    assert set(steps.timer().outlets) == {"one"}
    assert steps.all("SELECT cron FROM schedules") == [("0 4 * * *",)]


@pytest.mark.parametrize("port", [0, 9464])
def test_metrics_are_served_where_a_port_is_set_and_get_the_age_of_each_crawl(
    steps: Steps, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    ages: list[float] = []
    ends: list[int] = []
    monkeypatch.setattr(module, "serve", lambda store, outlets, given: (ages.append, lambda: ends.append(given)))
    steps.set("METRICS_PORT", str(port))
    timer = steps.timer("one")
    with timer.metrics():
        timer.tick()
        crawls(timer)["one"].age = 4.5
        finish(timer, "one")
        timer.settle()
        assert ends == []
    assert (ages, ends) == (([4.5], [port]) if port else ([], []))


def test_a_store_that_fails_is_told_of_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise StoreError("the disk is full")

    _guarded(fail)
    assert "the disk is full" in caplog.text
