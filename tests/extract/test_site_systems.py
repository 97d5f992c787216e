"""Articles in the mark-up of the content systems that Arabic sites run on: every part of the article is told from what the system adds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from warraq.extract import extract
from warraq.extract.facts.edges import above_closing
from warraq.extract.facts.sections import choose_section
from warraq.items import Page
from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from warraq.items import Article

TITLE = "توقيع اتفاق لتطوير ميناء الزهراء بكلفة مليار دينار"
BODY = (
    "وقعت وزارة النقل أمس الأحد اتفاقا مع ائتلاف شركات محلية لتطوير ميناء الزهراء التجاري، بكلفة تصل إلى مليار دينار.",
    "وقال وزير النقل حسان الراوي في مؤتمر صحفي إن المشروع ينفذ على ثلاث مراحل تنتهي أولاها في خريف العام المقبل.",
    "وأضاف أن الأرصفة الجديدة ستتيح استقبال سفن يزيد طولها على ثلاثمئة متر، وهو ما لم يكن ممكنا من قبل.",
    "من جهته، رأى الخبير الاقتصادي ماهر السالم أن نجاح المشروع مرهون بتحسين الطرق المؤدية إلى الميناء.",
    "ويعمل في الميناء حاليا نحو ألفي عامل، ويتوقع أن يرتفع العدد إلى خمسة آلاف بعد اكتمال المرحلة الأخيرة.",
)
OTHERS = ("ارتفاع صادرات التمور في الربع الأول", "افتتاح جسر الوادي أمام المركبات", "بدء موسم حصاد القمح في الجنوب")


def paragraphs(start: int = 0) -> str:
    return "".join(f"<p>{line}</p>" for line in BODY[start:])


def others(tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/n/{place}'>{title}</a></{tag}>" for place, title in enumerate(OTHERS))


def read(head: str, body: str, address: str = "https://zahra.test/2024/03/11/port-deal/") -> Article:
    html = f"<!doctype html><html dir=rtl lang=ar><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    extraction = extract(Page(url=address, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"}), OutletKnowledge())
    assert extraction.rejected is None, extraction.detail
    return extraction.articles[0]


def is_whole(article: Article) -> bool:
    return (article.title, article.body) == (TITLE, "\n".join(BODY))


def test_a_theme_with_boxes_between_paragraphs() -> None:
    meta = (
        "<div class='single-post-meta'><span class='meta-author-avatar'><a href='/author/ali/'><img src=a.jpg></a></span>"
        "<span class='meta-author'><a href='/author/ali/' class='author-name'>علي الجمال</a></span><span class='date'>11 مارس 2024</span>"
        "<span class='meta-comment'>0</span><span class='meta-views'>1٬204</span><span class='meta-reading-time'>دقيقة واحدة</span></div>"
    )
    figure = "<figure class='featured-image'><img src=port.jpg><figcaption class='caption-text'>أرصفة الميناء القديمة</figcaption></figure>"
    box = f"<div id='inline-related-post'><h3>مقالات ذات صلة</h3><ul>{others()}</ul></div>"
    also = f"<p><strong>اقرأ أيضاً: <a href='/n/77'>{OTHERS[0]}</a></strong></p>"
    tags = "<div class='tags'><div>الوسوم</div><span><a href='/tag/m/'>ميناء الزهراء</a> <a href='/tag/n/'>وزارة النقل</a></span></div>"
    about = (
        "<div class='about'><h3><a href='/author/ali/'>علي الجمال</a></h3><div>صحفي مختص بالشأن الاقتصادي منذ عام ألفين وعشرة.</div></div>"
    )
    article = read(
        f"<title>{TITLE} - صوت الزهراء</title><meta property='og:site_name' content='صوت الزهراء'>",
        "<nav id='breadcrumb'><a href='/'>الرئيسية</a><em>/</em><a href='/category/economy/'>اقتصاد</a></nav>"
        f"<article><header><h1 class='entry-title'>{TITLE}</h1>{meta}</header><div id='share'><a href='https://facebook.com/sharer'>فيسبوك</a></div>"
        f"<div class='entry-content'>{figure}<p>{BODY[0]}</p>{box}{paragraphs(1)}{also}</div>{tags}{about}</article>",
    )
    assert is_whole(article)
    assert (article.byline, article.authors, article.section) == ("علي الجمال", ("علي الجمال",), "اقتصاد")
    assert (article.image_caption, article.keywords) == ("أرصفة الميناء القديمة", ("ميناء الزهراء", "وزارة النقل"))


def test_a_theme_whose_structured_data_name_the_desk() -> None:
    data = (
        f'{{"@type":"Article","headline":"{TITLE}","datePublished":"2024-03-11T08:15:00+03:00","author":{{"name":"هيئة التحرير"}},'
        '"articleSection":["أخبار مميزة","محليات"]}'
    )
    author = "<div class='td-post-author-name'><div class='td-author-by'>بواسطة</div> <a href='/author/x/'>سمر العلي</a></div>"
    article = read(
        f"<title>{TITLE} | الزهراء اليوم</title><script type='application/ld+json'>{data}</script>",
        f"<div class='td-header-menu'>{others()}</div><header><h1 class='entry-title'>{TITLE}</h1>{author}</header>"
        f"<div class='td-post-content'>{paragraphs()}<p>للاشتراك في قناتنا على واتساب <a href='/w'>اضغط هنا</a></p></div>",
    )
    assert is_whole(article)
    assert (article.authors, article.section) == (("سمر العلي",), "محليات")


def test_an_agency_that_signs_with_end_marks() -> None:
    article = read(
        f"<title>{TITLE} | وكالة الزهراء للأنباء</title>",
        f"<h1 class='page-header'>{TITLE}</h1><article class='node'><div class='field-date'>تاريخ النشر: 11/03/2024 09:15 ص</div>"
        "<div class='field-image'><img src=p.jpg></div><div class='field-caption'>ميناء الزهراء كما بدا أمس - أرشيف</div>"
        f"<div class='field-body'>{paragraphs()}<p>(انتهى)</p><p>ح.ر / م.س</p></div></article>",
    )
    assert is_whole(article)
    assert article.image_caption == "ميناء الزهراء كما بدا أمس - أرشيف"


def test_a_system_that_sets_the_introduction_apart() -> None:
    tools = "<ul><li>حجم الخط <a href='#'>تصغير</a> <a href='#'>تكبير</a></li><li><a href='#'>طباعة</a></li></ul>"
    article = read(
        f"<title>{TITLE}</title><meta name='author' content='Super User'>",
        f"<div class='itemView'><div class='itemHeader'><span>الإثنين, 11 آذار/مارس 2024 08:15</span><h2 class='itemTitle'>{TITLE}</h2>"
        f"<span class='itemAuthor'>كتبه&nbsp; <a rel='author' href='/u/3'>رنا حداد</a></span></div>{tools}<div class='itemBody'>"
        f"<div class='itemIntroText'><p>{BODY[0]}</p></div><div class='itemFullText'>{paragraphs(1)}</div>"
        "<div class='itemHits'>قراءة <b>210</b> مرات</div></div>"
        "<div class='itemCategory'>نشر في <a href='/index.php/component/k2/itemlist/category/2'>اقتصاد</a></div></div>",
    )
    assert is_whole(article)
    assert (article.authors, article.section) == (("رنا حداد",), "اقتصاد")


def test_a_program_of_spans_and_line_breaks() -> None:
    article = read(
        f"<title>جريدة المرفأ : {TITLE}</title>",
        f"<table><tr><td>{others('span')}</td></tr><tr><td><span>محليات</span> <span>الاثنين، 11 مارس 2024 08:15 ص</span><br>"
        f"<span class='ArticleTitle'>{TITLE}</span><br><img src=x.jpg><br><span class='imgcaption'>وزير النقل خلال التوقيع</span>"
        f"<div class='ArticleBody'><span>كتب ماجد الفارس:<br><br>{'<br /><br />'.join(BODY)}</span></div></td></tr></table>",
    )
    assert is_whole(article)
    assert (article.byline, article.authors) == ("كتب ماجد الفارس:", ("ماجد الفارس",))
    assert article.image_caption == "وزير النقل خلال التوقيع"


def test_bylines_of_writer_and_photographer_inside_the_text() -> None:
    article = read(
        f"<title>{TITLE} | مصادر الزهراء</title>",
        f"<article class='details'><h1>{TITLE}</h1><div><span>08:15 ص</span><span>الإثنين 11 مارس 2024</span></div>"
        f"<div class='ArticleDetails'><p>كتب- محمد صلاح:</p><p>تصوير- هاني رشاد:</p>{paragraphs()}<p><strong>اقرأ أيضًا:</strong></p>"
        f"<p><a href='/n/4'>{OTHERS[1]}</a></p><p>لمعرفة أحوال الطقس الآن <a href='/w'>اضغط هنا</a></p></div></article>",
    )
    assert is_whole(article)
    assert article.authors == ("محمد صلاح",)


def test_breadcrumbs_far_above_the_headline() -> None:
    article = read(
        f"<title>{TITLE} - اليوم الثامن</title>",
        "<div class='breadcumb'><a href='/'>الرئيسية</a> » <a href='/Section/5'>اقتصاد</a></div><div class='articleHeader'>"
        f"<h1>{TITLE}</h1><span>الإثنين، 11 مارس 2024 08:15 ص</span><span class='writeBy'>كتبت نورا عادل</span></div>"
        f"<div class='articleCont'>{paragraphs()}</div>",
        "https://y8.test/story/2024/3/11/port/6511234",
    )
    assert is_whole(article)
    assert (article.authors, article.section) == (("نورا عادل",), "اقتصاد")


def test_breadcrumbs_of_structured_data() -> None:
    steps = [{"@type": "ListItem", "position": place, "name": name} for place, name in enumerate(("الرئيسية", "اقتصاد", "موانئ", TITLE), 1)]
    trail = json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})
    data = f"<script type='application/ld+json'>{trail}</script>"
    article = read(f"<title>{TITLE}</title>{data}", f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")
    assert (article.section, is_whole(article)) == ("موانئ", True)


def test_a_blog_that_signs_below_its_text() -> None:
    lines = "".join(f"<div>{line}</div><div><br></div>" for line in BODY)
    article = read(
        f"<title>مدونة المرفأ: {TITLE}</title>",
        f"<div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3><div class='post-body entry-content'>{lines}</div>"
        "<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>خالد المرفأ</span></span></div></div>",
    )
    assert is_whole(article)
    assert article.authors == ("خالد المرفأ",)


@pytest.mark.parametrize("title", ["تفاصيل الخبر", "عرض الخبر | جريدة المرفأ", "Home", ""])
def test_a_headline_that_only_stands_above_the_text(title: str) -> None:
    body = f"<div>{others('span')}</div><div class='news-title'>{TITLE}</div><div class='news-body'>{paragraphs()}</div>"
    assert is_whole(read(f"<title>{title}</title>", body))


def test_a_crosshead_is_no_headline() -> None:
    body = f"<div class='text'><p>{BODY[0]}</p><h3>مراحل المشروع الثلاث</h3>{paragraphs(1)}</div>"
    assert (found := read("<title>تفاصيل الخبر</title>", body)).title is None
    assert BODY[0] in found.body


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        ("وزير النقل خلال التوقيع", True),
        ("حسان الراوي", True),
        ("علي الجمال", False),
        ("فيسبوك تويتر واتساب", False),
        ("Share on FacebookShare on Twitter", False),
        ("بقلم علي الجمال", False),
        ("11 مارس 2024", False),
        ("3:25", False),
    ],
)
def test_what_stands_under_an_image(line: str, *, is_caption: bool) -> None:
    byline = "<span class='author'>علي الجمال</span>"
    article = read("", f"<article><h1>{TITLE}</h1>{byline}<div><img src=1.jpg></div><div>{line}</div><div>{paragraphs()}</div></article>")
    assert article.image_caption == (line if is_caption else None)


@pytest.mark.parametrize("caption", ["صورة أرشيفية", "صورة تعبيرية", "الصورة: مدخل الميناء"])
@pytest.mark.parametrize("element", ["figcaption", "div class=img-caption"])
def test_what_is_called_a_caption_is_one_whatever_it_says(element: str, caption: str) -> None:
    figure = f"<figure><img src=1.jpg><{element}>{caption}</{element.split()[0]}></figure>"
    article = read("", f"<article><h1>{TITLE}</h1>{figure}<div>{paragraphs()}</div></article>")
    assert (article.image_caption, caption in article.body) == (caption, False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<span class='author'>DE</span><span class='author'>فريق التحرير</span>", "فريق التحرير"),
        ("<div class='author'>بقلم</div><div class='author'>رنا حداد</div>", "رنا حداد"),
        ("<div>بقلم</div><div>رنا حداد</div>", "بقلم رنا حداد"),
        ("<div>تصوير: رنا حداد</div>", None),
        ("<figure><img src=1.jpg><figcaption><span class='author'>رويترز</span></figcaption></figure>", None),
        ("<span class='author'>رويترز</span>", "رويترز"),
    ],
)
def test_bylines(line: str, expected: str | None) -> None:
    assert read("", f"<article><h1>{TITLE}</h1>{line}<div>{paragraphs()}</div></article>").byline == expected


@pytest.mark.parametrize(
    ("stated", "printed", "trail", "expected"),
    [
        (("0", "اقتصاد"), None, (), "اقتصاد"),
        (("featured",), "اقتصاد", (), "اقتصاد"),
        (("غير مصنف",), None, (), None),
        (("economy-news",), "اقتصاد", (), "اقتصاد"),
        (("economy",), None, ("الرئيسية", "اقتصاد"), "اقتصاد"),
        (("economy",), None, (), "economy"),
        (("arab_world",), None, (), None),
        (("محليات,اقتصاد",), "رياضة", (), "محليات"),
        ((), None, ("الرئيسية", TITLE), None),
    ],
)
def test_the_section(stated: tuple[str, ...], printed: str | None, trail: tuple[str, ...], expected: str | None) -> None:
    assert choose_section(stated, lambda: printed, trail, TITLE) == expected


@pytest.mark.parametrize(
    ("last", "kept", "credit"),
    [
        ("(انتهى)", False, None),
        ("// انتهى //", False, None),
        ("م ش / ع ج", False, None),
        ("09:15ت م", False, None),
        ("(أ ف ب)", False, "(أ ف ب)"),
        ("أ.ف.ب", False, "أ.ف.ب"),
        ("لا", True, None),
        ("هو هو.", True, None),
        ("انتهى الاجتماع", True, None),
    ],
)
def test_what_closes_a_text(last: str, kept: bool, credit: str | None) -> None:
    assert above_closing([BODY[0], last]) == ([BODY[0], last] if kept else [BODY[0]], credit)
