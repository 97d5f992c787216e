"""`warraq extract` reads pages that come without an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from tests.crawl import hostile
from tests.crawl.bad_pages import page, title
from warraq.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXT = (
    "أعلنت إدارة الحديقة العامة في البلدة وصول ثلاثة طيور نادرة إلى البحيرة الشرقية مطلع هذا الأسبوع.\n"
    "وقالت الإدارة إن الطيور ستبقى تحت المراقبة شهرا كاملا قبل أن يسمح للزوار بالاقتراب من البحيرة.\n"
)


def answers(*files: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["extract", *map(str, files)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_without_an_address_is_read_and_none_is_made_up(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    (row,) = answers(file)
    assert (row["body"], row["url"]) == (TEXT.strip(), None)


def test_a_page_without_an_address_has_the_one_that_it_states(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    link = "<link rel=canonical href='https://hadiqa.test/news/7'>"
    file.write_text(
        f"<html><head><title>طيور نادرة</title>{link}</head><body><h1>طيور نادرة</h1>{paragraphs}</body></html>", encoding="utf-8"
    )
    (row,) = answers(file)
    assert row["url"] == "https://hadiqa.test/news/7"


def test_a_page_that_breaks_its_reader_is_rejected_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(hostile.place_misreader(tmp_path)))
    files = [tmp_path / name for name in ("broken.html", "sound.html")]
    for file, html in zip(files, (hostile.that_makes_it("die", 1), page(2)), strict=True):
        file.write_text(html, encoding="utf-8")
    broken, sound = answers(*files)
    assert (broken["rejected"], broken["detail"]) == ("reader-died", "the process that read it was ended by a signal: Segmentation fault")
    assert sound["title"] == title(2)
