"""Texts of great length: time grows with the length alone, and what is beyond the bound is refused whole."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipelines.importing.importer import Importer
from pipelines.normalise import LONGEST_TEXT
from pipelines.stage import Context, pure_stages, run_stages
from storage.search.text import search_words
from storage.store import Store
from warraq.crawl.refusal import Refused
from warraq.dedup.fingerprint import fingerprint
from warraq.items import Article
from warraq.outlet import Outlet
from warraq.outlet_files.registry import default_registry

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = Outlet("wadi", "الوادي", ("wadi.test",), country="EG", timezone="Africa/Cairo")
LENGTH = 200_000
MOST_SECONDS = 4.0
"""CPU for a text of `LENGTH`: none of these takes half of it, and one whose time grows with the square would take twice as much."""

SHAPES = {
    "digits": "1234567890",
    "a verb and its outlet": "وقالت رويترز إن ",
    "outlets beside quotes": '" صفا ',
    "credits in brackets": "(رويترز) ",
    "credits in lines": "المصدر: رويترز\n",
}


def article(body: str, **fields: object) -> Article:
    return Article("https://wadi.test/1", body, title="عنوان", outlet="wadi", fetched_at=NOW, **fields)  # type: ignore[arg-type]


def stored(given: Article) -> Article:
    return run_stages(given, pure_stages(Context(lambda _: OUTLET, default_registry)))


@pytest.mark.parametrize("unit", SHAPES.values(), ids=SHAPES)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    default_registry()
    body = (unit * LENGTH)[:LENGTH]
    began = time.process_time()
    stored(article(body))
    search_words("عنوان", body)
    assert fingerprint("عنوان", body).words is not None
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("field", ["body", "title", "summary", "byline"])
def test_what_is_beyond_the_bound_is_refused_whole(field: str) -> None:
    given = article("خبر قصير من الوادي.")
    setattr(given, field, "س" * (LONGEST_TEXT + 1))
    with pytest.raises(Refused, match=r"^too-large: its texts have 40\d+ characters, at most 400000 are taken$"):
        stored(given)


def test_what_is_within_the_bound_is_taken_whole() -> None:
    body = "خبر " * (LONGEST_TEXT // 4 - 10)
    assert stored(article(body)).body == body.strip()


def test_an_import_says_which_article_was_too_long_and_stores_the_others(tmp_path: Path) -> None:
    rows = [{"url": f"https://wadi.test/{number}", "title": "عنوان", "body": f"خبر {number}"} for number in range(3)]
    rows[1]["body"] = "خبر " * LONGEST_TEXT
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store, Importer(store) as importer:
        answers = importer.take(rows)
    assert [(answer["outcome"], answer["reason"]) for answer in answers] == [("new", None), ("rejected", "too-large"), ("new", None)]
