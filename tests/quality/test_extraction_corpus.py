"""Extraction on stored real pages never gets worse: the figures pinned beside this file are floors.

It needs the pages: WARRAQ_CORPUS names the folder that holds `pages/index.jsonl`, and without it the check is skipped. The same pages are
read with plain trafilatura in the same process, so that a figure is seen beside what the reader below gives by itself. To raise the floors
after an improvement run this file with WARRAQ_PIN=1; a floor is never lowered that way.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import OutletKnowledge
from warraq.text.dates import find_date
from warraq.text.fold import fold

PINNED = Path(__file__).with_name("extraction_floors.json")
SETS = {
    "arabic": ("htmldate_ar", "goose3_ar", "formasaurus_ar"),
    "fundus": ("fundus_other",),
    "aeb": ("aeb",),
    "europa": ("waddle_europa",),
}
EPSILON = 0.0005
"""Figures are means of ratios; the last digit may differ between versions of the libraries below."""

Row = dict[str, Any]


def corpus() -> Path:
    folder = os.environ.get("WARRAQ_CORPUS")
    if not folder:
        pytest.skip("WARRAQ_CORPUS names no folder with stored pages")
    return Path(folder)


@dataclass
class Score:
    """What one set of pages gave."""

    body: list[float]
    beside: list[float]
    titles: int = 0
    titled: int = 0
    leaking: int = 0
    days: int = 0
    minutes: int = 0
    dated: int = 0

    def figures(self) -> dict[str, float]:
        figures = {
            "body_f1": round(sum(self.body) / len(self.body), 4),
            "body_f1_min": round(min(self.body), 4),
            "pages_without_leak": len(self.body) - self.leaking,
        }
        dates = {"days": self.days, "minutes": self.minutes} if self.dated else {}
        return figures | ({"titles": self.titles} if self.titled else {}) | dates


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3))) if words else Counter()


def f1(want: str, have: str) -> float:
    wanted, got = shingles(want), shingles(have)
    return 2 * (wanted & got).total() / (wanted.total() + got.total()) if got else 0.0


def bare(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", fold(text or "")))


@cache
def rows(folder: Path) -> list[Row]:
    lines = (folder / "pages" / "index.jsonl").read_text(encoding="utf8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(folder: Path, row: Row) -> Article | None:
    body = (folder / row["path"]).read_bytes()
    extraction = extract(Page(url=row["url"] or f"file:///{row['path']}", body=body, origin="file"), OutletKnowledge())
    return extraction.articles[0] if extraction.articles else None


def plain(folder: Path, row: Row) -> str:
    from trafilatura import extract as read_plainly

    return read_plainly((folder / row["path"]).read_bytes(), url=row["url"], favor_precision=True, include_comments=False) or ""


@cache
def score(folder: Path, name: str) -> Score:
    total = Score([], [])
    for row in rows(folder):
        truth = row.get("truth") or {}
        if row["set"] not in SETS[name] or not truth.get("body"):
            continue
        article = read(folder, row)
        body = article.body if article else ""
        total.body.append(f1(truth["body"], body))
        total.beside.append(f1(truth["body"], plain(folder, row)))
        total.leaking += any(phrase and phrase in body for phrase in truth.get("exclude") or ())
        if truth.get("published"):
            said, wanted = published(article), [truth["published"], truth.get("published_alt") or truth["published"]]
            total.dated += 1
            total.days += any(on_clock_of(said, one)[:10] == one[:10] for one in wanted)
            total.minutes += any(is_same_minute(said, one) for one in wanted)
        if truth.get("title"):
            total.titled += 1
            total.titles += bare(article.title if article else "") in {bare(truth["title"]), bare(truth.get("title_alt") or truth["title"])}
    return total


def published(article: Article | None) -> str:
    """The time or day that is concluded from a page, as ISO 8601; empty without one."""
    if article is None:
        return ""
    found = find_date(article.stamps, zone=None, country=article.country, language=article.language)
    value = found.published_at or found.published_day
    return value.isoformat() if value else ""


def on_clock_of(said: str, wanted: str) -> str:
    """The time on the clock that the label uses, where both state an offset."""
    try:
        moment, label = datetime.fromisoformat(said), datetime.fromisoformat(wanted)
    except ValueError:
        return said
    return (moment.astimezone(label.tzinfo) if moment.tzinfo and label.tzinfo else moment).isoformat() if len(said) > 10 else said


def is_same_minute(said: str, wanted: str) -> bool:
    """True for two times, not days, within a minute; without an offset on either side the clocks are compared."""
    if min(len(said), len(wanted)) <= 10:
        return False
    moment, label = datetime.fromisoformat(said), datetime.fromisoformat(wanted)
    if not (moment.tzinfo and label.tzinfo):
        moment, label = moment.replace(tzinfo=None), label.replace(tzinfo=None)
    return abs((moment - label).total_seconds()) < 60


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "pages" / "index.jsonl").read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_figure_falls(name: str, record_property: pytest.RecordProperty) -> None:
    folder = corpus()
    pinned = json.loads(PINNED.read_text(encoding="utf8"))
    if os.environ.get("WARRAQ_PIN"):
        pin(folder)
        pinned = json.loads(PINNED.read_text(encoding="utf8"))
    assert digest(folder) == pinned["index"], "other pages than the floors were measured on: pin them anew with WARRAQ_PIN=1"
    figures = score(folder, name).figures()
    record_property("figures", figures)
    fallen = {key: (figures[key], floor) for key, floor in pinned["floors"][name].items() if figures[key] < floor - EPSILON}
    assert not fallen, f"(now, floor): {fallen}"


@pytest.mark.parametrize("name", SETS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_never_worse_than_the_plain_reader(name: str) -> None:
    total = score(corpus(), name)
    assert sum(total.body) >= sum(total.beside)


def test_a_front_page_is_no_article() -> None:
    folder = corpus()
    fronts = [row for row in rows(folder) if row["set"] == "listing_ar" or row["id"].endswith("/home")]
    assert fronts
    assert not [row["id"] for row in fronts if read(folder, row)]


def test_no_page_with_a_known_text_is_refused() -> None:
    folder = corpus()
    known = [row for row in rows(folder) if row["set"] in sum(SETS.values(), ()) and (row.get("truth") or {}).get("body")]
    assert not [row["id"] for row in known if read(folder, row) is None]


def pin(folder: Path) -> None:
    """Writes today's figures, each of them only where it is no lower than the pinned one or the pages are others."""
    old = json.loads(PINNED.read_text(encoding="utf8")) if PINNED.exists() else {"index": "", "floors": {}}
    same = old["index"] == digest(folder)
    floors = {name: score(folder, name).figures() for name in SETS}
    for name, pinned in old["floors"].items() if same else ():
        floors[name] = {key: max(value, pinned.get(key, value)) for key, value in floors[name].items()}
    PINNED.write_text(json.dumps({"index": digest(folder), "floors": floors}, indent=2) + "\n", encoding="utf8")
