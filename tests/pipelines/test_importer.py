"""Articles from other programs: whose they are, what a row must say, and what the import answers and counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from pipelines.importing.importer import Importer, article_of
from storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path, sqlite_template: Path) -> Store:
    """An empty SQLite store; both engines are tested where the tables are."""
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    return Store.open(f"sqlite:///{path}")


def row(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"url": f"https://wadi.test/{number}", "title": f"عنوان {number}", "body": f"نص الخبر رقم {number}", **more}


def all_of(store: Store, query: str) -> list[tuple[Any, ...]]:
    with store.read() as connection:
        return [tuple(found) for found in connection.execute(text(query))]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"outlet": "safa"}, "safa", id="slug"),
        pytest.param({"url": "https://safa.ps/post/1"}, "safa", id="host"),
        pytest.param({"outlet": "safa", "url": "https://nobody.test/1"}, "safa", id="the slug where the host is nobody's"),
        pytest.param({"outlet": "elbalad", "url": "https://safa.ps/post/1"}, "safa", id="the host before the slug"),
        pytest.param({"outlet": "nobody", "url": "https://nobody.test/1"}, None, id="unknown"),
    ],
)
def test_an_article_belongs_to_the_outlet_of_its_host_else_to_that_named(given: dict[str, str], expected: str | None) -> None:
    assert article_of(row() | given, NOON).outlet == expected


def test_a_row_gives_its_words_and_its_times() -> None:
    found = article_of(
        row(
            authors=["منى"],
            keywords=["قمح"],
            published_at="2026-03-09T10:00Z",
            modified_at="2026-03-09T11:00Z",
            byline="",
            section="اقتصاد",
        ),
        NOON,
    )
    assert (found.authors, found.keywords, found.byline, found.section) == (("منى",), ("قمح",), None, "اقتصاد")
    assert [(stamp.raw, stamp.kind, stamp.origin) for stamp in found.stamps] == [
        ("2026-03-09T10:00Z", "published", "import"),
        ("2026-03-09T11:00Z", "modified", "import"),
    ]
    assert (found.fetched_at, found.extractor) == (NOON, "import")
    assert article_of(row(), NOON).stamps == ()


def test_the_time_of_fetching_needs_its_offset() -> None:
    assert article_of(row(fetched_at="2026-03-01T12:00:00+02:00"), NOON).fetched_at == NOON.replace(day=1, hour=10)
    with pytest.raises(ValueError, match="fetched_at 2026-03-01T12:00:00: the offset is missing"):
        article_of(row(fetched_at="2026-03-01T12:00:00"), NOON)


def test_each_row_has_its_answer_in_its_place(small: Store) -> None:
    rows = [row(1), row(2, body="  "), row(3, fetched_at="2026-03-01T12:00:00"), row(4, url="mailto:a@wadi.test"), row(1), row(5)]
    with small, Importer(small) as importer:
        answers = importer.take(rows)
        assert importer.counts == {"new": 2, "rejected": 3, "duplicate": 1}
        assert importer.unregistered == {"wadi.test": "wadi.test"}
        assert [(answer["url"], answer["outcome"], answer["reason"], answer["article_id"]) for answer in answers] == [
            ("https://wadi.test/1", "new", None, 1),
            ("https://wadi.test/2", "rejected", "no-article", None),
            ("https://wadi.test/3", "rejected", "invalid", None),
            ("mailto:a@wadi.test", "rejected", "bad-link", None),
            ("https://wadi.test/1", "duplicate", "same-url", 1),
            ("https://wadi.test/5", "new", None, 2),
        ]
        told = all_of(small, "SELECT url, outcome, reason FROM urls WHERE outcome = 'rejected' ORDER BY url")
        assert told == [
            ("https://wadi.test/2", "rejected", "no-article"),
            ("https://wadi.test/3", "rejected", "invalid"),
            ("mailto:a@wadi.test", "rejected", "bad-link"),
        ]


def test_an_outlet_without_a_file_gets_one_row_and_one_with_a_file_its_own(small: Store) -> None:
    with small:
        with Importer(small) as importer:
            importer.take([row(1), row(2, outlet="safa"), row(3)])
            importer.take([row(4), row(5, outlet="safa")])
            assert importer.unregistered == {"wadi.test": "wadi.test"}
        found = all_of(
            small,
            "SELECT o.name, o.kind = 'unregistered', count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id GROUP BY 1 ORDER BY 1",
        )
        assert found == [("safa", 0, 2), ("wadi.test", 1, 3)]
        with Importer(small) as again:
            again.take([row(6)])
            assert again.unregistered == {}


def break_off(store: Store) -> None:
    """An import that ends by an error after its first batch."""
    with Importer(store) as importer:
        importer.take([row(3)])
        raise RuntimeError("no more")


def test_an_import_is_a_run_with_an_account_and_a_failed_one_says_why(small: Store) -> None:
    with small:
        with Importer(small) as importer:
            importer.take([row(1), row(2)])
        with pytest.raises(RuntimeError, match="no more"):
            break_off(small)
        found = all_of(small, 'SELECT "trigger", state, outcome, reason, found, new FROM runs ORDER BY id')
        assert found == [("import", "finished", "ok", None, 2, 2), ("import", "failed", "failed", "no more", 1, 1)]


def test_copies_that_come_in_different_batches_are_one_story(small: Store) -> None:
    body = "أعلنت إدارة الميناء صباح اليوم وصول سفينة تحمل ثلاثين ألف طن من القمح، وقالت إن التفريغ يبدأ غدا ويستمر أربعة أيام. " * 2
    day = (datetime(2026, 3, 8, tzinfo=UTC) + timedelta(hours=9)).isoformat()
    with small:
        with Importer(small) as importer:
            importer.take([row(1, body=body, title="وصول سفينة قمح", published_at=day)])
            importer.take([row(2, body=body, title="وصول سفينة قمح", published_at=day, url="https://sahl.test/2")])
        assert all_of(small, "SELECT count(DISTINCT story_id), count(*) FROM articles") == [(1, 2)]


def test_the_language_is_told_where_the_row_names_none() -> None:
    assert article_of(row(body="أعلنت البلدية بدء رصف الطريق الدائري صباح اليوم"), NOON).language == "ar"
    assert article_of(row(body="شهرداری می‌گوید کار جاده از فردا آغاز می‌شود و چهار ماه طول می‌کشد"), NOON).language == "fa"
    assert article_of(row(language="ar", body="The road opens on Monday"), NOON).language == "ar"
    assert article_of(row(body="123"), NOON).language is None
