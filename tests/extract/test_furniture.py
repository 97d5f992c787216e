"""Lines that sites put into the element of a text: counters, buttons, boxes, notices and signatures leave it, and nothing else does."""

from __future__ import annotations

import pytest

from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import OutletKnowledge

TITLE = "ترميم قلعة الشاطئ يبدأ في الخريف"
BODY = (
    "أعلنت دائرة الآثار أمس أن ترميم قلعة الشاطئ سيبدأ في الخريف المقبل بعد أن وافق المجلس المحلي على الخطة.",
    "وقالت مديرة الدائرة سعاد الرملي إن الأعمال تشمل السور الشمالي والبرجين المطلين على البحر.",
    "وأضافت أن القلعة ستظل مفتوحة للزوار في أيام الجمعة، وأن الدخول سيكون مجانا طوال مدة الترميم.",
    "ويقدر مهندسون كلفة المشروع بنحو أربعة ملايين دينار يدفع نصفها صندوق محلي للتراث.",
    "وتعود القلعة إلى القرن السادس عشر، وكانت مخزنا للحبوب قبل أن تصير متحفا.",
)
OTHER = "<a href='/n/9'>مهرجان البحر يعود بعد غياب</a>"

ANYWHERE = (
    *("إعلان", "Advertisement", "شارك هذا المقال على:", "تم نسخ الرابط", "الرابط المختصر: https://shati.test/?p=8", "فيسبوك تويتر واتساب"),
    *(
        "المشاهدات: 1250",
        "1250 مشاهدة",
        "0 تعليق",
        "مدة القراءة: 3 دقائق",
        "3 دقائق للقراءة",
        "استمع إلى المقال",
        "حجم الخط",
        "طباعة الخبر",
    ),
    *("التصنيف: ثقافة", "أرسل إلى صديق", "أبلغ عن خطأ", "كن أول من يعلق", "سجل دخولك للتعليق", "التعليقات مغلقة", "ما رأيك في هذا الخبر؟"),
    *("صورة تعبيرية", "شاهد الفيديو", "المزيد", "Tweet", "تابعوا قناتنا على يوتيوب", "العودة إلى الأعلى", "تابعونا على صفحتنا في فيسبوك"),
    *("(صورة: رويترز)", "[الصورة: أرشيف البلدية]", "للتواصل: desk@shati.test", "للتواصل مع المحرر: 0590000000", "للمراسلة: ص. ب. 12"),
    *(f"اقرأ أيضا: {OTHER}", f"موضوعات متعلقة: {OTHER}", f"خبر متعلق: {OTHER}", f"لقراءة المزيد: {OTHER}", f"المزيد من الأخبار: {OTHER}"),
)
LAST = (
    *(
        "آخر تحديث: 11 مارس 2024 - 09:30",
        "للإعلان معنا اضغط هنا",
        "دائرة الآثار غير مسؤولة عن محتوى التعليقات",
        "***",
        "—",
        "ـــــــ",
        "انتهى ع ر",
    ),
    *("بقلم: رامي حنا", "إعداد: رامي حنا", "الكاتب: رامي حنا", "حقوق النشر محفوظة لموقع الشاطئ ويمنع النقل دون ذكر المصدر"),
)
FIRST = ("كتب: رامي حنا", "11 مارس 2024", "0", "نُشر في: 11 مارس 2024", "ثقافة", "أخبار الشاطئ")
KEPT = (
    *(
        "المزيد من الدعم للقلاع القديمة مطلوب",
        "إعلان نتائج المسابقة",
        "صورة القلعة في ذاكرة أهلها",
        "قراءة في تاريخ القلعة",
        "نشر في المدينة خبر كاذب",
    ),
    *(
        "فيديو القلعة يثير الجدل في المدينة",
        "التعليقات على القرار كثيرة",
        "أخبار متعلقة بالقلعة تملأ الصحف",
        "لمزيد من المعلومات زوروا القلعة",
        "للتواصل الاجتماعي وجه آخر في القلعة",
        "(صورة القلعة القديمة تعود إلى الواجهة)",
    ),
)


def article(place: int, line: str, author: str = "") -> Article:
    lines = [f"<p>{paragraph}</p>" for paragraph in BODY]
    lines.insert(place, f"<p>{line}</p>")
    named = "<meta property='article:section' content='ثقافة'><meta property='og:site_name' content='أخبار الشاطئ'>"
    named += f"<meta name=author content='{author}'>" if author else ""
    head = f"<meta charset=utf-8><title>{TITLE} - أخبار الشاطئ</title>{named}"
    body = f"<article><h1>{TITLE}</h1><div>{''.join(lines)}</div></article>"
    html = f"<!doctype html><html lang=ar><head>{head}</head><body>{body}</body></html>"
    page = Page(url="https://shati.test/n/1", body=html.encode(), headers={"content-type": "text/html; charset=utf-8"})
    return extract(page, OutletKnowledge()).articles[0]


@pytest.mark.parametrize("place", [3, 5], ids=["between-paragraphs", "after-the-last"])
@pytest.mark.parametrize("line", ANYWHERE)
def test_lines_that_leave_the_text(line: str, place: int) -> None:
    assert tuple(article(place, line).body.splitlines()) == BODY


@pytest.mark.parametrize("line", LAST)
def test_last_lines(line: str) -> None:
    assert tuple(article(5, line).body.splitlines()) == BODY


@pytest.mark.parametrize("line", FIRST)
def test_first_lines(line: str) -> None:
    assert tuple(article(0, line).body.splitlines()) == BODY


@pytest.mark.parametrize("line", KEPT)
def test_crossheads_that_begin_like_them_stay(line: str) -> None:
    assert line in article(3, line).body.splitlines()


@pytest.mark.parametrize("line", ["***", "• • •", "— — —"])
def test_marks_between_paragraphs_cut_nothing_off(line: str) -> None:
    kept = article(2, line).body.splitlines()
    assert [paragraph for paragraph in kept if paragraph != line] == list(BODY)


def test_a_signature_below_the_text_is_its_byline() -> None:
    assert (found := article(5, "إعداد: رامي حنا")).authors == ("رامي حنا",)
    assert found.byline == "إعداد: رامي حنا"


@pytest.mark.parametrize("place", [0, 5], ids=["first", "last"])
def test_a_line_that_is_only_the_stated_author_leaves_the_text(place: int) -> None:
    assert tuple(article(place, "رامي حنّا", "رامي حنا").body.splitlines()) == BODY


def test_a_line_that_is_only_another_name_stays() -> None:
    assert article(5, "سعاد الرملي", "رامي حنا").body.splitlines()[-1] == "سعاد الرملي"


def test_a_date_below_the_text_is_still_a_stamp() -> None:
    assert any("09:30" in stamp.raw for stamp in article(5, "آخر تحديث: 11 مارس 2024 - 09:30").stamps)
