"""The whole text once, and nothing that is not of it: hidden rests, copies for screens, crossheads, calls, polls, points, photo stories."""

from __future__ import annotations

import pytest

from tests.extract.pages_of_zaafaran import SENTENCES, page, read

TITLE = "بلدية وادي الزعفران تفتتح السوق المركزي"
FIRST = "".join(f"<p>{line}</p>" for line in SENTENCES[:2])
REST = "".join(f"<p>{line}</p>" for line in SENTENCES[2:])
PARAGRAPHS = FIRST + REST


def lines(main: str) -> list[str]:
    return read(page(f"<article><h1>{TITLE}</h1>{main}</article>", TITLE)).articles[0].body.splitlines()


# The whole text once


@pytest.mark.parametrize(
    "hides", ["style='display:none'", "hidden", "class='read-more-content' aria-hidden=true", "class=d-none", "style='max-height:0'"]
)
def test_what_a_button_shows_is_the_rest_of_the_text(hides: str) -> None:
    assert lines(f"<div class=text>{FIRST}<div {hides}>{REST}</div><button>المزيد</button></div>") == list(SENTENCES)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div style='display:none'>{SENTENCES[2]}</div>",
        f"<div class=modal style='display:none'><p>{SENTENCES[2]}</p></div>",
        f"<div style='display:none'><p>{SENTENCES[2]}</p><form><input name=q></form></div>",
        "<div style='display:none'><p>The market opened today after three years of work by four hundred workers from the region.</p></div>",
    ],
    ids=["no paragraph", "modal", "form", "script"],
)
def test_other_hidden_boxes_are_no_text(hidden: str) -> None:
    assert lines(f"<div class=text>{FIRST}{hidden}</div>") == list(SENTENCES[:2])


@pytest.mark.parametrize(
    ("first", "second"), [("d-none d-md-block", "d-md-none"), ("desktop", "mobile"), ("hidden-xs", "visible-xs"), ("screen", "print-only")]
)
def test_a_copy_for_another_screen_is_told_once(first: str, second: str) -> None:
    assert lines(f"<div><div class='{first}'>{PARAGRAPHS}</div><div class='{second}'>{PARAGRAPHS}</div></div>") == list(SENTENCES)


def test_a_question_that_is_asked_again_stays() -> None:
    asked = "ما الذي تغير في السوق منذ أن انتقلتم إليه من المبنى القديم قبل ثلاثة أشهر؟"
    told = [line for answer in SENTENCES for line in (asked, answer)]
    assert lines("<div class=desktop>" + "".join(f"<p>{line}</p>" for line in told) + "</div>") == told


def test_a_notice_above_the_text_is_not_taken_for_it() -> None:
    from warraq.extract.text import generic

    notice, loose = "هذه النسخة للاستعمال الشخصي فقط.", "\n".join(SENTENCES)
    assert generic._longer(notice, loose) == loose
    assert generic._longer(notice, SENTENCES[0]) == notice
    assert generic._longer(SENTENCES[0] * 4, loose) == SENTENCES[0] * 4


def test_paragraphs_in_boxes_alike_are_one_text_whatever_stands_between() -> None:
    boxes = [f"<section class=part><p>{line}</p></section>" for line in SENTENCES]
    offer = "<div class=offer><h2>اشترك في الصحيفة</h2><ul>" + "<li><a href=/o>اقرأ كل المقالات</a></li>" * 30 + "</ul></div>"
    assert lines(f"<div>{boxes[0]}{offer}{''.join(boxes[1:])}</div>") == list(SENTENCES)


# Crossheads


@pytest.mark.parametrize("box", ["article", "main", "div class=content", "div", "section", "table><tr><td", "div class=news-text"])
@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_crossheads_stay_in_any_box(box: str, tag: str) -> None:
    told = [line for number, text in enumerate(SENTENCES) for line in (f"المرحلة رقم {number} من العمل", text)]
    inner = "".join(f"<{tag if place % 2 == 0 else 'p'}>{line}</{tag if place % 2 == 0 else 'p'}>" for place, line in enumerate(told))
    closing = "</td></tr></table>" if box.startswith("table") else f"</{box.split()[0]}>"
    body = read(page(f"<h1>{TITLE}</h1><{box}>{inner}{closing}", TITLE)).articles[0].body.splitlines()
    assert [line for line in body if line in told[1:]] == told[1:]


# Calls, polls, forms


@pytest.mark.parametrize(
    "call",
    [
        "<strong>تابع قناة الزعفران على <a href=//wa.test/c>واتساب</a></strong>",
        "اضغط هنا للاشتراك في خدمة الخبر العاجل",
        "اقرأ المزيد من الأخبار على موقعنا",
        "للمزيد من التفاصيل شاهدوا الفيديو المرفق",
        "تابعونا عبر صفحاتنا على مواقع التواصل",
        "انضم إلى قناة الزعفران على تلغرام",
        "حملوا تطبيقنا من متجر التطبيقات",
        "لا تنسوا الاشتراك في القناة وتفعيل الجرس",
        "تنويه: المعلومات الواردة في هذا المقال ليست نصيحة استثمارية",
        "جميع الآراء الواردة في المقال تعبر عن رأي كاتبها فقط",
    ],
)
def test_calls_on_the_reader_leave_the_text(call: str) -> None:
    assert lines(f"<div>{FIRST}<p>{call}</p>{REST}</div>") == list(SENTENCES)


@pytest.mark.parametrize(
    "news",
    [
        "وأطلقت البلدية قناة على واتساب لتلقي شكاوى التجار.",
        "تابع المجلس عبر حسابه على تويتر شكاوى السكان.",
        "انضم إلى قناة الوادي على تلغرام مئة ألف مشترك",
        "حمل التطبيق الجديد عشرون ألف شخص في يومين.",
        "شارك في الاستطلاع أربعة آلاف من سكان الوادي",
    ],
)
def test_what_tells_of_channels_stays(news: str) -> None:
    assert news in lines(f"<div>{FIRST}<p>{news}</p>{REST}</div>")


@pytest.mark.parametrize(
    "box",
    [
        "<h4>سؤال</h4><p>هل ستتسوق في المبنى الجديد؟</p><label><input type=radio>نعم</label>",
        "<p>ابق على اطلاع واستقبل آخر الأخبار في بريدك</p><input type=email>",
        "<form><p>أخبرنا بما تريد أن تقرأه عن السوق</p></form>",
        "<p>هل تحتاج مساعدة في المحل؟</p><p>فريق الخبراء جاهز لخدمتك دائما</p><button>تواصل معنا الآن</button>",
    ],
    ids=["poll", "newsletter", "form", "button"],
)
def test_boxes_that_ask_the_reader_leave_the_text(box: str) -> None:
    assert lines(f"<div>{FIRST}<div>{box}</div>{REST}</div>") == list(SENTENCES)


def test_a_form_around_the_page_takes_nothing_away() -> None:
    assert lines(f"<form><div>{PARAGRAPHS}</div><input type=email></form>") == list(SENTENCES)


# Points of a list


@pytest.mark.parametrize("word", ["المصدر", "المصادر", "الوسوم", "الهاشتاغات", "الكلمات المفتاحية", "مواضيع", "اقرأ أيضا"])
def test_a_point_whose_word_is_a_label_stays(word: str) -> None:
    points = [f"{name}: على كل تاجر أن يراعي هذا الأمر قبل أن يعلن عن بضاعته." for name in ("المحتوى", word, "الاتساق")]
    found = read(
        page(
            f"<article><h1>{TITLE}</h1><div>{FIRST}<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>{REST}</div></article>", TITLE
        )
    )
    assert [line for line in found.articles[0].body.splitlines() if line in points] == points
    assert (found.articles[0].credit_line, found.articles[0].keywords) == (None, ())


def test_labels_of_a_list_of_facts_are_labels_still() -> None:
    below = "<ul><li>المصدر: وكالة الوادي</li><li>الكاتب: سلمى نجار</li></ul>"
    found = read(page(f"<article><h1>{TITLE}</h1><div>{PARAGRAPHS}</div>{below}</article>", TITLE)).articles[0]
    assert found.credit_line == "المصدر: وكالة الوادي"


# Captions

CAPTIONS = [f"{line.split('،')[0]}." for line in SENTENCES]


def test_the_captions_of_a_photo_story_are_its_text() -> None:
    figures = "".join(f"<figure><img src=/g/{place}.jpg><figcaption>{line}</figcaption></figure>" for place, line in enumerate(CAPTIONS))
    assert lines(f"<div class=gallery>{figures}</div>") == CAPTIONS
    assert lines(f"<p>افتتح السوق اليوم أمام الزوار بعد أعوام من العمل فيه.</p><div class=gallery>{figures}</div>")[-5:] == CAPTIONS


def test_the_caption_of_a_report_is_none_of_its_text() -> None:
    assert lines(f"<figure><img src=/a.jpg><figcaption>{CAPTIONS[0]}</figcaption></figure><div>{PARAGRAPHS}</div>") == list(SENTENCES)


@pytest.mark.parametrize(
    "above", ["<div class=breadcrumb><img src=/logo.jpg>الرئيسية / المنتجات</div>", "<nav><img src=/a.jpg>أجهزة الألعاب</nav>"]
)
def test_a_line_of_the_site_is_no_caption(above: str) -> None:
    found = read(page(f"<article>{above}<h1>{TITLE}</h1><div>{PARAGRAPHS}</div></article>", TITLE))
    assert found.articles[0].image_caption is None
