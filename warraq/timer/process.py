"""A crawl, or other work of the timer, as a process of its own: from a preloaded one, bounded in memory, ended when its parent is gone."""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection as Pipe
    from multiprocessing.context import ForkServerContext

    from storage.timing.claims import Claim

PRELOADED: Final = ("warraq.timer.preload",)
ORPHAN_GRACE: Final = 2.0
"""Seconds that a crawl has to end by itself after its parent died."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a crawl process is told."""

    claim: Claim
    trigger: str
    environment: dict[str, str] = field(repr=False)
    """The parent's variables: the process that crawls are forked from may be older than they are."""
    memory_bytes: int
    """Bound on its address space; 0: none."""


class Process:
    """A process of the timer. Ended by `stop`; `alive` and `close` tell how it stands."""

    def __init__(
        self,
        name: str,
        context: ForkServerContext,
        body: Callable[..., int],
        environment: dict[str, str],
        *arguments: object,
        memory_bytes: int = 0,
    ) -> None:
        """Starts it. The pipe's far end closes with this process, however it ends. `body` does the work and returns the exit code."""
        self.started = clock.monotonic()
        self.stopped: float | None = None
        """`clock.monotonic()` when it was first told to end."""
        self.why = ""
        """Why it was told to, in words."""
        mine, theirs = context.Pipe(duplex=False)
        self._lifeline = theirs
        given = (environment, memory_bytes, mine, body, arguments)
        self.process = context.Process(target=_main, args=given, name=name, daemon=True)
        self.process.start()
        mine.close()

    @property
    def age(self) -> float:
        """Seconds since its start, of `warraq.clock`."""
        return clock.monotonic() - self.started

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def stop(self, grace: float, why: str = "") -> None:
        """Asks it to end and, `grace` seconds after it was first asked, ends it; to be called again until it is gone."""
        if self.stopped is None:
            self.stopped, self.why = clock.monotonic(), why
            self.process.terminate()
        elif clock.monotonic() - self.stopped >= grace:
            self.process.kill()

    def close(self) -> int | None:
        """Frees what the parent holds of an ended process; returns its exit code, negative for the signal that ended it."""
        self.process.join()
        code = self.process.exitcode
        self._lifeline.close()
        self.process.close()
        return code


class Child(Process):
    """A crawl that runs."""

    def __init__(self, job: Job, context: ForkServerContext, body: Callable[[Job], int] | None = None) -> None:
        """Starts it; `body` does the work, a crawl if none is given."""
        self.claim = job.claim
        super().__init__(f"crawl-{job.claim.outlet}", context, body or crawl, job.environment, job, memory_bytes=job.memory_bytes)


def preloaded_context() -> ForkServerContext:
    """Where processes are forked from one that has imported everything; Linux and macOS have that."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _main(environment: dict[str, str], memory_bytes: int, lifeline: Pipe, body: Callable[..., int], arguments: tuple[object, ...]) -> None:
    """Body of the process."""
    os.environ.clear()
    os.environ.update(environment)
    clock.follow(environment.get(clock.VARIABLE))
    os.setpgrp()  # Ctrl-C in a terminal is the parent's to answer
    threading.Thread(target=_die_with_parent, args=(lifeline,), name="lifeline", daemon=True).start()
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    sys.exit(body(*arguments))


def crawl(job: Job) -> int:
    """Crawls the outlet of the claim in this process; returns the exit code."""
    from warraq import config
    from warraq.crawl.runner import Runner
    from warraq.timer.json_log import use_json

    logging.getLogger("warraq.outlet_files").setLevel(logging.ERROR)  # the timer has told of bad files
    arguments: dict[str, object] = {"trigger": job.trigger, "claim": job.claim}
    runner = Runner([job.claim.outlet], arguments, 1, lambda account: None)
    if config.load().log_json:
        use_json()
    (summary,) = runner.run()
    if summary.outcome == "failed":
        logging.getLogger(__name__).error("%s: %s", summary.outlet, summary.reason)
    return 1 if summary.outcome == "failed" else 0


def _die_with_parent(lifeline: Pipe) -> None:
    """Waits on the pipe for the parent's end, and ends the process within `ORPHAN_GRACE`."""
    with suppress(EOFError, OSError):
        lifeline.recv()
    os.kill(os.getpid(), signal.SIGTERM)
    clock.sleep(ORPHAN_GRACE * clock.rate())
    os.kill(os.getpid(), signal.SIGKILL)
