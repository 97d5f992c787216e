"""`warraq search`, `stats` and `export` as a person types them: what they print, and what they end with."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from storage.query.choice import bound
from storage.store import Store
from storage.tables import search_index
from warraq import clock, config
from warraq.cli.app import app
from warraq.cli.show import moment, readable
from warraq.errors import NothingReadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
TEXT = "تتواصل الأعمال في المرفأ منذ الفجر وسط إقبال لافت من الأهالي. "
ROWS = [
    {
        "url": "https://rawi.example/1",
        "title": "إضراب في المرفأ",
        "body": TEXT + "وفق ما نقلت وكالة رويترز عن النقابة.\nالمصدر: وكالة رويترز",
    },
    {"url": "https://rawi.example/2", "title": "=HYPERLINK(1)", "body": TEXT + "وقالت النقابة إن القمح وصل.", "section": "اقتصاد"},
    {
        "url": "https://rawi.example/3",
        "title": "نتائج",
        "body": TEXT + "وانتهت المباراة بالتعادل.",
        "keywords": ["كرة القدم"],
        "authors": ["منى سالم"],
    },
]


@pytest.fixture(scope="module", autouse=True)
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store with the articles above, one a day, the last of them yesterday."""
    folder = tmp_path_factory.mktemp("query")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{folder}/store.db")
        patch.setenv("WARRAQ_CLOCK", "")
        config.load.cache_clear()
        clock.shift(NOW)
        lines = [row | {"published_at": (NOW - timedelta(days=3 - number)).isoformat()} for number, row in enumerate(ROWS)]
        (folder / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        assert CliRunner().invoke(app, ["import", str(folder / "rows.jsonl")]).exit_code == 0
        yield
    clock.reset()
    config.load.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def found(*arguments: str) -> list[str]:
    done = run("search", *arguments, "--format", "json")
    return [row["url"].rpartition("/")[2] for row in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (("النقابة",), ["2", "1"]),
        (("النقابة", "--limit", "1"), ["2"]),
        (("النقابة", "--limit", "1", "--offset", "1"), ["1"]),
        (("النقابة", "--section", "إقتصاد"), ["2"]),
        (("--keyword", "كره القدم"), ["3"]),
        (("--credited", "رويترز"), ["1"]),
        (("--credited", "reuters"), ["1"]),
        (("--cited", "Reuters"), ["1"]),
        (("الأهالي", "--outlet", "rawi.example", "--since", "أمس"), ["3"]),
        (("الأهالي", "--until", "2026-03-06"), ["1"]),
        (("الأهالي", "--since", "60h", "--until", "36h"), ["2"]),
        (("النقابة", "--country", "EG"), []),
        (("الأهالي", "--one-per-story"), ["3", "2", "1"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_words_and_options_narrow_what_is_found(arguments: tuple[str, ...], paths: list[str]) -> None:
    assert found(*arguments) == paths


def test_json_lines_hold_the_columns_and_the_places_of_the_words() -> None:
    (line,) = run("search", "المباراة", "--format", "jsonl").stdout.splitlines()
    row: dict[str, Any] = json.loads(line)
    assert {"article_id", "url", "title", "outlet", "published_at", "story_id", "score", "snippet", "highlights"} <= set(row)
    assert [row["snippet"][start:end] for start, end in row["highlights"]] == ["المباراة"]


def test_the_newest_come_page_by_page_with_count_and_facets() -> None:
    seen: list[str] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        more = ("--cursor", page["next"]) if page["next"] else ()
        page = json.loads(run("search", "--country", "EG", "--order", "newest", "--limit", "1", "--format", "json", *more).stdout)
        seen += [item["url"] for item in page["items"]]
        assert page["count_is"] == "exact"
        assert page["count"] == sum(facet["count"] for facet in page["facets"]["outlet"])
    assert len(seen) == len(set(seen)) == page["count"]


def test_a_table_of_cells_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "القمح", "--format", "csv").stdout)))
    assert [row["title"] for row in rows] == ["'=HYPERLINK(1)"]


def test_the_table_for_people_shows_title_words_and_address() -> None:
    shown = run("search", "إضراب").stdout
    assert all(line == line.rstrip() for line in shown.splitlines())
    assert all(text in shown for text in ("إضراب في المرفأ", "rawi.example/1", "2026-03-06"))


@pytest.mark.parametrize("query", ["غير موجود", "'; DROP TABLE articles --", '"كلمة', "(رويترز) زحل"])
def test_a_search_that_finds_nothing_ends_with_3(query: str) -> None:
    done = run("search", query)
    assert isinstance(done.exception, NothingReadError)
    assert done.exception.exit_code == 3


@pytest.mark.parametrize(
    "arguments", [("(قمح",), ("NOT قمح",), ("؟",), (), ("قمح", "--since", "يوما ما"), ("قمح", "--until", "2026-13-40")], ids=" ".join
)
def test_a_search_that_cannot_be_read_is_explained(arguments: tuple[str, ...]) -> None:
    assert isinstance(run("search", *arguments).exception, UsageError)


@pytest.mark.parametrize(
    ("value", "end", "instant"),
    [
        ("7d", False, NOW - timedelta(days=7)),
        ("90m", True, NOW - timedelta(minutes=90)),
        ("2026-03-01", False, datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01", True, datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-01T10:30:00+02:00", True, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("أمس", False, datetime(2026, 3, 8, tzinfo=UTC)),
        ("أمس", True, datetime(2026, 3, 9, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_people_write_them(value: str, end: bool, instant: datetime) -> None:
    assert bound(value, NOW, "--since", end=end) == instant


def test_an_article_is_shown_with_all_its_facts() -> None:
    shown = run("article", "3").stdout
    assert all(text in shown for text in ("rawi.example/3", "كرة القدم", "منى سالم", "published_raw", "المباراة بالتعادل"))
    assert "section" not in shown


def test_figures_count_what_is_there() -> None:
    assert json.loads(run("stats", "--json").stdout)["articles"] == 3
    assert json.loads(run("stats", "days", "--json").stdout)[0] == {"day": "2026-03-08", "articles": 1}
    assert json.loads(run("stats", "credits", "--json").stdout)[0]["source"] == "reuters"
    assert [row["articles"] for row in json.loads(run("stats", "outlets", "--since", "أمس", "--json").stdout)] == [1]
    assert "rawi.example" in run("stats", "outlets").stdout


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_slice_goes_into_a_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"slice.{form}"
    done = run("export", str(path), "--query", "النقابة", "--since", "2026-03-07")
    assert done.exit_code == 0
    assert "1 articles" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert "https://rawi.example/2" in path.read_text(encoding="utf-8")


def test_an_export_can_be_imported_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("export", str(tmp_path / "all.jsonl"))
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    config.load.cache_clear()
    run("import", str(tmp_path / "all.jsonl"))
    run("export", str(tmp_path / "again.jsonl"))
    monkeypatch.undo()
    config.load.cache_clear()
    first, again = (
        [json.loads(line) for line in (tmp_path / name).read_text("utf-8").splitlines()] for name in ("all.jsonl", "again.jsonl")
    )
    kept = ("url", "title", "body", "published_at", "outlet", "section", "keywords", "attributions", "text_hash")
    assert [[row[name] for name in kept] for row in first] == [[row[name] for name in kept] for row in again]


def test_a_file_without_a_known_ending_asks_for_its_format() -> None:
    assert "--format" in str(run("export", "articles.xls").exception)
    assert "name a file" in str(run("export", "-", "--format", "parquet").exception)


def test_an_index_of_older_rules_is_told_until_it_is_made_anew() -> None:
    with Store.open(config.load().database_url) as store, store.write() as connection:
        connection.execute(search_index.update().values(version=0))
    told = run("search", "إضراب")
    assert (told.exit_code, "warraq db reindex" in told.stderr) == (0, True)
    assert "warraq db reindex" in run("db", "info").stdout
    finding = next(each for each in json.loads(run("doctor", "--json").stdout) if each["what"] == "search index")
    assert finding["state"] == "note"
    assert "3 articles" in run("db", "reindex").stdout
    assert "already" in run("db", "reindex").stdout
    assert "3 articles" in run("db", "reindex", "--whole").stdout
    assert run("search", "إضراب").stderr == ""
    assert json.loads(run("db", "info", "--json").stdout)["search_index"]["left"] == 0


@pytest.mark.parametrize("command", ["search", "export", "stats"])
def test_an_outlet_or_country_that_does_not_exist_is_a_slip(command: str, tmp_path: Path) -> None:
    rest = [str(tmp_path / "out.jsonl")] if command == "export" else []
    for option, value in (("--outlet", "nowhere"), ("--country", "QQ")):
        done = run(command, *rest, option, value)
        assert isinstance(done.exception, UsageError)
        assert f"{option} {value}: no outlet of this" in str(done.exception)


def test_an_address_is_shown_in_its_letters() -> None:
    assert readable("https://x.test/%D8%AE%D8%A8%D8%B1-%D9%A1/a%20b%2F%C2%AB?q=1") == "https://x.test/خبر-١/a%20b%2F%C2%AB?q=1"
    assert readable("https://x.test/%E3%20%D8") == "https://x.test/%E3%20%D8"


def test_instants_of_any_offset_are_shown_in_utc() -> None:
    assert moment(datetime(2026, 3, 9, 1, 30, tzinfo=timezone(timedelta(hours=3)))) == "2026-03-08 22:30"
