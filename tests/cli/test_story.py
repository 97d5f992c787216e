"""`warraq story`: the chain of a story for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from warraq import config
from warraq.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


WORDS = "قافلة المساعدات بلغت ميناء الجزيرة صباحا وعلى متنها أدوية وخيام وأغطية جمعها أهالي ثلاث بلدات ساحلية خلال أسبوعين من الحملة التي"
REST = "أطلقتها جمعية الصيادين بعد العاصفة الأخيرة التي أغرقت المخازن وقطعت الطريق الوحيد إلى القرى الواقعة خلف التلال الشرقية للمنطقة"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with two copies of one report and another text."""
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    config.load.cache_clear()
    rows: list[dict[str, Any]] = [
        {"url": "https://one.test/1", "title": "قافلة إلى الجزيرة", "body": f"{WORDS} {REST}", "published_at": "2026-03-02T08:00:00+00:00"},
        {
            "url": "https://two.test/1",
            "title": "قافلة إلى الجزيرة",
            "body": f"{WORDS} {REST} اليوم",
            "published_at": "2026-03-02T10:00:00+00:00",
        },
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run("import", str(file)).exit_code == 0
    yield tmp_path
    config.load.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.usefixtures("store")
def test_a_story_is_told_as_json_with_its_differences() -> None:
    told = json.loads(run("story", "1", "--json", "--diff").output)
    assert (told["id"], told["article_count"], told["origin_rule"]) == (1, 2, "first-published")
    assert [row["outlet"] for row in told["articles"]] == ["one.test", "two.test"]
    assert told["articles"][1]["links"][0]["relation"] == "copy"
    assert [change for change in told["changes"]["2"] if change["kind"] != "same"] == [{"kind": "added", "before": "", "after": "اليوم"}]


@pytest.mark.usefixtures("store")
def test_a_story_is_told_to_people() -> None:
    told = run("story", "2", "--diff").output
    assert "story 1" in told
    assert "copy of 1" in told
    assert "[+اليوم+]" in told


@pytest.mark.usefixtures("store")
def test_settling_again_looks_at_nothing() -> None:
    assert "0 articles" in run("db", "settle").output


@pytest.mark.usefixtures("store")
def test_a_missing_story_is_a_plain_error() -> None:
    failed = run("story", "77")
    assert failed.exit_code != 0
    assert "story 77" in str(failed.exception)
