"""A page in, its article out: the pieces work together, and nothing that a page may hold makes extraction fail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.extract import EXTRACT_VERSION, extract
from warraq.items import Entry, Page, Reason, Stamp
from warraq.outlet import Layout, Outlet, OutletKnowledge

FIRST = "افتتحت بلدية وادي السدر صباح أمس جسرا جديدا يصل بين ضفتي الوادي بعد ثلاث سنوات من العمل المتواصل."
SECOND = "وقال رئيس البلدية إن الجسر يخدم أكثر من عشرين ألفا من السكان الذين كانوا يقطعون طريقا طويلة كل يوم."
THIRD = "وأضاف أن المرحلة الثانية من المشروع تشمل إنارة الطريق وزراعة الأشجار على جانبيه قبل نهاية العام."
PARAGRAPHS = (FIRST, SECOND, THIRD)
OUTLET = Outlet(name="wadi", title="صحيفة الوادي", domains=("wadi.test",), aliases=("الوادي",))


def page_of(html: str, url: str = "https://wadi.test/news/4711", **more: object) -> Page:
    return Page(url=url, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"}, **more)  # type: ignore[arg-type]


def article_html(head: str = "", body: str = "") -> str:
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><title>جسر جديد في وادي السدر - صحيفة الوادي</title>{head}</head><body>"
        "<header><nav><ul><li><a href=/>الرئيسية</a></li><li><a href=/sport>رياضة</a></li></ul></nav></header>"
        "<main><article><h1>جسر جديد في وادي السدر</h1><div class=author>كتبت: سلمى الحداد</div>"
        f"<div class=date>الأحد 4 تشرين الأول 2026 - 10:15</div><div class=body>{text}</div></article></main>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def only(page: Page, outlet: Outlet | None = OUTLET):
    extraction = extract(page, OutletKnowledge(outlet))
    assert extraction.rejected is None, extraction.detail
    assert len(extraction.articles) == 1
    return extraction.articles[0]


def test_an_article_page_gives_its_article() -> None:
    fetched = datetime(2026, 10, 4, 9, tzinfo=UTC)
    article = only(page_of(article_html(), fetched_at=fetched))
    assert article.body == "\n".join(PARAGRAPHS)
    assert article.title == "جسر جديد في وادي السدر"
    assert article.byline == "كتبت: سلمى الحداد"
    assert article.authors == ("سلمى الحداد",)
    assert article.language == "ar"
    assert article.outlet == "wadi"
    assert article.url == "https://wadi.test/news/4711"
    assert article.extractor == "generic"
    assert article.extract_version == EXTRACT_VERSION
    assert article.fetched_at == fetched
    assert Stamp("الأحد 4 تشرين الأول 2026 - 10:15", "visible", "published", "div") in article.stamps


def test_observations_tell_reader_paragraphs_and_encoding() -> None:
    observations = extract(page_of(article_html()), OutletKnowledge(OUTLET)).observations
    assert observations.extractor == "generic"
    assert observations.paragraphs == PARAGRAPHS
    assert "utf-8" in observations.notes["encoding"]


def test_furniture_known_of_the_outlet_leaves_the_body() -> None:
    from warraq.text.fold import fold

    notice = "صحيفة الوادي تصدر كل صباح من مدينة السدر وتصل إلى قرائها في جميع أنحاء البلاد منذ أربعين عاما."
    html = article_html(body="".join(f"<p>{paragraph}</p>" for paragraph in (FIRST, notice, SECOND, THIRD)))
    article = extract(page_of(html), OutletKnowledge(OUTLET, frozenset({fold(notice)}))).articles[0]
    assert article.body == "\n".join(PARAGRAPHS)


def test_the_entry_of_the_feed_adds_what_it_knows() -> None:
    entry = Entry("https://wadi.test/news/4711", guid="wadi-4711", published="Sun, 04 Oct 2026 07:15:00 GMT")
    article = only(page_of(article_html(), entry=entry))
    assert article.guid == "wadi-4711"
    assert Stamp("Sun, 04 Oct 2026 07:15:00 GMT", "feed", "published", "published") in article.stamps


def test_a_declared_layout_reads_the_page() -> None:
    layout = Layout("2026", body="div.body", title="h1", byline=".author", published=".date")
    outlet = Outlet(name="wadi", title="صحيفة الوادي", domains=("wadi.test",), layouts=(layout,))
    article = only(page_of(article_html()), outlet)
    assert article.extractor == "layout:2026"
    assert article.body == "\n".join(PARAGRAPHS)


def test_a_failing_layout_leaves_the_page_to_the_generic_reader_and_says_so() -> None:
    outlet = Outlet(name="wadi", title="صحيفة الوادي", domains=("wadi.test",), layouts=(Layout("old", body="div.gone"),))
    extraction = extract(page_of(article_html()), OutletKnowledge(outlet))
    assert extraction.articles[0].extractor == "generic"
    assert "old" in extraction.observations.notes["layout"]


def test_plain_text_is_an_article() -> None:
    page = Page(url="file:///tmp/jisr.txt", body="\n\n".join(PARAGRAPHS).encode(), origin="file")
    article = extract(page, OutletKnowledge()).articles[0]
    assert (article.title, article.extractor) == (None, "text")
    assert article.body == "\n".join(PARAGRAPHS)


def test_what_stands_around_an_article_without_labels() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = page_of(
        "<html lang=ar><head><title>جسر جديد في وادي السدر - صحيفة الوادي</title></head><body><div class=page>"
        "<div class=trail><a href=/>الرئيسية</a> » <a href=/section/local>محليات</a></div><h1>جسر جديد في وادي السدر</h1>"
        "<p><span class=author>وادي السدر - نبأ</span> | الأحد 4 تشرين الأول 2026</p>"
        f"<div class=text><img src=/1.jpg><br>الجسر الجديد صباح الافتتاح<br>{text}<p>تابعونا على تلغرام</p></div>"
        "<div class=end><a href=/tag/1>جسور</a> <a href=/tag/2>وادي السدر</a></div></div></body></html>"
    )
    article = only(page)
    assert article.body == "\n".join(PARAGRAPHS)
    assert (article.section, article.keywords) == ("محليات", ("جسور", "وادي السدر"))
    assert (article.byline, article.authors) == ("وادي السدر - نبأ", ())
    assert article.image_caption == "الجسر الجديد صباح الافتتاح"


def test_a_standfirst_that_the_summary_repeats_belongs_to_the_text() -> None:
    lead = "افتتحت بلدية وادي السدر جسرا طال انتظاره ثلاث سنوات، ويخدم أكثر من عشرين ألفا من سكان الضفتين."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:])
    html = f"<html lang=ar><head><title>جسر</title><meta name=description content='{lead}'></head><body><div class=page><h1>جسر جديد</h1>"
    article = only(
        page_of(f"{html}<div class=intro><p>{lead}</p></div><div class=share>شارك</div><div class=text>{text}</div></div></body></html>")
    )
    assert article.body.splitlines()[0] == lead


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", Reason.EMPTY, id="nothing"),
        pytest.param(b" \n\t ", Reason.EMPTY, id="blank"),
        pytest.param(b"%PDF-1.7 \x00\x01", Reason.NOT_HTML, id="pdf"),
        pytest.param(bytes(range(32)) * 40, Reason.NOT_HTML, id="binary"),
        pytest.param(b"<div>" * 100_001, Reason.TOO_COMPLEX, id="tags"),
        pytest.param(b"<div>" * 5_000 + b"x", Reason.TOO_COMPLEX, id="depth"),
        pytest.param(b"<p>a</p>" * 1_100_000, Reason.TOO_LARGE, id="bytes"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_the_reason(body: bytes, reason: Reason) -> None:
    page = Page(url="https://wadi.test/news/1", body=body, headers={"content-type": "text/html"})
    assert extract(page, OutletKnowledge()).rejected is reason


FRAGMENTS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div class=a>",
            "</div>",
            "<a href='/x'>",
            "</a>",
            "<h1>",
            "</h1>",
            "<br>",
            "<ul><li>",
            "</ul>",
            "<table><td>",
            "<!--",
            "-->",
        ),
        *(
            "<script type='application/ld+json'>",
            '{"@type":"NewsArticle",',
            '"datePublished":"2026-1',
            "</script>",
            "<meta content='",
            "<html lang=ar>",
        ),
        *(
            "المصدر: ",
            "اقرأ أيضا",
            "مقالات مشابهة",
            "كلمات دلالية:",
            "التعليقات",
            FIRST,
            SECOND,
            "\x00",
            "\ufffe",
            "&#x0;",
            "&nbsp;",
            "<svg/>",
            "]]>",
        ),
    ]
)


@settings(deadline=None)  # the first page of a process imports the generic reader
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=30))
def test_no_page_makes_extraction_fail(parts: list[str]) -> None:
    page = Page(url="https://wadi.test/news/1", body="".join(parts).encode("utf-8", "surrogatepass"), headers={"content-type": "text/html"})
    extraction = extract(page, OutletKnowledge(OUTLET))
    assert bool(extraction.articles) != (extraction.rejected is not None)


@pytest.mark.parametrize("address", ["", "http://[", "not an address", "file:///tmp/a b.html", "https://wadi.test:port/1", "//"])
def test_no_address_makes_extraction_fail(address: str) -> None:
    links = (
        "<link rel=canonical href='http://['><a href='https://[x/'>عودة السفن إلى الميناء القديم</a><meta property=og:url content='//['>"
    )
    article = only(page_of(article_html(head=links), url=address))
    assert article.url == address


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_extraction_fail(body: bytes) -> None:
    extraction = extract(Page(url="https://wadi.test/news/1", body=body, origin="file"), OutletKnowledge())
    assert bool(extraction.articles) != (extraction.rejected is not None)


def test_a_page_of_tables_without_names_is_cut_below_its_headline() -> None:
    lines = (
        "بدأت مصلحة الحدائق في الضاحية اليوم غرس ألف شجرة زيتون على جانبي الطريق الساحلي الجديد بمشاركة المدارس.",
        "وقالت المصلحة إن الغرس يستمر ثلاثة أسابيع، وإن كل مدرسة تتولى العناية بعشرين شجرة طوال السنة الأولى.",
        "وكان سكان الضاحية قد طلبوا تشجير الطريق منذ افتتاحه في الصيف الماضي لما فيه من غبار وحر شديد.",
    )
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in ("بيئة", "غرس ألف شجرة على الطريق الساحلي", "28 مارس 2026 | 05:49", *lines))
    html = f"<html><head><title>غرس ألف شجرة على الطريق الساحلي - الضحى</title></head><body><table>{rows}</table></body></html>"
    article = extract(Page("https://duha.test/article.php?id=7", html.encode()), OutletKnowledge()).articles[0]
    assert (article.title, article.body) == ("غرس ألف شجرة على الطريق الساحلي", "\n".join(lines))


@pytest.mark.parametrize("odd", ["&#8;", "&#27;", "&#xfffe;", "&#65535;", "\ufffe", "\uffff"])
def test_what_xml_forbids_costs_no_article(odd: str) -> None:
    html = article_html(body=f"<p>{FIRST}{odd}</p><p>{SECOND}</p><p>{THIRD}</p>").replace("<h1>جسر", f"<h1>{odd}جسر")
    (article,) = extract(page_of(html), OutletKnowledge()).articles
    assert (article.title, article.body) == ("جسر جديد في وادي السدر", "\n".join(PARAGRAPHS))
