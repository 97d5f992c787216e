"""The commands for people who write no SQL: stories of a time, who copies whom, a text traced, what is missing, files for colleagues."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from storage.query.digest import Carrier, DigestStory, as_html, as_markdown
from storage.query.stories import StoryLine
from warraq import config
from warraq.cli.app import app
from warraq.errors import NothingReadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = "قافلة المساعدات بلغت ميناء الجزيرة صباحا وعلى متنها أدوية وخيام وأغطية جمعها أهالي ثلاث بلدات ساحلية خلال أسبوعين من الحملة التي"
REST = "أطلقتها جمعية الصيادين بعد العاصفة الأخيرة التي أغرقت المخازن وقطعت الطريق الوحيد إلى القرى الواقعة خلف التلال الشرقية للمنطقة"
OTHER = "افتتح المجلس البلدي حديقة جديدة عند مدخل السوق القديم وزرع فيها المتطوعون ثلاثمئة شجرة زيتون ورمان قبل حلول فصل الأمطار المقبل"


def run(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(app, list(arguments), **more)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of two copies of one report, the second without credit, and another text of the day after; its address."""
    folder = tmp_path_factory.mktemp("filled")
    rows = [
        {"url": "https://one.test/1", "title": "قافلة إلى الجزيرة", "body": f"{WORDS} {REST}", "published_at": "2026-03-02T08:00:00Z"},
        {"url": "https://two.test/1", "title": "قافلة", "body": f"{WORDS} {REST} اليوم", "published_at": "2026-03-02T10:00:00Z"},
        {"url": "https://two.test/2", "title": "=حديقة", "body": OTHER, "published_at": "2026-03-03T10:00:00Z"},
    ]
    file = folder / "articles.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    url = f"sqlite:///{folder}/store.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_DATABASE_URL", url)
        config.load.cache_clear()
        assert run("import", str(file)).exit_code == 0
    config.load.cache_clear()
    return url


@pytest.fixture(autouse=True)
def store(filled: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", filled)
    config.load.cache_clear()
    yield
    config.load.cache_clear()


def test_stories_are_listed_with_the_keys_that_scripts_rely_on() -> None:
    first, second = json.loads(run("stories", "--json").output)
    assert (first["title"], first["outlet_count"], first["article_count"], first["first_outlet"], first["origin"]) == (
        "قافلة إلى الجزيرة", 2, 2, "one.test", "one.test",
    )  # fmt: skip
    assert first["first_published_at"] == "2026-03-02T08:00:00+00:00"
    assert {"id", "last_seen_at", "url"} <= first.keys()
    assert second["title"] == "=حديقة"


def test_stories_are_narrowed_and_paged() -> None:
    page = run("stories", "--limit", "1", "--order", "newest")
    assert "=حديقة" in page.stdout
    cursor = page.stderr.split("--cursor ")[1].split()[0]
    assert "1 of 2 stories" in page.stderr
    assert "قافلة إلى الجزيرة" in run("stories", "--order", "newest", "--cursor", cursor).stdout
    assert [row["article_count"] for row in json.loads(run("stories", "--outlets", "2", "--json").output)] == [2]
    assert isinstance(run("stories", "--copies", "2").exception, NothingReadError)
    assert isinstance(run("stories", "--outlet", "nobody").exception, UsageError)


def test_what_takes_a_text_without_credit_is_an_option_of_search_and_export(tmp_path: Path) -> None:
    assert [row["url"] for row in json.loads(run("search", "--uncredited", "one.test", "--format", "json").output)] == [
        "https://two.test/1"
    ]
    assert len(json.loads(run("search", "--outlets", "2", "--format", "json").output)) == 2
    assert run("export", str(tmp_path / "taken.jsonl"), "--uncredited", "one.test").exit_code == 0
    assert len((tmp_path / "taken.jsonl").read_text("utf-8").splitlines()) == 1


def test_who_copies_whom_is_a_table_of_stats() -> None:
    (pair,) = json.loads(run("stats", "copies", "--json").output)
    assert pair == {
        "outlet": "two.test", "origin": "one.test", "origin_title": "one.test", "stories": 1, "credited": 0, "uncredited": 1,
        "median_lag_minutes": 120.0,
    }  # fmt: skip


def told(*arguments: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("trace", *arguments, "--json", **more).stdout)
    return found


def test_a_text_a_file_a_page_and_standard_input_are_traced_alike(tmp_path: Path) -> None:
    text, page = tmp_path / "leaflet.txt", tmp_path / "page"
    text.write_bytes(f"{WORDS} {REST}".encode("cp1256"))
    page.write_text(
        f"<!doctype html><html><head><title>قافلة</title></head><body><article><h1>قافلة</h1><p>{WORDS}<p>{REST}</article>", "utf-8"
    )
    for found in (told(f"{WORDS} {REST}"), told(str(text)), told(str(page)), told("-", input=f"{WORDS} {REST}")):
        assert [(story["id"], story["first_outlet"]) for story in found["stories"]] == [(1, "one.test")]
        assert found["stories"][0]["articles"][1]["outlet"] == "two.test"
        assert found["share"] > 0.9


def test_a_trace_shows_who_carried_the_text_and_what_of_it_stands_nowhere() -> None:
    shown = run("trace", f"{WORDS} {REST}. وأعلنت الفرقة المسرحية موعد عرضها الأول في الخريف المقبل على المسرح البلدي.")
    assert "one.test" in shown.stdout
    assert "two.test" in shown.stdout
    assert "       ?  " in shown.stdout
    assert shown.exit_code == 0


def test_what_is_not_found_says_since_when_it_was_looked_for() -> None:
    missing = run("trace", "وأعلنت الفرقة المسرحية موعد عرضها الأول في الخريف المقبل على المسرح البلدي بحضور جمهور كبير من القرى", "--json")
    assert str(missing.exception) == "not in this store since 2026-03-02"
    assert isinstance(missing.exception, NothingReadError)
    assert json.loads(missing.stdout)["stories"] == []


@pytest.mark.parametrize(
    ("source", "error", "said"), [("قال المصدر", NothingReadError, "too short"), ("leaflet.txt", UsageError, "no such file")]
)
def test_what_cannot_be_traced_says_why(source: str, error: type[Exception], said: str) -> None:
    found = run("trace", source)
    assert isinstance(found.exception, error)
    assert said in str(found.exception)


def test_coverage_adds_up_and_says_whose_days_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("coverage", "--json")
    rows = json.loads(told.stdout)
    assert {(row["outlet"], row["seen"], row["stored"]) for row in rows if row["seen"]} == {("one.test", 1, 1), ("two.test", 2, 2)}
    assert "3 seen: 3 stored, 0 duplicate, 0 refused, 0 failed, 0 waiting; 0 gaps; days of UTC" in " ".join(told.stderr.split())
    monkeypatch.setenv("WARRAQ_TIMEZONE", "Asia/Beirut")
    config.load.cache_clear()
    assert "days of Asia/Beirut" in " ".join(run("coverage").stderr.split())
    assert "no such" not in run("coverage", "--gaps").stderr


def test_times_are_read_and_shown_in_the_zone_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2026-03-02 08:00 UTC" in run("article", "1").stdout
    monkeypatch.setenv("WARRAQ_TIMEZONE", "Asia/Kathmandu")
    config.load.cache_clear()
    assert "2026-03-02 13:45 Asia/Kathmandu" in run("article", "1").stdout
    assert "first Asia/Kathmandu" in run("stories").stdout
    assert len(json.loads(run("search", "--since", "2026-03-02 13:46", "--until", "2026-03-02", "--format", "json").stdout)) == 1
    assert json.loads(run("article", "1", "--json").stdout)["published_at"] == "2026-03-02T08:00:00+00:00"
    monkeypatch.setenv("WARRAQ_TIMEZONE", "Asia/Beyrouth")
    config.load.cache_clear()
    assert "write an IANA name" in str(run("stories").exception)


def exported(tmp_path: Path, name: str, *options: str) -> Path:
    told = run("export", str(tmp_path / name), *options)
    assert told.exit_code == 0, told.exception
    return tmp_path / name


def test_a_csv_file_has_the_mark_that_spreadsheets_need_and_nothing_else_has(tmp_path: Path) -> None:
    marked, bare = exported(tmp_path, "a.csv").read_bytes(), exported(tmp_path, "b.csv", "--no-bom").read_bytes()
    assert marked == codecs.BOM_UTF8 + bare
    assert exported(tmp_path, "c.txt", "--format", "csv").read_bytes() == bare
    assert exported(tmp_path, "sheet.csv", "--format", "sheet").read_bytes().startswith(codecs.BOM_UTF8)
    assert not run("export", "-", "--format", "csv").stdout.startswith("\ufeff")
    assert not exported(tmp_path, "d.jsonl").read_bytes().startswith(codecs.BOM_UTF8)


def test_a_sheet_is_flat_and_has_no_formulas(tmp_path: Path) -> None:
    text = exported(tmp_path, "sheet.csv", "--format", "sheet", "--columns", "published,title,credited,body").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["published", "title", "credited", "body"]
    assert ["2026-03-03 10:00:00", "'=حديقة", "", OTHER] in rows


def test_a_workbook_reads_back_equal_by_another_library(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(tmp_path, "book.xlsx", "--columns", "article_id,published,title,url,body,from_embedded"))
    sheet = book.active
    assert sheet.sheet_view.rightToLeft
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["article_id", "published", "title", "url", "body", "from_embedded"]
    assert rows[3] == [3, datetime(2026, 3, 3, 10), "=حديقة", "https://two.test/2", OTHER, False]  # noqa: DTZ001 - as a sheet has it
    assert sheet.cell(4, 3).data_type == "s"
    assert sheet.cell(4, 4).hyperlink.target == "https://two.test/2"


def test_fields_are_chosen_in_every_format(tmp_path: Path) -> None:
    assert json.loads(exported(tmp_path, "a.jsonl", "--columns", "url, title").read_text("utf-8").splitlines()[0]) == {
        "url": "https://one.test/1", "title": "قافلة إلى الجزيرة",
    }  # fmt: skip
    assert exported(tmp_path, "a.csv", "--columns", "url").read_text("utf-8-sig").splitlines()[0] == "url"
    wrong = run("export", "-", "--columns", "titel")
    assert isinstance(wrong.exception, UsageError)
    assert "title" in str(wrong.exception)
    assert isinstance(run("export", "-", "--columns", ",").exception, UsageError)
    assert isinstance(run("export", "-", "--format", "xlsx").exception, UsageError)


def test_a_manifest_says_what_a_file_is(tmp_path: Path) -> None:
    file = exported(tmp_path, "a.jsonl", "--outlet", "two.test", "--manifest")
    told = json.loads((tmp_path / "a.jsonl.manifest.json").read_text("utf-8"))
    assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (told["articles"], told["outlets"], told["bytes"]) == (2, 1, file.stat().st_size)
    assert told["options"] == {"outlet": "two.test", "format": "jsonl"}
    assert told["coverage"]["total"]["stored"] == 2
    assert told["first"] == "2026-03-02T10:00:00+00:00"
    assert isinstance(run("export", "-", "--manifest").exception, UsageError)


def test_a_digest_is_one_file_to_send_in_which_texts_stay_texts(tmp_path: Path) -> None:
    page, notes = tmp_path / "day.html", tmp_path / "day.md"
    told = run("digest", "--since", "2026-03-01", "--to", str(page))
    assert (told.exit_code, "2 stories" in told.stderr) == (0, True)
    html = page.read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<a href="https://two.test/1" rel="noreferrer"><bdi>two.test</bdi></a>' in html
    assert '<bdi dir="ltr">2026-03-02 10:00</bdi>' in html
    assert run("digest", "--since", "2026-03-01", "--to", str(notes), "--limit", "1").stderr.count("1 more") == 1
    assert r"## [قافلة إلى الجزيرة](<https://one.test/1>)" in notes.read_text("utf-8")
    assert isinstance(run("digest", "--since", "2026-03-04").exception, NothingReadError)


def test_hostile_headlines_are_no_markup() -> None:
    moment = datetime(2026, 3, 9, tzinfo=UTC)
    facts = {"outlet_count": 1, "article_count": 14, "origin": None, "origin_title": "<b>", "first_outlet": "one", "first_article_id": 1}
    line = StoryLine(1, "<script>x</script> [a](b)\u202e", url="javascript:alert(1)", first_published_at=None, last_seen_at=moment,
                     sort_at=moment, dated=True, **facts)  # fmt: skip
    story = DigestStory(line, [Carrier('"><img>', 'https://one.test/"><i>', None, None, ("*x*",))])
    html, markdown = as_html([story], "<title>", UTC), as_markdown([story], "*t*", UTC)
    hostile = ("<script", "<b>", "<img", "<i>", "javascript:", "\u202e")
    assert [part for part in hostile if part in html] == []
    assert r"\[a\]\(b\)" in markdown
    assert "javascript:" not in markdown
    assert "و13 غيرها" in html
