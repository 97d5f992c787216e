"""Crawls and other work that do not behave, for processes of their own."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warraq.crawl.child import Job


def block(job: Job) -> int:
    """Never comes back and does not hear that it is to end, as a C call in the reactor."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Event().wait()
    return 0


def loop(job: Job) -> int:
    """Works for ever, and ends when it is told to."""
    signal.signal(signal.SIGTERM, lambda *_: exit_now())
    while True:
        threading.Event().wait(0.01)


def exit_now() -> None:
    raise SystemExit(0)


def leak(job: Job) -> int:
    """Takes memory until there is no more."""
    kept = []
    while True:
        kept.append(bytearray(2**24))


def dawdle() -> int:
    """Work of no crawl that takes for ever."""
    threading.Event().wait()
    return 0


def fail() -> int:
    """Work of no crawl that fails at once."""
    return 1
