"""Paragraphs that a reader of any page leaves out are found beside those it takes: introductions, quotations in elements of their own."""

from __future__ import annotations

from warraq.extract import extract
from warraq.items import Page
from warraq.outlet import OutletKnowledge

SAID = (
    "قالت مديرة المتحف إن القاعة الكبرى ستفتح أبوابها أمام الزوار مطلع الأسبوع المقبل بعد أشهر من الترميم والتجديد.",
    "وأضافت أن فريقا من المتطوعين أعاد ترتيب المعروضات وفهرسة المخطوطات التي تبرعت بها عائلات من المدينة القديمة.",
    "وأشار أمين الصندوق إلى أن الكلفة بلغت مئتي ألف دينار جمع نصفها من تبرعات السكان خلال العام الماضي وحده.",
    "ومن المقرر أن ينظم المتحف جولات مجانية للطلاب كل صباح، وأمسيات للموسيقى في الحديقة الخلفية خلال الصيف.",
)
QUOTED = (
    "لم أدخل هذا المبنى منذ كنت طفلا، وكنت أظن أن أحدا لن يعيد إليه الحياة بعد أن تركته البلدية مهملا أكثر من عشرين سنة طويلة. "
    "كنا نلعب في ساحته كل عصر، ثم أغلق الباب وعلقت عليه لافتة صدئة، ولم يسأل عنه أحد حتى جاء هؤلاء الشباب.",
    "حين رأيت السقف الجديد بكيت، فقد عملت هنا حارسا أكثر من ثلاثين عاما وأعرف كل حجر في هذه الجدران وكل شق في أبوابها القديمة. "
    "أعطوني اليوم مفتاحا جديدا، لكني أحتفظ بالمفتاح القديم في جيبي، فقد يحتاج إليه المتحف يوما ليعرضه على الزوار.",
)


def body_of(inside: str) -> str:
    html = (
        f"<html lang=ar><body><div class=menu><a href=/>الرئيسية</a></div><h2 class=itemTitle>المتحف يفتح أبوابه</h2>{inside}</body></html>"
    )
    (article,) = extract(Page("https://nahar.test/1", html.encode()), OutletKnowledge()).articles
    return article.body


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_an_introduction_in_an_element_of_its_own_is_part_of_the_text() -> None:
    share = "<div class=itemToolbar><p>حجم الخط وطباعة الصفحة وإرسالها إلى صديق بالبريد الإلكتروني</p></div>"
    intro, full = paragraphs(SAID[0]), paragraphs(*SAID[1:])
    inside = f"<div class=itemBody>{share}<div class=itemIntroText>{intro}</div><div class=itemFullText>{full}</div></div>"
    assert body_of(inside) == "\n".join(SAID)


def quotation(line: str) -> str:
    """A translation under what it translates, which trafilatura passes over."""
    return f"<blockquote><p>{'這座大樓重新開放了' * 3}</p></blockquote><div class=quoted>{line}</div>"


def test_quotations_in_elements_of_another_kind_are_part_of_the_text() -> None:
    quoted = [quotation(line) for line in QUOTED]
    inside = f"<div class=text>{paragraphs(*SAID[:2])}{quoted[0]}{paragraphs(SAID[2])}{quoted[1]}{paragraphs(SAID[3])}</div>"
    lines = [line for line in body_of(inside).splitlines() if not line.startswith("這")]
    assert lines == [*SAID[:2], QUOTED[0], SAID[2], QUOTED[1], SAID[3]]


def test_a_box_that_comes_again_between_the_paragraphs_is_no_quotation() -> None:
    box = quotation(QUOTED[0])
    inside = f"<div class=text>{paragraphs(*SAID[:2])}{box}{paragraphs(SAID[2])}{box}{paragraphs(SAID[3])}</div>"
    assert QUOTED[0] not in body_of(inside)
