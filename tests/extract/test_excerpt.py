"""A page whose layout knows where the article stands is parsed there only, and says the same as the whole page, or is parsed whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warraq.extract import extract
from warraq.extract.learn.learning import Standing, complete, induce, judge
from warraq.extract.page.document import open_page
from warraq.extract.text.beside import following
from warraq.extract.text.cut import excerpt, is_all, marks_after, marks_before
from warraq.items import Page
from warraq.outlet import Layout, LayoutCheck, LearnedLayout, Outlet, OutletKnowledge, PageSample

OUTLET = Outlet("nahar", "جريدة النهر", ("nahar.test",), timezone="Africa/Cairo")
TOWNS = ("المرسى", "الواحة", "القلعة", "السهل", "الربوة", "العين")
SAID = (
    "أعلنت هيئة الري أن قناة {town} ستغلق أسبوعين لتنظيف مجراها من الطمي المتراكم منذ فيضان الربيع الماضي.",
    "وقال مهندس القناة إن {number} عاملا سيعملون على ورديتين، وإن المزارعين أبلغوا بالموعد قبل شهر كامل.",
    "وستزود الهيئة الحقول القريبة من {town} بالماء عبر صهاريج متنقلة حتى يعود الجريان إلى مستواه المعتاد.",
)
MENU = "<div class=mega><ul>" + "".join(f"<li><a href=/s/{n}>باب {n}</a></li>" for n in range(30)) + "</ul></div>"
LIST = '<div class="more-news">' + "".join(f"<p><a href=/{n}>خبر قديم رقم {n}</a></p>" for n in range(30)) + "</div>"
KNOWN = LearnedLayout(
    Layout("1", "div.text"), frozenset(("div.text", "p")), trusted=True, opens='class="story"', ends=('class="more-news"',)
)


def page(number: int = 1, *, menu: str = MENU, above: str = "", inside: str = "", after: str = LIST, below: str = "") -> Page:
    """A page of the invented outlet, each about another town."""
    town = TOWNS[number % len(TOWNS)]
    text = [f"<p>{said.format(town=town, number=number)}</p>" for said in SAID]
    text.insert(2, inside)
    head = f"إغلاق قناة {town} رقم {number} أسبوعين"
    source = (
        f"<html lang=ar><head><meta charset=utf-8><title>{head}</title></head><body class=page>{menu}"
        f'<div class="story">{above}<h1>{head}</h1><div class="text">{"".join(text)}</div></div>{after}{below}</body></html>'
    )
    return Page(f"https://nahar.test/{number}", source.encode(), headers={"content-type": "text/html; charset=utf-8"})


def unheaded(given: Page) -> Page:
    """The page with its first h1 made a line of another kind."""
    return replace(given, body=given.body.replace(b"h1>", b"h4>", 2))


def cut(given: Page, layout: LearnedLayout = KNOWN) -> str | None:
    """What stands in the body of the excerpt."""
    found = excerpt(given, OutletKnowledge(OUTLET), layout)
    return found.document.markup.decode().partition("<body class=page>")[2] if found else None


def test_a_page_is_cut_to_its_head_and_the_articles_part() -> None:
    found = cut(page())
    assert found is not None
    assert found.startswith('<div class="story"><h1>')
    assert found.endswith('</div></div><div class="more-news">')


def test_a_page_without_the_list_is_read_to_its_end() -> None:
    found = cut(page(after="<p>ختام</p>"))
    assert found is not None
    assert found.endswith("<p>ختام</p></body></html>")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(page(menu="", after="<p>ختام</p>"), id="next to nothing to leave out"),
        pytest.param(replace(page(), body=page().body.replace(b'"story"', b'"piece"')), id="no such element"),
        pytest.param(page(inside='<script>drop("<div class="more-news">")</script>'), id="the end's name in a script"),
        pytest.param(page(inside='<!-- <div class="more-news"> -->'), id="the end's name in a comment"),
        pytest.param(unheaded(page()), id="no headline"),
        pytest.param(replace(page(), body=page().body.replace(b"</head>", b"")), id="no end of the head"),
        pytest.param(replace(page(), body=page().body.decode().replace("utf-8", "windows-1256").encode("cp1256")), id="windows-1256"),
        pytest.param(replace(page(), body=page().body + b" " * 8_000_000), id="too many bytes"),
    ],
)
def test_a_page_is_not_cut(given: Page) -> None:
    assert cut(given) is None


TAGS = "<div>كلمات دلالية: <a href=/tag/canal>القناة</a></div>"
DATA = '<script type="application/ld+json">{"headline": "عنوان"}</script>'


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        pytest.param(page(), True, id="nothing but lists"),
        pytest.param(page(below="<div class=foot>من نحن</div>"), True, id="footer"),
        pytest.param(page(below=TAGS), False, id="label after the list"),
        pytest.param(page(below="<p>\n المصدر&nbsp;: وكالة الضفة</p>"), False, id="label with an entity"),
        pytest.param(page(below=DATA), False, id="structured data after it"),
        pytest.param(page(menu=MENU + DATA), False, id="structured data before it"),
        pytest.param(page(menu=f'{MENU}<meta property="og:title" content="عنوان">'), False, id="statement before it"),
        pytest.param(page(inside=LIST, after=""), False, id="the list inside the text"),
        pytest.param(page(below='<div class="text"><p>تتمة</p></div>'), False, id="a second text"),
        pytest.param(unheaded(page(after=f"<h1>من أرشيف النهر</h1>{LIST}")), False, id="a heading below the text only"),
    ],
)
def test_what_is_left_out_may_say_something_of_the_article(given: Page, whole: bool) -> None:
    found = excerpt(given, OutletKnowledge(OUTLET), KNOWN)
    assert found is not None
    assert found.document.tree is not None
    assert is_all(found, found.document.tree.find('.//div[@class="text"]')) is whole


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(page(), id="plain"),
        pytest.param(page(above="<div class=crumbs>ري</div>", below="<div class=foot>من نحن</div>"), id="crumbs and footer"),
        pytest.param(page(below=TAGS), id="keywords after the list"),
        pytest.param(page(below=f"<p>المصدر: وكالة الضفة</p>{LIST}"), id="credit after the list"),
        pytest.param(page(inside=LIST, after=""), id="the list inside the text"),
        pytest.param(page(menu=MENU + DATA), id="structured data in the menu"),
        pytest.param(page(menu='<div class="story">الأحدث</div>' + MENU), id="another element of the name"),
        pytest.param(page(menu=f'{MENU}<script>make("<div class="story">")</script>'), id="the name in a script"),
        pytest.param(page(menu=f'{MENU}<!-- <div class="story"> -->'), id="the name in a comment"),
        pytest.param(page(after=LIST + TAGS + LIST), id="keywords between two lists"),
        pytest.param(unheaded(page(menu=f"{MENU}<p>كتبت: هالة النجار</p>")), id="a byline above and no headline"),
        pytest.param(replace(page(), body=b"\xef\xbb\xbf" + page().body), id="byte order mark"),
        pytest.param(page(below="\ufffd"), id="replacement characters"),
    ],
)
def test_an_excerpt_says_what_the_whole_page_says(given: Page) -> None:
    whole = replace(KNOWN, opens=None, ends=())
    found = extract(given, OutletKnowledge(OUTLET, learned=(KNOWN,)))
    assert found.articles == extract(given, OutletKnowledge(OUTLET, learned=(whole,))).articles
    assert found.articles[0].extractor == "learned:1"


def sampled(given: Page, known: OutletKnowledge | None = None) -> PageSample:
    sample = extract(given, known or OutletKnowledge(OUTLET)).observations.sample
    assert sample is not None
    return sample


def test_a_page_tells_where_it_may_be_cut() -> None:
    given = page(after=f"<div class=tools>طباعة</div>{TAGS}{LIST}", below='<div id="foot"><p>من نحن</p></div>')
    assert (sampled(given).opens[0], sampled(given).ends) == ('class="story"', ('class="more-news"', 'id="foot"'))


@pytest.mark.parametrize(
    ("given", "opens", "ends"),
    [
        pytest.param(page(after=LIST + TAGS), ['class="story"'], [], id="keywords come last"),
        pytest.param(page(after="<div class=tools>طباعة</div>"), ['class="story"'], [], id="nothing large follows"),
        pytest.param(page(menu=f'<div class="story">{MENU}</div>'), [], ['class="more-news"'], id="a name that stands twice"),
        pytest.param(page(after=LIST + LIST), ['class="story"'], [], id="a list that comes twice"),
    ],
)
def test_places_that_are_not_sure_are_not_noted(given: Page, opens: list[str], ends: list[str]) -> None:
    document = open_page(given, OutletKnowledge(OUTLET))
    assert document.tree is not None
    texts = [paragraph for paragraph in document.tree.iter("p") if paragraph.getparent().get("class") == "text" and paragraph.text]
    found = marks_before(document, texts)
    assert (list(found), list(marks_after(document, following(document.blocks, texts), found))) == (opens, ends)


def test_what_all_pages_share_is_learned_and_given_up_where_it_goes_wrong() -> None:
    samples = [sampled(page(number)) for number in range(1, 4)]
    learned = induce(samples, "1")
    assert learned is not None
    assert (learned.opens, learned.ends) == ('class="story"', ('class="more-news"',))
    after = judge(Standing(learned), LayoutCheck("1", "agreed", cut_wrong=True)).learned
    assert (after.opens, after.ends) == (None, ())
    elsewhere = sampled(replace(page(5), body=page(5).body.replace(b'"more-news"', b'"older"')))
    assert complete(after, samples) == learned
    assert complete(after, [*samples, elsewhere]).ends == ()
    assert complete(after, [*samples, elsewhere]).opens == 'class="story"'


def test_a_check_notices_that_the_rest_of_the_page_says_something() -> None:
    unlabelled = '<div class=card><a href="/tag/canal">قناة</a> <a href="/tag/water">مياه الري</a></div>'
    given = page(after=f'<div class="gap"></div>{unlabelled}{LIST}')
    wrong = replace(KNOWN, trusted=False, ends=('class="gap"',))
    taught = extract(given, OutletKnowledge(OUTLET, learned=(wrong,))).observations
    assert [check.cut_wrong for check in taught.checks] == [True]
    assert taught.sample is not None
    assert (taught.sample.opens, taught.sample.ends) == ((), ())
    right = extract(given, OutletKnowledge(OUTLET, learned=(replace(KNOWN, trusted=False),))).observations
    assert [check.cut_wrong for check in right.checks] == [False]
