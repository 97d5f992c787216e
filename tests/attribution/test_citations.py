"""Sentences that cite an outlet, one for each frame of the grammar, and sentences that only name one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]

CITED = [
    ("verb", "وذكرت رويترز أن السفينة وصلت إلى الميناء.", "رويترز", "reuters"),
    ("verb and kind", "قالت صحيفة «الغارديان» البريطانية إن الأسعار ارتفعت.", "الغارديان", "guardian"),
    ("agency bears its kind word", "أفادت وكالة الأناضول بأن الجسر أغلق.", "وكالة الأناضول", "aa"),
    ("present tense", "تكشف صحيفة بيلد الألمانية عن خطة جديدة.", "بيلد", "bild"),
    ("adverbs between", "وكانت قد ذكرت في وقت سابق أمس (الاثنين) وكالة رويترز أن السد امتلأ.", "وكالة رويترز", "reuters"),
    ("announcement with its clause", "أعلنت وكالة الأنباء الفلسطينية «وفا» مساء أمس أن المعبر فتح.", "وكالة الأنباء الفلسطينية", "wafa"),
    ("relative clause", "شدد البيان، وفقا لما نقلته وكالة «رويترز»، على الهدوء.", "رويترز", "reuters"),
    ("according to", "بلغ الإنتاج مليون طن، بحسب رويترز.", "رويترز", "reuters"),
    ("according to, with lam", "وطبقا لوكالة رويترز فإن العدد كبير.", "وكالة رويترز", "reuters"),
    ("on the strength of", "استنادا إلى رويترز، تراجع السعر.", "رويترز", "reuters"),
    ("data of", "تراجع السعر بحسب بيانات وكالة رويترز.", "وكالة رويترز", "reuters"),
    ("quoting", "نشر الموقع الخبر نقلا عن وكالة «رويترز» التي لم تسم مصدرها.", "رويترز", "reuters"),
    ("relayed from", "نقلت الإذاعة المحلية عن رويترز قولها إن الطريق مفتوح.", "رويترز", "reuters"),
    ("told", "وقال شاهد من سكان الحي لرويترز إن النار أخمدت.", "رويترز", "reuters"),
    ("told, lam and article fuse", "وبحسب شهود عيان ومصادر طبية للأناضول، عاد التيار.", "أناضول", "aa"),
    ("told, lam apart", "وأكد مصدر في البلدية لـ «السفينة» أن العمل مستمر.", "السفينة", "safina"),
    ("told, latin letters glued", "قال الوزير لـReuters إن القرار نهائي.", "Reuters", "reuters"),
    ("told the reporter", "وأكد شهود لمراسل الأناضول أن الحريق أخمد.", "الأناضول", "aa"),
    ("statement to", "في تصريح خاص لقناة «الأفق»، نفى الأمر.", "الأفق", "ofuq"),
    ("interview with", "أضاف في مقابلة مع قناة «الأفق» أن القرار نهائي.", "الأفق", "ofuq"),
    ("programme on air", "وأوضح خلال برنامج «مساء الخير» على قناة الأفق أنه باق.", "الأفق", "ofuq"),
    ("asked by", "وأكد عاملان اتصلت بهما وكالة فرانس برس ذلك.", "وكالة فرانس برس", "afp"),
    ("told, as object", "أبلغ مسؤول في الشركة رويترز أن الصفقة تمت.", "رويترز", "reuters"),
    ("reporter", "وأفاد مراسل رويترز بأن الشوارع خالية.", "رويترز", "reuters"),
    ("witness", "قال شاهد من رويترز إن الشرطة أغلقت الجسر.", "رويترز", "reuters"),
    ("topic first", "وكالة الصحافة الفرنسية قالت إن المفاوضات تعثرت.", "وكالة الصحافة الفرنسية", "afp"),
    ("poll of", "أظهر استطلاع رويترز أن الثقة تراجعت.", "رويترز", "reuters"),
    ("headline", "رويترز: السفينة تصل إلى الميناء غدا", "رويترز", "reuters"),
    ("headline with officials", "رويترز عن مسؤولين: السفينة تصل غدا", "رويترز", "reuters"),
    ("headline, told", "وزير النقل لـ«السفينة»: الطريق جاهز", "السفينة", "safina"),
    ("published in", "ورد ذلك بصحيفة الغارديان أمس.", "الغارديان", "guardian"),
    ("missing space", "انتهى العمل في الجسر.وفقا لوكالة رويترز", "وكالة رويترز", "reuters"),
    ("persian letters and marks", "وأفادت وکالةُ رويتـرز بأن الجسر أغلق.", "وکالةُ رويتـرز", "reuters"),
    ("statement addressed to", "وأكد مصدر في تصريح صحفي إلى «السفينة» أن العمل مستمر.", "السفينة", "safina"),
    ("some people told", "أكد عدد من العاملين في قطاع السفر لـ«السفينة» أن الأسعار ثابتة.", "السفينة", "safina"),
    ("reporters in the plural", "على ما أفاد صحافيو وكالة فرانس برس.", "وكالة فرانس برس", "afp"),
    ("kind word inside the quotes", "نشرت «صحيفة السفينة» الخبر أمس.", "السفينة", "safina"),
    ("published by an agency", "جاء ذلك في مقال نشر بوكالة الأنباء الفلسطينية.", "وكالة الأنباء الفلسطينية", "wafa"),
    ("stated in", "وفقا لما جاء في موقع قناة «الأفق».", "الأفق", "ofuq"),
    ("its sources", "وتفيد مصادر «السفينة» بأن الطريق مغلق.", "السفينة", "safina"),
    ("through its pages", "وطالب السكان عبر «السفينة» البلدية بفتح الطريق.", "السفينة", "safina"),
    ("topic resumed", "أما رويترز فقد قالت إن النهر فاض.", "رويترز", "reuters"),
    ("nickname", "ونقلت الفرنسية عن شاهد أن الجسر أغلق.", "الفرنسية", "afp"),
    ("nickname behind lam", "بلغ العدد مئة، وفقا للفرنسية.", "فرنسية", "afp"),
    ("what it knows", "وأشارت معلومات «السفينة» أن العقد وقع.", "السفينة", "safina"),
    ("report of", "ووفقا لتقرير وكالة رويترز فإن السعر ثابت.", "وكالة رويترز", "reuters"),
    ("quotes that stand off", "وذكرت \" وكالة الأناضول \" أن المعبر فتح.", "وكالة الأناضول", "aa"),
    ("people asked by", "«السفينة» التقت عددا من العاملين في الميناء.", "السفينة", "safina"),
    ("addressed to, then the words", "وأوضحت مصادر بالاتحاد إلى وكالة رويترز: «المباراة قائمة».", "وكالة رويترز", "reuters"),
    ("piece, then the verb", "وفي مقال له بصحيفة «السفينة»، قال الراوي إن العقد باطل.", "السفينة", "safina"),
    ("told, a general in between", "وقال القيادي بحزب المؤتمر العام لرويترز إن العدد كبير.", "رويترز", "reuters"),
    ("told, as quoted object", "وأبلغت «السفينة» منسقة المبادرة بتفاصيل العقد.", "السفينة", "safina"),
    ("according to its sources", "وبحسب مصادر «السفينة» فإن الطريق مغلق.", "السفينة", "safina"),
    ("earlier", "وسبق لصحيفة «الغارديان» أن كشفت عن العقد.", "الغارديان", "guardian"),
    ("by its mouth", "ونشر الخبر على لسان وكالة «رويترز».", "رويترز", "reuters"),
    ("verb that reads as another word", "وبين مدير الجمعية لـ«السفينة» أن المسرحية هادفة.", "السفينة", "safina"),
    ("told, as object at the end", "قتل أربعون شخصا، بحسب ما أفاد أمس مسؤول محلي وكالة فرانس برس.", "وكالة فرانس برس", "afp"),
    ("copy seen abroad", "وفي استطلاع اطلعت عليه صحيفة «بيلد» الألمانية قال نصفهم نعم.", "بيلد", "bild"),
    ("announcement relied on", "فقد المنتخب خدمات مهاجمه، حسبما أكدت صحيفة بيلد الألمانية.", "بيلد", "bild"),
    ("nickname in quotes", "وبحسب «الفرنسية»، أغلق الجسر.", "الفرنسية", "afp"),
    ("other spelling", "وذكرت وكالة «بلومبيرج» أن السعر ثابت.", "بلومبيرج", "bloomberg"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "slug"), [pytest.param(*row[1:], id=row[0]) for row in CITED])
def test_cited(find: Find, text: str, name: str, slug: str) -> None:
    assert [(source.role, source.name, source.outlet) for source in find(text)] == [("cited", name, slug)]


UNKNOWN = [
    ("quoted", "في مقال نشرته، أمس، جريدة «نداء الجبل»، قال الكاتب ذلك.", "نداء الجبل"),
    ("nationality", "نقلت صحيفة كورير دي مونتانا البرازيلية عن شاهد قوله ذلك.", "كورير دي مونتانا"),
    ("before the clause", "ذكرت صحيفة الحصاد أن الأسعار ثابتة.", "الحصاد"),
    ("before its words", "وقال السباح لقناة كورال سبورتس \"كنت هناك\" بعد السباق.", "كورال سبورتس"),
    ("paper of a nationality, by name", "وكتبت الصحيفة الكينية «نجم الوادي» أن الطائرة وصلت.", "نجم الوادي"),
    ("news agency", "بحسب وكالة «برق» للأنباء، أغلق الطريق.", "برق"),
    ("site", "وقال لموقع «أخبار الوادي» إن الطريق مغلق.", "أخبار الوادي"),
    ("channel with an agency's nationality", "وقالت القناة الفرنسية إن النهر فاض.", "القناة الفرنسية"),
    ("state television", "وذكر التلفزيون البرازيلي أن النهر فاض.", "التلفزيون البرازيلي"),
    ("site that says", "وأشار موقع «أخبار الوادي» المتخصص إلى أن النهر فاض.", "أخبار الوادي"),
    ("national agency announces", "أعلنت وكالة الأنباء الطلابية البرازيلية أمس أن النهر فاض.", "وكالة الأنباء الطلابية البرازيلية"),
    ("numbered channel", "قالت القناة السابعة الإيطالية إن النهر فاض.", "القناة السابعة الإيطالية"),
    ("national agency", "وأوردت وكالة الأنباء البرازيلية أن النهر فاض.", "وكالة الأنباء البرازيلية"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [pytest.param(*row[1:], id=row[0]) for row in UNKNOWN])
def test_unknown_outlets_are_cited_by_name(find: Find, text: str, name: str) -> None:
    assert [(source.role, source.name, source.outlet) for source in find(text)] == [("cited", name, None)]


NAMED_ONLY = [
    ("anonymous source", "أفاد مصدر أمني بأن الطريق مغلق."),
    ("media in general", "أفادت وسائل إعلام محلية بأن الطريق مغلق."),
    ("generic paper", "ذكرت صحيفة محلية أن الطريق مغلق."),
    ("paper of a nationality", "ذكرت صحيفة برازيلية أن الطريق مغلق."),
    ("person", "وبحسب الأستاذ في الجامعة سامي الراوي فإن الطقس بارد."),
    ("ministry", "وقالت الوزارة في بيان إن العمل مستمر."),
    ("agency that brings no news", "قالت وكالة النقل النهري البرازيلية إن الملاحة توقفت."),
    ("rating agency", "وقالت وكالة «موديز» إن التصنيف ثابت."),
    ("canal", "عبرت قناة السويس خمسون سفينة، وقالت الهيئة إن الحركة عادية."),
    ("network of roads", "ذكرت شبكة الطرق أن العمل مستمر."),
    ("platform", "نقل حسابه على موقع «تويتر» عن صديقه قوله ذلك."),
    ("official site", "نشرت الشركة البيان على موقع الشركة الإلكتروني."),
    ("ordinary word", "قالت السفينة في رسالة إن الطاقم بخير."),
    ("ordinary word behind lam", "وقال القبطان للسفينة إن الريح قوية."),
    ("country and time", "أعلنت عمان اليوم أن الميناء مفتوح."),
    ("moving", "نقل المحكمة إلى المبنى الجديد أمر محير."),
    ("broadcasting rights", "اشترت حقوق بث قناة الأفق شركة جديدة."),
    ("own announcement", "أعلنت قناة الأفق إغلاق مكتبها في بيروت."),
    ("subject of the news", "أغلقت السلطات مكتب قناة الأفق في العاصمة."),
    ("its staff", "قال المدير العام لقناة الأفق إن الأجور سترتفع."),
    ("its editor", "قال رئيس تحرير صحيفة الغارديان إنه سيستقيل."),
    ("denied report", "نفت البلدية صحة ما نشرته وكالة رويترز عن الجسر."),
    ("translators", "(إعداد سامي الراوي للنشرة العربية)"),
    ("made by a person", "اكتشف النجم بواسطة السفينة المأهولة."),
    ("founder of a site", "قالت الشرطة إن الشريك المؤسس لموقع «نغمات الوادي» وجد في منزله."),
    ("series on a channel", "عرض المسلسل على قناة الأفق في رمضان."),
    ("photo credit", "مصدر الصورة: رويترز"),
    ("its reporter in the news", "منع الحارس مراسل صحيفة الغارديان من دخول القاعة الكبرى أمس، وقال إن الموعد انتهى."),
    ("show to come", "أعلنت الشركة عن برنامج مسابقات جديد سيعرض على قناة «الأفق» في الخريف."),
    ("denied report told", "نفى مسؤولون تقريرا لصحيفة «الغارديان» قال إن الجسر أغلق."),
    ("picture credit before the text", "زار الوزير الميناء. «رويترز» وأكد أن العمل مستمر."),
    ("site that displays", "يعرض موقع «أخبار الوادي» مجموعة من الصور القديمة."),
    ("its secretary", "قال الأمين العام لرويترز إن الأجور سترتفع."),
    ("site of a company", "وفقا لموقع «خطوط الوادي» فإن الرحلات عادت."),
    ("site that announces", "أعلن موقع «متاجر الوادي» أن الأسعار ستنخفض."),
    ("woman who reports", "ذكرت الفرنسية سارة دوبوا أن الجسر أغلق."),
    ("press of a country", "ذكرت الصحافة الفرنسية أن الجسر أغلق."),
    ("woman of a country", "قالت الفرنسية سارة دوبوا إن الجسر أغلق."),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in NAMED_ONLY])
def test_not_a_source(find: Find, text: str) -> None:
    assert find(text) == []


def test_two_outlets_share_a_frame(find: Find) -> None:
    sources = find("ذكرت وكالتا رويترز وفرانس برس أن الجسر أغلق.")
    assert [(source.name, source.outlet) for source in sources] == [("رويترز", "reuters"), ("فرانس برس", "afp")]


def test_a_dual_kind_word_vouches_for_both(find: Find) -> None:
    sources = find("وفق ما نقلت وكالتا الأناضول ودوغان للأنباء.")
    assert [source.outlet for source in sources] == ["aa", "dogan"]


def test_both_who_relays_and_whom_it_relays(find: Find) -> None:
    sources = find("ونقلت صحيفة الغارديان عن وكالة رويترز أن الجسر أغلق.")
    assert [source.outlet for source in sources] == ["guardian", "reuters"]


def test_name_and_initials_are_one_outlet(find: Find) -> None:
    sources = find("قالت وكالة الأنباء الفلسطينية (وفا) إن المعبر فتح.")
    assert [(source.name, source.outlet) for source in sources] == [("وكالة الأنباء الفلسطينية", "wafa")]


def test_an_outlet_is_cited_once(find: Find) -> None:
    assert len(find("قالت رويترز إن السد امتلأ. وأضافت رويترز أن النهر فاض.")) == 1


def test_the_quote_holds_the_words_that_cite(find: Find) -> None:
    (source,) = find("ارتفع السعر، وفقا لما نقلته أمس وكالة «رويترز»، إلى مئة.")
    assert source.quote == "وفقا لما نقلته أمس وكالة «رويترز»"
    assert source.rule == "verb"


@pytest.mark.parametrize(
    ("text", "outlet", "role"),
    [
        pytest.param("في بيان وصل صدى الميناء نسخة منه", None, "published", id="page unknown"),
        pytest.param("في بيان وصل صدى الميناء نسخة منه", "mina", "published", id="the page itself"),
        pytest.param("في بيان وصل صدى الميناء نسخة منه", "safina", "credited", id="another page"),
        pytest.param("في بيان تسلمت «السفينة» نسخة عنه", None, "published", id="received"),
        pytest.param("في تصريح صحفي وصل وكالة «وفا»، يوم الخميس", None, "published", id="no copy named"),
        pytest.param("حصلت رويترز على نسخة من الوثيقة", None, "cited", id="copy of something"),
        pytest.param("في بيان زودت «السفينة» بنسخة منه", None, "published", id="sent"),
        pytest.param("علمت «السفينة» أن الجسر سيفتح", None, "published", id="learned"),
        pytest.param("ترجمته «صدى الميناء»", "mina", "published", id="translated"),
        pytest.param("وقال الوزير لـ«السفينة» إن الجسر سيفتح", "safina", "published", id="told the page itself"),
    ],
)
def test_the_page_speaks_of_itself(find: Find, text: str, outlet: str | None, role: str) -> None:
    assert [source.role for source in find(text, outlet=outlet)] == [role]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("كما علمت «نداء الجبل» أن العقد وقع.", ["نداء الجبل"], id="learned that"),
        pytest.param("وعلمت (نداء الجبل) من مصادرها أن العقد وقع.", ["نداء الجبل"], id="learned from"),
        pytest.param("وقالت في بيان تلقت «نداء الجبل» نسخة منه إن العقد وقع.", ["نداء الجبل"], id="received a copy"),
        pytest.param("علمت «السفينة» أن العقد وقع.", ["السفينة"], id="registered"),
        pytest.param("تلقت «نجدة الجبل» بلاغا عن الحريق.", [], id="received something else"),
        pytest.param("درس علم «الفلك القديم» في صغره.", [], id="a science"),
        pytest.param("علمت «نداء الجبل» أبناءها القراءة.", [], id="taught"),
    ],
)
def test_unknown_outlets_that_learn_or_receive(find: Find, text: str, names: list[str]) -> None:
    assert [(source.role, source.name) for source in find(text)] == [("published", name) for name in names]


def test_a_statement_that_reached_a_credited_outlet_supports_the_credit(find: Find) -> None:
    sources = find("وفا\nقالت الحركة في تصريح وصل وكالة «وفا»، إن المعبر فتح.")
    assert {(source.role, source.outlet) for source in sources} == {("credited", "wafa")}


def test_the_link_under_a_text_credits_it(find: Find) -> None:
    (source,) = find("فتح الجسر أمس. رابط الخبر بصحيفة السفينة: الجسر مفتوح")
    assert (source.role, source.outlet, source.quote) == ("credited", "safina", "رابط الخبر بصحيفة السفينة")


def test_disclaimer_names_writer_and_page(find: Find) -> None:
    sources = find("مضمون هذا الخبر تم كتابته بواسطة السفينة ولا يعبر عن وجهة نظر صدى الميناء.")
    assert [(source.role, source.outlet) for source in sources] == [("credited", "safina"), ("published", "mina")]
