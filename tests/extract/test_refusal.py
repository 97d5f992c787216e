"""Pages that are no articles are refused with the reason; short news and unusual pages are not."""

from __future__ import annotations

import pytest

from warraq.extract import extract
from warraq.items import Page, Reason
from warraq.outlet import OutletKnowledge

SENTENCE = "أعلنت بلدية السهل اليوم افتتاح مكتبة عامة جديدة في الحي الشرقي تضم عشرين ألف كتاب وقاعة للأطفال."

LINES = (
    SENTENCE,
    "وتفتح المكتبة أبوابها كل يوم من الثامنة صباحا حتى العاشرة ليلا عدا أيام العطل الرسمية.",
    "وقال رئيس البلدية إن الكتب جاءت هدية من أهل المدينة الذين تبرعوا بها خلال سنتين كاملتين.",
    "وتضم القاعة الكبرى أربعين حاسوبا يستطيع الزوار استعمالها بلا مقابل مدة ساعة في اليوم.",
    "وتنظم المكتبة في كل أسبوع لقاء مع كاتب من أهل السهل يقرأ فيه شيئا من أعماله.",
)


def result(body: str, head: str = "", url: str = "https://sahl.test/news/12") -> Reason | None:
    html = f"<!doctype html><html lang=ar><head>{head}</head><body>{body}</body></html>"
    return extract(Page(url=url, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"}), OutletKnowledge()).rejected


def teasers(count: int) -> str:
    return "".join(f"<div><h3><a href='/n/{n}'>خبر رقم {n} من أخبار السهل</a></h3><p>{SENTENCE} {n}</p></div>" for n in range(count))


def test_a_front_page_by_its_address() -> None:
    assert result(f"<h1>السهل</h1>{teasers(12)}", url="https://sahl.test/") is Reason.FRONT_PAGE


def test_a_front_page_by_its_shape() -> None:
    assert result(f"{teasers(12)}", head="<title>الرئيسية - السهل</title>", url="file:///tmp/1.html") is Reason.FRONT_PAGE


def test_a_listing() -> None:
    assert result(f"<h1>محليات</h1>{teasers(12)}", url="https://sahl.test/category/local/") is Reason.LISTING


@pytest.mark.parametrize(
    ("title", "text"),
    [("404 - الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة أو تم حذفها من الموقع."), ("Page not found", "Sorry.")],
)
def test_a_soft_404(title: str, text: str) -> None:
    assert result(f"<h1>{title}</h1><p>{text}</p>", head=f"<title>{title}</title>") is Reason.SOFT_404


def test_a_login_page() -> None:
    form = "<form><input name=user><input type=password name=pass><button>دخول</button></form>"
    assert result(f"<h1>تسجيل الدخول</h1>{form}", head="<title>تسجيل الدخول</title>") is Reason.LOGIN


def test_a_bot_wall() -> None:
    assert (
        result("<h1>Just a moment...</h1><p>Checking your browser before accessing.</p>", "<title>Just a moment...</title>")
        is Reason.BLOCKED
    )


def test_a_video_without_text() -> None:
    head = "<meta property='og:type' content='video.other'><title>جولة في السوق</title>"
    assert result("<h1>جولة في السوق</h1><video src=1.mp4></video>", head) is Reason.VIDEO


def test_nothing_but_navigation() -> None:
    assert result("<ul><li><a href=/a>سياسة</a></li><li><a href=/b>رياضة</a></li></ul>") is Reason.NO_ARTICLE


def test_brief_news_are_an_article() -> None:
    assert result(f"<h1>مكتبة جديدة في السهل</h1><div class=body><p>{SENTENCE}</p></div>") is None


def test_an_article_about_errors_is_an_article() -> None:
    body = f"<article><h1>خطأ 404 يربك زوار المواقع</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</article>"
    assert result(body, head="<title>خطأ 404 يربك زوار المواقع</title>") is None


def test_a_page_that_says_it_is_an_article_may_be_full_of_links() -> None:
    head = "<meta property='og:type' content='article'>"
    assert result(f"<article><h1>عشرة أخبار من السهل هذا الصباح</h1>{teasers(10)}</article>", head) is None
