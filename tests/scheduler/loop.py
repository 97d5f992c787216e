"""The timer's own loop in this process, with real crawl processes, while a thread sets its clock and looks at its store."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from storage.store import Store
from tests.scheduler.stage import wait_for
from warraq import clock, config
from warraq.timer import run as timing
from warraq.timer import timer
from warraq.timer.process import Child

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from warraq.timer.process import Job

OUTLET = """
name = "{name}"
title = "صحيفة {name}"
domains = ["{name}.test"]
timezone = "Africa/Cairo"
feeds = ["https://{name}.test/rss"]
evidence = "invented"
"""


class Watched(timer.Timer):
    """A timer that counts its ticks, the times that its clock was set, and the most crawls that it ran at once."""

    ticks = 0
    busy = 0
    """The last tick after which a crawl ran."""
    jumps = 0
    most = 0

    def tick(self) -> None:
        super().tick()
        self.ticks += 1
        self.most = max(self.most, len(self.children))
        self.busy = self.ticks if self.children else self.busy

    def outlive(self, moved: float) -> None:
        super().outlive(moved)
        self.jumps += 1


@dataclass
class Loop:
    """A store, outlets and settings; `live` runs the timer's loop over them."""

    patch: pytest.MonkeyPatch
    folder: Path
    url: str
    timer: Watched | None = None
    failed: list[BaseException] = field(default_factory=list)

    def watch(self, *names: str, schedule: str | None = None) -> None:
        """Writes files for these outlets and has them watched beside those before."""
        folder = self.folder / "outlets" / "int"
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            cron = f'schedule = "{schedule}"\n' if schedule else ""
            (folder / f"{name}.toml").write_text(OUTLET.format(name=name) + cron, encoding="utf-8")
        self.settle("WATCHED", ",".join(sorted(path.stem for path in folder.glob("*.toml"))))

    @property
    def mischief(self) -> Path:
        """Where the spiders that do not behave leave their outlets' names."""
        return self.folder / "mischief"

    def settle(self, name: str, value: str) -> None:
        """Sets one setting."""
        self.patch.setenv(f"WARRAQ_{name}", value)
        config.load.cache_clear()

    def live(
        self,
        now: datetime,
        script: Callable[[], None],
        body: Callable[[Job], int] | None = None,
        when: Callable[[Watched], bool] | None = None,
    ) -> int:
        """Runs the loop from `now` on until the script has run and all is quiet, and ends it with SIGTERM; returns its exit code.

        The script begins when `when` holds, else when all is quiet for the first time. Raises what the script did.
        """
        clock.shift(now)
        self.patch.setattr(timer, "Child", lambda job, context: Child(job, context, body))
        self.patch.setattr(timing, "Timer", self._known)
        thread = threading.Thread(target=self._follow, args=(script, when))
        thread.start()
        code = timing.run(config.load())
        thread.join()
        if self.failed:
            raise self.failed[0]
        return code

    def _known(self, settings: config.Config) -> Watched:
        self.timer = Watched(settings)
        return self.timer

    def _follow(self, script: Callable[[], None], when: Callable[[Watched], bool] | None) -> None:
        try:
            if when:
                wait_for(lambda: self.timer and when(self.timer), 60)
            else:
                self.quiet()
            script()
            self.quiet()
        except BaseException as error:
            self.failed.append(error)
        finally:
            wait_for(lambda: signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTERM)

    def set_clock(self, moment: datetime) -> None:
        """Sets the clock, and waits until the timer has noticed."""
        assert self.timer
        seen = self.timer.jumps
        clock.shift(moment)
        wait_for(lambda: self.timer and self.timer.jumps > seen)

    def at(self, moment: datetime) -> None:
        """Sets the clock, and waits until the timer has done what is due then."""
        self.set_clock(moment)
        self.quiet()

    def quiet(self) -> None:
        """Waits until nothing runs and three ticks found nothing to do."""
        wait_for(lambda: self.timer, 60)
        assert self.timer
        begun = self.timer.ticks
        wait_for(lambda: self.timer and not self.timer.children and self.timer.ticks - max(self.timer.busy, begun) >= 3, 90)

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with Store.open(self.url) as store, store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def slots(self) -> dict[str, list[str]]:
        """When each outlet's runs were due, in UTC."""
        found: dict[str, list[str]] = {}
        for name, due_at in self.all("SELECT o.name, r.due_at FROM runs r JOIN outlets o ON o.id = r.outlet_id ORDER BY r.id"):
            moment = due_at if isinstance(due_at, datetime) else datetime.fromisoformat(due_at)
            found.setdefault(name, []).append(moment.astimezone(UTC).strftime("%d %H:%M"))
        return found


def end_forkserver() -> None:
    """Ends the process that crawls are forked from; it would outlive the tests otherwise."""
    multiprocessing.forkserver._forkserver._stop()  # type: ignore[attr-defined]
