"""Pages of an invented paper with all that stands around an article: menu, login form, sidebar, related headlines, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.extract import extract
from warraq.items import Page
from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from warraq.items import Extraction

SITE: Final = "جريدة الزعفران"
HOST: Final = "https://zaafaran.test"
ADDRESS: Final = f"{HOST}/news/4451"

SENTENCES: Final = (
    "افتتحت بلدية وادي الزعفران صباح اليوم السوق المركزي الجديد بعد أعمال استمرت ثلاث سنوات وشارك فيها أربعمئة عامل من أبناء المنطقة.",
    "وقال رئيس البلدية سامر العقاد في كلمة له إن السوق يضم مئتين وعشرين متجرا، وإن الإيجارات لن ترتفع قبل عامين.",
    "وكان تجار السوق القديم قد اعترضوا على نقلهم، قبل أن يتوصلوا مع البلدية إلى اتفاق يعفيهم من الرسوم في السنة الأولى.",
    "ويأمل السكان أن يخفف المشروع من الازدحام في وسط المدينة، حيث تغلق الشاحنات الشارع الرئيسي كل صباح.",
    "وأضاف العقاد أن المرحلة الثانية تشمل حديقة عامة ومركزا صحيا، على أن يبدأ العمل فيها مطلع العام المقبل.",
)
HEADLINES: Final = (
    "بلدية وادي الزعفران تفتتح السوق المركزي",
    "مزارعو السهل يطالبون بخفض أسعار المياه",
    "إغلاق جسر النهر أمام الشاحنات شهرا كاملا",
    "فريق الوادي يتأهل إلى نصف نهائي الكأس",
    "وزارة التعليم تعلن موعد الامتحانات النهائية",
    "ضبط شحنة دخان مهربة في ميناء الساحل",
    "مهرجان القصب يجمع ثلاثين شاعرا في الحصن",
    "تراجع أسعار الزيت في أسواق الجملة اليوم",
    "عودة الكهرباء إلى أحياء المدينة الشرقية",
    "اجتماع طارئ لمجلس المحافظة بعد السيول",
    "متحف الحصن يعرض قطعا تعود إلى العهد القديم",
    "إصابة أربعة في حادث سير على طريق المطار",
)
_PLACES: Final = (
    "الساحل",
    "القصب",
    "الحصن",
    "الجسر",
    "الواحة",
    "المرج",
    "النهر",
    "البستان",
    "القلعة",
    "الميناء",
    "الربوة",
    "السد",
    "المنارة",
)
_MENU: Final = ("محليات", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات")


def sentence(number: int) -> str:
    """A sentence of its own for each number up to some sixty."""
    return f"في {_PLACES[number % 13]} {SENTENCES[number % 5]}"


def teaser(number: int) -> str:
    """The same, cut short."""
    return f"{sentence(number)[:90].rpartition(' ')[0]} {_PLACES[(number * 3 + 1) % 13]}..."


def headline(number: int) -> str:
    return HEADLINES[number % 12]


def link(number: int, folder: str = "news") -> str:
    return f"<a href='/{folder}/{number}'>{headline(number)}</a>"


def links(count: int, tag: str = "li") -> str:
    return "".join(f"<{tag}>{link(number)}</{tag}>" for number in range(count))


def each(count: int, pattern: str) -> str:
    """The pattern so many times, with {n} the number, {link} a linked headline, {headline}, {teaser} and {sentence}."""
    return "".join(
        pattern.format(n=number, link=link(number), headline=headline(number), teaser=teaser(number), sentence=sentence(number))
        for number in range(count)
    )


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def story(title: str, *lines: str, below: str = "") -> str:
    """One article as most of its pages have it."""
    dated = "<div class='info'><time datetime='2024-05-12T10:20:00+03:00'>12 مايو 2024 - 10:20</time></div>"
    return f"<article><h1>{title}</h1>{dated}<div class='article-body'>{paragraphs(*lines)}</div>{below}</article>"


def page(main: str, title: str = SITE, head: str = "", *, framed: bool = True) -> str:
    """The whole page; without frame nothing but `main` stands on it."""
    start = f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
    return f"{start}{_frame(main) if framed else main}</body></html>"


def _frame(main: str) -> str:
    menu = "".join(f"<li><a href='/section/{number}'>{word}</a></li>" for number, word in enumerate(_MENU))
    form = "<form action=/login><input name=user><input type=password name=word></form>"
    beside = f"<aside class='sidebar'><h3>الأكثر قراءة</h3><ul>{links(6)}</ul></aside>"
    footer = f"<footer><p>جميع الحقوق محفوظة © {SITE} 2024</p><ul><li><a href=/about>من نحن</a></li></ul></footer>"
    top = f"<header><a href='/'><img src=/logo.png alt='{SITE}'></a>{form}<nav><ul>{menu}</ul></nav></header>"
    return f"{top}<div class='container'><div class='content'>{main}</div>{beside}</div>{footer}"


def read(html: str, address: str = ADDRESS) -> Extraction:
    found = Page(url=address, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"})
    return extract(found, OutletKnowledge())
