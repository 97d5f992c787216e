"""Runs the timer: until it is told to end, or once for what is due now."""

from __future__ import annotations

import logging
import os
import signal
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from storage.timing import due, timers
from warraq import clock, config
from warraq.crawl.log import make_visible
from warraq.ends import END_SIGNALS
from warraq.errors import StoreError
from warraq.timer.json_log import use_json
from warraq.timer.jumps import Jumps
from warraq.timer.timer import Timer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from warraq.config import Config

logger = logging.getLogger("warraq.timer")

WATCH_SECONDS: Final = 1.0
"""Between two looks at the clock."""
TELL_SECONDS: Final = 60.0
"""Between two turns of telling."""


def run(settings: Config) -> int:
    """Ticks until SIGTERM, SIGHUP or Ctrl-C, which may come while it starts; returns the exit code."""
    with _stopping() as stop:
        timer = Timer(settings)
        _tick_until(stop, timer, settings)
    logger.warning("the timer ended as told; what its crawls had stored stays, and what they had not come to is due again when it starts")
    return 0


def _tick_until(stop: threading.Event, timer: Timer, settings: Config) -> None:
    from apscheduler.schedulers.background import BackgroundScheduler

    _tell_of_others(timer)
    # Grace None and coalesce: a tick that comes late is still a tick, and many that were missed are one.
    ticking = BackgroundScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    work: tuple[tuple[Callable[[], None], float], ...] = (
        (timer.tick, settings.tick),
        (timer.look_after, settings.health_seconds),
        (partial(timer.tell, stop.is_set), TELL_SECONDS),
    )
    paces = [(one, seconds / clock.rate()) for one, seconds in work]
    jobs = [(ticking.add_job(_guarded, "interval", [one], seconds=seconds), seconds) for one, seconds in paces]
    with timer.metrics():
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
    with _stopping() as stop:
        timer = Timer(settings)
        with timer.store.write() as connection:
            due.reap(connection, clock.now())
        waiting = timer.due()
        while (waiting or timer.children) and not stop.is_set():
            timer.settle()
            timer.stop_overdue()
            waiting = timer.start(waiting)
            stop.wait(0.05)
        _do_chores(timer, stop)
        _guarded(partial(timer.tell, stop.is_set))
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
    """An event that SIGTERM, SIGHUP and Ctrl-C set; a second one ends the process at once, and the crawls with it."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    heard = [number for number in END_SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(*, once: bool = False) -> int:
    """`warraq schedule`: returns the exit code."""
    settings = config.load()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    make_visible()
    if settings.log_json:
        use_json()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    return run_once(settings) if once else run(settings)
