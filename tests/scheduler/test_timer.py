"""The timer as people start it: in a process, with crawls as its children, stopped and killed."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from storage.store import Store
from tests.scheduler.stage import NOW, Stage, crawls_of, wait_for
from warraq.newsroom import Newsroom
from warraq.timer.process import ORPHAN_GRACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WATCHED = ("marfa", "qafila")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, Path]]:
    """One press for all, with its outlet files."""
    folder = tmp_path_factory.mktemp("press")
    with Newsroom(now=NOW, seed=3, slow_seconds=0.05) as room:
        room.write_outlets(folder / "outlets")
        yield room, folder


@pytest.fixture
def stage(press: tuple[Newsroom, Path], tmp_path: Path) -> Iterator[Stage]:
    """An empty store in a file, and all hosts in good order."""
    yield from set_up(press, f"sqlite:///{tmp_path}/store.db")


@pytest.fixture
def either_stage(press: tuple[Newsroom, Path], store_url: str) -> Iterator[Stage]:
    """The same, once on SQLite and once on PostgreSQL."""
    yield from set_up(press, store_url)


def set_up(press: tuple[Newsroom, Path], url: str) -> Iterator[Stage]:
    room, folder = press
    Store.open(url).close()
    stage = Stage(room, folder, url, WATCHED)
    yield stage
    stage.later(seconds=(NOW - stage.now).total_seconds())
    for name in room.press.profiles:
        room.press.set_fault(name, "ok")


@pytest.mark.long
def test_once_crawls_what_is_due_and_nothing_twice(stage: Stage) -> None:
    assert stage.once() == 0
    stored = stage.stored()
    assert stored >= 15
    assert stage.all('SELECT count(*), min("trigger"), max(outcome) FROM runs') == [(2, "poll", "ok")]
    assert stage.once() == 0
    assert stage.all("SELECT count(*) FROM runs") == [(2,)]
    assert stage.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []


@pytest.mark.long
def test_sigterm_ends_the_timer_and_its_crawls_and_loses_nothing(stage: Stage) -> None:
    for name in WATCHED:
        stage.room.press.set_fault(name, "slow")
    with stage.start("schedule") as timer:
        wait_for(lambda: stage.all("SELECT count(DISTINCT outlet_id) FROM urls") == [(2,)])
        timer.send_signal(signal.SIGTERM)
        assert timer.wait(120) == 0
    assert stage.all("SELECT count(*) FROM runs WHERE state = 'running'") == [(0,)]
    assert stage.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []
    for name in WATCHED:
        stage.room.press.set_fault(name, "ok")
    stage.later(minutes=20)
    assert stage.once() == 0
    assert stage.all("SELECT count(*) FROM urls WHERE state != 'done'") == [(0,)]
    stage.stored()


@pytest.mark.long
def test_a_killed_timer_takes_its_crawls_along_and_the_next_one_goes_on(stage: Stage) -> None:
    for name in WATCHED:
        stage.room.press.set_fault(name, "slow")
    with stage.start("schedule") as timer:
        wait_for(lambda: stage.all("SELECT count(*) FROM urls")[0][0] > 0)
        crawls = set(crawls_of(timer.pid))
        assert crawls
        assert crawls <= set(stage.processes())
        timer.kill()
    wait_for(lambda: not stage.processes(), ORPHAN_GRACE + 10)
    for name in WATCHED:
        stage.room.press.set_fault(name, "ok")
    stage.later(minutes=3)
    assert stage.once() == 0
    assert stage.all("SELECT count(*) FROM runs WHERE outcome = 'cut-short'")[0][0] >= 1
    assert stage.all("SELECT count(*) FROM runs WHERE state = 'running'") == [(0,)]
    assert stage.all("SELECT count(*) FROM urls WHERE state != 'done'") == [(0,)]
    stage.stored()


@pytest.mark.long
def test_a_killed_crawl_is_run_again_by_its_timer(stage: Stage) -> None:
    stage.watched = ("marfa",)
    stage.room.press.set_fault("marfa", "slow")
    with stage.start("schedule") as timer:
        wait_for(lambda: stage.all("SELECT count(*) FROM urls")[0][0] > 0)
        stage.room.press.set_fault("marfa", "ok")
        for child in crawls_of(timer.pid):
            os.kill(child, signal.SIGKILL)
        wait_for(lambda: stage.all("SELECT count(*) FROM runs WHERE \"trigger\" = 'retry' AND outcome = 'ok'") == [(1,)])
        timer.send_signal(signal.SIGINT)
        assert timer.wait(120) == 0
    assert stage.all("SELECT state, reason FROM runs ORDER BY id")[0] == ("killed", "its process was ended by SIGKILL")
    stage.stored()


WRITTEN = (
    "SELECT url, title, body, text_hash FROM articles ORDER BY url",
    "SELECT url, run_id, state, outcome FROM urls ORDER BY url",
    "SELECT id, state, outcome, found, new, reason FROM runs ORDER BY id",
    "SELECT url, etag, next_due_at, fail_points FROM feeds ORDER BY url",
    "SELECT count(*) FROM revisions",
)


@contextmanager
def frozen_process(pid: int) -> Iterator[None]:
    """Stands still meanwhile; ended where the block fails, as nothing else would end it."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise
    os.kill(pid, signal.SIGCONT)


@pytest.mark.long
def test_a_crawl_that_was_frozen_and_wakes_after_its_lease_writes_nothing(either_stage: Stage) -> None:
    stage = either_stage
    stage.watched = ("marfa",)
    stage.room.requests.clear()
    stage.room.press.set_fault("marfa", "slow")
    with stage.start("schedule") as timer:
        wait_for(lambda: stage.room.requests.count("marfa.test") >= 5, 120)  # robots.txt, its feed and some pages
        (frozen,) = crawls_of(timer.pid)
        with frozen_process(frozen):
            stage.room.press.set_fault("marfa", "ok")
            stage.later(minutes=3)
            assert stage.once() == 0
            wait_for(lambda: stage.all("SELECT outcome FROM runs WHERE state = 'finished'") == [("ok",)])  # by it or by the timer
            before = [stage.all(query) for query in WRITTEN]
        wait_for(lambda: frozen not in crawls_of(timer.pid))
        assert [stage.all(query) for query in WRITTEN] == before
        timer.send_signal(signal.SIGTERM)
        assert timer.wait(120) == 0
    assert stage.all('SELECT "trigger", state, outcome FROM runs ORDER BY id') == [
        ("poll", "killed", "cut-short"),
        ("retry", "finished", "ok"),
    ]
    assert stage.all("SELECT count(*) FROM urls WHERE state != 'done'") == [(0,)]
    assert stage.all("SELECT key FROM leases WHERE owner IS NOT NULL") == []
    stage.stored()


@pytest.mark.long
def test_four_timers_on_one_store_share_the_work(either_stage: Stage) -> None:
    stage = either_stage
    stage.watched = ("marfa", "qafila", "sahelfm", "elwadi")
    with ExitStack() as open_ones:
        timers = [open_ones.enter_context(stage.start("schedule", "--once")) for _ in range(4)]
        assert [timer.wait(180) for timer in timers] == [0, 0, 0, 0]
    assert stage.all("SELECT count(*), count(DISTINCT outlet_id) FROM runs WHERE outcome = 'ok'") == [(4, 4)]
    stage.stored()


def test_a_failing_host_is_recorded_with_its_class(stage: Stage) -> None:
    stage.room.press.set_fault("marfa", "500")
    stage.room.press.set_fault("qafila", "429")
    assert stage.once() == 0
    found = stage.all("SELECT o.name, r.outcome, r.failure FROM runs r JOIN outlets o ON o.id = r.outlet_id ORDER BY o.name")
    assert found == [("marfa", "empty", "robots"), ("qafila", "empty", "rate-limited")]
