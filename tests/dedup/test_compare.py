from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.dedup.common import CommonSet, day_shingles
from warraq.dedup.compare import Link, compare, joins
from warraq.dedup.evidence import weigh
from warraq.dedup.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.dedup.fingerprint import Fingerprint

TITLE = "افتتاح جسر الميناء القديم أمام حركة السير"


def sign(*paragraphs: str, title: str = TITLE) -> Fingerprint:
    return fingerprint(title, "\n".join(paragraphs))


def link(later: Fingerprint, earlier: Fingerprint, common: CommonSet, days_apart: float = 0.5, same_outlet: bool = False) -> Link | None:
    return compare(later, earlier, common, days_apart=days_apart, same_outlet=same_outlet)


def relation(found: Link | None) -> str | None:
    return found.relation if found else None


def test_a_reheadlined_respelled_copy_in_furniture(report: tuple[str, ...], warm: CommonSet) -> None:
    respelled = [paragraph.replace("أ", "ا").replace("ة", "ه").replace("ي", "ی") for paragraph in report]
    copy = sign("الرئيسية أخبار محلية شارك الخبر", *respelled, "تابعونا على شبكات التواصل", title="جسر الميناء يعود إلى الخدمة")
    found = link(copy, sign(*report), warm)
    assert found is not None
    assert (found.relation, found.score > 0.9) == ("copy", True)


def test_paragraphs_in_another_order_are_a_copy(report: tuple[str, ...], warm: CommonSet) -> None:
    assert relation(link(sign(*report[::-1]), sign(*report), warm)) == "copy"


def test_an_opening_is_an_excerpt(report: tuple[str, ...], warm: CommonSet) -> None:
    found = link(sign(*report[:2]), sign(*report), warm)
    assert relation(found) == "excerpt"
    assert found is not None
    assert joins(found.relation, found.score)


def test_a_report_that_grows_is_an_update(report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet) -> None:
    assert relation(link(sign(*report, *other[:2]), sign(*report), warm)) in ("copy", "update")


def test_a_round_up_contains_and_does_not_join(report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet) -> None:
    found = link(sign(*report, *other, title="جولة في أخبار اليوم"), sign(*other), warm)
    assert relation(found) == "contains"
    assert found is not None
    assert not joins(found.relation, found.score)


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        pytest.param("جولة في أخبار المدن", True, "contains", id="a round-up that begins with the report"),
        pytest.param("جولة في أخبار المدن", False, "contains", id="a round-up that ends with it"),
        pytest.param(f"بعد ترميمه: {TITLE}", True, "copy", id="a report that has grown"),
    ],
)
def test_a_longer_text_is_known_by_its_headline(
    title: str, first: bool, expected: str, report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet
) -> None:
    whole = (*report, *other) if first else (*other, *report)
    assert relation(link(sign(*whole, title=title), sign(*report), warm)) == expected


def test_a_part_of_an_earlier_round_up_does_not_join_it(report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet) -> None:
    found = link(sign(*report), sign(*report, *other, *other[::-1], title="جولة في أخبار المدن"), warm)
    assert found is not None
    assert not joins(found.relation, found.score)


def test_a_passage_under_the_headline_of_its_report_is_an_excerpt(report: tuple[str, ...], warm: CommonSet) -> None:
    assert relation(link(sign(report[3]), sign(*report), warm)) == "excerpt"
    assert relation(link(sign(report[3], title="رأي في أسعار السوق"), sign(*report), warm)) == "shares-text"


def test_a_report_that_takes_over_a_passage_only_shares_text(report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet) -> None:
    assert relation(link(sign(*other, report[3]), sign(*report), warm, days_apart=3)) == "shares-text"


def test_two_reports_have_no_link(report: tuple[str, ...], other: tuple[str, ...], warm: CommonSet) -> None:
    assert link(sign(*report), sign(*other, title="تأجيل الامتحانات"), warm) is None


@pytest.mark.parametrize("days_apart", [0.2, 1.0, 7.0])
def test_a_template_with_other_facts_does_not_join(bulletin: Callable[[int], Fingerprint], warm: CommonSet, days_apart: float) -> None:
    found = link(bulletin(77), bulletin(58), warm, days_apart)
    assert found is None or not joins(found.relation, found.score)


def test_nor_does_it_in_a_store_without_history(bulletin: Callable[[int], Fingerprint], unknown: CommonSet) -> None:
    found = link(bulletin(77), bulletin(58), unknown, days_apart=1)
    assert found is None or not joins(found.relation, found.score)


def test_the_same_bulletin_at_another_outlet_is_a_copy(bulletin: Callable[[int], Fingerprint], warm: CommonSet) -> None:
    assert relation(link(bulletin(77), bulletin(77), warm)) == "copy"


def test_the_same_frame_with_another_name_does_not_join(report: tuple[str, ...], warm: CommonSet) -> None:
    frame = (
        "صدر حكم محكمة الواحة بحق {0} الذي زور سندات ملكية أراض تعود لورثة من القرية العليا وتصرف فيها بالبيع لغير أصحابها "
        "خلال السنوات الماضية، "
        "وأسفر التحقيق عن توجيه الاتهام إليه وبإحالته إلى القضاء ثبت ما نسب إليه، وأيدت محكمة الاستئناف الحكم ونفذ بحق {0} في سجن المدينة، "
        "وتؤكد النيابة للجميع حرصها على حفظ الحقوق وتحذر كل من تسول له نفسه مثل ذلك"
    )
    found = link(sign(frame.format("فارس المنجد الصيرفي"), title="حكم"), sign(frame.format("رامي الخياط العطار"), title="حكم"), warm)
    assert found is not None
    assert not joins(found.relation, found.score)


CABLE = (
    "بعث رئيس الدولة برقية تهنئة إلى {0} بمناسبة ذكرى الاستقلال أعرب فيها باسمه واسم شعب البلاد عن أصدق التهاني وأطيب التمنيات بالصحة "
    "والسعادة لفخامته ولحكومة وشعب {1} الصديق دوام التقدم والازدهار، وأشاد بتميز العلاقات بين البلدين التي يسعى الجميع لتعزيزها"
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            ("الرئيس الصيرفي رئيس جزر المرجان", "جزر المرجان"), ("الملك القصاب ملك الواحات السبع", "الواحات السبع"), False, id="named anew"
        ),
        pytest.param(
            ("رئيس الأمارات المتحدة", "الأمارات المتحدة"), ("رئيس الإمارات المتحده", "الامارات المتحدة"), True, id="spelled otherwise"
        ),
        pytest.param(("رئيس مصرف فيسبوك", "فيسبوك فيسبوك"), ("رئيس مصرف فيس بوك", "فيس بوك فيس بوك"), True, id="parted"),
        pytest.param(("مدير المصارف", "المصارف"), ("مدير البنوك", "البنوك"), True, id="one word for another"),
    ],
)
def test_names_that_change_in_one_frame(
    one: tuple[str, str], other: tuple[str, str], expected: bool, report: tuple[str, ...], warm: CommonSet
) -> None:
    title = "رئيس الدولة يهنئ {1} بذكرى الاستقلال"
    found = link(sign(CABLE.format(*one), title=title.format(*one)), sign(CABLE.format(*other), title=title.format(*other)), warm)
    assert found is not None
    assert joins(found.relation, found.score) is expected


BULLETIN = (
    "أعلنت دائرة المياه اليوم {} أن نسبة التخزين في سد الوادي بلغت {} في المئة من سعته الكلية وأن الضخ إلى أحياء المدينة العليا مستمر "
    "وفق البرنامج المعتاد من دون انقطاع، ودعت المشتركين إلى ترشيد الاستهلاك والإبلاغ عن أي تسرب في الشبكة"
)


@pytest.mark.parametrize(
    ("day", "level", "expected"),
    [
        pytest.param("الأحد", "61", True, id="the same bulletin"),
        pytest.param("الأربعاء", "61", False, id="of another day of the week"),
        pytest.param("الأحد", "64", False, id="with another figure"),
    ],
)
def test_a_short_bulletin_of_another_day(day: str, level: str, expected: bool, warm: CommonSet) -> None:
    found = link(sign(BULLETIN.format(day, level)), sign(BULLETIN.format("الأحد", "61")), warm, days_apart=3, same_outlet=True)
    assert found is not None
    assert joins(found.relation, found.score) is expected


def test_figures_that_move_on_are_an_update(report: tuple[str, ...], warm: CommonSet) -> None:
    moved = [paragraph.replace("14", "15").replace("3.2", "3.9").replace("9,500", "9,900").replace("200", "350") for paragraph in report]
    assert relation(link(sign(*moved), sign(*report), warm)) == "update"


def test_without_history_only_strong_evidence_joins(report: tuple[str, ...], unknown: CommonSet, warm: CommonSet) -> None:
    words = "\n".join(report).split()
    edited = " ".join("كلمة" if number % 10 == 4 or word[0].isdigit() else word for number, word in enumerate(words))
    assert relation(link(sign(edited), sign(*report), warm)) == "copy"
    assert relation(link(sign(edited), sign(*report), unknown)) == "shares-text"
    assert relation(link(sign(*report), sign(*report), unknown)) == "copy"


def test_short_texts_are_copies_only_word_for_word(warm: CommonSet) -> None:
    assert link(sign("توفي الشاعر عماد الدباغ أمس"), sign("توفي الشاعر عماد الدباغ أمس."), warm) == Link("copy", 1.0)
    assert link(sign("توفي الشاعر عماد الدباغ أمس"), sign("توفي الشاعر بسام العطار أمس"), warm) is None


def test_a_reprint_is_no_news_of_its_day_and_a_template_filled_anew_is(
    report: tuple[str, ...], bulletin: Callable[[int], Fingerprint]
) -> None:
    assert weigh(sign(*report[:4]), sign(*report)).reprints
    assert not weigh(bulletin(77), bulletin(58)).reprints


@pytest.mark.parametrize(
    ("name", "score", "expected"),
    [
        ("copy", 0.4, True),
        ("update", 0.8, True),
        ("excerpt", 0.9, True),
        ("excerpt", 0.5, False),
        ("contains", 1.0, False),
        ("shares-text", 1.0, False),
    ],
)
def test_what_joins(name: str, score: float, expected: bool) -> None:
    assert joins(name, score) is expected


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.floats(0, 40), st.booleans())
def test_any_two_texts_can_be_compared(one: str, other: str, days_apart: float, same_outlet: bool) -> None:
    common = CommonSet(day_shingles([fingerprint(None, one)]), 5)
    found = compare(fingerprint(one, other), fingerprint(other, one), common, days_apart=days_apart, same_outlet=same_outlet)
    assert found is None or 0 <= found.score <= 1


@settings(deadline=None)
@given(st.lists(st.sampled_from(["جسر", "ميناء", "بلدية", "سوق", "تاجر", "حجر", "طريق", "لوز"]), max_size=90), st.data())
def test_containment_does_not_depend_on_which_came_first(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(words), max_size=90)) if words else []
    one, other = fingerprint(None, " ".join(words)), fingerprint(None, " ".join(kept))
    there, back = weigh(one, other).overlap(), weigh(other, one).overlap()
    if len(one.shingles) != len(other.shingles):
        assert (there.containment, there.coverage, there.shared) == (back.containment, back.coverage, back.shared)
