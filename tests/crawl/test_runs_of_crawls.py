"""A crawl's run: the same rows from both commands, edits and vanishing noticed, nothing lost to a kill."""

from __future__ import annotations

import json
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from warraq import clock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crawl.desk import Desk

# Not the extractor: pages come in any order, and a layout learned from the first ones reads those after them.
SAME = (
    "SELECT url, outcome, reason, guid, lastmod, state FROM urls ORDER BY url",
    "SELECT url, title, body, byline, published_at, published_day, published_raw, text_hash FROM articles ORDER BY url",
    "SELECT a.url, s.role, s.name, s.quote, s.rule FROM attributions s JOIN articles a ON a.id = s.article_id ORDER BY a.url, s.id",
    'SELECT outlet_id, "trigger", state, outcome, found, new, rejected FROM runs',
    "SELECT url, etag, last_modified, body_hash FROM feeds ORDER BY url",
    "SELECT url, final_url, status, encoding, body_sha256 FROM pages ORDER BY url",
)


@pytest.mark.long
def test_both_commands_leave_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    desk.run("warraq", "crawl", "sahelfm")
    ours = [desk.query(sql) for sql in SAME]
    desk.url = f"sqlite:///{tmp_path / 'other.db'}"
    desk.run("scrapy", "crawl", "sahelfm")
    assert [desk.query(sql) for sql in SAME] == ours
    assert len(ours[1]) > 5


def test_whom_an_article_names_is_known_before_it_was_ever_crawled(desk: Desk) -> None:
    desk.run("warraq", "crawl", "alnakheel")
    named = desk.query(
        "SELECT s.role, s.name, o.name AS slug FROM attributions s LEFT JOIN outlets o ON o.id = s.outlet_id WHERE s.role != 'published'"
    )
    slugs = {(row["role"], row["name"]): row["slug"] for row in named}
    assert slugs["credited", "نوارس"] == "nawaris"
    assert slugs["cited", "أطلس بريس"] == "atlaspress"
    assert None not in slugs.values()
    looked_at = "SELECT DISTINCT o.name FROM feeds f JOIN outlets o ON o.id = f.outlet_id"
    assert desk.query(looked_at) == [{"name": "alnakheel"}]


@pytest.mark.long
def test_an_edit_becomes_a_revision_and_a_withdrawn_page_has_vanished(desk: Desk) -> None:
    desk.run("warraq", "crawl", "sawtaldelta", "alnakheel", "nawaris")
    desk.room.press.advance(timedelta(hours=6))
    desk.now += timedelta(hours=6)
    desk.run("warraq", "crawl", "sawtaldelta", "alnakheel", "nawaris")
    changed = desk.query("SELECT a.body AS body, r.body AS old, r.changed FROM revisions r JOIN articles a ON a.id = r.article_id")
    vanished = desk.query(
        "SELECT a.body, u.outcome, u.reason FROM articles a JOIN urls u ON u.article_id = a.id WHERE a.vanished_at IS NOT NULL"
    )
    assert changed
    assert all(row["body"] != row["old"] and "body" in row["changed"] for row in changed)
    assert vanished
    assert all(row["body"] and (row["outcome"], row["reason"]) == ("skipped", "gone") for row in vanished)


@pytest.mark.long
def test_max_items_leaves_the_rest_for_the_next_run(desk: Desk) -> None:
    first = json.loads(desk.run("warraq", "crawl", "sahelfm", "--max-items", "3", "--json").stdout)[0]
    assert (first["new"], first["skipped"]) == (3, first["found"] - 3)
    desk.now += timedelta(minutes=1)
    second = json.loads(desk.run("warraq", "crawl", "sahelfm", "--json").stdout)[0]
    assert second["new"] == first["skipped"]


def test_a_dry_run_tells_what_it_would_fetch_and_stores_nothing(desk: Desk) -> None:
    would = json.loads(desk.run("warraq", "crawl", "sahelfm", "--dry-run", "--json").stdout)
    assert len(would) > 5
    assert not [hit for hit in desk.room.requests.hits("sahelfm.test") if hit.path not in ("/robots.txt", "/feed.json")]
    assert desk.query("SELECT count(*) AS n FROM urls") == [{"n": 0}]
    assert desk.query("SELECT count(*) AS n FROM runs") == [{"n": 0}]


@pytest.mark.long
def test_ctrl_c_stores_what_was_read_and_closes_the_run(desk: Desk) -> None:
    desk.room.press.set_fault("sawtaldelta", "slow")
    crawl = desk.start("warraq", "crawl", "sawtaldelta")
    wait_for(lambda: desk.room.requests.count("sawtaldelta.test") > 5)
    crawl.send_signal(signal.SIGINT)
    assert crawl.wait(timeout=30) == 3
    (run,) = desk.query("SELECT * FROM runs")
    assert (run["state"], run["outcome"], run["pending"]) == ("finished", "cut-short", 0)
    assert run["new"] > 0
    assert run["skipped"] > 0


def wait_for(condition: object) -> None:
    """Waits until the condition holds; fails after half a minute."""
    assert callable(condition)
    deadline = clock.monotonic() + 30
    while not condition():
        assert clock.monotonic() < deadline
        clock.sleep(0.05)
