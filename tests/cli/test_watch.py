"""`warraq watch` and `warraq hits` as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from warraq import clock, config
from warraq.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("WARRAQ_TARGETS", '{"desk": {"url": "http://127.0.0.1:9/"}}')
    config.load.cache_clear()
    clock.shift(NOW)
    yield
    clock.reset()
    config.load.cache_clear()


def run(*arguments: str, code: int = 0) -> Result:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code or (done.exception is not None and getattr(done.exception, "exit_code", 1) == code), done
    return done


def bring(tmp_path: Path, number: int, words: str, published_at: datetime = NOW) -> None:
    row = {"url": f"https://rawi.example/{number}", "title": words, "body": words, "published_at": published_at.isoformat()}
    (tmp_path / "row.jsonl").write_text(json.dumps(row), "utf-8")
    run("import", str(tmp_path / "row.jsonl"))


def test_from_a_watch_to_its_hits(tmp_path: Path) -> None:
    bring(tmp_path, 1, "قمح قديم")
    clock.shift(NOW + timedelta(minutes=1))
    assert "watch wheat tells desk" in run("watch", "add", "wheat", "قمح", "--to", "desk", "--outlets", "1").stderr
    run("watch", "add", "all", "--cited", "رويترز", "--one-per-story", "--digest", "daily")
    assert "1 hits are stored already" in run("watch", "add", "old", "قمح", "--back", "7d").stderr
    run("hits", "--watch", "wheat", code=3)
    bring(tmp_path, 2, "قمح جديد")
    found = json.loads(run("hits", "--watch", "wheat", "--json").stdout)
    assert [(row["watch"], row["article_id"], row["story_id"], row["told_at"]) for row in found] == [("wheat", 2, 2, None)]
    assert {"watch", "article_id", "story_id", "found_at", "told_at"} <= set(found[0])
    listed = {row["name"]: row for row in json.loads(run("watch", "list", "--json").stdout)}
    assert (listed["wheat"]["query"], listed["wheat"]["options"], listed["wheat"]["hits"], listed["wheat"]["untold"]) == (
        "قمح",
        {"outlets": 1},
        1,
        1,
    )
    assert (listed["all"]["of"], listed["all"]["digest"], listed["all"]["target"]) == ("stories", "daily", "log")
    assert "--outlets 1" in run("watch", "list").stdout
    assert "قمح جديد" in run("watch", "show", "wheat").stdout
    assert "1 of its hits had not been told" in run("watch", "remove", "wheat").stderr
    run("watch", "show", "wheat", code=2)


def test_a_pause(tmp_path: Path) -> None:
    run("watch", "add", "wheat", "قمح")
    run("watch", "pause", "wheat")
    bring(tmp_path, 1, "قمح")
    run("watch", "resume", "wheat")
    bring(tmp_path, 2, "قمح ثان")
    assert [row["article_id"] for row in json.loads(run("hits", "--json").stdout)] == [2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("watch", "add", "w", "قمح", "--to", "nobody"), "no target of this name"),
        (("watch", "add", "w"), "no word to look for"),
        (("watch", "add", "w", "قمح", "--back", "soon"), "--back"),
        (("watch", "remove", "w"), "warraq watch list"),
        (("watch", "pause", "w"), "warraq watch list"),
        (("hits", "--watch", "w"), "warraq watch list"),
    ],
)
def test_slips_are_named_with_the_mend(arguments: tuple[str, ...], words: str) -> None:
    run("watch", "add", "other", "قمح")
    assert words in str(run(*arguments, code=2).exception)
