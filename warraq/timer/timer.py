"""The timer: what is due, claim it, run it in a process of its own, record it.

What is due, who may run it and what came of it stands in the store; APScheduler only ticks. So any number of timers may share a store, and
whatever ends one of them costs at most the batches in the hands of its crawls.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from storage.query.watched import own_schedules, watched_outlets
from storage.store import Store
from storage.timing import bad_files, claims, due, events, timers
from storage.timing.clock_set_back import pull_back
from storage.timing.leases import LEASE_SECONDS
from storage.watch import health
from warraq import clock, outlet_files
from warraq.errors import HostTakenError, LeaseTakenError, UsageError
from warraq.timer import telling
from warraq.timer.chores import DailyChores
from warraq.timer.metrics import serve
from warraq.timer.process import Child, Job, preloaded_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.timing.due import Due
    from warraq.config import Config

logger = logging.getLogger("warraq.timer")

SYNC_SECONDS: Final = 300.0
"""Between two readings of the outlet files."""


class Timer:
    """Crawls what is due, a few outlets at a time. `tick` does what there is to do and returns at once."""

    def __init__(self, settings: Config) -> None:
        """Opens the store and reads the outlet files; raises StoreError or an error of the files."""
        self.settings = settings
        self.store = Store.open(settings.database_url)
        self.started_at = clock.now()
        self.owner = f"timer {socket.gethostname()} process {os.getpid()}"
        self.children: dict[str, Child] = {}
        self.states: list[str] = []
        """How the crawls so far ended: finished, failed, killed or taken over."""
        self._looked = -math.inf
        self._context = preloaded_context()
        self.chores = DailyChores(self.store, settings, self.owner, self._context)
        self._observe: Callable[[float], None] = lambda seconds: None
        self.sync()

    def sync(self) -> None:
        """Brings the store in line with the outlet files; bad ones are told, in the log and as conditions."""
        self.outlets = {outlet.name: outlet for outlet in watched_outlets(self.settings.watched)}
        schedules = own_schedules(self.settings.schedules)
        self._synced = clock.monotonic()
        loaded = outlet_files.load()
        self.off = {outlet.name for outlet in loaded.crawled if not outlet.enabled}
        with self.store.write() as connection:
            due.sync_schedules(connection, self.outlets.values(), clock.now(), schedules)
            bad_files.record(connection, loaded.problems, clock.now())

    def _sync_again(self) -> None:
        """Reads the outlet files anew from time to time; where a folder or a watched outlet is gone it goes on with what it knows."""
        if clock.monotonic() - self._synced <= SYNC_SECONDS:
            return
        self._synced = clock.monotonic()
        try:
            self.sync()
        except UsageError as error:
            logger.error("%s; the outlets stay as they were", error)

    def tick(self) -> None:
        """Settles crawls that ended, ends those that take too long, closes lost ones and starts what is due."""
        self.settle()
        self.stop_overdue()
        self._sync_again()
        self._look_around()
        self.start(self.due())
        self.chores.tick()

    def _look_around(self) -> None:
        """Shows that this timer is at work, and closes the runs of crawls and timers that are gone."""
        if clock.monotonic() - self._looked < timers.LIFE_SECONDS / 3:
            return
        self._looked = clock.monotonic()
        with self.store.write() as connection:
            timers.show_life(connection, self.owner, clock.now())
            for name in due.reap(connection, clock.now()):
                logger.warning("%s: its crawl ended without a word, or froze; it is run again", name)
                if name in self.children:
                    self.children[name].stop(self.settings.grace, "it showed no sign of life")

    def due(self) -> list[Due]:
        """What is due and not being crawled by this timer."""
        with self.store.read() as connection:
            found = due.due_outlets(connection, self.outlets, clock.now(), self.started_at)
        return [one for one in found if one.outlet not in self.children]

    def start(self, wanted: list[Due]) -> list[Due]:
        """Starts as many as there is room for; returns those that wait for room or for a host that another outlet's crawl holds."""
        waiting = []
        for one in wanted:
            if len(self.children) >= self.settings.crawls or not self._started(one):
                waiting.append(one)
        return waiting

    def _started(self, one: Due) -> bool:
        """Claims the outlet and starts its crawl; False where one of its hosts is being crawled."""
        outlet, now = self.outlets[one.outlet], clock.now()
        try:
            with self.store.write() as connection:
                claim = due.claim_due(connection, outlet, one, self.owner, now, LEASE_SECONDS)
        except HostTakenError:
            return False
        except LeaseTakenError as error:
            logger.debug("%s", error)
            return True
        logger.info("%s: %s, due %s", one.outlet, one.trigger, one.due_at.isoformat(timespec="seconds"))
        job = Job(claim, one.trigger, dict(os.environ), self.settings.crawl_memory_mb * 2**20)
        self.children[one.outlet] = Child(job, self._context)
        return True

    def settle(self, *, wanted: bool = False) -> None:
        """Records what came of the crawls whose processes have ended; `wanted`: this timer ended them to end itself."""
        for name, child in [(name, child) for name, child in self.children.items() if not child.alive]:
            del self.children[name]
            self._observe(child.age)
            code = child.close()
            with self.store.write() as connection:
                state = due.settle_finished(connection, child.claim, clock.now(), _why(code, child), wanted=wanted)
            self.states.append(state)
            if state != "finished":
                logger.warning("%s: run %d %s: %s", name, child.claim.run_id, state, _why(code, child))

    def stop_overdue(self) -> None:
        """Ends crawls that outlast their time; what can end by itself has done so before."""
        longest = self.settings.crawl_seconds + self.settings.grace
        for child in self.children.values():
            if child.stopped is not None or child.age > longest:
                child.stop(self.settings.grace, f"it took longer than {longest:.0f} s")

    def outlive(self, moved: float) -> None:
        """After the clock was set by so many seconds: what waits or is held for a time of the clock before is set right.

        Set forward, it would look as if the leases of crawls that live had run out.
        """
        now = clock.now()
        with self.store.write() as connection:
            events.record(connection, "clock-jump", now, detail=f"the clock was set by {moved:+.0f} s")
            for child in list(self.children.values()):  # a tick may be starting or settling others
                claims.renew(connection, child.claim, now, LEASE_SECONDS)
            if moved < 0:
                self.started_at = min(self.started_at, now)
                pull_back(connection, now, LEASE_SECONDS, (*self.settings.rechecks, *self.settings.looks))

    def look_after(self) -> None:
        """Judges the outlets, and records what began and what is over; `tell` tells of it.

        Judging reads the articles of weeks; it holds no lock, so that crawls go on writing.
        """
        with self.store.read() as connection:
            judged = health.health(connection, clock.now(), self.settings.crawl_seconds, {*self.outlets, *self.off}, self.off)
        with self.store.write() as connection:
            health.record(connection, judged, clock.now())

    def tell(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Tells the targets what nobody was told of; `stopped`: True ends it."""
        telling.tell(self.store, self.settings, self.owner, stopped=stopped)

    @contextmanager
    def metrics(self) -> Iterator[None]:
        """Serves metrics meanwhile, if a port is set for them."""
        if not self.settings.metrics_port:
            yield
            return
        self._observe, end = serve(self.store, self.outlets, self.settings.metrics_port)
        try:
            yield
        finally:
            end()

    def close(self) -> None:
        """Ends all crawls, at first by asking, and closes the store. What they had not come to is due again."""
        while self.children:
            for child in self.children.values():
                child.stop(self.settings.grace, "the timer ended")
            self.settle(wanted=True)
            clock.sleep(0.05 * clock.rate())
        self.chores.close()
        with self.store.write() as connection:
            timers.leave(connection, self.owner)
        self.store.close()


def _why(code: int | None, child: Child) -> str:
    """Why its run was not closed by the crawl itself."""
    if child.stopped is not None:
        return f"ended by the timer: {child.why}" + (" and did not end when it was asked to" if code == -signal.SIGKILL else "")
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with {code}"
