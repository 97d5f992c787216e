"""Several processes write copies of the same texts at once, and some are killed: no story is split for good, and none waits for ever.

`STORY_TEXTS=200 pytest tests/storage/test_stories_writers.py` does it with so many texts; by default with a few.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from storage.stories.join import Stories

if TYPE_CHECKING:
    from conftest import Desk

    from storage.store import Store

TEXTS = int(os.environ.get("STORY_TEXTS", "16"))
WRITERS = 4
ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def writer(store: Store, number: int, *, amount: int = TEXTS, until: str = "joined") -> subprocess.Popen[str]:
    """A process that publishes and joins its copy of every text; it says when it is ready, and begins when it reads a line."""
    command = [sys.executable, str(HERE / "story_writer.py"), store.url, str(number), str(amount), until]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}, **pipes)


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def groups(store: Store) -> set[frozenset[str]]:
    """The stories, by the addresses of their articles."""
    with store.read() as connection:
        rows = connection.execute(text("SELECT url, story_id FROM articles")).all()
    return {frozenset(row.url for row in rows if row.story_id == story) for story in {row.story_id for row in rows}}


def wanted(amount: int = TEXTS) -> set[frozenset[str]]:
    """Each text with the copies of all writers."""
    return {frozenset(f"https://nahar.test/t{number}w{writer}" for writer in range(WRITERS)) for number in range(amount)}


@pytest.mark.long
def test_four_processes_at_once_split_no_story(desk: Desk) -> None:
    with ExitStack() as open_ones:
        writers = [open_ones.enter_context(writer(desk.store, number)) for number in range(WRITERS)]
        open_ones.callback(lambda: [each.kill() for each in writers])
        assert [told(each) for each in writers] == ["ready"] * WRITERS
        for each in writers:
            begin(each)
        assert [told(each) for each in writers] == ["joined"] * WRITERS
        assert [each.wait(30) for each in writers] == [0] * WRITERS
    assert groups(desk.store) == wanted()
    Stories(desk.store).settle()
    assert groups(desk.store) == wanted()
    assert desk.all("SELECT count(*) FROM articles WHERE story_state != 'joined'") == [(0,)]
    assert desk.all("SELECT count(*), min(article_count) FROM stories WHERE merged_into IS NULL") == [(TEXTS, WRITERS)]


@pytest.mark.parametrize("after", ["published", "joining"])
def test_what_a_killed_process_published_is_joined_by_the_next(desk: Desk, after: str) -> None:
    """Killed after its articles are committed and before they are joined, or while they are being joined."""
    amount = 12
    with writer(desk.store, 0, amount=amount, until=after) as killed:
        assert told(killed) == "ready"
        begin(killed)
        assert told(killed) == after
        killed.send_signal(signal.SIGKILL)
        assert killed.wait(30) == -signal.SIGKILL
    assert desk.all("SELECT count(*) FROM articles WHERE story_state = 'pending'") == [(amount,)]
    with writer(desk.store, 1, amount=amount) as following:
        assert told(following) == "ready"
        begin(following)
        assert told(following) == "joined"
        assert following.wait(30) == 0
    assert desk.all("SELECT count(*) FROM articles WHERE story_state = 'pending'") == [(0,)]
    assert groups(desk.store) == {frozenset(url for url in story if url.endswith(("w0", "w1"))) for story in wanted(amount)}
