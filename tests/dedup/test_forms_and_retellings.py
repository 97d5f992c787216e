"""One form filled for two events is no copy, whatever of it is the same; one report that another desk retells is."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from warraq.dedup.common import WARM, CommonSet
from warraq.dedup.compare import Link, compare, joins
from warraq.dedup.fingerprint import fingerprint

Text = tuple[str, str]
"""Headline and body."""

ACCIDENT: Final = (
    "مصرع شاب في حادث سير بـ{0}",
    "لقي شاب مصرعه وأصيب آخر مساء اليوم في تصادم بين سيارة ودراجة نارية على طريق {0} الزراعي، ونقل الجثمان إلى مشرحة "
    "مستشفى {0} العام، ونقل المصاب إلى المستشفى لتلقي العلاج. وتلقت مديرية الأمن إخطارا من غرفة العمليات بوقوع الحادث، "
    "وانتقلت قوات الأمن وسيارات الإسعاف إلى المكان. وتبين من المعاينة أن السرعة الزائدة سبب الحادث، وتحرر محضر بالواقعة "
    "وأخطرت النيابة العامة للتحقيق.",
)
OBITUARY: Final = (
    "وفاة {0}",
    "انتقل إلى رحمة الله تعالى الحاج {0} بعد عمر أمضاه في عمل الخير، وسيشيع جثمانه الطاهر بعد صلاة العصر من مسجد الرحمن "
    "إلى مقبرة العائلة، وتقبل التعازي في ديوان العائلة ثلاثة أيام. وتتقدم أسرة الموقع بأحر التعازي وأصدق مشاعر المواساة "
    "إلى ذوي الفقيد، سائلين المولى أن يتغمده بواسع رحمته وأن يلهم أهله الصبر والسلوان.",
)
CABLE: Final = (
    "الملك يهنئ رئيس {0} بذكرى الاستقلال",
    "بعث جلالة الملك برقية تهنئة إلى فخامة رئيس جمهورية {0} بمناسبة ذكرى يوم الاستقلال لبلاده. وعبر جلالته باسمه واسم شعب "
    "المملكة وحكومتها عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لفخامته، ولحكومة وشعب {0} الصديق اطراد التقدم "
    "والازدهار. كما بعث ولي العهد برقية مماثلة عبر فيها عن أبلغ التهاني وأطيب التمنيات بموفور الصحة والسعادة لفخامته.",
)
RATE: Final = (
    "سعر الدولار اليوم",
    "حافظ سعر صرف الدولار على استقراره في السوق الموازية اليوم، إذ جرى تداوله عند {0} ليرة للدولار الواحد لدى الصرافين في "
    "العاصمة وسائر المدن. ويترقب التجار قرارات المصرف المركزي بشأن السياسة النقدية وسط طلب محدود من المستوردين على العملة "
    "الصعبة، فيما يشكو المواطنون من ارتفاع أسعار السلع في الأسواق الشعبية.",
)
PLANT: Final = (
    "وزارة الطاقة توقع عقدا لبناء محطة شمسية",
    "أعلنت وزارة الطاقة اليوم الأحد توقيع عقد مع شركة الأفق لبناء محطة للطاقة الشمسية بقدرة 250 ميغاواط في محافظة الوادي "
    "بكلفة 180 مليون دولار. وقال الوزير خالد المنصوري خلال حفل التوقيع إن المحطة ستبدأ الإنتاج في الربع الأول من عام 2028، "
    "وستوفر الكهرباء لنحو 90 ألف منزل. وأضاف أن المشروع يأتي ضمن خطة الحكومة لرفع حصة الطاقة المتجددة إلى 30 بالمئة. وأشار "
    "إلى أن الشركة ستشغل المحطة 25 عاما قبل نقل ملكيتها إلى الدولة. ومن جهته أكد رئيس الشركة نادر الصباغ أن أعمال الحفر "
    "ستبدأ مطلع الشهر المقبل، وأن المشروع سيوفر 600 فرصة عمل لأبناء المحافظة. وحضر الحفل محافظ الوادي وعدد من المسؤولين "
    "والمستثمرين.",
)
CONDENSED: Final = (
    "محطة شمسية بقدرة 250 ميغاواط في الوادي بعقد لوزارة الطاقة",
    "وقعت وزارة الطاقة عقدا مع شركة الأفق لبناء محطة للطاقة الشمسية بقدرة 250 ميغاواط في محافظة الوادي بكلفة 180 مليون "
    "دولار. وذكر الوزير خالد المنصوري أن المحطة تبدأ الإنتاج في الربع الأول من عام 2028 وتوفر الكهرباء لنحو 90 ألف منزل. "
    "وأكد رئيس الشركة نادر الصباغ أن المشروع سيوفر 600 فرصة عمل.",
)
REWORDED: Final = (
    "عقد بـ180 مليون دولار لمحطة شمسية",
    "أبرمت وزارة الطاقة عقدا بقيمة 180 مليون دولار مع شركة الأفق لإنشاء محطة شمسية تبلغ قدرتها 250 ميغاواط في محافظة "
    "الوادي. وأوضح الوزير خالد المنصوري أن المحطة ستدخل الخدمة في الربع الأول من عام 2028 لتغذي نحو 90 ألف منزل بالكهرباء، "
    "مبينا أن الحكومة تخطط لرفع حصة الطاقة المتجددة إلى 30 بالمئة. وستشغل الشركة المحطة 25 عاما قبل أن تنقل ملكيتها إلى "
    "الدولة. وقال رئيس الشركة نادر الصباغ إن أعمال الحفر تبدأ مطلع الشهر المقبل وستوفر 600 فرصة عمل لأبناء المحافظة.",
)
STATEMENT: Final = (
    "الصباغ: أعمال الحفر لمحطة الطاقة الشمسية تبدأ الشهر المقبل",
    "أكد رئيس الشركة نادر الصباغ أن أعمال الحفر ستبدأ مطلع الشهر المقبل، وأن المشروع سيوفر 600 فرصة عمل لأبناء المحافظة. "
    "وأعلنت وزارة الطاقة اليوم الأحد توقيع عقد مع شركة الأفق لبناء محطة للطاقة الشمسية بقدرة 250 ميغاواط في محافظة الوادي "
    "بكلفة 180 مليون دولار.",
)
CRITICS: Final = (
    "خبراء ينتقدون عقد المحطة الشمسية",
    "انتقد خبراء في قطاع الكهرباء العقد الذي أبرمته وزارة الطاقة لبناء محطة للطاقة الشمسية بقدرة 250 ميغاواط في محافظة "
    "الوادي بكلفة 180 مليون دولار، معتبرين أن كلفته مرتفعة. وقال الأستاذ في كلية الهندسة باسم فهد إن كلفة الميغاواط في "
    "مشاريع مماثلة لا تتجاوز نصف هذا الرقم، مطالبا بنشر العقد كاملا. ورأى أن الحكومة لم تجر مناقصة علنية، فيما رفضت "
    "الوزارة التعليق على هذه الانتقادات حتى الآن.",
)


def filled(form: Text, value: str) -> Text:
    return form[0].format(value), form[1].format(value)


def linked(later: Text, earlier: Text, *, depth: int, days_apart: float, same_outlet: bool = False) -> Link | None:
    nothing_known = CommonSet(np.empty(0, np.uint32), depth)
    return compare(fingerprint(*later), fingerprint(*earlier), nothing_known, days_apart=days_apart, same_outlet=same_outlet)


def are_one(found: Link | None) -> bool:
    return found is not None and joins(found.relation, found.score)


@pytest.mark.parametrize("depth", [0, WARM])
@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        pytest.param(ACCIDENT, "طنطا", "أسيوط", id="places"),
        pytest.param(ACCIDENT, "طنطا", "ميت عوام", id="a place that no list has"),
        pytest.param(OBITUARY, "سالم يوسف الصيرفي", "نادر كامل العطار", id="people"),
        pytest.param(CABLE, "المرجان", "الواحات", id="behind a word that introduces names"),
        pytest.param(RATE, "15200", "15350", id="one number of the next day"),
    ],
)
def test_one_form_for_two_events_is_no_copy(form: Text, one: str, other: str, depth: int) -> None:
    for first, second in ((one, other), (other, one)):
        assert not are_one(linked(filled(form, first), filled(form, second), depth=depth, days_apart=1))
    assert are_one(linked(filled(form, one), filled(form, one), depth=depth, days_apart=1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("سورية", "سوريا", id="a place in another spelling"),
        pytest.param("داود", "داوود", id="a name in another spelling"),
        pytest.param("أبو جبل", "أبوجبل", id="two words for one"),
    ],
)
def test_another_spelling_is_no_other_name(one: str, other: str) -> None:
    assert are_one(linked(filled(ACCIDENT, one), filled(ACCIDENT, other), depth=WARM, days_apart=0.1))


def test_another_desks_dateline_is_no_other_place() -> None:
    here, there = ((ACCIDENT[0].format("طنطا"), f"{city} - {ACCIDENT[1].format('طنطا')}") for city in ("دمشق", "بيروت"))
    assert are_one(linked(here, there, depth=WARM, days_apart=0.1))


@pytest.mark.parametrize("depth", [0, WARM])
@pytest.mark.parametrize("told", [CONDENSED, REWORDED, STATEMENT], ids=["condensed", "reworded", "statement first"])
def test_a_report_that_another_desk_retells_is_one_story(told: Text, depth: int) -> None:
    assert are_one(linked(told, PLANT, depth=depth, days_apart=0.1))
    assert are_one(linked(PLANT, told, depth=depth, days_apart=0.1))


def test_what_is_said_of_a_report_is_not_it() -> None:
    for later, earlier in ((CRITICS, PLANT), (PLANT, CRITICS)):
        assert not are_one(linked(later, earlier, depth=WARM, days_apart=1))


def test_retold_numbers_must_be_the_same() -> None:
    other = CONDENSED[0], CONDENSED[1].replace("600", "750")
    assert not are_one(linked(other, PLANT, depth=0, days_apart=0.1))
