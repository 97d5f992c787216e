"""What a poll that finds nothing new costs, and what 150 outlets on their adaptive schedule take of one core.

    python benchmarks/timer_cost.py [--polls 60]

A press that stands still is crawled once; then its outlets are made due again and again, and the CPU time of the timer, of the process that
crawls are forked from and of all crawls is read from /proc. The press itself is a process of its own and does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import update

from storage.tables import feeds, urls
from warraq import clock

if TYPE_CHECKING:
    from warraq.timer.timer import Timer

START: Final = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
OUTLETS: Final = ("marfa", "qafila", "sahelfm", "elwadi", "hasad", "furatain")
POLLS_A_DAY: Final = {"no news at all": 4.4, "12 articles each": 12.1, "50 articles each": 48.4}
"""Polls of one feed a day, from `benchmarks/polling.py`."""
WATCHED: Final = 150


def cpu_seconds() -> float:
    """CPU time of this process and of its children, theirs that have ended included."""
    ticks = 0
    for pid in (os.getpid(), *_children(os.getpid())):
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:13] if pid == os.getpid() else fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    return [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text("ascii").split()]


def set_up(folder: Path) -> None:
    """Lets this process and its crawls live in the folder."""
    os.environ |= {
        "WARRAQ_DATABASE_URL": f"sqlite:///{folder / 'store.db'}",
        "WARRAQ_OUTLETS": str(folder / "outlets"),
        "WARRAQ_WATCHED": ",".join(OUTLETS),
        "WARRAQ_HOSTS": "*.test=127.0.0.1",
        "WARRAQ_DELAY": "0",
        "WARRAQ_LOG_LEVEL": "ERROR",
        "WARRAQ_RECHECK_HOURS": "",
        "SCRAPY_SETTINGS_MODULE": "warraq.settings",
    }


def crawl_all(timer: Timer, least: int) -> None:
    """Ticks until so many crawls have ended."""
    while len(timer.states) < least:
        timer.tick()
        clock.sleep(0.02)


def measure(timer: Timer, polls: int) -> float:
    """CPU seconds of one poll with nothing new."""
    crawl_all(timer, len(OUTLETS))
    before, done = cpu_seconds(), len(timer.states)
    for _ in range(polls // len(OUTLETS)):
        clock.shift(clock.now() + timedelta(hours=1))
        with timer.store.write() as connection:
            connection.execute(update(feeds).values(next_due_at=clock.now()))
            connection.execute(update(urls).values(next_check_at=None))
        crawl_all(timer, len(timer.states) + len(OUTLETS))
    return (cpu_seconds() - before) / (len(timer.states) - done)


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--polls", type=int, default=60)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="warraq-cost-"))
    port = 18099
    command = [
        sys.executable,
        "-m",
        "warraq.newsroom",
        "--port",
        str(port),
        "--now",
        START.isoformat(),
        "--write-outlets",
        folder / "outlets",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as press:
        try:
            assert press.stdout
            press.stdout.readline()
            clock.shift(START)
            set_up(folder)
            from warraq import config
            from warraq.timer.timer import Timer

            timer = Timer(config.load())
            poll = measure(timer, options.polls)
            with timer.store.read() as connection:
                articles = connection.exec_driver_sql("SELECT count(*) FROM articles").scalar()
            timer.close()
        finally:
            press.terminate()
    share = {day: f"{WATCHED * polls * poll / 86_400:.1%}" for day, polls in POLLS_A_DAY.items()}
    print(
        json.dumps({"articles": articles, "CPU seconds a poll": round(poll, 3), f"share of a core for {WATCHED} outlets": share}, indent=1)
    )


if __name__ == "__main__":
    main()
