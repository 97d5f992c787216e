"""Every end is an end: Ctrl-C, SIGTERM and SIGHUP unwind a command, so that it closes its run and says how to go on."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

END_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that end a command in order; one that is ignored when it starts (`nohup`) stays ignored."""

TOLD_AGAIN_SECONDS: Final = 2.0
"""After which an end is told again: one that arrives inside a library's callback or finalizer is swallowed there."""


class Interrupted(BaseException):
    """The process was told to end (Ctrl-C, SIGTERM, SIGHUP). No Exception, so that nothing takes it for a fault and goes on."""

    exit_code: ClassVar[int] = 3

    def __init__(self, name: str) -> None:
        super().__init__(f"ended by {name}")
        self.words = ""
        """What is stored and how to go on, set by who knows."""


def watch() -> None:
    """Lets the signals that end a process raise Interrupted; a second one ends it at once. What is ignored (`nohup`) stays ignored."""
    for number in END_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


class _Held:
    """Whether an end has to wait, and the one that does."""

    waits = False
    told: str | None = None


def _interrupt(number: int, frame: FrameType | None) -> None:
    for other in END_SIGNALS:
        if signal.getsignal(other) is _interrupt:
            signal.signal(other, _leave)
    name = signal.Signals(number).name
    if _Held.waits:
        _Held.told = name
        return

    def again(number: int, frame: FrameType | None) -> None:
        raise Interrupted(name)

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, TOLD_AGAIN_SECONDS, TOLD_AGAIN_SECONDS)
    raise Interrupted(name)


@contextmanager
def heard() -> Iterator[None]:
    """Around the work itself, inside of what closes it: once the end has come out of it, the closing is not disturbed."""
    try:
        yield
    except Interrupted:
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around one transaction: an end that is told meanwhile comes behind it. Raised within, it could leave our own lock on the store."""
    _Held.waits = True
    try:
        yield
    finally:
        _Held.waits = False
    if _Held.told:
        name, _Held.told = _Held.told, None
        raise Interrupted(name)


def _leave(number: int, frame: FrameType | None) -> None:
    os._exit(128 + number)


@contextmanager
def saying(words: Callable[[], str]) -> Iterator[None]:
    """What is said of the work inside where it is interrupted: what is stored, and how to go on."""
    try:
        yield
    except Interrupted as end:
        signal.setitimer(signal.ITIMER_REAL, 0)
        end.words = end.words or words()
        raise
