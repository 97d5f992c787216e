from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.documents.article_links import leads_to_article
from spiders.documents.listings import MOST_LISTING_ENTRIES, read_listing
from spiders.documents.results import ListingReading, Note, Problem, Skip
from warraq.items import Entry
from warraq.outlet import DocumentKind
from warraq.outlet_files import patterns

URL = "https://www.mina.test/"
HEADLINE = "وزير النقل يفتتح الرصيف الثالث في الميناء"


def test_a_slow_pattern_costs_its_own_document_and_not_the_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS_A_DOCUMENT", 0.05)
    hard = f"<a href='/{'a' * 1_500}!'>{HEADLINE}</a>" * 3
    reading = read(hard, "[a-z]+[a-z0-9]+[a-z0-9-]+[a-z]+[0-9]$")
    assert (reading.entries, reading.problem) == ((), Problem.SLOW_PATTERN)


def read(body: str, article_url: str | None = None) -> ListingReading:
    return read_listing(f"<html><body>{body}</body></html>".encode(), URL, article_url, ["mina.test"])


FRONT = f"""
<header><nav><a href="/section/economy/1234">أخبار الاقتصاد والمال والأعمال</a></nav></header>
<main>
  <article><a href="/news/48213"><img src="x.jpg" alt=""></a><h2><a href="/news/48213">{HEADLINE}</a></h2>
  <a href="/news/48213#c">3 تعليقات</a></article>
  <a class="card" href="news/48214"><h3>إغلاق الطريق الساحلي بسبب العاصفة</h3><p>{"تفاصيل طويلة " * 60}</p></a>
  <a href="/tag/mina-1234">كل أخبار الميناء والشحن البحري</a>
  <a href="/author/salma-haddad-1020">مقالات الكاتبة سلمى الحداد كلها</a>
  <a href="/economy">اقتصاد</a>
  <a href="https://other.test/news/77777">خبر في موقع آخر غير هذا الموقع</a>
  <a href="javascript:void(0)">افتح القائمة الرئيسية في هذه الصفحة</a>
  <a href="/news/48215.pdf">تقرير الميناء السنوي للعام الماضي كاملا</a>
</main>
<div class="main-menu"><a href="/news/11111">من القائمة الرئيسية في أعلى الصفحة</a></div>
<footer><a href="/news/22222">عن صحيفة الميناء وتاريخها الطويل هنا</a></footer>
"""


def test_articles_of_a_front_page_in_page_order() -> None:
    assert read(FRONT).entries == (
        Entry("https://www.mina.test/news/48213", title=HEADLINE, origin=DocumentKind.LISTING),
        Entry("https://www.mina.test/news/48214", title="إغلاق الطريق الساحلي بسبب العاصفة", origin=DocumentKind.LISTING),
    )


def test_declared_pattern_decides_alone() -> None:
    addresses = [entry.url.rpartition("/")[2] for entry in read(FRONT, r"/news/\d+$").entries]
    assert addresses == ["48213", "48214", "11111", "22222"]


@pytest.mark.parametrize(
    ("path", "title", "article"),
    [
        pytest.param("/news/48213", HEADLINE, True, id="number"),
        pytest.param("/48213", HEADLINE, True, id="bare number"),
        pytest.param("/economy/48213/new-pier", HEADLINE, True, id="number before a slug"),
        pytest.param("/2026/11/22/pier/", HEADLINE, True, id="day"),
        pytest.param("/articles/9f86d081-884c-4d63-a1b2-0123456789ab", HEADLINE, True, id="uuid"),
        pytest.param("/story.aspx?id=482", HEADLINE, True, id="parameter"),
        pytest.param("/?p=482", HEADLINE, True, id="post number"),
        pytest.param("/economy/minister-opens-third-pier", HEADLINE, True, id="slug"),
        pytest.param("/new-third-pier.html", HEADLINE, True, id="short slug of a file"),
        pytest.param("/وزير-النقل-يفتتح-الرصيف-الثالث", HEADLINE, True, id="arabic slug"),
        pytest.param(
            "/%D9%88%D8%B2%D9%8A%D8%B1-%D8%A7%D9%84%D9%86%D9%82%D9%84-%D9%81%D9%8A-%D8%B2%D9%8A%D8%A7%D8%B1%D8%A9",
            HEADLINE,
            True,
            id="escaped",
        ),
        pytest.param("/news/48213", "رحيل الفنان الكبير", True, id="short headline of a numbered page"),
        pytest.param("/news/48213", "المزيد", False, id="read more"),
        pytest.param("/news/48213", None, False, id="picture without words"),
        pytest.param("/economy", HEADLINE, False, id="section"),
        pytest.param("/", HEADLINE, False, id="front page"),
        pytest.param("/news/2026", "أخبار العام الماضي كلها هنا", False, id="year"),
        pytest.param("/2026/11/", "أرشيف شهر تشرين الثاني كاملا", False, id="month archive"),
        pytest.param("/world-economy", HEADLINE, False, id="two-word section"),
        pytest.param("/economy?page=12", HEADLINE, False, id="page of a section"),
        pytest.param("/category/economy-and-trade-news/48213", HEADLINE, False, id="category"),
        pytest.param("/وسوم/ميناء-الساحل-الجديد-الكبير", HEADLINE, False, id="arabic tag"),
        pytest.param("/login?id=482", HEADLINE, False, id="login"),
        pytest.param("/wp-content/uploads/2026/11/22/pier-48213.jpg", HEADLINE, False, id="picture"),
    ],
)
def test_judgement_without_a_pattern(path: str, title: str | None, article: bool) -> None:
    assert leads_to_article(f"https://mina.test{path}", title) is article


def test_links_are_resolved_against_the_declared_base() -> None:
    body = f'<html><head><base href="https://www.mina.test/ar/"></head><body><a href="news/48213">{HEADLINE}</a></body></html>'
    (entry,) = read_listing(body.encode(), "https://www.mina.test/x/y", None, ["mina.test"]).entries
    assert entry.url == "https://www.mina.test/ar/news/48213"


def test_windows_1256_page_that_declares_nothing() -> None:
    body = f"<html><body>{f'<a href=/news/48213>{HEADLINE}</a><p>{HEADLINE}، وقال إن العمل سينتهي قريبا.</p>' * 3}</body></html>"
    (entry,) = read_listing(body.encode("cp1256"), URL, None, ["mina.test"]).entries
    assert entry.title == HEADLINE


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(b"", Problem.EMPTY, id="nothing"),
        pytest.param(b"%PDF-1.7", Problem.NOT_HTML, id="pdf"),
        pytest.param(b"<rss><channel></channel></rss>", Problem.NOT_HTML, id="feed"),
        pytest.param(b'{"a": 1}', Problem.NOT_HTML, id="json"),
    ],
)
def test_what_cannot_be_used_says_why(body: bytes, problem: Problem) -> None:
    assert read_listing(body, URL, None, ["mina.test"]).problem == problem


def test_half_a_surrogate_pair_spoils_nothing() -> None:
    (entry,) = read(f"<a href='/news/48213' title='&#xDC00;'>{HEADLINE}&#xD800;&#57343;</a>").entries
    assert entry.title == HEADLINE


def test_page_without_articles_is_noted() -> None:
    assert read("<a href='/about'>من نحن</a>") == ListingReading(note=Note.NO_ARTICLES, skipped={})


def test_more_articles_than_are_read_are_counted() -> None:
    reading = read("".join(f"<a href='/news/{number}'>{HEADLINE}</a>" for number in range(10_000, 10_000 + MOST_LISTING_ENTRIES + 4)))
    assert len(reading.entries) == MOST_LISTING_ENTRIES
    assert reading.skipped == {Skip.OVER_LIMIT: 4}


@pytest.mark.parametrize(
    "junk",
    ["<div>" * 300_000, "<a href=x>" * 300_000, "<" * 500_000, "<b></i></p>" * 100_000],
    ids=["nesting", "links", "brackets", "ends without beginning"],
)
def test_bombs_end(junk: str) -> None:
    reading = read(f"<a href='/news/48213'>{HEADLINE}</a>{junk}")
    assert [entry.url for entry in reading.entries] == ["https://www.mina.test/news/48213"]


WORDS = "كلمة " * 200_000
HEAVY = {
    "links within links": "<object><a href='/news/1'>" * 120 + WORDS,
    "headings within headings": "<a href='/news/1'>" + "<div><h2>" * 120 + WORDS,
    "classes without end": f"<div class='{'- ' * 9_000}'>" * 100 + "<p><a href='/news/1'>x</a></p>" * 3_000,
    "parameters without end": "".join(f"<a href='/news/{number}?{'a=b&' * 470}'>{HEADLINE}</a>" for number in range(2_000)),
    "hyphens without end": "".join(f"<a href='/news/{number}/{'a-' * 900}'>{HEADLINE}</a>" for number in range(2_000)),
    "letters without end": "".join(f"<a href='/news/{'a' * 1_900}{number}'>{HEADLINE}</a>" for number in range(2_000)),
    "white space without end": f"<a href='/news/1'>{' ' * 3_000_000}x</a>",
    "pictures without end": "<a href='/news/1'>" + "<img alt='x'>" * 150_000,
    "references without end": f"<a href='/news/1'>{'&#x627;' * 500_000}</a>",
}
"""Documents of which a step that looked at everything again for each link would take from 5 s to minutes."""


@pytest.mark.parametrize("junk", HEAVY.values(), ids=HEAVY)
def test_time_grows_with_the_length_alone(junk: str) -> None:
    for article_url in (None, "/news/"):
        begun = time.process_time()
        read(f"<a href='/news/48213'>{HEADLINE}</a>{junk}", article_url)
        assert time.process_time() - begun < 3


@pytest.mark.parametrize("hiding", ["", '=">"', "='>'", "= '\">'"], ids=["none", "double", "single", "spaced"])
def test_attributes_without_end_are_refused_however_their_tag_ends(hiding: str) -> None:
    names = (f"a{number}" if number % 1_000 else f"a{number}{hiding}" for number in range(100_000))
    reading = read(f"<a href='/news/48213'>{HEADLINE}</a><i {' '.join(names)}>")
    assert reading == ListingReading(problem=Problem.TOO_MANY_ATTRIBUTES)


def test_an_element_with_much_data_hides_no_link() -> None:
    reading = read(f"<p data-props='{'x' * 50_000}'><a href='/news/48213'>{HEADLINE}</a></p>")
    assert [entry.title for entry in reading.entries] == [HEADLINE]


TAGS = st.sampled_from(
    [
        "<a href='/news/48213'>",
        "</a>",
        "<nav>",
        "<base href='",
        "'>",
        HEADLINE,
        "<!--",
        "<h2>",
        "<img alt='",
        "<script>",
        "\x00",
        "&#0;",
        "&#xD800;",
        "&#57343;",
        "<frameset>",
    ]
)


@given(st.binary() | st.lists(TAGS).map(lambda parts: "".join(parts).encode()))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(body: bytes) -> None:
    reading = read_listing(body, URL, None, ["mina.test"])
    assert reading.entries or reading.problem or reading.note
