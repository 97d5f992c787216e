"""`warraq story`: the chain of a story for people and for programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from storage.stories.chain import StoryDetail
from warraq import config
from warraq.cli.app import app
from warraq.cli.story import show_story

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


def test_a_doubt_about_the_origin_is_shown_with_both_times(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"id": 7, "origin_title": "نهار", "origin_name": None, "origin_rule": "unsure", "article_count": 2, "outlet_count": 2}
    early, late = datetime(2026, 3, 2, 4, tzinfo=UTC), datetime(2026, 3, 2, 16, tzinfo=UTC)
    bare: dict[str, Any] = {"title": None, "credits": None, "cites": None, "published_day": None, "links": []}
    rows = [
        bare
        | {"article_id": number, "place": number, "outlet": name, "outlet_title": title}
        | {"published_at": stated, "sort_at": stated, "first_seen_at": late}
        for number, (name, title, stated) in enumerate([("late", "صدى", early), ("nahar", "نهار", late - timedelta(hours=6))], 1)
    ]
    show_story(StoryDetail(facts | {"first_article_id": 2, "first_published_at": late - timedelta(hours=6)}, rows))
    told = capsys.readouterr().out
    assert "صدى states 2026-03-02 04:00, and was first seen 2026-03-02 16:00" in told.replace("\u2068", "").replace("\u2069", "")
    assert "2026-03-02 10:00" in told


def test_an_article_is_shown_by_what_joins_it_to_its_story(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"id": 7, "origin_title": "قافلة", "origin_rule": "credited", "article_count": 2, "outlet_count": 2, "first_published_at": None}
    plain = {"outlet_title": None, "title": None, "credits": None, "cites": None, "published_at": None, "sort_at": None}
    dated = plain | {"published_day": date(2026, 3, 2)}
    outside, looser, joining = (
        {"other_id": other, "relation": relation, "score": score}
        for other, relation, score in ((1, "copy", 0.9), (5, "shares-text", 0.8), (5, "excerpt", 0.7))
    )
    first = dated | {"place": 1, "article_id": 5, "links": [outside]}
    second = dated | {"place": 2, "article_id": 6, "links": [outside, looser, joining]}
    show_story(StoryDetail(facts, [first, second]))
    told = capsys.readouterr().out
    assert "excerpt of 5 (70%)" in told
    assert "of 1" not in told
    assert "shares-text" not in told


@pytest.mark.usefixtures("store")
def test_settling_again_looks_at_nothing() -> None:
    assert "0 articles" in run("db", "settle").output


@pytest.mark.usefixtures("store")
def test_a_missing_story_is_a_plain_error() -> None:
    failed = run("story", "77")
    assert failed.exit_code != 0
    assert "story 77" in str(failed.exception)
