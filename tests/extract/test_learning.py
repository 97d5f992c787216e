"""Layouts are learned from an outlet's own pages, read them alone once they are trusted, and are checked wherever they look wrong."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any

import pytest

from warraq.extract import extract
from warraq.extract.choose import CHECK_EVERY
from warraq.extract.learn.learning import FURNITURE_TURN, Standing, complete, induce, is_over, judge, recurring
from warraq.items import Page
from warraq.outlet import Layout, LayoutCheck, LearnedLayout, Outlet, OutletKnowledge, PageSample
from warraq.text.fold import fold

OUTLET = Outlet("nahar", "جريدة النهر", ("nahar.test",), timezone="Africa/Cairo")
TOWNS = ("المرسى", "الواحة", "القلعة", "السهل", "الربوة", "العين")

SAID = (
    "قال رئيس بلدية {town} إن المكتبة رقم {number} ستفتح أبوابها أمام الطلاب والباحثين كل يوم حتى المساء.",
    "وتضم المكتبة ثلاث قاعات للمطالعة وركنا للأطفال ومختبرا صغيرا لترميم المخطوطات القديمة التي تبرع بها سكان {town}.",
    "وأوضحت أمينة المكتبة أن {number} متطوعا شاركوا في ترتيب الرفوف وفهرسة الكتب خلال الأسابيع الماضية دون أجر.",
    "ومن المقرر أن تنظم البلدية أمسية شعرية في ساحة {town} احتفالا بالمناسبة بعد صلاة العشاء من يوم الخميس.",
)


def address(number: int, checked: bool = False) -> str:
    """An address whose page is, or is not, one of those that are checked every so often."""
    numbers = (f"https://nahar.test/{number}/{turn}" for turn in range(10_000))
    return next(url for url in numbers if (zlib.crc32(url.encode()) % CHECK_EVERY == 0) == checked)


def page(number: int, *, body: str = "story-text", inside: str = "", title: str | None = None, checked: bool = False) -> Page:
    """A page of the invented outlet, each about another town."""
    town = TOWNS[number % len(TOWNS)]
    head = f"افتتاح مكتبة عامة في حي {town} رقم {number}"
    text = "".join(f"<p>{said.format(town=town, number=number)}</p>" for said in SAID)
    return Page(
        address(number, checked),
        (
            f"<html lang=ar><head><meta charset=utf-8><title>{title or head} - جريدة النهر</title>"
            f"<meta property='og:title' content='{title or head}'></head><body>"
            f"<div class=menu><a href=/>الرئيسية</a></div><main><h1 class=headline>{head}</h1>"
            f"<div class='{body}'>{text}"
            f"<div class=share-bar><span>شارك الخبر مع أصدقائك الآن</span></div>{inside}</div></main></body></html>"
        ).encode(),
        headers={"content-type": "text/html; charset=utf-8"},
    )


def footed(number: int) -> Page:
    """A page with a footer."""
    given = page(number)
    return replace(given, body=given.body.replace(b"</body>", "<div class=foot><a href=/about>من نحن</a></div></body>".encode()))


def learned(trusted: bool = True) -> LearnedLayout:
    samples = [extract(page(number), OutletKnowledge(OUTLET)).observations.sample for number in range(1, 4)]
    layout = induce([sample for sample in samples if sample], "7")
    assert layout is not None
    return replace(layout, trusted=trusted)


def verdicts(given: Page, known: OutletKnowledge) -> tuple[str, list[str]]:
    extraction = extract(given, known)
    return extraction.articles[0].extractor, [check.verdict for check in extraction.observations.checks]


def test_three_pages_show_where_body_and_headline_stand_and_what_does_not_belong() -> None:
    layout = learned().layout
    assert layout.body == "div.story-text"
    assert layout.title is not None
    assert layout.title.startswith("h1")
    assert "div.share-bar" in layout.drop


def test_a_trusted_layout_reads_what_the_generic_reader_reads() -> None:
    alone = extract(page(5), OutletKnowledge(OUTLET, learned=(learned(),)))
    beside = extract(page(5), OutletKnowledge(OUTLET))
    assert alone.articles[0].extractor == "learned:7"
    assert (alone.articles[0].body, alone.articles[0].title) == (beside.articles[0].body, beside.articles[0].title)
    assert beside.articles[0].extractor == "generic"
    assert alone.observations.sample is None


def test_a_headline_inside_the_body_is_no_strange_text() -> None:
    def inside(number: int) -> Page:
        given = page(number)
        head, body = b"<h1 class=headline>", b"<div class='story-text'>"
        before, _, rest = given.body.partition(head)
        headline, _, text = rest.partition(body)
        return replace(given, body=before + body + b"<h1>" + headline + text)

    samples = [extract(inside(number), OutletKnowledge(OUTLET)).observations.sample for number in range(1, 4)]
    layout = induce([sample for sample in samples if sample], "7")
    assert layout is not None
    known = OutletKnowledge(OUTLET, learned=(replace(layout, trusted=True),))
    assert extract(inside(5), known).articles[0].extractor == "learned:7"


def test_a_layout_on_trial_is_compared_and_does_not_answer() -> None:
    assert verdicts(page(5), OutletKnowledge(OUTLET, learned=(learned(trusted=False),))) == ("generic", ["agreed"])


def test_a_trusted_layout_is_checked_every_so_often() -> None:
    assert verdicts(page(5, checked=True), OutletKnowledge(OUTLET, learned=(learned(),))) == ("generic", ["agreed"])


def test_a_site_footer_is_passed_over_until_it_says_something_of_an_article() -> None:
    samples = [sample for number in range(1, 4) if (sample := extract(footed(number), OutletKnowledge(OUTLET)).observations.sample)]
    layout = induce(samples, "7")
    assert layout is not None
    assert layout.apart == {"div.foot"}
    check = LayoutCheck("7", "agreed", needed=("div.foot",))
    assert judge(Standing(layout), check).learned.apart == frozenset()


def test_other_markup_is_noticed_and_read_rightly() -> None:
    known = OutletKnowledge(OUTLET, learned=(learned(),))
    changed = page(5, body="node-body")
    assert verdicts(changed, known) == ("generic", ["absent"])
    assert extract(changed, known).articles[0].body == extract(page(5), known).articles[0].body


SUSPICIOUS: dict[str, dict[str, Any]] = {
    "a shape never seen before": {
        "inside": "<div class=promo-box><p>" + "حمّل تطبيق الجريدة الآن لتصلك آخر الأخبار أولا بأول مجانا " + "</p></div>"
    },
    "another headline": {"title": "المنتخب يستعد لمباراة الغد في ملعب العاصمة"},
    "a few words at the end": {"inside": "<p>انتهى النص</p>"},
}


@pytest.mark.parametrize("name", SUSPICIOUS)
def test_a_result_that_looks_wrong_is_checked(name: str) -> None:
    known = OutletKnowledge(OUTLET, learned=(learned(),))
    assert verdicts(page(5, **SUSPICIOUS[name]), known)[0] == "generic"


def test_a_place_in_the_text_is_no_byline_where_it_holds_a_line_of_the_text() -> None:
    known = learned()
    by_place = replace(known, layout=replace(known.layout, byline="div.story-text > p:nth-last-of-type(1)"))
    given = page(5, inside="<p>وستعلن التفاصيل في حينها</p>")
    article = extract(given, OutletKnowledge(OUTLET, learned=(by_place,))).articles[0]
    assert (article.extractor, article.byline, article.body.splitlines()[-1]) == ("learned:7", None, "وستعلن التفاصيل في حينها")


def test_a_page_read_alone_tells_where_a_byline_stands_that_its_layout_does_not_know() -> None:
    signed_page = replace(page(5), body=page(5).body.replace(b"</h1>", "</h1><div><b>كتبت: هالة النجار</b></div>".encode()))
    taught = extract(signed_page, OutletKnowledge(OUTLET, learned=(learned(),))).observations
    assert taught.extractor == "learned:7"
    assert taught.sample is not None
    assert taught.sample.fields["byline"][0] == "main > div:nth-of-type(1) > b", "a whole line moves up where another is missing"


def test_a_declared_layout_wins() -> None:
    declared = replace(OUTLET, layouts=(Layout("2026", "div.story-text"),))
    assert verdicts(page(5), OutletKnowledge(declared, learned=(learned(),))) == ("layout:2026", [])


def test_lines_known_as_furniture_leave_the_body() -> None:
    line = "تابعوا جريدة النهر على قنواتها الرسمية كل مساء"
    given = page(5, inside=f"<p>{line}</p>")
    assert line in extract(given, OutletKnowledge(OUTLET)).articles[0].body
    known = OutletKnowledge(OUTLET, frozenset((fold(line),)), (learned(),))
    without = extract(given, known)
    assert line not in without.articles[0].body
    assert without.observations.furniture == (fold(line),)
    assert extract(page(6), known).observations.furniture == ()


def sample(number: int, *bodies: str, lines: tuple[str, ...] = ()) -> PageSample:
    return PageSample(f"https://nahar.test/{number}", bodies, {}, ("p",), (), lines)


def test_two_pages_are_too_few() -> None:
    assert induce([sample(1, "div.a"), sample(2, "div.a"), sample(3, "div.b")], "1") is None


def test_the_innermost_container_that_most_pages_share_is_taken() -> None:
    samples = [sample(1, "p.only", "div.text", "main"), sample(2, "div.text", "main"), sample(3, "div.text", "main")]
    layout = induce(samples, "1")
    assert layout is not None
    assert layout.layout.body == "div.text"


def test_what_failed_gives_way_to_the_next_container() -> None:
    samples = [sample(number, "div.wide", "div.text") for number in range(3)]
    assert [
        _body(induce(samples, "1", failed))
        for failed in ([], [Layout("0", "div.wide")], [Layout("0", "div.wide"), Layout("0", "div.text")])
    ] == [
        "div.wide",
        "div.text",
        None,
    ]


def _body(learned: LearnedLayout | None) -> str | None:
    return learned.layout.body if learned else None


def test_a_byline_that_some_pages_lack_is_learned_from_those_that_have_one() -> None:
    pages = [sample(number, "div.text") for number in range(5)]
    by = {"byline": ("div.head > b",)}
    assert _byline(induce([*pages[:4], replace(pages[4], fields=by)], "1")) is None
    learned = induce(pages[:3], "1")
    assert learned is not None
    assert _byline(complete(learned, [*pages[:3], *(replace(each, fields=by) for each in pages[3:])])) == "div.head > b"
    elsewhere = replace(pages[2], fields={"byline": ("div.foot > b",)})
    assert _byline(induce([*pages[:2], elsewhere, *(replace(each, fields=by) for each in pages[3:])], "1")) is None


def _byline(learned: LearnedLayout | None) -> str | None:
    return learned.layout.byline if learned else None


def test_a_recurring_line_is_judged_in_turns_and_is_over_where_few_pages_have_it() -> None:
    assert [is_over(pages, seen) for pages, seen in ((FURNITURE_TURN - 1, 0), (FURNITURE_TURN, 0), (FURNITURE_TURN, 40))] == [
        None,
        True,
        False,
    ]


def test_a_line_on_most_pages_of_one_kind_is_furniture_however_many_others_there_are() -> None:
    line = "تابعوا جريدة النهر كل مساء"
    galleries = [
        sample(number, "div.gallery", lines=(line, f"صور المعرض رقم {number}", f"زوار المعرض رقم {number}")) for number in range(3)
    ]
    stories = [sample(number, "div.text", lines=(f"نص الخبر رقم {number}", f"بقية الخبر رقم {number}")) for number in range(17)]
    assert recurring([*galleries, *stories]) == {line}
    several = [replace(each, bodies=("div.text",)) for each in galleries]
    assert recurring([*several, *stories]) == frozenset()


def test_a_line_that_layouts_alone_take_for_text_is_furniture_on_its_second_page() -> None:
    own = [sample(number, lines=(f"نص الخبر رقم {number}", f"بقية الخبر رقم {number}")) for number in range(3)]
    twice = [replace(each, beside=("تابع القراءة", "خلفية")) for each in own[:2]]
    assert recurring([twice[0], *own[1:]]) == frozenset()
    assert recurring([*twice, own[2]]) == {"تابع القراءة"}
    assert recurring([*twice, replace(own[2], lines=(*own[2].lines, "تابع القراءة"))]) == frozenset()


def test_crossheads_are_not_furniture() -> None:
    samples = [sample(number, lines=("خلفيه", f"نص الخبر رقم {number}", f"بقيه الخبر رقم {number}")) for number in range(5)]
    assert recurring(samples) == frozenset()


def test_a_layout_begins_on_trial() -> None:
    assert Standing(learned(trusted=False)).state == "trial"


ROWS = "<table class=figures><tr><td>القاعة</td><td>المقاعد</td></tr><tr><td>الكبرى</td><td>90</td></tr></table>"
BEHIND = "<div class=more-text style='display:none'><p>وقالت أمينة المكتبة إن الاشتراك السنوي مجاني لكل من يسكن في الحي.</p></div>"
STORY = "".join(
    f"<figure><img src=/{n}.jpg><figcaption>مشهد من افتتاح القاعة رقم {n} في المكتبة الجديدة بحضور سكان الحي.</figcaption></figure>"
    for n in range(9)
)


@pytest.mark.parametrize(
    ("part", "drop", "said"),
    [(ROWS, "table.figures", "a row of a table"), (BEHIND, "div.more-text", "what a button shows")],
    ids=["table", "hidden rest"],
)
def test_a_layout_that_leaves_out_what_the_generic_reader_keeps_is_doubted(part: str, drop: str, said: str) -> None:
    last = "<p>ومن المقرر".encode()
    more = "".join(f"<p>وأضافت البلدية أن المرحلة رقم {n} من المشروع تبدأ في مطلع الشهر المقبل بعد وصول الكتب.</p>" for n in range(12))
    given = page(5, checked=True)
    given = replace(given, body=given.body.replace(last, f"{more}{part}".encode() + last))
    sound = learned()
    assert verdicts(given, OutletKnowledge(OUTLET, learned=(sound,))) == ("generic", ["agreed"])
    layout = replace(sound.layout, drop=(*sound.layout.drop, drop))
    (check,) = extract(given, OutletKnowledge(OUTLET, learned=(replace(sound, layout=layout),))).observations.checks
    assert (check.verdict, said in check.detail) == ("differs", True)


def test_a_photo_story_is_not_read_by_a_layout_of_texts() -> None:
    article = extract(page(5, inside=STORY), OutletKnowledge(OUTLET, learned=(learned(),))).articles[0]
    assert article.extractor == "generic"
    assert article.body.count("مشهد من افتتاح القاعة") == 9
