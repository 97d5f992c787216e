"""kill -9 of the timer and of a crawl at random points: nothing is lost and nothing doubled.

Each point takes some seconds, so they are run when asked for: `KILL_POINTS=20 pytest tests/scheduler/test_kills.py`.
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
from warraq.crawl.child import ORPHAN_GRACE
from warraq.newsroom import Newsroom

if TYPE_CHECKING:
    from pathlib import Path

POINTS = int(os.environ.get("KILL_POINTS", "0"))
WATCHED = ("marfa", "qafila", "sahelfm")


@pytest.mark.skipif(not POINTS, reason="KILL_POINTS names how many points")
@pytest.mark.parametrize("whom", ["timer", "crawl"])
@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_loses_nothing_and_doubles_nothing(tmp_path: Path, whom: str, point: int) -> None:
    wait = random.Random(f"{whom}{point}").uniform(0, 5)  # noqa: S311 - any points will do, always the same
    with Newsroom(now=NOW, seed=3, slow_seconds=0.05) as room:
        room.write_outlets(tmp_path / "outlets")
        stage = Stage(room, tmp_path, f"sqlite:///{tmp_path}/store.db", WATCHED)
        Store.open(stage.url).close()
        for name in WATCHED:
            room.press.set_fault(name, "slow")
        kill_at(stage, whom, wait)
        for name in WATCHED:
            room.press.set_fault(name, "ok")
        stage.later(minutes=20)
        assert stage.once() in (0, 3)
        assert stage.all("SELECT count(*) FROM urls WHERE state != 'done'") == [(0,)]
        assert stage.all("PRAGMA integrity_check") == [("ok",)]
        assert stage.all("SELECT key FROM leases WHERE owner IS NOT NULL AND key NOT LIKE 'timer:%'") == []
        feeds = sum(min(len(room.press.slots(name)), room.press.profiles[name].feed_size) for name in WATCHED)
        assert stage.stored() >= 0.9 * feeds


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
    clock.sleep(ORPHAN_GRACE + 0.5)
