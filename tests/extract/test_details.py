"""Headline, people, keywords, language and address: what of a page's statements is believed, and what is not."""

from __future__ import annotations

import pytest

from warraq.extract.facts.canonical import canonical_address, embedded_address
from warraq.extract.facts.keywords import choose_keywords
from warraq.extract.facts.language import language_of
from warraq.extract.facts.people import people
from warraq.extract.facts.titles import strip_site
from warraq.extract.page.document import Document, open_page
from warraq.extract.page.wording import bare
from warraq.items import Page
from warraq.outlet import Outlet, OutletKnowledge

OUTLET = Outlet(name="hajar", title="صحيفة الحجر", domains=("hajar.test", "alhajar.test"), aliases=("الحجر",))
SITE = {bare(name) for name in ("صحيفة الحجر", "الحجر", "hajar.test")}


def document(address: str) -> Document:
    return open_page(Page(url=address, body=b"<p>x</p>", headers={"content-type": "text/html"}), OutletKnowledge(OUTLET))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("سوق الحجر يفتح أبوابه | صحيفة الحجر", "سوق الحجر يفتح أبوابه"),
        ("سوق الحجر يفتح أبوابه - الحجر", "سوق الحجر يفتح أبوابه"),
        ("صحيفة الحجر - سوق الحجر يفتح أبوابه", "سوق الحجر يفتح أبوابه"),
        ("سوق الحجر يفتح أبوابه – محليات – صحيفة الحجر", "سوق الحجر يفتح أبوابه – محليات"),
        ("سوق الحجر يفتح أبوابه » موقع صحيفة الحجر", "سوق الحجر يفتح أبوابه"),
        ("سوق الحجر – تاريخ طويل", "سوق الحجر – تاريخ طويل"),
        ("الحجر", "الحجر"),
    ],
)
def test_the_sites_name_leaves_the_headline(title: str, expected: str) -> None:
    assert strip_site(title, SITE) == expected


def test_a_known_headline_tells_what_is_beyond_it() -> None:
    title = "سوق الحجر يفتح أبوابه - آخر الأخبار"
    assert strip_site(title, set()) == title
    assert strip_site(title, set(), ["سوق الحجر يفتح أبوابه"]) == "سوق الحجر يفتح أبوابه"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("كتبت: ليلى الشامي", ("ليلى الشامي",)),
        ("كتب ليلى الشامي", ("ليلى الشامي",)),
        ("بقلم/ سامر عبد الله الخطيب", ("سامر عبد الله الخطيب",)),
        ("ليلى الشامي، سامر الخطيب", ("ليلى الشامي", "سامر الخطيب")),
        ("ليلى الشامي - رام الله", ("ليلى الشامي",)),
        ("القاهرة - ليلى الشامي", ("ليلى الشامي",)),
        ("تقرير: ليلى الشامي", ("ليلى الشامي",)),
        ("By Layla Shami and Samer Khatib", ("Layla Shami", "Samer Khatib")),
        ("كتب محمد علي وأحمد حسن", ("محمد علي", "أحمد حسن")),
        ("منى زكي ووليد نصار", ("منى زكي", "وليد نصار")),
        ("سامي وليد", ("سامي وليد",)),
        ("كتب – عادل عبدالمحسن – تصوير: سامي وهيب", ("عادل عبدالمحسن", "سامي وهيب")),
        ("أحمد سامي صحفي مصري", ("أحمد سامي",)),
        ("أحمد سامي: كاتب أردني", ("أحمد سامي",)),
        ("بقلم الكاتبة منى زكي", ("منى زكي",)),
        ("عبد الله بن عبد الرحمن آل سعود", ("عبد الله بن عبد الرحمن آل سعود",)),
        ("نواكشوط ـ محمد ولد أحمد", ("محمد ولد أحمد",)),
        ("تونس-آمنة السويسي", ("آمنة السويسي",)),
        ("رام الله: وفا", ()),
        ("سياسة دولية: رويترز", ()),
        ("أ ف ب", ()),
        ("المحرر السياسي", ()),
        ("مراسلنا في بغداد", ()),
        ("غرفة الأخبار", ()),
        ("وحدة التحقيقات", ()),
        ("بوابة الوادي", ()),
        ("الوادي نيوز", ()),
        ("كاتب وباحث سوري", ()),
        ("Valley Herald Staff", ()),
        ("صحيفة الحجر", ()),
        ("الحجر", ()),
        ("متابعات", ()),
        ("متابعة مستمرة للأحداث", ()),
        ("وكالات", ()),
        ("وكالة الأنباء الوطنية", ()),
        ("فريق التحرير", ()),
        ("رويترز", ()),
        ("أبو ظبي", ()),
        ("admin", ()),
        ("https://hajar.test/author/1", ()),
        ("5 أكتوبر 2026", ()),
    ],
)
def test_people_of_a_byline(byline: str, expected: tuple[str, ...]) -> None:
    assert people(byline, ("صحيفة الحجر", "الحجر")) == expected


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        pytest.param([(), ("أسواق", "ترميم")], ("أسواق", "ترميم"), id="first that has any"),
        pytest.param([("سوق", "الحجر", "يفتح", "أبوابه"), ("أسواق",)], ("أسواق",), id="headline cut at spaces"),
        pytest.param([("سوق الحجر", "أسواق")], ("سوق الحجر", "أسواق"), id="words of the headline among others"),
        pytest.param([tuple("أبتثجحخدذرزس")], (), id="an index of words"),
        pytest.param([("#أسواق", "أسواق", " ترميم. ")], ("أسواق", "ترميم"), id="signs and repetitions"),
        pytest.param([("المیناء",)], ("المیناء",), id="letters stay as written"),
    ],
)
def test_keywords(lists: list[tuple[str, ...]], expected: tuple[str, ...]) -> None:
    assert choose_keywords(lists, "سوق الحجر يفتح أبوابه") == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("افتتحت المدينة سوقها القديم بعد ترميم طويل شمل الأبواب والأسقف الخشبية كلها.", None, "ar"),
        ("افتتحت المدينة سوقها القديم بعد ترميم طويل شمل الأبواب والأسقف الخشبية كلها.", "en-US", "ar"),
        ("وکالة الأنباء قالت إن الوفد وصل إلى العاصمة وأجرى لقاءات مع المسؤولین في الحکومة.", None, "ar"),
        ("شهرداری اعلام کرد که بازار قدیمی شهر پس از سه سال بازسازی برای بازدید گردشگران گشوده شد.", "ar", "fa"),
        ("شہر کی پرانی مارکیٹ تین سال کی مرمت کے بعد آج دوبارہ کھول دی گئی ہے اور لوگ بہت خوش ہیں۔", None, "ur"),
        ("شارەوانی ڕایگەیاند کە بازاڕی کۆنی شار دوای سێ ساڵ نۆژەنکردنەوە بۆ خەڵک کرایەوە.", None, "ckb"),
        ("The old market reopened today after three years of repairs.", "en-GB", "en"),
        ("The old market reopened today after three years of repairs in the city.", "ar", "en"),
        ("Le vieux marché de la ville est ouvert depuis ce matin pour les habitants et pour les touristes.", "en-US", "fr"),
        ("Old market reopens", "ar", None),
        ("Stary rynek znowu otwarty po trzech latach remontu.", None, None),
        ("Stary rynek znowu otwarty po trzech latach remontu.", "pl", "pl"),
        ("", "ar-SA", "ar"),
    ],
)
def test_language(text: str, declared: str | None, expected: str | None) -> None:
    assert language_of(text, declared) == expected


@pytest.mark.parametrize(
    ("own", "stated", "expected"),
    [
        pytest.param("https://hajar.test/news/4711?utm_source=x", "https://hajar.test/news/4711", "stated", id="without tracking"),
        pytest.param("https://m.hajar.test/news/4711", "https://www.hajar.test/news/4711", "stated", id="mobile host"),
        pytest.param("https://hajar.test/news/4711/amp", "/news/4711", "stated", id="AMP"),
        pytest.param("https://hajar.test/news/4711", "https://alhajar.test/news/4711", "stated", id="other domain of the outlet"),
        pytest.param("https://hajar.test/?p=4711", "https://hajar.test/souq-reopens/", "stated", id="old address form"),
        pytest.param("https://hajar.test/news/4711", "https://hajar.test/", "own", id="home page"),
        pytest.param("https://hajar.test/news/4711", "https://hajar.test/news", "own", id="section"),
        pytest.param("https://hajar.test/news/4711", "https://52.16.95.170/news/4711", "own", id="address in figures"),
        pytest.param("https://hajar.test/news/4711", "https://other.test/news/4711", "own", id="another site"),
        pytest.param("https://hajar.test/news/4711", "javascript:void(0)", "own", id="no address"),
        pytest.param("file:///tmp/page.html", "https://other.test/news/4711", "stated", id="page from a file"),
    ],
)
def test_canonical_address(own: str, stated: str, expected: str) -> None:
    absolute = f"https://hajar.test{stated}" if stated.startswith("/") else stated
    assert canonical_address(document(own), [stated]) == (absolute if expected == "stated" else own)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/news/9/", "https://hajar.test/news/9/"),
        ("https://alhajar.test/news/9", "https://alhajar.test/news/9"),
        ("https://other.test/news/9", "https://hajar.test/news/4711#warraq-k"),
        ("/news/4711#more", "https://hajar.test/news/4711#warraq-k"),
        ("/", "https://hajar.test/news/4711#warraq-k"),
        (None, "https://hajar.test/news/4711#warraq-k"),
    ],
)
def test_address_of_an_embedded_article(link: str | None, expected: str) -> None:
    assert embedded_address(document("https://hajar.test/news/4711"), link, "k") == expected
