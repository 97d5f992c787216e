"""Crawls and imports while the store under them fails for real: killed at any point, the server restarted, the disk full."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from storage.store import Store
from tests.commands import command
from tests.crawl.desk import NOW, ROOT, open_desk
from tests.own_server import OwnServer, SmallDisk
from tests.storage.flooding import assert_whole, started, stored
from warraq import clock
from warraq.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.crawl.desk import Desk

KILLS = int(os.environ.get("WARRAQ_KILLS", "3"))
"""How often a crawl is killed; more takes its time."""

SUMS = "SELECT id FROM runs WHERE found <> new + updated + duplicate + rejected + failed + skipped + pending"
UNSETTLED = "SELECT url FROM urls WHERE state <> 'done'"


@pytest.fixture(scope="module")
def server(postgres: object) -> Iterator[OwnServer]:
    """Skipped, saying why, where the tests' common server cannot be started either."""
    if os.environ.get("WARRAQ_TEST_POSTGRES_URL"):
        pytest.skip("a server that is given by its address cannot be stopped")
    with OwnServer() as own:
        yield own


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Desk]:
    """A desk before a press whose every answer takes a while."""
    with Newsroom(now=NOW, seed=1, slow_seconds=0.2) as room:
        desk = open_desk(tmp_path, room)
        for name in desk.names:
            room.press.set_fault(name, "slow")
        yield desk


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Ended where the block fails, so that a failure here is none of the tests after it too."""
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def wait_for(condition: Callable[[], bool]) -> None:
    """Waits until the condition holds; fails after two minutes."""
    deadline = clock.monotonic() + 120
    while not condition():
        assert clock.monotonic() < deadline
        clock.sleep(0.02)


def urls_in(desk: Desk) -> set[str]:
    return {row["url"] for row in desk.query("SELECT url FROM articles")}


def hasten(desk: Desk) -> None:
    for name in desk.names:
        desk.room.press.set_fault(name, "ok")


# Killed


def kill_at_random(desk: Desk, names: list[str], dice: random.Random) -> int:
    """Crawls, and kills the crawl between its first request and its last; returns how many of the articles seen before are lost."""
    before = desk.room.requests.count()
    crawl = desk.start("warraq", "crawl", *names)
    pages = dice.randint(1, 12)
    wait_for(lambda: desk.room.requests.count() - before >= pages or crawl.poll() is not None)
    clock.sleep(dice.uniform(0, 0.5))
    seen = urls_in(desk)
    crawl.send_signal(signal.SIGKILL)
    crawl.wait()
    desk.now += timedelta(minutes=5)
    return len(seen - urls_in(desk))


@pytest.mark.long
@pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
def test_a_crawl_killed_at_random_points_loses_nothing_that_was_stored(slow: Desk, store_url: str) -> None:
    slow.url, names, dice = store_url, slow.names[: max(2, KILLS // 2)], random.Random(KILLS)  # noqa: S311 - any points will do
    assert [kill_at_random(slow, names, dice) for _ in range(KILLS)] == [0] * KILLS
    hasten(slow)
    slow.run("warraq", "crawl", *names)
    with Store.open(slow.url) as store:
        assert_whole(store)
    assert slow.query(SUMS) == slow.query(UNSETTLED) == []
    states = [row["state"] for row in slow.query("SELECT state FROM runs")]
    assert "killed" in states
    assert "running" not in states
    stored_once = slow.query("SELECT sum(new) AS new FROM runs")[0]["new"]
    assert stored_once == len(urls_in(slow)) > len(names)


# The server restarted


def restart(server: OwnServer, mode: str) -> None:
    server.stop(mode)
    clock.sleep(0.5)
    server.start()


@pytest.mark.long
def test_a_server_that_restarts_twice_under_a_flood_loses_nothing_acknowledged(server: OwnServer) -> None:
    url = server.database("flooded")
    writer = started(url, "nahar", 1000, 200, batch=20)
    assert writer.stdout
    seen = []
    for mode in ("immediate", "fast"):
        seen += [writer.stdout.readline().strip() for _ in range(60)]
        restart(server, mode)
    rest, errors = writer.communicate(timeout=120)
    assert writer.returncode == 0, errors
    acknowledged = {line for line in [*seen, *rest.split()] if line.startswith("https")}
    with Store.open(url) as store:
        assert acknowledged == stored(store)
        assert len(acknowledged) == 250
        assert_whole(store)


def rows_to_import(amount: int) -> list[str]:
    return [
        json.dumps({"url": f"https://imported.test/{number}", "title": f"خبر {number}", "body": f"نص الخبر رقم {number} من الأرشيف"})
        for number in range(amount)
    ]


@pytest.mark.long
def test_a_server_that_restarts_under_a_crawl_and_an_import_costs_neither_anything(slow: Desk, server: OwnServer) -> None:
    slow.url = server.database("restarted")
    Store.open(slow.url).close()
    names = slow.names[:2]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": slow.environment, "cwd": ROOT}
    rows = rows_to_import(300)
    with (
        ended(subprocess.Popen(command("warraq", "crawl", *names, "--json"), **pipes)) as crawl,
        ended(subprocess.Popen(command("warraq", "import", "-", "--json"), stdin=subprocess.PIPE, **pipes)) as importer,
    ):
        assert importer.stdin
        for mode in ("immediate", "fast"):
            asked = slow.room.requests.count()
            importer.stdin.write("\n".join(rows[:100]) + "\n")
            importer.stdin.flush()
            wait_for(lambda asked=asked: slow.room.requests.count() > asked + 6)  # type: ignore[misc]
            restart(server, mode)
            del rows[:100]
        answers, import_errors = importer.communicate("\n".join(rows), timeout=120)
        lines, crawl_errors = crawl.communicate(timeout=120)
    assert importer.returncode == 0, import_errors
    assert crawl.returncode == 0, crawl_errors
    assert [json.loads(line)["outcome"] for line in answers.splitlines()] == ["new"] * 300
    news = sum(line["new"] for line in json.loads(lines))
    assert len(urls_in(slow)) == 300 + news
    assert news > len(names)
    assert slow.query(SUMS) == slow.query(UNSETTLED) == []
    assert {(row["state"], row["outcome"]) for row in slow.query("SELECT state, outcome FROM runs")} == {("finished", "ok")}


# The disk full

ROOM = 300_000
"""Bytes that are left for a crawl."""


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    small = SmallDisk(40)
    yield small
    small.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url_on_disk(request: pytest.FixtureRequest, disk: SmallDisk) -> Iterator[str]:
    """A store on the small disk: a SQLite file, or a tablespace of a server that sees it."""
    if request.param == "sqlite":
        yield f"sqlite:///{disk.seen_inside}/store.db"
        return
    server: OwnServer = request.getfixturevalue("server")
    server.tablespace("small", disk)
    yield server.database("cramped", "TABLESPACE small")
    server.run("DROP DATABASE cramped WITH (FORCE)", "DROP TABLESPACE small")
    restart(server, "fast")


def crawl_inside(desk: Desk, disk: SmallDisk, *names: str) -> tuple[int, list[dict[str, Any]]]:
    """Crawls where the disk is to be seen; returns the exit code and what is told of each outlet."""
    words = [*disk.inside, *command("warraq", "crawl", *names, "--json")]
    done = subprocess.run(words, env=desk.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    desk.now += timedelta(minutes=5)
    return done.returncode, json.loads(done.stdout)


def seen_from_without(url: str, disk: SmallDisk, folder: Path) -> str:
    """URL of the store, or of a copy where only root may look at the disk."""
    for part in disk.path.glob("store.db*"):
        shutil.copy(part, folder)
    return url if url.startswith("postgresql") else f"sqlite:///{folder}/store.db"


@pytest.mark.long
def test_a_disk_that_fills_up_under_a_crawl_ends_it_and_loses_nothing(
    slow: Desk, url_on_disk: str, disk: SmallDisk, tmp_path: Path
) -> None:
    slow.url, names = url_on_disk, slow.names[:2]
    subprocess.run([*disk.inside, *command("warraq", "db", "upgrade")], env=slow.environment, check=True, capture_output=True, cwd=ROOT)
    disk.fill(but=ROOM)
    code, told = crawl_inside(slow, disk, *names)
    failed = [line["reason"] for line in told if line["outcome"] != "ok"]
    assert code == 1
    assert all("no room is left" in reason for reason in failed)
    slow.url = seen_from_without(url_on_disk, disk, tmp_path)
    before = urls_in(slow)
    disk.free()
    hasten(slow)
    slow.url = url_on_disk
    assert crawl_inside(slow, disk, *names)[0] == 0
    slow.url = seen_from_without(url_on_disk, disk, tmp_path)
    assert before < urls_in(slow)
    assert slow.query(SUMS) == slow.query(UNSETTLED) == []
    with Store.open(slow.url) as store:
        assert_whole(store)
