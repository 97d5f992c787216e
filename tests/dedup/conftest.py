"""An invented press: a report, a second one, a daily bulletin, and the boilerplate of days before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from warraq.dedup.common import CommonSet, common_set, day_shingles, history, split
from warraq.dedup.fingerprint import Fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = (
    "افتتحت بلدية مرسى النور صباح الأحد جسر الميناء القديم أمام حركة السير بعد أعمال ترميم استمرت 14 شهرا وبلغت كلفتها 3.2 مليون دينار.",
    "وقال رئيس البلدية سامر الحلواني إن الجسر صار يتسع لأربعة مسارب بدلا من مسربين، وإن الممشى الجديد سيخدم نحو 9,500 من سكان الحي الشرقي "
    "الذين كانوا يضطرون إلى الالتفاف حول المرفأ للوصول إلى مدارس أبنائهم.",
    "وأوضح مهندس المشروع نادر القصاب أن الفرق استبدلت الدعامات المتآكلة واستخدمت حجارة من المقلع نفسه الذي بني منه الجسر "
    "عام 1931 حفاظا على طابعه.",
    "من جهته رحب تجار السوق المجاور بعودة الحركة إلى شارعهم، وذكر أحدهم أن مبيعاته تراجعت إلى النصف خلال فترة الإغلاق وأنه "
    "يأمل في موسم صيف أفضل.",
    "وتعتزم البلدية طرح عطاء لإنارة الضفة الغربية وزراعة 200 شجرة لوز على جانبي الطريق قبل نهاية العام، على أن تغلق الأعمال ليلا فقط.",
)
OTHER = (
    "أعلنت جامعة السهل تأجيل امتحانات الفصل الصيفي في كلياتها الست أسبوعا واحدا بسبب موجة الحر التي تضرب المنطقة منذ مطلع الشهر.",
    "وبينت عميدة القبول ليلى البستاني أن القاعات ستجهز بمراوح إضافية، وأن الطلبة المقيمين في القرى البعيدة سيمنحون غرفا "
    "مجانية في السكن الداخلي "
    "حتى انتهاء الامتحانات، داعية إلى متابعة صفحة الجامعة لمعرفة المواعيد.",
    "وكان اتحاد الطلبة قد طالب بنقل الجلسات إلى ساعات المساء أسوة بما فعلته معاهد المدينة، غير أن المجلس الأكاديمي رأى أن "
    "التأجيل أنسب للجميع.",
)


@pytest.fixture
def report() -> tuple[str, ...]:
    return REPORT


@pytest.fixture
def other() -> tuple[str, ...]:
    return OTHER


@pytest.fixture
def bulletin() -> Callable[[int], Fingerprint]:
    """The daily bulletin of the fish market, with the figures of the given day."""

    def fill(day: int) -> Fingerprint:
        return fingerprint(
            f"نشرة سوق السمك: الكيلو عند {day}.{day + 7} دينار",
            f"سجل سعر كيلو السردين في سوق الميناء اليوم {day}.{day + 7} دينار وبلغ سعر كيلو الهامور {day + 3}.{day + 31} دينار، "
            f"فيما بلغت كمية الوارد إلى الساحة "
            f"{day * 37} صندوقا مقابل {day * 29} صندوقا في اليوم السابق، وأوضحت إدارة السوق في نشرتها اليومية أن الأسعار تخضع لحركة "
            f"الوارد وأحوال البحر، "
            f"ودعت الصيادين إلى التقيد بمواعيد التفريغ من الساعة {day % 9 + 1}:{day + 10} وحتى إغلاق البوابة الشمالية حفاظا على "
            f"سلامة المتسوقين.",
        )

    return fill


@pytest.fixture
def unknown() -> CommonSet:
    """The boilerplate of a store without history."""
    return CommonSet(np.empty(0, np.uint32), 0)


@pytest.fixture
def warm(bulletin: Callable[[int], Fingerprint]) -> CommonSet:
    """The boilerplate after five days of bulletins."""
    today = date(2026, 3, 20)
    days = {today - timedelta(number): split(day_shingles([bulletin(40 + number)])) for number in range(1, 6)}
    past = history(today, days, settled=False)
    parts = (zip(*(days[day] for day in chosen), strict=True) for chosen in (past.near, past.distant))
    return common_set(zip(*parts, strict=True), past.depth)
