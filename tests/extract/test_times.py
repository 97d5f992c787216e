"""Stamps: every statement of a time that belongs to the article, and none of the clock, the comments or other articles."""

from __future__ import annotations

import pytest

from warraq.extract import extract
from warraq.extract.facts.stamps import gather
from warraq.extract.page.blocks import Block
from warraq.extract.page.wording import is_date_line
from warraq.items import Entry, Page, Stamp
from warraq.outlet import DocumentKind, OutletKnowledge

TEXT = "".join(
    f"<p>{paragraph}</p>"
    for paragraph in (
        "أعيد فتح طريق الجبل الغربي بعد إزالة الصخور التي سدته منذ عاصفة الأسبوع الماضي في منطقة الوادي.",
        "وقالت دائرة الطرق إن فرقها عملت أربعة أيام متواصلة، وإن الطريق صار آمنا للسيارات الصغيرة والشاحنات.",
        "ودعت الدائرة السائقين إلى تخفيف السرعة عند المنعطف الثالث حيث ما زالت الرافعات تعمل.",
    )
)


def stamps_of(html: str, url: str = "https://tariq.test/n/1") -> list[tuple[str, str, str]]:
    page = Page(url=url, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"})
    extraction = extract(page, OutletKnowledge())
    assert extraction.articles, extraction.detail
    return [(stamp.raw, stamp.origin, stamp.kind) for stamp in extraction.articles[0].stamps]


def page(above: str = "", inside: str = "", below: str = "") -> str:
    return (
        f"<html lang=ar><head><title>فتح طريق الجبل</title></head><body>"
        "<div id=head><span>الثلاثاء 1 كانون الأول 2026</span> <b>12:45</b></div><div class=page>"
        f"<div class=post>{above}<h1>فتح طريق الجبل الغربي</h1>{inside}<div class=t>{TEXT}</div></div>{below}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param("<div>الأحد 4 تشرين الأول 2026 - 10:15 ص</div>", "الأحد 4 تشرين الأول 2026 - 10:15 ص", id="words"),
        pytest.param("<div>نشر في: 04/10/2026 10:15</div>", "نشر في: 04/10/2026 10:15", id="figures"),
        pytest.param("<div>٤ أكتوبر ٢٠٢٦</div>", "٤ أكتوبر ٢٠٢٦", id="Arabic digits"),
        pytest.param("<div>22 ربيع الآخر 1448 هـ</div>", "22 ربيع الآخر 1448 هـ", id="Hijri"),
        pytest.param("<div>منذ 3 ساعات</div>", "منذ 3 ساعات", id="relative"),
        pytest.param("<div>Oct 4, 2026</div>", "Oct 4, 2026", id="English"),
    ],
)
def test_a_visible_line_at_the_headline(inside: str, expected: str) -> None:
    assert stamps_of(page(inside=inside)) == [(expected, "visible", "published")]


def test_a_line_above_the_headline_of_the_article() -> None:
    assert stamps_of(page(above="<div>4 أكتوبر 2026</div>")) == [("4 أكتوبر 2026", "visible", "published")]


def test_the_clock_in_the_page_head_and_dates_of_other_articles_are_none() -> None:
    below = "<div><h3>مقالات ذات صلة</h3><a href=/n/2>افتتاح جسر الوادي الجديد</a><time datetime='2026-09-01'>1 أيلول 2026</time></div>"
    below += "<div><h3>التعليقات</h3><p>خالد</p><span>5 تشرين الأول 2026</span><p>شكرا لكم على الخبر</p></div>"
    assert stamps_of(page(below=below)) == []


def test_a_time_element_and_its_words() -> None:
    found = stamps_of(page(inside="<time datetime='2026-10-04T10:15:00+03:00'>الأحد</time>"))
    assert found == [("2026-10-04T10:15:00+03:00", "visible", "published")]


def test_what_says_update_is_no_publication() -> None:
    inside = "<div>نشر: 4 أكتوبر 2026</div><div>آخر تحديث: 5 أكتوبر 2026</div>"
    assert [kind for _, _, kind in stamps_of(page(inside=inside))] == ["published", "modified"]


def test_feed_and_sitemap() -> None:
    entry = Entry("https://tariq.test/n/1", published="Sun, 04 Oct 2026 10:15:00 +0300", updated="2026-10-05")
    assert [(stamp.origin, stamp.kind) for stamp in gather(entry=entry)] == [("feed", "published"), ("feed", "modified")]
    entry = Entry("https://tariq.test/n/1", updated="2026-10-05", origin=DocumentKind.SITEMAP)
    assert gather(entry=entry) == (Stamp("2026-10-05", "sitemap", "modified", "updated"),)
    assert gather(entry=Entry("https://tariq.test/n/1", published="4 أكتوبر 2026", origin=DocumentKind.LISTING)) == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2026/10/04/tariq.html", "2026/10/04"),
        ("/news/2026-10-04/tariq", "2026-10-04"),
        ("/2026/10/2338761/", "2026/10"),
        ("/local/202610041044893040-tariq/", "2026-10-04"),
        ("/local/20261004-tariq/", "2026-10-04"),
        ("/news/4711", None),
        ("/news/20269904", None),
        ("/news/1202610041", None),
        ("/story/2026/13/4", None),
    ],
)
def test_dates_in_addresses(path: str, expected: str | None) -> None:
    found = gather(address=f"https://tariq.test{path}")
    assert [stamp.raw for stamp in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأحد 4 تشرين الأول / أكتوبر 2026", True),
        ("أغلقت الطريق 14 ساعة", False),
        ("قبل أن تفتح الطريق", False),
        ("https://tariq.test/2026/10/04/image.jpg", False),
        ("الهاتف 09-1234567", False),
    ],
)
def test_what_looks_like_a_date_line(text: str, expected: bool) -> None:
    assert is_date_line(Block(text)) is expected


MOMENT = "2026-10-04T10:15:00+03:00"
LATER = "2026-10-05T08:00:00+03:00"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(f"<time class='entry-date published updated' datetime='{MOMENT}'>4 أكتوبر</time>", ["published"], id="never changed"),
        pytest.param(f"<time itemprop='datePublished' class='updated' datetime='{MOMENT}'>4 أكتوبر</time>", ["published"], id="itemprop"),
        pytest.param(f"<time class='updated' datetime='{MOMENT}'>4 أكتوبر 2026</time>", ["published", "published"], id="updated alone"),
        pytest.param(
            f"<time class='published' datetime='{MOMENT}'>4</time><time class='updated' datetime='{LATER}'>5</time>",
            ["published", "modified"],
            id="updated beside published",
        ),
        pytest.param(
            f"<time class='updated' datetime='{LATER}'>5</time><div>نشر: 4 أكتوبر 2026</div>",
            ["modified", "published"],
            id="updated after a line",
        ),
        pytest.param(f"<span>آخر تحديث:</span> <time datetime='{LATER}'>أمس</time>", ["modified"], id="words before"),
        pytest.param(
            f"<time itemprop='dateModified' class='published' datetime='{LATER}'>أمس</time>", ["modified"], id="itemprop of a change"
        ),
        pytest.param(f"<abbr class='published' title='{MOMENT}'>10:15 ص</abbr>", ["published"], id="abbreviation"),
        pytest.param("<abbr title='كيلومتر'>كم</abbr>", [], id="abbreviation of a word"),
    ],
)
def test_one_rule_tells_publication_from_change(inside: str, expected: list[str]) -> None:
    assert [kind for _, _, kind in stamps_of(page(inside=f"<div>{inside}</div>"))] == expected


def test_attributes_are_read_below_the_text_too() -> None:
    below = f"<div class=foot><span>بقلم سلمى</span> <abbr class=published title='{MOMENT}'>10:15 ص</abbr></div>"
    assert stamps_of(page().replace("</div></div></div></body>", f"</div>{below}</div></div></body>")) == [(MOMENT, "visible", "published")]


def test_a_live_blog_begins_with_its_first_entry() -> None:
    entries = "".join(
        f"<article class=entry><time datetime='2026-10-04T{hour}:00:00+03:00'>{hour}:00</time><p>أعلنت دائرة الطرق أن الرافعات رفعت {hour} "
        "صخرة من الطريق الغربي حتى الآن.</p></article>"
        for hour in (14, 13, 12, 11)
    )
    html = f"<html lang=ar><body><main><h1>فتح الطريق الغربي مباشرة</h1>%s<div>{entries}</div></main></body></html>"
    assert stamps_of(html % "") == [("2026-10-04T11:00:00+03:00", "visible", "published")]
    own = f"<time datetime='{MOMENT}'>الأحد</time>"
    assert stamps_of(html % own) == [(MOMENT, "visible", "published")]
