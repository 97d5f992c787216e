"""The store's daily chores: when they are due, what they leave behind, and that they are entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.engine import file_of
from storage.timing import events
from storage.upkeep import chores
from storage.upkeep.info import info
from warraq import clock

if TYPE_CHECKING:
    from conftest import Desk

AT = time(0, 30)
REPORT = " ".join(f"كلمة{number}" for number in range(60))


@pytest.mark.parametrize(
    ("done", "now", "due"),
    [
        pytest.param(None, "2026-03-09T13:00", False, id="not before the first night"),
        pytest.param(None, "2026-03-10T00:29", False, id="not before its time"),
        pytest.param(None, "2026-03-10T00:30", True, id="at its time"),
        pytest.param(None, "2026-03-12T12:00", True, id="late, when nobody was there at its time"),
        pytest.param("2026-03-10T00:31", "2026-03-10T23:59", False, id="once a day"),
        pytest.param("2026-03-10T12:00", "2026-03-11T00:30", True, id="at its time again, though it was late the day before"),
        pytest.param("2026-03-08T00:31", "2026-03-09T00:29", False, id="not a minute early"),
    ],
)
def test_chores_are_due_once_a_day(desk: Desk, done: str | None, now: str, due: bool) -> None:
    desk.start()
    with desk.store.write() as connection:
        if done:
            events.record(connection, chores.KIND, instant(done), detail="")
        assert chores.is_due(connection, instant(now), AT) is due


def instant(shown: str) -> datetime:
    return datetime.fromisoformat(shown).replace(tzinfo=UTC)


def test_an_empty_store_has_no_chores(desk: Desk) -> None:
    with desk.store.read() as connection:
        assert not chores.is_due(connection, desk.now + timedelta(days=9), AT)


def test_chores_settle_stories_and_are_entered(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT), article("2", REPORT + " أيضا", outlet="wakala"))
    done = chores.do(desk.store, story_days=30)
    assert desk.all("SELECT count(*) FROM dedup_prints WHERE settled") == [(2,)]
    assert desk.all("SELECT count(DISTINCT story_id) FROM articles") == [(1,)]
    assert done.detail.startswith("2 articles looked at again, 0 fingerprints forgotten, in ")
    told = info(desk.store.url)
    assert (told.chores_at, told.chores) == (done.at, done.detail)
    assert chores.do(desk.store, story_days=30).detail.startswith("0 articles")


def test_old_fingerprints_are_forgotten_unless_they_are_new_in_the_store(desk: Desk, article: Any) -> None:
    """An archive's articles are old when they come: their copies may come on the next days."""
    desk.start()
    old = clock.now() - timedelta(days=30 + chores.LATE_DAYS + 2)
    desk.write(*(replace(article(path, f"{REPORT} {path}"), published_at=old, fetched_at=old) for path in ("old", "archived")))
    with desk.store.write() as connection:
        connection.execute(
            text("UPDATE dedup_prints SET kept_since = NULL WHERE article_id = (SELECT id FROM articles WHERE url LIKE '%/old')")
        )
    assert " 1 fingerprints forgotten" in chores.do(desk.store, story_days=30).detail
    assert desk.all("SELECT url FROM articles JOIN dedup_prints ON article_id = id") == [("https://nahar.test/archived",)]
    assert desk.all("SELECT count(DISTINCT article_id) FROM dedup_postings") == [(1,)]


def test_the_log_of_a_sqlite_store_is_written_back(desk: Desk, article: Any) -> None:
    path = file_of(desk.store.address)
    if path is None:
        pytest.skip("PostgreSQL does so by itself")
    desk.start()
    desk.write(*(article(str(number), f"{REPORT} {number}" * 20) for number in range(20)))
    log = path.with_name(path.name + "-wal")
    before = log.stat().st_size
    chores.do(desk.store, story_days=30)
    assert log.stat().st_size < before
