"""Labels part a page; the same words inside a sentence do not, and boxes inside a text leave no gap in it."""

from __future__ import annotations

import pytest

from warraq.extract.page.blocks import Block, Link, from_text
from warraq.extract.page.labels import Kind, is_notice, label_of
from warraq.extract.page.segments import part

LABELS = [
    ("المصدر: الساحل نيوز", Kind.CREDIT, "الساحل نيوز"),
    ("المصدر : المنارة + وكالات", Kind.CREDIT, "المنارة + وكالات"),
    ("المصدر/ وكالات", Kind.CREDIT, "وكالات"),
    ("المصادر: رويترز، فرانس برس", Kind.CREDIT, "رويترز، فرانس برس"),
    ("مصدر الخبر: شبكة الجنوب", Kind.CREDIT, "شبكة الجنوب"),
    ("نقلاً عن: صحيفة السهل", Kind.CREDIT, "صحيفة السهل"),
    ("نقلا عن رويترز", Kind.CREDIT, "رويترز"),
    ("كلمات دلالية: المرفأ", Kind.KEYWORDS, "المرفأ"),
    ("الكلمات الدالة: أ، ب", Kind.KEYWORDS, "أ، ب"),
    ("كلمات مفتاحية", Kind.KEYWORDS, ""),
    ("وسوم:", Kind.KEYWORDS, ""),
    ("السمات", Kind.KEYWORDS, ""),
    ("إقرأ أيضاً:", Kind.READ_ALSO, ""),
    ("اقرأ أيضا", Kind.READ_ALSO, ""),
    ("طالع أيضاً:", Kind.READ_ALSO, ""),
    ("قد يهمّك أيضاً", Kind.READ_ALSO, ""),
    ("اقرأ المزيد..", Kind.READ_ALSO, ""),
    ("اقرأ أيضا: عاصفة تضرب الساحل", Kind.READ_ALSO, "عاصفة تضرب الساحل"),
    ("مقالات مشابهة", Kind.RELATED, ""),
    ("مواضيع ذات صلة :", Kind.RELATED, ""),
    ("المقالات ذات الصلة", Kind.RELATED, ""),
    ("أخبار متعلقة", Kind.RELATED, ""),
    ("الأكثر قراءةً", Kind.POPULAR, ""),
    ("آخر الأخبار", Kind.POPULAR, ""),
    ("شارك هذا الخبر :", Kind.SHARE, ""),
    ("تابعنا على تلغرام", Kind.SHARE, ""),
    ("© جميع الحقوق محفوظة لموقع الساحل 2026", Kind.RIGHTS, ""),
    ("التعليقات (3)", Kind.COMMENTS, ""),
    ("اترك تعليقاً", Kind.COMMENTS, ""),
]
SENTENCES = [
    "وأضاف المصدر: أن القوات انسحبت من الميناء",
    "المصدر ذاته أكد أن الاجتماع سيعقد غدا",
    "نقلا عن مصادر مطلعة قال المتحدث إن الاتفاق قريب",
    "المصدر: قال مسؤول في الميناء إن السفينة دخلت صباح اليوم وأفرغت حمولتها كاملة قبل أن تغادر",
    "اقرأ أيضا ما كتبه الشاعر في ديوانه الأخير عن البحر والمدينة القديمة",
    "شارك في المؤتمر ثلاثون باحثا من عشرين دولة",
    "وسوم القبائل من تراث البادية الذي يدرسه الباحثون",
    "التعليقات التي نشرها الوزير أثارت جدلا",
    "مصدر الصورة: رويترز",
    "أخبار الساحل تصدر كل يوم",
]


@pytest.mark.parametrize(("text", "kind", "rest"), LABELS, ids=[text for text, _, _ in LABELS])
def test_labels(text: str, kind: Kind, rest: str) -> None:
    label = label_of(Block(text))
    assert label is not None
    assert (label.kind, label.rest) == (kind, rest)


@pytest.mark.parametrize("text", SENTENCES)
def test_words_of_a_label_inside_a_sentence_are_none(text: str) -> None:
    assert label_of(Block(text)) is None


def test_a_link_after_a_label_needs_no_colon() -> None:
    headline = "عودة السفن إلى الميناء القديم"
    assert label_of(Block(f"اقرأ أيضا {headline}")) is None
    label = label_of(Block(f"اقرأ أيضا {headline}", links=(Link(headline, "/news/1"),)))
    assert label is not None
    assert label.rest == headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("المقالات المنشورة لا تعبر بالضرورة عن رأي الموقع وإنما عن رأي أصحابها", True),
        ("نرحب بتعليقاتكم، ويرجى الالتزام بشروط النشر وتجنب الإساءة، وتحتفظ إدارة الموقع بحق الحذف", True),
        ("ورفض الوزير التعليق على شروط الاتفاق الذي أعلن أمس", False),
        ("وقال إن هذه الأرقام لا تعبر عن حجم الخسائر", False),
    ],
)
def test_notices_of_editors(text: str, expected: bool) -> None:
    assert is_notice(text) is expected


PARAGRAPHS = [
    "بدأت صباح اليوم أعمال ترميم السوق القديم في مدينة الرملة بعد سنوات من المطالبات التي رفعها التجار إلى البلدية.",
    "وتستمر الأعمال ستة أشهر وتشمل الأسقف الخشبية والأبواب ومجاري المياه التي تضررت في سيول الشتاء الماضي.",
    "وقال كبير التجار إن المحال ستبقى مفتوحة في أثناء الترميم كي لا تتوقف أرزاق الناس.",
]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(["اقرأ أيضا:", "حريق محدود في سوق الخضار"], id="label and headline"),
        pytest.param(["اقرأ أيضا: حريق محدود في سوق الخضار"], id="one line"),
        pytest.param(["مقالات ذات صلة", "• حريق محدود في سوق الخضار", "• السوق القديم في صور نادرة"], id="bullets"),
        pytest.param(["تابعنا على تلغرام"], id="follow"),
    ],
)
def test_a_box_between_paragraphs_leaves_no_gap(box: list[str]) -> None:
    lines = [PARAGRAPHS[0], *box, *PARAGRAPHS[1:]]
    blocks = from_text("\n".join(lines))
    parts = part(blocks)
    assert [blocks[place].text for place in parts.texts[0].blocks] == PARAGRAPHS
    assert len(parts.texts) == 1


def test_two_embedded_articles_keep_their_own_credits() -> None:
    first, second, third = PARAGRAPHS
    lines = [*PARAGRAPHS, "المصدر: الرملة اليوم", "إقرأ أيضاً:", "تجار السوق القديم يطالبون بتعويضات", first, second, "المصدر: نبأ"]
    lines += ["إقرأ أيضاً:", "خبير: الخشب القديم يعيش مئة عام", second, third, "المصدر: المنارة", "كلمات دلالية: ترميم، أسواق"]
    parts = part(from_text("\n".join(lines)))
    assert [text.credit for text in parts.texts] == ["المصدر: الرملة اليوم", "المصدر: نبأ", "المصدر: المنارة"]
    assert [text.title for text in parts.texts] == [None, "تجار السوق القديم يطالبون بتعويضات", "خبير: الخشب القديم يعيش مئة عام"]
    assert parts.texts[2].keywords == ("ترميم", "أسواق")


def test_a_credit_label_with_its_value_on_the_next_line() -> None:
    parts = part(from_text("\n".join([*PARAGRAPHS, "المصدر:", "الرملة اليوم"])))
    assert parts.texts[0].credit == "المصدر: الرملة اليوم"
    assert len(parts.texts[0].blocks) == len(PARAGRAPHS)


def test_comments_end_a_plain_text() -> None:
    blocks = from_text("\n".join([*PARAGRAPHS, "التعليقات", "خالد", "شكرا للبلدية على هذا العمل الطيب الذي طال انتظاره يا أهل السوق"]))
    parts = part(blocks)
    assert [blocks[place].text for place in parts.texts[0].blocks] == PARAGRAPHS
