"""kill -9 while articles are joined and while hits are told, with several writers: no hit is lost, none is found or noted twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.stories.join import Stories
from warraq import clock

if TYPE_CHECKING:
    from conftest import Newsdesk

    from tests.hook import Hook

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
AMOUNT = 12


def joiner(desk: Newsdesk, writer: str, until: str = "joined") -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests" / "telling" / "joiner.py"), desk.store.url, writer, str(AMOUNT), until]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_writers_that_are_killed_lose_no_hit_and_find_none_twice(desk: Newsdesk, hook: Hook) -> None:
    desk.watch()
    desk.watch("stories", of="stories")
    with joiner(desk, "killed", "joining") as killed:
        assert said(killed) == "joining"
        killed.send_signal(signal.SIGKILL)
        killed.wait(60)
    assert desk.all("SELECT count(*) FROM watch_hits") == [(0,)]
    writers = [joiner(desk, name) for name in ("a", "b", "c")]
    try:
        assert [said(one) for one in writers] == ["joined"] * 3
    finally:
        for one in writers:
            one.kill()
            one.communicate()
    Stories(desk.store).join()
    stored = 3 * AMOUNT + 1
    assert desk.all("SELECT count(*) FROM articles") == [(stored,)]
    hits = "SELECT count(*), count(DISTINCT article_id) FROM watch_hits WHERE what = 'article'"
    assert desk.all(hits) == [(stored, stored)]
    living = desk.all("SELECT count(*) FROM stories WHERE merged_into IS NULL")
    assert desk.all("SELECT count(*) FROM watch_hits WHERE what = 'story'") == living
    while desk.tell():
        pass
    told = [one for message in hook.heard for one in message.get("hits", [message.get("hit")])]
    assert sorted(one["id"] for one in told) == sorted(row[0] for row in desk.all("SELECT id FROM watch_hits"))


TELLER = """
import sys
from warraq import config
from warraq.timer.telling import tell
from storage.store import Store
settings = config.load()
with Store.open(settings.database_url) as store:
    tell(store, settings, "teller", seconds=600)
"""


def test_who_tells_and_is_killed_repeats_only_the_message_whose_receipt_was_not_noted(desk: Newsdesk, hook: Hook) -> None:
    """Killed while the webhook has the message and has not answered: the next turn sends that one again, under its id."""
    desk.watch()
    desk.bring(3)
    environment = os.environ | {"WARRAQ_DATABASE_URL": desk.store.url, "PYTHONPATH": str(ROOT)}
    environment["WARRAQ_TARGETS"] = f'{{"desk": {{"url": "{hook.url}silent"}}}}'
    with subprocess.Popen([sys.executable, "-c", TELLER], cwd=ROOT, env=environment) as teller:
        begun = clock.monotonic()
        while not hook.calls:
            assert clock.monotonic() - begun < 120
            clock.sleep(0.05)
        teller.send_signal(signal.SIGKILL)
        teller.wait(60)
    assert desk.tell() == {}, "the lease of the killed one still lives"
    desk.later(minutes=3)
    assert desk.tell() == {"desk": 3}
    assert [call.headers["Webhook-Id"] for call in hook.calls] == ["hit-1", "hit-1", "hit-2", "hit-3"]
    assert desk.tell() == {}


def test_an_import_of_ten_thousand_old_articles_under_fifty_watches_tells_nothing(desk: Newsdesk, hook: Hook) -> None:
    for number in range(50):
        desk.watch(f"w{number}", "قمح" if number % 2 else f"المرفأ OR خبر{number}", of="stories" if number % 3 else "articles")
    old = clock.now() - timedelta(days=400)
    for _ in range(20):
        desk.bring(500, published_at=old)
    assert desk.all("SELECT count(*) FROM articles") == [(10_000,)]
    assert desk.all("SELECT count(*) FROM watch_hits") == [(0,)]
    assert desk.tell() == {}
    assert hook.calls == []
