"""What a poll's process loads itself: next to nothing, as it is forked from one that has imported what crawls need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.store import Store
from tests.scheduler import misbehaving
from tests.scheduler.loop import end_forkserver
from tests.scheduler.stage import NOW, Stage, wait_for
from warraq import clock, config
from warraq.newsroom import Newsroom
from warraq.timer import timer as timing
from warraq.timer.process import Child
from warraq.timer.timer import Timer

if TYPE_CHECKING:
    from pathlib import Path

THEIR_OWN = ("warraq.settings", "spiders.custom", "twisted.internet.reactor", "encodings.")
"""What a crawl must load itself: its settings, the spiders with code that they name, its reactor, and codecs as pages need them."""


def poll(timer: Timer) -> None:
    """Crawls what is due now, to its end."""
    timer.start(timer.due())

    def ended() -> bool:
        timer.settle()
        return not timer.children

    wait_for(ended)


@pytest.mark.long
def test_a_poll_with_nothing_new_loads_no_module_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Newsroom(now=NOW, seed=3) as room:
        room.write_outlets(tmp_path / "outlets")
        stage = Stage(room, tmp_path, f"sqlite:///{tmp_path}/store.db", ("marfa",))
        Store.open(stage.url).close()
        for name, value in {**stage.environment, "SCRAPY_SETTINGS_MODULE": "warraq.settings"}.items():
            monkeypatch.setenv(name, value)
        config.load.cache_clear()
        clock.shift(NOW)
        monkeypatch.setattr(timing, "Child", lambda job, context: Child(job, context, misbehaving.note_modules))
        timer = Timer(config.load())
        try:
            poll(timer)
            clock.shift(NOW.replace(hour=18))
            (tmp_path / "loaded").unlink()
            poll(timer)
        finally:
            timer.close()
            end_forkserver()
            config.load.cache_clear()
    loaded = (tmp_path / "loaded").read_text("utf-8").split()
    assert [name for name in loaded if not name.startswith(THEIR_OWN)] == []
