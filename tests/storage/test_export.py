"""What is exported can be read back equal, on both engines and in every format."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.query import export
from storage.query.cells import cell, text_of
from storage.query.export import FIELDS, PARTS, records
from storage.query.export_files import write_csv, write_jsonl, write_parquet
from storage.search.filters import Filters
from warraq.errors import UsageError
from warraq.items import Attribution, RelatedLink

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

STATED = datetime(2026, 3, 9, 8, 15, tzinfo=UTC)


@pytest.fixture
def filled(desk: Any, article: Any) -> Store:
    """Five articles: one with all that an article can have and an earlier text, one whose text is a formula, three bare ones."""
    credit = Attribution("credited", "وكالة الساحل", "wakala", "body", 8, 20, "المصدر: وكالة الساحل", 0, 20, "slot")
    rich = article(
        "1",
        'المصدر: وكالة الساحل\nقال: "نعم، لا"؛ ثم صمت',
        authors=("منى", "سامي"),
        keywords=("قمح", "أسعار"),
        attributions=(credit,),
        published_at=STATED,
        published_precision="minute",
        section="اقتصاد",
        related_links=(RelatedLink("اقرأ أيضا", "=خبر", "https://nahar.test/7"), RelatedLink("اقرأ أيضا", "بلا عنوان")),
    )
    formula = article("2", "=1+1", title="@SUM(A1)", published_day=date(2026, 3, 8), published_precision="day")
    others = (article(str(number), f"نص رقم {number}") for number in (3, 4, 5))
    desk.write(article("1", "نص قديم"), formula, *others, run_id=None)
    desk.write(rich, run_id=None)
    return desk.store


def read(store: Store, *given: Any) -> list[dict[str, Any]]:
    with store.read() as connection:
        return list(records(connection, *given))


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(row, default=lambda value: value.isoformat()))  # type: ignore[no-any-return]


def test_a_record_holds_all_that_belongs_to_an_article(filled: Store) -> None:
    rich, formula, *_ = read(filled)
    assert (rich["outlet"], rich["authors"], rich["keywords"]) == ("nahar", ["منى", "سامي"], ["قمح", "أسعار"])
    assert rich["published_at"] == STATED
    (source,) = rich["attributions"]
    assert (source["outlet"], rich[source["field"]][source["quote_start"] : source["quote_end"]]) == ("wakala", source["quote"])
    assert (formula["published_at"], formula["published_day"], formula["authors"]) == (None, date(2026, 3, 8), [])


def test_batches_leave_nothing_out(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(filled)
    monkeypatch.setattr(export, "EXPORT_BATCH", 2)
    assert read(filled) == whole
    assert [row["article_id"] for row in whole] == [1, 2, 3, 4, 5]


def test_filters_and_words_choose_a_slice(filled: Store) -> None:
    assert [row["article_id"] for row in read(filled, Filters(section="إقتصاد"))] == [1]
    assert [row["article_id"] for row in read(filled, None, "رقم NOT 4")] == [3, 5]
    assert read(filled, Filters(outlet="wakala")) == []


def test_json_lines_read_back_equal(filled: Store) -> None:
    stream = io.StringIO()
    rows = read(filled)
    assert write_jsonl(iter(rows), stream) == 5
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [as_json(row) for row in rows]


def test_csv_reads_back_equal_and_holds_no_formula(filled: Store) -> None:
    stream = io.StringIO(newline="")
    rows = read(filled)
    assert write_csv(iter(rows), stream) == 5
    lines = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert list(lines[0]) == list(FIELDS)
    assert (lines[1]["title"], lines[1]["body"]) == ("'@SUM(A1)", "'=1+1")
    for row, line in zip(rows, lines, strict=True):
        for name, kind in FIELDS.items():
            text = text_of(line[name])
            expected = as_json(row)[name]
            if kind == "texts" or kind in PARTS:
                assert json.loads(text) == expected
            else:
                assert text == ("" if expected is None else str(expected))


@given(st.text() | st.text(st.sampled_from(' "=+-@\t\r\u00a0أ')))
def test_no_cell_begins_like_a_formula_and_each_can_be_undone(value: str) -> None:
    assert not cell(value).startswith(("\t", "\r"))
    assert not cell(value).lstrip().lstrip('" ').startswith(("=", "+", "-", "@"))
    assert text_of(cell(value)) == value


def test_parquet_reads_back_equal(filled: Store, tmp_path: Path) -> None:
    parquet = import_module("pyarrow.parquet")
    rows = read(filled)
    assert write_parquet(iter(rows), tmp_path / "articles.parquet") == 5
    assert parquet.read_table(tmp_path / "articles.parquet").to_pylist() == rows


def test_parquet_without_its_extra_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"warraq\[parquet\]"):
        write_parquet(iter(()), tmp_path / "articles.parquet")
