"""Learning on mark-ups of many makes: a layout is trusted after a few pages, reads what the pages say, and gives way to the next."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from storage.learned import knowledge
from storage.learned.layouts import layout_records
from storage.ledger import outlets
from storage.store import Store
from warraq.extract import extract
from warraq.items import Page
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OUTLET = Outlet("wadi", "صوت الوادي", ("wadi.test",), timezone="Africa/Cairo")

TOWNS = ("المرسى", "الواحة", "القلعة", "السهل", "الربوة", "العين", "المنارة")
THINGS = ("المكتبة العامة", "السوق القديم", "الجسر الشرقي", "محطة القطار", "المسرح البلدي")
SAID = (
    "قال رئيس المجلس البلدي في {town} إن {thing} ستعود إلى العمل بعد {number} يوما من الإصلاح والترميم.",
    "وشارك {number} متطوعا من سكان {town} في تنظيف الساحة المحيطة وزراعة الأشجار على جانبي الطريق.",
    "وأوضحت مهندسة المشروع أن كلفة العمل في {thing} بلغت {number} ألف دينار دفع نصفها متبرعون.",
    "وطالب {number} من أصحاب المتاجر القريبة بزيادة الحافلات المتجهة إلى {town} في ساعات المساء وأيام العطل.",
    "ومن المنتظر أن تناقش اللجنة المحلية {number} ملاحظة كتبها السكان في اجتماع مفتوح يعقد مطلع الشهر المقبل.",
)
MENU = "<a href=/>الرئيسية</a> <a href=/s/1>محليات</a> <a href=/s/2>ثقافة</a>"
PROMO = "سجل بريدك لتصلك رسالة الصباح مع أهم ما نشره محررونا أمس"


class Text:
    """One invented article."""

    def __init__(self, number: int) -> None:
        words = {"town": TOWNS[number % 7], "thing": THINGS[number % 5], "number": number + 11}
        self.number = number
        self.title = "تأخر العمل في {thing} بمدينة {town} مدة {number} يوما".format(**words)
        said = [sentence.format(**words) for sentence in SAID]
        self.paragraphs = said[: 3 + number % 3]
        self.writer = f"{('سليم', 'منى', 'هالة')[number % 3]} {('الحداد', 'الراوي')[number % 2]}"
        self.other = f"افتتاح {THINGS[(number + 2) % 5]} في {TOWNS[(number + 3) % 7]} قبل موعده"

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)

    def lines(self, opened: str, box: str = "", closed: str = "</p>") -> str:
        """The paragraphs, on most pages with a box after the first."""
        lines = [f"{opened}{paragraph}{closed}" for paragraph in self.paragraphs]
        return "".join((lines[0], box if self.number % 4 else "", *lines[1:]))


def css_modules(text: Text, build: str = "c8") -> str:
    card = (
        f'<div class="Inline_card__{build}1"><a href=/n/7><span>متابعات</span><h4 class="Inline_head__{build}2">{text.other}</h4></a></div>'
    )
    promo = f'<div class="Promo_wrap__{build}3"><div class="Promo_text__{build}4">{PROMO}</div></div>'
    body = text.lines(f'<p class="Text_p__{build}5">', card + promo)
    teaser = f"<a href=/n/8>{text.other}</a><p>هذا ملخص قصير لخبر آخر من المدينة نفسها نشر أمس مساء</p>"
    return (
        f'<div id="__next"><div class="Nav_root__{build}6">{MENU}</div><main class="Layout_main__{build}7">'
        f'<h1 class="Head_title__{build}8">{text.title}</h1><div class="Article_text__{build}9">{body}</div>'
        f'<div class="Rail_root__{build}0"><h3>المزيد</h3><div class="Card_root__{build}x">{teaser}</div></div></main></div>'
    )


def utilities(text: Text) -> str:
    promo = f'<div class="my-6 rounded-lg bg-gray-100 p-4 text-center"><p class="mb-2 text-base">{PROMO}</p></div>'
    body = text.lines("<p class=mb-4>", promo)
    popular = f'<div class="text-lg font-bold">الأكثر قراءة</div><div class="mb-4"><a href=/n/8>{text.other}</a></div>'
    return (
        f'<div class="flex justify-between px-4">{MENU}</div><div class="grid grid-cols-12 gap-8"><div class="col-span-8">'
        f'<h1 class="mb-4 text-3xl font-bold">{text.title}</h1><div class="text-lg leading-8">{body}</div></div>'
        f'<div class="col-span-4">{popular}</div></div>'
    )


def drupal(text: Text) -> str:
    box = (
        '<div class="field__item"><div class="paragraph paragraph--type--related"><div class="field__label">تابع القراءة</div>'
        f"<a href=/node/9>{text.other}</a></div></div>"
    )
    opened = '<div class="field__item"><div class="paragraph paragraph--type--text"><p>'
    return (
        f'<nav id="block-menu">{MENU}</nav><main><h1 class="page-title">{text.title}</h1><article class="node node--type-article">'
        f'<div class="field field--name-field-paragraphs field__items">{text.lines(opened, box, "</p></div></div>")}</div></article></main>'
    )


def web_forms(text: Text) -> str:
    name = "ctl00_ContentPlaceHolder1_"
    rows = (
        f'<span id="{name}lblTitle">{text.title}</span>',
        f'12 فبراير 2026 | <span id="{name}lblWriter">{text.writer}</span>',
        f'<span id="{name}lblDetails">{"<br><br>".join(text.paragraphs)}</span>',
    )
    return (
        f'<form id="aspnetForm"><table width="980"><tr><td colspan="2">{MENU}</td></tr><tr>'
        f'<td><table id="{name}tblDetails">{"".join(f"<tr><td>{row}</td></tr>" for row in rows)}</table></td>'
        f'<td><table><tr><td><a id="ctl00_dlTop_ctl00_lnk" href=/n/8>{text.other}</a></td></tr></table></td></tr></table></form>'
    )


def nameless_tables(text: Text) -> str:
    signed = f"<font size=2><b>كتب: {text.writer}</b></font> " if text.number % 3 else ""
    rows = (
        f"<font size=6><b>{text.title}</b></font>",
        f"{signed}<font size=2>12 فبراير 2026</font>",
        text.lines("<p align=justify><font size=4>", closed="</font></p>"),
    )
    return (
        f"<table width=100%><tr><td>{MENU}</td></tr></table><table width=900><tr><td width=200><table><tr><td><a href=/n/8>{text.other}</a>"
        f"</td></tr></table></td><td><table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table></td></tr></table>"
    )


def nameless_divs(text: Text) -> str:
    return (
        f"<div>{MENU}</div><div><div><h1>{text.title}</h1><div>{text.writer}</div><div>{text.lines('<p>')}</div></div><div><h3>المزيد</h3>"
        f"<ul><li><a href=/n/8>{text.other}</a></li></ul></div></div><div>جميع الحقوق محفوظة</div>"
    )


def nameless_boxes(text: Text) -> str:
    box = f"<div><div>تابع التفاصيل</div><a href=/n/7>{text.other}</a></div><div><p>{PROMO}</p></div>"
    return (
        f"<div class=top>{MENU}</div><h1>{text.title}</h1><div class=info>{text.writer} | 12 فبراير 2026</div>"
        f"<div class=post>{text.lines('<p>', box)}</div><div class=more><a href=/n/8>{text.other}</a></div>"
    )


MARKUPS: dict[str, Callable[[Text], str]] = {
    make.__name__: make for make in (css_modules, utilities, drupal, web_forms, nameless_tables, nameless_divs, nameless_boxes)
}


def page(text: Text, inside: str) -> Page:
    head = f"<title>{text.title} - صوت الوادي</title>"
    html = f"<!DOCTYPE html><html lang=ar dir=rtl><head><meta charset=utf-8>{head}</head><body>{inside}</body></html>"
    return Page(f"https://wadi.test/news/{text.number}", html.encode(), headers={"content-type": "text/html; charset=utf-8"})


class Desk:
    """Reads pages as a crawl does, with what the pages before taught."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.bylines: list[str | None] = []
        """What the pages that a layout read alone gave as bylines."""
        self.promoted: list[int] = []
        """Numbers of the texts that were read with the promotion among them."""

    def read(self, numbers: Sequence[int], make: Callable[[Text], str]) -> Counter[str]:
        """Who read the pages; each body and headline must be what the page says, but for a promotion not yet seen to recur."""
        readers: Counter[str] = Counter()
        with self.store.write() as connection:
            outlet_id = outlets.sync_outlets(connection, [OUTLET])[OUTLET.name]
            known = knowledge.load(connection, OUTLET)
            for text in map(Text, numbers):
                found = extract(page(text, make(text)), known)
                known = knowledge.observe(connection, OUTLET, outlet_id, found.observations, NOW) or known
                article = found.articles[0]
                assert (article.body.replace(f"{PROMO}\n", ""), article.title) == (text.body, text.title), article.extractor
                self.promoted += [text.number] if PROMO in article.body else []
                readers[article.extractor.partition(":")[0]] += 1
                self.bylines += [article.byline] if article.extractor.startswith("learned:") else []
        return readers

    def states(self) -> list[str]:
        with self.store.read() as connection:
            return [record.state for record in reversed(layout_records(connection, [], OUTLET.name))]


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    place = tmp_path / "store.db"
    place.write_bytes(sqlite_template.read_bytes())
    with Store.open(f"sqlite:///{place}") as store:
        yield Desk(store)


@pytest.mark.parametrize("name", MARKUPS)
def test_a_layout_is_trusted_after_a_few_pages_and_reads_what_they_say(desk: Desk, name: str) -> None:
    read = desk.read(range(16), MARKUPS[name])
    assert read["learned"] >= 10
    assert not desk.promoted or desk.promoted[-1] < 5
    assert desk.states() == ["trusted"]


def test_other_markup_in_mid_life_is_noticed_and_learned_anew(desk: Desk) -> None:
    names = list(MARKUPS)
    for turn, name in enumerate(names):
        desk.read(range(turn * 16, turn * 16 + 16), MARKUPS[name])
    assert desk.states() == ["retired"] * (len(names) - 1) + ["trusted"]


def test_a_new_build_of_the_site_with_other_hashes_is_read_on(desk: Desk) -> None:
    desk.read(range(8), css_modules)
    assert desk.read(range(8, 16), lambda text: css_modules(text, "k4Q")) == {"learned": 8}


def test_a_byline_without_a_class_is_found_in_its_place_once_two_pages_introduce_one(desk: Desk) -> None:
    desk.read(range(8), nameless_tables)
    desk.bylines.clear()
    desk.read([9, 10], nameless_tables)
    unintroduced = nameless_tables(Text(11)).replace("كتب: ", "")
    desk.read([11], lambda _: unintroduced)
    assert desk.bylines == [None, f"كتب: {Text(10).writer}", Text(11).writer]
