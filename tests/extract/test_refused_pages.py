"""Pages of many shapes that are no article are refused, each with a reason that tells a reader of the ledger what it was."""

from __future__ import annotations

import pytest

from tests.extract.pages_of_zaafaran import (
    HEADLINES,
    HOST,
    SENTENCES,
    SITE,
    each,
    headline,
    link,
    links,
    page,
    paragraphs,
    read,
    sentence,
    teaser,
)
from warraq.items import Reason

NOTHING = Reason.NO_ARTICLE
STATED = "<meta property='og:type' content='article'>"
COLLECTION = (
    """<script type='application/ld+json'>{"@graph":[{"@type":"CollectionPage","url":"https://zaafaran.test/tag/market/"}]}</script>"""
)
CARD = "<div class='card'><a href='/news/{n}'><img src=/i/{n}.jpg></a><h3>{link}</h3><p class='excerpt'>{teaser}</p></div>"
POST = (
    "<div class='post'><h2 class='post-title'><a href='/2009/06/{n}/p{n}/' rel=bookmark>{headline}</a></h2>"
    "<h4>بقلم <a href='/author/{n}'>نادر</a></h4><div class='entry'><p>{sentence}</p>"
    "<p>وهذا ما كتبته في المدونة رقم {n} عن المدينة وأهلها قبل أن أسافر إلى الشمال.</p></div></div>"
)
FRONT = "".join(f"<section><h2><a href='/section/{part}'>قسم {part}</a></h2>{each(4 * part + 4, CARD)}</section>" for part in range(3))
VIDEO = """<script type='application/ld+json'>{"@type":"VideoObject","name":"جولة","uploadDate":"2024-05-12"}</script>"""


def cells(*columns: str, rows: int = 14) -> str:
    row = "".join(f"<td>{column}</td>" for column in columns)
    return "<table>" + "".join(f"<tr>{row.format(n=number, hour=number % 24)}</tr>" for number in range(1, rows)) + "</table>"


NOT_FOUND = {
    "with-the-latest-news": (
        f"<h1>عفوا، الصفحة غير موجودة</h1><p>الصفحة التي تحاول الوصول إليها نقلت.</p><h2>آخر الأخبار</h2><ul>{links(10)}</ul>",
        f"{SITE} - الصفحة غير موجودة",
    ),
    "under-the-name-of-the-site": (
        "<p>عذرا، الرابط الذي طلبته لم يعد متاحا، يمكنك العودة إلى الصفحة الرئيسية ومتابعة آخر الأخبار والتقارير.</p>",
        SITE,
    ),
    "deleted": ("<h2>خطأ</h2><p>المقال الذي تبحث عنه قد حذف من الموقع.</p><form action=/search><input name=q></form>", f"خطأ | {SITE}"),
    "english-with-teasers": (
        f"<h1>Oops! That page can't be found.</h1><p>Maybe try a search?</p>{each(6, CARD)}",
        f"Page not found - {SITE}",
    ),
    "content-system": ("<h1>404 - المقال المطلوب لم يعد متوفرا</h1><p>تحقق من العنوان ثم أعد المحاولة.</p>", f"404 | {SITE}"),
    "with-an-apology": ("<h1>لم نتمكن من العثور على الصفحة التي طلبتها</h1><p>عذرا، لا يوجد شيء في هذا العنوان.</p>", f"خطأ - {SITE}"),
}

GATHERINGS = {
    "headlines-in-boxes": (each(12, "<div class='title'>{link}</div><div>12/05/2024</div><div class='brief'>{teaser}</div>"), "section/1"),
    "a-long-lead": (f"<div class='lead'><h2>{link(3)}</h2><p>{SENTENCES[0]} {SENTENCES[1]}</p></div>{each(9, CARD)}", "economy"),
    "teaser-above-its-headline": (each(9, "<div><p>{teaser}</p><a class='more' href='/news/{n}'>{headline}</a></div>"), "misc/page/2"),
    "more-links": (each(8, "<div><h3>{headline}</h3><p>{sentence}</p><a href='/news/{n}'>اقرأ المزيد</a></div>"), "culture"),
    "long-teasers-of-a-tag": (
        each(8, "<article class='post-{n}'><h2>{link}</h2><div>14 مايو 2024</div><p>{sentence} {teaser}</p></article>"),
        "tag/market",
    ),
    "author-with-a-life": (f"<div class='bio'><h1>ليلى الشماع</h1><p>{SENTENCES[3]}</p></div>{each(8, CARD)}", "author/laila/"),
    "search": (f"<h1>نتائج البحث عن: السوق</h1><p>عدد النتائج 213</p>{each(10, '<div>{link}<p>{teaser}</p></div>')}", "?s=souq"),
    "posts-of-a-month": (f"<h2>أرشيف يونيو 2009</h2>{each(5, POST)}", "2009/06/"),
    "posts-under-their-dates": (
        each(
            6,
            "<div class='date-outer'><h2><span>الجمعة، 1{n} يونيو 2009</span></h2>"
            "<div class='post'><h3>{link}</h3><div>{sentence}<br>{teaser}</div></div></div>",
        ),
        "search?updated-max=2009",
    ),
    "posts-without-boxes": (
        each(5, "<h2>{link}</h2><p>{sentence}</p><p>وهذا آخر ما عندنا عن الخبر رقم {n} حتى مساء اليوم.</p>"),
        "2009/07/",
    ),
    "headline-and-teaser-in-one-line": ("<ul>" + each(12, "<li>{link} - {teaser}</li>") + "</ul>", "local"),
    "columnists": (each(9, "<div class='col'><img src=/w/{n}.jpg><span>نادر الحلبي</span><h4>{link}</h4><p>{teaser}</p></div>"), "opinion"),
    "teasers-in-a-table": ("<table>" + each(10, "<tr><td>{link}</td></tr><tr><td>{teaser}</td></tr>") + "</table>", "old/section.asp"),
}

WALLS = {
    "arabic-test": ("<h1>zaafaran.test</h1><p>جارٍ التحقق من أنك إنسان. قد يستغرق هذا بضع ثوان.</p>", "لحظة من فضلك..."),
    "english-test": (
        "<h2>Checking if the site connection is secure</h2><p>zaafaran.test needs to review it.</p><p>Ray ID: 7cd5b0</p>",
        "zaafaran.test",
    ),
    "incident": ("<p>Request unsuccessful. Incapsula incident ID: 877000530101953377-214748364</p>", " "),
    "forbidden": ("<h1>403 Forbidden</h1><p>You don't have permission to access this resource.</p>", "403 Forbidden"),
    "unusual-traffic": ("<h1>عذرا</h1><p>رصدنا حركة مرور غير عادية من شبكتك، أكمل الاختبار أدناه لمتابعة التصفح.</p>", SITE),
    "cookies": (
        "<h2>نحن نهتم بخصوصيتك</h2>"
        "<p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك من أجل عرض إعلانات تناسب اهتماماتك "
        "وقياس أدائها. بالنقر على موافق فإنك تقبل معالجة بياناتك على النحو الموصوف، ويمكنك تغيير ذلك في أي وقت.</p><button>موافق</button>",
        SITE,
    ),
    "subscribers": (
        f"<h1>{HEADLINES[1]}</h1><p>يشكو مزارعو السهل من ارتفاع كلفة الري...</p>"
        "<h3>هذا المحتوى للمشتركين فقط</h3><p>اشتراك شهري 5 دنانير</p>",
        SITE,
    ),
    "rest-for-subscribers": (
        f"<article><h1>{HEADLINES[1]}</h1><p>{SENTENCES[0]}</p>"
        "<div class='wall'>اشترك الآن لمتابعة القراءة والوصول إلى جميع المقالات.</div></article>",
        SITE,
    ),
    "account": (
        f"<article><h1>{HEADLINES[1]}</h1><p>{SENTENCES[3]}</p><p>لقراءة المقال كاملا يرجى تسجيل الدخول أو الاشتراك</p></article>",
        SITE,
    ),
    "members": (f"<article><h1>{HEADLINES[1]}</h1><p>{SENTENCES[0]}</p><p>سجل مجانا لاستكمال قراءة المقال</p></article>", SITE),
}

WITHOUT_TEXT = {
    "radio-times": (cells("{hour}:00", "برنامج صباح الزعفران", "تقديم هالة منصور"), NOTHING),
    "prayer-times": (cells("{n} رمضان", "04:2{n}", "12:3{n}", "18:1{n}", rows=30), NOTHING),
    "currencies": (cells("الدولار الأمريكي", "2.{n}", "3.{n}"), NOTHING),
    "standings": (cells("{n}", "نادي الوادي", "2{n}", "4{n}"), NOTHING),
    "fixtures": ("<ul>" + "".join(f"<li>{hour}:00 الوادي - الساحل</li>" for hour in range(12, 22)) + "</ul>", NOTHING),
    "gallery": (each(12, "<figure><img src=/{n}.jpg><figcaption><a href='/gallery/{n}'>{headline}</a></figcaption></figure>"), NOTHING),
    "headlines-only": (each(14, "<h3>{link}</h3>"), NOTHING),
    "cards-that-are-links": (each(10, "<a class='card' href='/news/{n}'><h3>{headline}</h3><p>{teaser}</p></a>"), NOTHING),
    "archive-of-a-day": ("<ul>" + each(14, "<li>1{n}:30 {link}</li>") + "</ul>", NOTHING),
    "pages-of-an-issue": (each(17, "<div><img src=/p/{n}.jpg><a href='/issue/4123/{n}'>الصفحة {n}</a></div>"), NOTHING),
    "player": ("<iframe src='https://www.youtube.com/embed/abc'></iframe><p>شاهد الجولة في السوق الجديد</p>", Reason.VIDEO),
    "video-in-structured-data": (f"<div id=player></div>{VIDEO}", Reason.VIDEO),
    "poll": ("<form><p>هل تؤيد نقل السوق إلى خارج المدينة؟</p><label>نعم</label><label>لا</label></form>", Reason.TOO_SHORT),
    "no-results": ("<p>لا توجد نتائج مطابقة لكلمات البحث التي أدخلتها، حاول مرة أخرى بكلمات مختلفة أو تصفح الأقسام.</p>", Reason.LISTING),
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_a_missing_page(name: str) -> None:
    main, title = NOT_FOUND[name]
    assert read(page(main, title)).rejected is Reason.SOFT_404


@pytest.mark.parametrize("name", GATHERINGS)
def test_a_page_of_many_articles(name: str) -> None:
    main, path = GATHERINGS[name]
    assert read(page(main, f"أخبار - {SITE}"), f"{HOST}/{path}").rejected is Reason.LISTING


@pytest.mark.parametrize("name", WALLS)
def test_a_wall(name: str) -> None:
    main, title = WALLS[name]
    assert read(page(main, title, framed=name.endswith(("subscribers", "members", "account")))).rejected is Reason.BLOCKED


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_a_page_without_text(name: str) -> None:
    main, reason = WITHOUT_TEXT[name]
    assert read(page(f"<h1>دليل السوق المركزي</h1>{main}", f"دليل السوق المركزي - {SITE}")).rejected is reason


def test_a_tag_page_that_calls_itself_an_article() -> None:
    html = page(f"<h1>السوق المركزي</h1>{each(9, CARD)}", f"السوق المركزي - {SITE}", STATED + COLLECTION)
    assert read(html, f"{HOST}/tag/market/").rejected is Reason.LISTING


def test_posts_of_which_the_reader_takes_one() -> None:
    long = paragraphs(*(sentence(number) for number in range(20)))
    first = f"<div class='post'><h2>{link(50)}</h2><div class='entry'>{long}</div></div>"
    assert read(page(first + each(4, POST)), f"{HOST}/2009/06/").rejected is Reason.LISTING


@pytest.mark.parametrize(
    ("main", "head", "address"),
    [
        pytest.param(FRONT, "<meta property='og:type' content='website'>", f"{HOST}/", id="by-its-address"),
        pytest.param(FRONT, STATED, f"{HOST}/ar/", id="that-calls-itself-an-article"),
        pytest.param(FRONT, f"{STATED}<meta property='og:url' content='{HOST}'>", "file:///tmp/front.html", id="by-the-address-it-states"),
    ],
)
def test_a_front_page(main: str, head: str, address: str) -> None:
    assert read(page(main, f"{SITE} | أخبار وادي الزعفران", head), address).rejected is Reason.FRONT_PAGE


def test_the_front_page_of_a_blog_from_a_file() -> None:
    assert read(page(each(6, POST), "مدونة الزعفران"), "file:///tmp/blog.html").rejected is Reason.LISTING


def test_a_login_page_with_terms() -> None:
    form = "<form><input name=user><input type=password></form>"
    terms = f"<p>لا تملك حسابا؟ سجل الآن لتعلق على الأخبار وتحفظ المقالات. {teaser(2)} بالتسجيل فإنك توافق على شروط الاستخدام.</p>"
    assert read(page(f"<h1>تسجيل الدخول</h1>{form}{terms}", f"تسجيل الدخول - {SITE}")).rejected is Reason.LOGIN


def test_the_detail_says_what_was_seen() -> None:
    assert "غير موجوده" in read(page("<h1>الصفحة غير موجودة</h1>", SITE)).detail
    assert headline(0) not in read(page(each(9, CARD), SITE), f"{HOST}/section/1").detail
