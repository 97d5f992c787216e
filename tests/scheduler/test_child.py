"""Crawl processes end: when they are told to, when they do not listen, when they take too much, and when their parent is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from storage.timing.claims import Claim
from tests.scheduler import misbehaving
from warraq import clock
from warraq.crawl.summary import Summary
from warraq.timer.process import Child, Job, Process, crawl, preloaded_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import BaseContext


@pytest.fixture(scope="module")
def context() -> Iterator[BaseContext]:
    """Where the processes are forked from; ended with the module."""
    from multiprocessing import forkserver

    yield preloaded_context()
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def job(memory: int = 0) -> Job:
    return Job(Claim("nahar", 1, 1, {"outlet:nahar": 1}), "poll", dict(os.environ), memory)


def end(child: Child, grace: float, most: float) -> int | None:
    """Ends a child as the timer does; fails where that takes longer than `most` seconds."""
    begun = clock.monotonic()
    while child.alive:
        child.stop(grace)
        clock.sleep(0.02)
        assert clock.monotonic() - begun < most
    return child.close()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(misbehaving.loop, 0, id="loops: ends when asked"),
        pytest.param(misbehaving.block, -9, id="blocks: is killed after its grace"),
    ],
)
def test_a_crawl_is_asked_to_end_and_then_ended(context: BaseContext, body: Callable[[Job], int], code: int) -> None:
    child = Child(job(), context, body)
    clock.sleep(0.5)
    assert child.alive
    assert end(child, grace=0.5, most=10) == code


def test_a_crawl_that_leaks_ends_at_its_bound(context: BaseContext) -> None:
    child = Child(job(memory=2**30), context, misbehaving.leak)
    begun = clock.monotonic()
    while child.alive and clock.monotonic() - begun < 20:
        clock.sleep(0.02)
    assert not child.alive
    assert child.close() != 0


def test_a_crawl_begins_in_a_fraction_of_a_second(context: BaseContext) -> None:
    begun = clock.monotonic()
    child = Child(job(), context, misbehaving.leak)
    took = clock.monotonic() - begun
    child.process.kill()
    child.close()
    assert took < 1


PARENT = """
import os, sys
from storage.timing.claims import Claim
from tests.scheduler import misbehaving
from warraq.crawl.summary import Summary
from warraq.timer.process import Child, Job, Process, crawl, preloaded_context

if __name__ == "__main__":
    job = Job(Claim("nahar", 1, 1, {}), "poll", dict(os.environ), 0)
    children = [Child(job, preloaded_context(), body) for body in (misbehaving.block, misbehaving.loop)]
    print(*(child.process.pid for child in children), flush=True)
    sys.stdin.read()
"""


def test_no_crawl_outlives_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert len(pids) == 2
        clock.sleep(0.5)
        parent.kill()
    begun = clock.monotonic()
    while any(alive(pid) for pid in pids):
        assert clock.monotonic() - begun < 6
        clock.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether the process exists and is no corpse."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("outcome", "code"), [("ok", 0), ("empty", 0), ("cut-short", 0), ("failed", 1)])
def test_only_a_crawl_that_failed_ends_with_an_error_which_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, outcome: str, code: int
) -> None:
    given: list[Any] = []

    class Ended:
        """Crawls that have ended with one outcome."""

        def __init__(self, names: list[str], arguments: dict[str, Any], *more: object) -> None:
            given.append((names, arguments))

        def run(self) -> list[Summary]:
            return [Summary("nahar", outcome, "the disk is full")]

    monkeypatch.setattr("warraq.crawl.runner.Runner", Ended)
    told = job()
    assert crawl(told) == code
    assert given == [(["nahar"], {"trigger": "poll", "claim": told.claim})]
    assert ("nahar: the disk is full" in caplog.text) == bool(code)


def test_other_work_is_not_bounded_unless_that_is_asked_for(context: BaseContext) -> None:
    process = Process("free", context, int, dict(os.environ), "7")  # type: ignore[arg-type]
    assert 0 <= process.age < 30
    process.process.join(30)
    assert not process.alive
    assert process.close() == 7
