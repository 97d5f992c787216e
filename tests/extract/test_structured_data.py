"""JSON-LD and meta elements are read however broken they are, and only what speaks of the article is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from warraq.extract import extract
from warraq.extract.page import jsonld
from warraq.extract.page.identity import Own, own_article
from warraq.extract.page.metadata import Metadata, read_metadata
from warraq.items import Page, Stamp
from warraq.outlet import OutletKnowledge

ADDRESS = "https://hajar.test/news/41/souk?ref=rss"
ARTICLE = {"@type": "NewsArticle", "headline": "سوق الحجر يفتح أبوابه", "datePublished": "2026-10-05T09:30:00+03:00"}


def metadata_of(head: str) -> Metadata:
    title = f"{ARTICLE['headline']} | الحجر"
    return read_metadata(document_fromstring(f"<html><head><title>{title}</title>{head}</head><body><p>نص</p></body></html>"), ADDRESS)


def with_jsonld(*sources: object) -> Metadata:
    blocks = (source if isinstance(source, str) else json.dumps(source, ensure_ascii=False) for source in sources)
    return metadata_of("".join(f"<script type='application/ld+json'>{block}</script>" for block in blocks))


BROKEN = [
    pytest.param('{"@type":"NewsArticle","headline":"عنوان",}', id="comma before a brace"),
    pytest.param('[{"@type":"NewsArticle","headline":"عنوان"},]', id="comma before a bracket"),
    pytest.param('<!-- {"@type":"NewsArticle","headline":"عنوان"} -->', id="comment"),
    pytest.param('/*<![CDATA[*/{"@type":"NewsArticle","headline":"عنوان"}/*]]>*/', id="cdata"),
    pytest.param('//<![CDATA[\n{"@type":"NewsArticle","headline":"عنوان"}\n//]]>', id="cdata behind slashes"),
    pytest.param('{"@type":"NewsArticle","headline":"عن\tوان"}'.replace("\t", ""), id="plain"),
    pytest.param('{"@type":"NewsArticle","articleBody":"سطر\nآخر","headline":"عنوان"}', id="raw line break in a text"),
    pytest.param('{"@type":"NewsArticle","description":"\\x41","headline":"عنوان"}', id="stray backslash"),
    pytest.param('{"@type":"NewsArticle"\n"headline":"عنوان"}', id="missing comma"),
    pytest.param('{"@type":"NewsArticle","headline":"عنوان"};', id="semicolon"),
    pytest.param('{"@type":"WebSite"}{"@type":"NewsArticle","headline":"عنوان"}', id="two values in a row"),
    pytest.param("{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;عنوان&quot;}", id="escaped quotes"),
    pytest.param('{"@type":"NewsArticle","headline":"عنوان"}{"@type":', id="cut short"),
]


@pytest.mark.parametrize("source", BROKEN)
def test_broken_json_is_read_as_far_as_it_goes(source: str) -> None:
    article = next(filter(jsonld.is_article, jsonld.objects_of(jsonld.load(source))))
    assert article["headline"] == "عنوان"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([{"@type": "WebPage"}, ARTICLE], id="list"),
        pytest.param({"@graph": [{"@type": "Organization"}, ARTICLE]}, id="graph"),
        pytest.param({"@type": "WebPage", "mainEntity": ARTICLE}, id="nested"),
        pytest.param({**ARTICLE, "@type": ["Article", "NewsArticle"]}, id="several types"),
        pytest.param({**ARTICLE, "@type": "http://schema.org/NewsArticle"}, id="type as an address"),
        pytest.param([{"@type": "Article"}, ARTICLE], id="the one that says more"),
    ],
)
def test_the_article_is_found_where_it_stands(value: object) -> None:
    assert with_jsonld(value).headline == ARTICLE["headline"]


OTHER = {
    "@type": "NewsArticle",
    "headline": "صيادو المرفأ يطلبون تمديد الموسم",
    "datePublished": "2026-10-01T08:00:00+03:00",
    "author": {"@type": "Person", "name": "سليم الحكيم"},
    "articleBody": "قال صيادون في المرفأ إن موسم هذا العام كان قصيرا.",
}
"""What says more than the page's own article, and is another's."""


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(ARTICLE, id="headline"),
        pytest.param({**ARTICLE, "headline": "سوق الحجر يفتح أبوابه"[:17]}, id="headline cut short"),
        pytest.param({**ARTICLE, "headline": "سوق الحجر القديم يفتح أبوابه اليوم"}, id="headline edited"),
        pytest.param({**ARTICLE, "headline": "افتتاح سوق", "url": "https://www.hajar.test/news/41/souk/"}, id="address"),
        pytest.param({**ARTICLE, "headline": "افتتاح سوق", "mainEntityOfPage": {"@id": "/news/41/souk#article"}}, id="relative address"),
        pytest.param({**ARTICLE, "url": "https://hajar.test/"}, id="headline beside the home page's address"),
    ],
)
@pytest.mark.parametrize("far", [{}, {"url": "https://hajar.test/news/40/sayd"}], ids=["no address", "its own address"])
def test_another_article_is_never_the_pages_own(own: dict[str, object], far: dict[str, str]) -> None:
    for said in (with_jsonld({**OTHER, **far}, own), with_jsonld(own, {**OTHER, **far})):
        assert (said.headline, said.people, said.body) == (own["headline"], (), None)
        assert [stamp.raw for stamp in said.stamps] == [ARTICLE["datePublished"]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="another headline"),
        pytest.param({**OTHER, "headline": "", "url": "https://hajar.test/news/40/sayd"}, id="another address"),
        pytest.param({**ARTICLE, "headline": "سوق الحجر القديم يفتح أبوابه", "url": "https://hajar.test/news/40"}, id="a headline like it"),
        pytest.param(
            {"@type": "NewsArticle", "datePublished": "2026-10-01", "url": "https://hajar.test/news/41?id=7"}, id="another number"
        ),
    ],
)
def test_where_no_object_fits_none_is_believed(other: dict[str, object]) -> None:
    said = with_jsonld(other)
    assert (said.headline, said.stamps, "NewsArticle" in said.types) == (None, (), False)


def test_updates_of_a_live_blog_are_not_the_pages_article() -> None:
    update = {**OTHER, "@type": "BlogPosting", "headline": ARTICLE["headline"]}
    said = with_jsonld(
        {
            "@type": "LiveBlogPosting",
            "headline": ARTICLE["headline"],
            "coverageStartTime": "2026-10-05T06:00:00+03:00",
            "liveBlogUpdate": [update],
        }
    )
    assert [(stamp.raw, stamp.kind) for stamp in said.stamps] == [("2026-10-05T06:00:00+03:00", "published")]
    assert said.body is None


def test_stamps_tell_whether_their_object_names_the_page() -> None:
    named = with_jsonld({**ARTICLE, "url": ADDRESS})
    assert [stamp.place for stamp in (*named.stamps, *with_jsonld(ARTICLE).stamps)] == ["", "unnamed"]


def test_articles_of_lists_and_comments_are_not_the_pages_own() -> None:
    other = {**ARTICLE, "headline": "خبر آخر"}
    said = with_jsonld({"@type": "ItemList", "itemListElement": [other]}, {"@type": "WebPage", "mentions": [other]})
    assert (said.headline, said.stamps) == (None, ())


def test_what_json_ld_says_of_an_article() -> None:
    said = with_jsonld(
        {
            **ARTICLE,
            "dateModified": "2026-10-05T10:00:00+03:00",
            "author": [{"@type": "Person", "name": "ليلى الشامي"}, {"@type": "NewsMediaOrganization", "name": "الحجر"}],
            "keywords": "أسواق، ترميم",
            "articleSection": ["محليات"],
            "image": {"@type": "ImageObject", "url": "https://hajar.test/1.jpg"},
            "articleBody": "<p>ا</p> أول\nثان",
            "publisher": {"name": "الحجر"},
        }
    )
    assert said.people == ("ليلى الشامي",)
    assert (said.sections, said.images) == (("محليات",), ("https://hajar.test/1.jpg",))
    assert said.keyword_lists[-1] == ("أسواق", "ترميم")
    assert said.site_names == ("الحجر",)
    assert [(stamp.kind, stamp.name) for stamp in said.stamps] == [("published", "datePublished"), ("modified", "dateModified")]


def test_a_body_written_twice_is_taken_once() -> None:
    text = "افتتح السوق أبوابه صباح اليوم بحضور تجار المدينة وزوارها من القرى المجاورة التي تنتظره منذ سنين طويلة."
    assert with_jsonld({**ARTICLE, "articleBody": f"{text} {text}"}).body == text


def test_meta_elements() -> None:
    said = metadata_of(
        "<meta property='og:title' content='سوق الحجر'><meta property='og:site_name' content='الحجر'>"
        "<meta name=author content='ليلى الشامي'>"
        "<meta property='article:tag' content='أسواق'><meta property='article:tag' content='ترميم'>"
        "<meta property='article:published_time' content='2026-10-05T09:30:00+03:00'><meta property='og:updated_time' content='2026-10-06'>"
        "<meta name=description content='ملخص'><link rel='canonical shortlink' href='/1'><meta property='og:url' content='https://hajar.test/2'>"
    )
    assert (said.titles, said.site_names, said.authors) == (("سوق الحجر",), ("الحجر",), ("ليلى الشامي",))
    assert said.keyword_lists[0] == ("أسواق", "ترميم")
    assert said.addresses == ("/1", "https://hajar.test/2")
    assert said.summaries == ("ملخص",)
    assert said.stamps == (
        Stamp("2026-10-05T09:30:00+03:00", "meta", "published", "article:published_time"),
        Stamp("2026-10-06", "meta", "modified", "og:updated_time"),
    )


@given(st.text(alphabet='{}[]",:\\/<>!-@typeNewsArticle 0\n\x01ا', max_size=60))
def test_no_script_makes_the_reader_fail(source: str) -> None:
    own_article(jsonld.objects_of(jsonld.load(source)), Own.of(ADDRESS, (), ()))


def test_deep_nesting_ends() -> None:
    assert jsonld.load('{"a":' * 50_000) == []
    deep: object = ARTICLE
    for _ in range(100):
        deep = {"a": deep}
    assert not any(map(jsonld.is_article, jsonld.objects_of([deep])))  # type: ignore[list-item]


def test_a_stated_body_of_another_text_is_not_taken_for_the_printed_one() -> None:
    printed = (
        "افتتح تجار المدينة صباح اليوم سوق الحجر القديم بعد ترميم دام سبع سنوات وشمل السقوف والأبواب الخشبية كلها.",
        "وقال أمين السوق إن مئة وعشرين دكانا فتحت أبوابها، وإن بقية الدكاكين تفتح بعد انتهاء التمديدات الكهربائية.",
    )
    foreign = {**ARTICLE, "url": ADDRESS, "articleBody": "طلب صيادون في المرفأ الجنوبي تمديد موسم الصيد شهرا آخر هذا العام. " * 9}
    html = (
        f"<html><head><title>{ARTICLE['headline']}</title><script type='application/ld+json'>{json.dumps(foreign)}</script></head>"
        f"<body><article><h1>{ARTICLE['headline']}</h1><p>{printed[0]}</p><p>{printed[1]}</p></article></body></html>"
    )
    found = extract(Page(ADDRESS, html.encode(), headers={"content-type": "text/html; charset=utf-8"}), OutletKnowledge())
    assert found.articles[0].body.splitlines() == list(printed)
