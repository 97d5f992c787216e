"""kill -9 of the timer and of a crawl at random points: nothing is lost and nothing doubled.

Each point takes some seconds, so they are run when asked for: `KILL_POINTS=20 pytest tests/scheduler/test_kills.py`. One kill of each is
always tested beside (`test_timer.py`).
"""

from __future__ import annotations

import os
import random
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from storage.store import Store
from tests.scheduler.stage import NOW, Stage, crawls_of, wait_for
from warraq import clock
from warraq.newsroom import Newsroom
from warraq.timer.process import ORPHAN_GRACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POINTS = int(os.environ.get("KILL_POINTS", "0"))
WATCHED = ("marfa", "qafila", "sahelfm")
LATER = {"minutes": 20}
LONGEST = 5.0
"""Seconds from the first crawl's begin within which the kill falls: so long the press's answers, slow as they are then, keep them busy."""


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """One press for all points."""
    with Newsroom(now=NOW, seed=3, slow_seconds=0.05) as room:
        yield room


@pytest.fixture(scope="module")
def undisturbed(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Addresses of the articles that are stored where nothing is killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    stage = set_up(room, folder, f"sqlite:///{folder}/store.db")
    stage.later(**LATER)
    assert stage.once() == 0
    stage.later(minutes=-20)
    return addresses(stage)


def set_up(room: Newsroom, folder: Path, url: str) -> Stage:
    room.write_outlets(folder / "outlets")
    Store.open(url).close()
    return Stage(room, folder, url, WATCHED)


def addresses(stage: Stage) -> set[str]:
    return {row[0] for row in stage.all("SELECT url FROM articles")}


@pytest.mark.skipif(not POINTS, reason="KILL_POINTS names how many points")
@pytest.mark.parametrize("whom", ["timer", "crawl"])
@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_loses_nothing_and_doubles_nothing(
    room: Newsroom, undisturbed: set[str], tmp_path: Path, store_url: str, whom: str, point: int
) -> None:
    stage = set_up(room, tmp_path, store_url)
    for name in WATCHED:
        room.press.set_fault(name, "slow")
    wait = random.Random(f"{whom}{point}").uniform(0, LONGEST)  # noqa: S311 - any points will do, always the same
    kill_at(stage, whom, wait)
    for name in WATCHED:
        room.press.set_fault(name, "ok")
    stage.later(**LATER)
    assert stage.once() == 0
    stage.later(minutes=-20)
    assert stage.all("SELECT count(*) FROM runs WHERE state = 'running'") == [(0,)]
    assert stage.all("SELECT url FROM urls WHERE state != 'done'") == []
    assert stage.all("SELECT key FROM leases WHERE owner IS NOT NULL AND key NOT LIKE 'timer:%'") == []
    assert stage.stored() >= len(undisturbed)
    assert undisturbed <= addresses(stage)


def kill_at(stage: Stage, whom: str, wait: float) -> None:
    """Starts a timer and kills it, or one of its crawls, so many seconds after the first crawl began."""
    with stage.start("schedule") as timer:
        wait_for(lambda: stage.all("SELECT count(*) FROM runs")[0][0])
        clock.sleep(wait)
        crawls = crawls_of(timer.pid)
        if whom == "crawl" and crawls:
            with suppress(ProcessLookupError):
                os.kill(crawls[0], signal.SIGKILL)
            clock.sleep(0.5)
            timer.send_signal(signal.SIGTERM)
            assert timer.wait(40) == 0
        else:
            timer.kill()
    if whom == "timer":
        clock.sleep(ORPHAN_GRACE + 0.5)
