"""`warraq extract` reads pages that come without an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from warraq.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "أعلنت إدارة الحديقة العامة في البلدة وصول ثلاثة طيور نادرة إلى البحيرة الشرقية مطلع هذا الأسبوع.\n"
    "وقالت الإدارة إن الطيور ستبقى تحت المراقبة شهرا كاملا قبل أن يسمح للزوار بالاقتراب من البحيرة.\n"
)


def answers(file: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["extract", str(file)])
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
