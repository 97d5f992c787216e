"""The timer: what is due, claim it, run it in a process of its own, record it. `python scheduler.py` is `warraq schedule`.

What is due, who may run it and what came of it stands in the store; APScheduler only ticks. So any number of timers may share a store, and
whatever ends one of them costs at most the batches in the hands of its crawls.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import socket
import sys
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from storage.store import Store
from storage.timing import claims, due, events, timers
from storage.timing.clock_set_back import pull_back
from storage.watch import health
from warraq import clock, config, outlet_files, sending
from warraq.crawl.transactions import LEASE_SECONDS
from warraq.errors import HostTakenError, LeaseTakenError, StoreError, UsageError
from warraq.timer.chores import DailyChores
from warraq.timer.json_log import use_json
from warraq.timer.metrics import serve
from warraq.timer.process import Child, Job, preloaded_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from storage.timing.due import Due
    from warraq.config import Config
    from warraq.outlet import Outlet

logger = logging.getLogger("warraq.timer")

WATCH_SECONDS: Final = 1.0
"""Between two looks at the clock."""
JUMP_SECONDS: Final = 60.0
"""A difference between wall clock and monotonic clock that is no drift."""
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
        """Brings the store in line with the outlet files."""
        self.outlets = {outlet.name: outlet for outlet in _watched(self.settings.watched)}
        self._synced = clock.monotonic()
        with self.store.write() as connection:
            due.sync_schedules(connection, self.outlets.values(), clock.now(), self.settings.schedules)

    def _sync_again(self) -> None:
        """Reads the outlet files anew from time to time; with a bad one among them the timer goes on with what it knows."""
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
        self._stop_overdue()
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

    def _stop_overdue(self) -> None:
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
                pull_back(connection, now, LEASE_SECONDS, self.settings.rechecks)

    def look_after(self) -> None:
        """Judges the outlets, records what began and what is over, and tells the webhook."""
        with self.store.write() as connection:
            judged = health.health(connection, clock.now(), self.settings.crawl_seconds, self.outlets)
            health.record(connection, judged, clock.now())
        if self.settings.webhook:
            sending.tell(self.store, self.settings.webhook, self.owner)

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


def _watched(wanted: Sequence[str]) -> list[Outlet]:
    """The outlets with those names or of those countries, all where none is given; raises UsageError for an unknown name."""
    outlet_files.require([word for word in wanted if not word.isupper()])
    every = outlet_files.all_outlets()
    return [outlet for outlet in every if not wanted or outlet.name in wanted or outlet.country in wanted]


class Jumps:
    """Notices that the wall clock was set: it then parts from the monotonic clock."""

    def __init__(self) -> None:
        self._difference = self._now()

    def look(self) -> float:
        """Seconds that the clock was moved since the last look, negative for back; 0 where it was not."""
        moved = self._now() - self._difference
        if abs(moved) < JUMP_SECONDS:
            return 0.0
        self._difference += moved
        return moved

    @staticmethod
    def _now() -> float:
        return clock.now().timestamp() - clock.monotonic()


def run(settings: Config) -> int:
    """Ticks until SIGTERM or Ctrl-C; returns the exit code."""
    from apscheduler.schedulers.background import BackgroundScheduler

    timer = Timer(settings)
    _tell_of_others(timer)
    # Grace None and coalesce: a tick that comes late is still a tick, and many that were missed are one.
    ticking = BackgroundScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    work = ((timer.tick, settings.tick / clock.rate()), (timer.look_after, settings.health_seconds / clock.rate()))
    jobs = [(ticking.add_job(_guarded, "interval", [one], seconds=seconds), seconds) for one, seconds in work]
    with _stopping() as stop, timer.metrics():
        ticking.start()
        jumps = Jumps()
        while not stop.wait(WATCH_SECONDS / clock.rate()):
            if moved := jumps.look():
                logger.warning("the clock was set by %+.0f s", moved)
                _guarded(partial(timer.outlive, moved))
                for job, seconds in jobs:  # they wait for a time on the wall
                    job.reschedule("interval", seconds=seconds)
        ticking.shutdown(wait=True)
        timer.close()
    return 0


def _tell_of_others(timer: Timer) -> None:
    with timer.store.read() as connection:
        for other in timers.at_work(connection, clock.now()):
            logger.warning("%s is at work on this store too; they share the work", other)


def _guarded(work: Callable[[], None]) -> None:
    """Does what is to be done regularly; a store that fails now may work again next time."""
    try:
        work()
    except StoreError as error:
        logger.error("%s", error)


def run_once(settings: Config) -> int:
    """Crawls what is due now and returns the exit code: 1 where a crawl failed or was killed, 3 where it was interrupted, else 0."""
    timer = Timer(settings)
    with _stopping() as stop:
        with timer.store.write() as connection:
            due.reap(connection, clock.now())
        waiting = timer.due()
        while (waiting or timer.children) and not stop.is_set():
            timer.settle()
            timer._stop_overdue()
            waiting = timer.start(waiting)
            stop.wait(0.05)
        _do_chores(timer, stop)
        cut_short = bool(waiting or timer.children)
        timer.close()
    return 3 if cut_short else 1 if set(timer.states) & {"failed", "killed"} else 0


def _do_chores(timer: Timer, stop: threading.Event) -> None:
    """Has them done, when due, before it ends."""
    timer.chores.tick()
    while timer.chores.at_work and not stop.wait(0.05):
        timer.chores.tick()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; a second one ends the process at once, and the crawls with it."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(*, once: bool = False) -> int:
    """`warraq schedule`: returns the exit code."""
    settings = config.load()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if settings.log_json:
        use_json()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    return run_once(settings) if once else run(settings)


if __name__ == "__main__":
    sys.argv.insert(1, "schedule")
    from warraq.cli import main as command

    command()
