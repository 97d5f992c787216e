"""The timer has the store's chores done: once a day, by one of many, in a process that ends with it, and again when they were cut off."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from storage.ledger import outlets, runs
from storage.store import Store
from storage.timing import leases
from storage.upkeep import chores
from storage.write.batch import write_articles
from tests.scheduler.misbehaving import dawdle, fail
from tests.scheduler.stage import NOW, Stage, wait_for
from warraq import clock
from warraq.config import Config
from warraq.items import Article
from warraq.outlet import Outlet
from warraq.timer.chores import AGAIN_SECONDS, DailyChores
from warraq.timer.process import ORPHAN_GRACE, preloaded_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

DONE = "SELECT count(*) FROM events WHERE kind = 'chores'"
BEGUN = "SELECT count(*) FROM leases WHERE key = 'chores'"
UNSETTLED = "SELECT count(*) FROM dedup_prints WHERE NOT settled"
HELD = "SELECT owner FROM leases WHERE key = 'chores' AND owner IS NOT NULL"


QUIET = """name = "quiet"
title = "جريدة الهدوء"
country = "EG"
timezone = "Africa/Cairo"
domains = ["quiet.test"]
feeds = ["https://quiet.test/rss"]
evidence = "made up"
schedule = "0 0 1 1 *"
"""
"""An outlet that is due at the new year only."""


class Night(Stage):
    """A store with a run of the day before, two copies that no pass has settled, and timers that have nothing to crawl."""

    def later(self, **distance: float) -> None:
        self.now += timedelta(**distance)


@pytest.fixture
def night(tmp_path: Path, store_url: str) -> Night:
    (tmp_path / "outlets" / "eg").mkdir(parents=True)
    (tmp_path / "outlets" / "eg" / "quiet.toml").write_text(QUIET, "utf-8")
    with Store.open(store_url) as store, store.write() as connection:
        runs.start_run(connection, None, "import", 0, NOW)
        outlets.sync_outlets(connection, [Outlet("quiet", "جريدة الهدوء", ("quiet.test",))])
        for number in range(2):
            url, words = f"https://quiet.test/{number}", " ".join(f"كلمة{place}" for place in range(50))
            more = {"outlet": "quiet", "fetched_at": NOW, "found_as": url, "extractor": "import", "text_hash": f"{number:032}"}
            write_articles(connection, None, [Article(url, words, title=f"عنوان {number}", **more)], NOW)
    return Night(room=None, folder=tmp_path, url=store_url, watched=("quiet",), now=NOW + timedelta(hours=13))


@pytest.mark.long
def test_of_two_timers_one_does_them_and_once(night: Night) -> None:
    with ExitStack() as open_ones:
        timers = [open_ones.enter_context(night.start("schedule", "--once")) for _ in range(2)]
        assert [timer.wait(60) for timer in timers] == [0, 0]
    assert night.all(DONE) == [(1,)]
    assert night.all(UNSETTLED) == [(0,)]
    assert night.all("SELECT count(DISTINCT story_id) FROM articles") == [(1,)]
    assert night.all(HELD) == []
    night.later(minutes=20)
    assert night.once() == 0
    assert night.all(DONE) == [(1,)]


@pytest.mark.long
def test_chores_that_were_cut_off_are_done_by_the_next_timer(night: Night) -> None:
    with night.start("schedule") as timer:
        wait_for(lambda: night.all(BEGUN) == [(1,)], 60)
        timer.kill()
    wait_for(lambda: not night.processes(), ORPHAN_GRACE + 10)
    done_before = night.all(DONE)[0][0]
    night.later(minutes=3)
    assert night.once() == 0
    assert night.all(DONE) == [(1,)]
    assert night.all(UNSETTLED) == [(0,)]
    assert done_before or night.all(HELD) == []


# The same in this process


@pytest.fixture(scope="module")
def context() -> Iterator[ForkServerContext]:
    """Where the processes are forked from; ended with the module."""
    from multiprocessing import forkserver

    yield preloaded_context()
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


@pytest.fixture
def made(store: Store, context: ForkServerContext) -> Iterator[Callable[..., DailyChores]]:
    """Makes the part of a timer that looks after the chores of a store in which they are due."""
    with store.write() as connection:
        runs.start_run(connection, None, "import", 0, clock.now() - timedelta(days=2))
    with ExitStack() as open_ones:

        def make(body: Callable[[], int], owner: str = "timer", at: time | None = time(0, 30)) -> DailyChores:
            found = DailyChores(store, Config(database_url=store.url, chores_at=at, grace=1.0), owner, context, body)
            open_ones.callback(found.close)
            return found

        yield make


def test_the_timer_goes_on_meanwhile_and_ends_them_when_it_ends(made: Callable[..., DailyChores]) -> None:
    one, other = made(dawdle), made(dawdle, "another")
    one.tick()
    other.tick()
    one.tick()
    assert (one.at_work, other.at_work) == (True, False)
    one.close()
    other.begin()
    assert (one.at_work, other.at_work) == (False, True)


def test_chores_that_fail_are_tried_again_in_an_hour(made: Callable[..., DailyChores], store: Store) -> None:
    one = made(fail)
    one.tick()
    wait_for(lambda: one.tick() or not one.at_work)
    now = clock.now()
    with store.write() as connection:
        assert chores.last(connection) is None
        assert leases.take(connection, chores.CHORES_LEASE, "another", now + timedelta(seconds=AGAIN_SECONDS - 60), 1) is None
        assert leases.take(connection, chores.CHORES_LEASE, "another", now + timedelta(seconds=AGAIN_SECONDS + 60), 1)


def test_without_a_time_they_are_never_done(made: Callable[..., DailyChores]) -> None:
    one = made(dawdle, at=None)
    one.tick()
    assert not one.at_work
