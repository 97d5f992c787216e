"""Declared layouts: which one applies on the day of fetching, and what becomes of one that fails."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from warraq.extract import extract
from warraq.items import Article, Extraction, Page, Stamp
from warraq.outlet import Layout, Outlet, OutletKnowledge
from warraq.text.dates import find_date

PARAGRAPHS = (
    "وصلت أولى دفعات القمح إلى صوامع المدينة صباح اليوم بعد موسم حصاد امتد ستة أسابيع في سهول الشمال.",
    "وقال مدير الصوامع إن الكمية تكفي حاجة المدينة ثمانية أشهر، وإن الدفعات الأخرى تصل تباعا.",
)
HTML = (
    "<html lang=ar><head><title>قمح الشمال - السنابل</title></head><body><div class=story><h2 class=head>قمح الشمال يصل إلى الصوامع</h2>"
    "<span class=by>كتبت: هدى القاسم</span><span class=when>2026-10-05 08:00</span>"
    f"<div class=copy><p>{PARAGRAPHS[0]}</p><div class=promo><p>اقرأ السنابل بلا إعلانات</p></div><p>{PARAGRAPHS[1]}</p></div>"
    "<div class=from>وكالة السهول</div><ul class=tags><li>قمح</li><li>صوامع</li></ul></div></body></html>"
)


def read(*layouts: Layout, fetched_at: datetime | None = None) -> Extraction:
    outlet = Outlet(name="sanabel", title="السنابل", domains=("sanabel.test",), layouts=layouts)
    page = Page(url="https://sanabel.test/n/1", body=HTML.encode(), fetched_at=fetched_at, headers={"content-type": "text/html"})
    return extract(page, OutletKnowledge(outlet))


def article(*layouts: Layout, fetched_at: datetime | None = None) -> Article:
    return read(*layouts, fetched_at=fetched_at).articles[0]


def test_every_selector_of_a_layout() -> None:
    layout = Layout("a", "div.copy", "h2.head", ".by", ".when", ".from", ".tags li", drop=(".promo",))
    found = article(layout)
    assert found.extractor == "layout:a"
    assert found.body == "\n".join(PARAGRAPHS)
    assert (found.title, found.byline, found.authors) == ("قمح الشمال يصل إلى الصوامع", "كتبت: هدى القاسم", ("هدى القاسم",))
    assert (found.credit_line, found.keywords) == ("وكالة السهول", ("قمح", "صوامع"))
    assert found.stamps[0] == Stamp("2026-10-05 08:00", "visible", "published", "layout")


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("<time class=when datetime='2026-10-05 00:00:00 +0000 UTC'>5 أكتوبر 2026</time>", "attribute"),
        ("<meta class=when content='2026-10-05T00:00:00'>", "attribute"),
        ("<span class=when>2026-10-05 00:00</span>", ""),
    ],
)
def test_a_time_that_no_reader_sees_stands_as_an_attribute(printed: str, place: str) -> None:
    html = HTML.replace("<span class=when>2026-10-05 08:00</span>", printed)
    outlet = Outlet(name="sanabel", title="السنابل", domains=("sanabel.test",), layouts=(Layout("a", "div.copy", published=".when"),))
    page = Page(url="https://sanabel.test/n/1", body=html.encode(), headers={"content-type": "text/html"})
    stamps = extract(page, OutletKnowledge(outlet)).articles[0].stamps
    assert next(stamp.place for stamp in stamps if stamp.name == "layout") == place
    assert find_date(stamps, zone="Africa/Cairo").published_precision == "day"


def test_a_body_selector_may_name_the_paragraphs() -> None:
    assert article(Layout("a", "div.copy > p")).body == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 5, 1), "old"), (date(2024, 12, 31), "old"), (date(2025, 1, 1), "middle"), (date(2026, 1, 1), "new"), (None, "new")],
)
def test_the_day_of_fetching_chooses(day: date | None, expected: str) -> None:
    old = Layout("old", "div.copy", valid_until=date(2024, 12, 31))
    middle = Layout("middle", "div.copy", valid_until=date(2025, 6, 30))
    fetched_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    assert article(old, middle, Layout("new", "div.copy"), fetched_at=fetched_at).extractor == f"layout:{expected}"


def test_match_chooses_among_layouts_of_one_time() -> None:
    found = article(Layout("video", "div.copy", match="div.player"), Layout("text", "div.copy", match="h2.head"))
    assert found.extractor == "layout:text"


@pytest.mark.parametrize(
    ("layout", "reason"),
    [
        pytest.param(Layout("a", "div.gone"), "holds no text", id="nothing found"),
        pytest.param(Layout("a", "h2.head"), "holds no text", id="too little"),
        pytest.param(Layout("a", "div.copy", match=".none"), "nothing matches", id="does not apply"),
        pytest.param(Layout("a", "div..copy"), "bad selector", id="broken"),
    ],
)
def test_a_layout_that_fails_is_noted_and_the_page_read_all_the_same(layout: Layout, reason: str) -> None:
    extraction = read(layout)
    assert extraction.articles[0].extractor == "generic"
    assert PARAGRAPHS[1] in extraction.articles[0].body
    assert reason in extraction.observations.notes["layout"]
