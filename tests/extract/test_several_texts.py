"""Pages that print several texts, boxes and lists in the mark-up of many sites come apart into the right ones, and sentences stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from warraq.extract import extract
from warraq.items import Article, Extraction, Page
from warraq.outlet import Layout, Outlet, OutletKnowledge

BRIDGE = (
    "أعادت دائرة الطرق في محافظة الصفصاف صباح الثلاثاء فتح الجسر الحديدي أمام السيارات بعد شهرين من أعمال الترميم.",
    "وقال مدير المشروع إن الفرق الفنية استبدلت أربعين مترا من الأرضية القديمة وأعادت طلاء الدعائم بمادة مقاومة للصدأ.",
    "وأضاف أن الكلفة النهائية بقيت دون المبلغ المرصود، وأن الشاحنات الثقيلة ستبقى ممنوعة من العبور حتى نهاية الشهر.",
    "ويربط الجسر بين سوق الخضار وحي المعلمين، ويعبره في اليوم الواحد ما يزيد على تسعة آلاف سيارة وفق أرقام الدائرة.",
)
TRAIN = (
    "عاد قطار الساحل إلى العمل فجر اليوم بعد إضراب استمر تسعة أيام وشل حركة النقل بين المدن الثلاث على امتداد الشاطئ.",
    "واتفقت نقابة السائقين مع الإدارة على زيادة الأجور بنسبة ستة في المئة وعلى تقليص نوبات العمل الليلية إلى ثلاث.",
    "ووصف ركاب في المحطة المركزية الأيام الماضية بأنها كابوس، فيما قال آخرون إنهم اعتادوا سيارات الأجرة المشتركة.",
)
WATER = (
    "أعلنت مؤسسة المياه أن ثلاثة أحياء في مدينة النخيل ستبقى بلا مياه حتى مساء الخميس بسبب كسر في الخط الرئيسي.",
    "وقال ناطق باسم المؤسسة إن الكسر نجم عن هبوط في التربة، وإن الصهاريج ستوزع المياه مجانا على المدارس والمستوصفات.",
    "وشكا سكان من أن الإعلان جاء متأخرا، وقالوا إن أسعار المياه المعبأة تضاعفت في المتاجر خلال ساعات قليلة.",
)
BRIDGE_TITLE = "إعادة فتح جسر الصفصاف أمام السيارات بعد شهرين من الترميم"
TRAIN_TITLE = "قطار الساحل يعود إلى العمل بعد إضراب استمر تسعة أيام"
WATER_TITLE = "انقطاع المياه عن ثلاثة أحياء في مدينة النخيل"
HEADLINES = (
    "الأرصاد تتوقع أمطارا غزيرة على المرتفعات مساء الجمعة",
    "ارتفاع أسعار الطماطم في أسواق الجملة للأسبوع الثالث",
    "حريق محدود في مستودع للأخشاب ولا إصابات",
)
TEASER = (
    "ودعت قرية الحجر الجبلية مولدات الكهرباء هذا الأسبوع بعدما اكتمل تركيب ألواح شمسية تكفي حاجة مئة وعشرين بيتا "
    "ومدرسة ومستوصفا، وقال المختار إن الأهالي جمعوا ثلث الكلفة بأنفسهم."
)
ADDRESS = "https://sindian.test/news/4711"
OUTLET = Outlet(name="sindian", title="بوابة السنديان", domains=("sindian.test",), aliases=("السنديان",))
LIST = "".join(f"<li><a href='/news/{number}'>{headline}</a></li>" for number, headline in enumerate(HEADLINES, 500))


def ps(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def brs(*lines: str) -> str:
    return "".join(f"{line}<br><br>\n" for line in lines)


def page(content: str) -> str:
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><title>{BRIDGE_TITLE} | السنديان</title></head><body>"
        "<header><nav><ul><li><a href=/>الرئيسية</a></li><li><a href=/sport>رياضة</a></li></ul></nav></header>"
        f"<div id=content><h1>{BRIDGE_TITLE}</h1><div class=entry-content>{content}</div></div>"
        "<footer><p>جميع الحقوق محفوظة © 2026 موقع السنديان</p></footer></body></html>"
    )


def read(text: str, address: str = ADDRESS, outlet: Outlet = OUTLET) -> Extraction:
    kind = "text/html" if "<p" in text or "<br" in text else "text/plain"
    return extract(Page(url=address, body=text.encode(), headers={"content-type": f"{kind}; charset=utf-8"}), OutletKnowledge(outlet))


def only(text: str, outlet: Outlet = OUTLET) -> Article:
    (article,) = read(text, outlet=outlet).articles
    return article


@dataclass(frozen=True)
class Case:
    """A page with an embedded text, and what comes from it beside the two bodies, which are always those of bridge and train."""

    html: str
    credits: tuple[str | None, str | None]
    keywords: tuple[str, ...] = ()
    address: str | None = None
    """None: a fragment of the page's own."""
    headlines: tuple[str, ...] = ()


SEVERAL = {
    "headings": Case(
        page(
            f"{ps(*BRIDGE)}<p>المصدر: وكالة المرفأ</p><p>كلمات دلالية: جسور، طرق</p><h3>إقرأ أيضاً:</h3><h4>{TRAIN_TITLE}</h4>{ps(*TRAIN)}"
            f"<p>المصدر: الساحل برس</p><h3>مقالات ذات صلة</h3><ul>{LIST}</ul>"
        ),
        ("المصدر: وكالة المرفأ", "المصدر: الساحل برس"),
        ("جسور", "طرق"),
        headlines=HEADLINES,
    ),
    "line breaks and brackets": Case(
        page(
            brs(*BRIDGE, "(المصدر: وكالة المرفأ)", "إقرأ أيضا", f"<a href='/news/6000'>{TRAIN_TITLE}</a>", *TRAIN, "(نقلا عن موقع الساحل)")
        ),
        ("(المصدر: وكالة المرفأ)", "(نقلا عن موقع الساحل)"),
        address="https://sindian.test/news/6000",
    ),
    "list label before a text": Case(
        page(
            brs(
                *BRIDGE,
                "مصدر الخبر: المرفأ",
                "مواضيع قد تهمك:",
                f"<b>{TRAIN_TITLE}</b>",
                *TRAIN,
                "عن: الساحل برس",
            )
        ),
        ("مصدر الخبر: المرفأ", "عن: الساحل برس"),
    ),
    "tags set apart by style alone": Case(
        page(
            f"{ps(*BRIDGE)}<div><b>المصدر</b></div><div>المرفأ</div><div><span>الوسوم</span><a href=/t/a>جسور</a><a href=/t/b>طرق</a></div>"
            f"<h3>قد يعجبك أيضا</h3><h2>{TRAIN_TITLE}</h2>{ps(*TRAIN)}<h3>مقالات مشابهة</h3>"
            + "".join(f"<div class=card><a href='/news/{n}'><img src=/a.jpg><h4>{x}</h4></a></div>" for n, x in enumerate(HEADLINES, 500))
        ),
        ("المصدر: المرفأ", None),
        ("جسور", "طرق"),
        headlines=HEADLINES,
    ),
    "lone agencies": Case(
        page(f"{ps(*BRIDGE)}<p>وسوم: <a href=/t/a>جسور</a></p><p>اقرأ أيضا:</p><h3>{TRAIN_TITLE}</h3>{ps(*TRAIN)}<p>السنديان + وكالات</p>"),
        (None, "السنديان + وكالات"),
        ("جسور",),
    ),
    "an article of its own": Case(
        f"<html lang=ar><head><title>{BRIDGE_TITLE}</title></head><body><main><section><h1>{BRIDGE_TITLE}</h1><div>{ps(*BRIDGE)}</div>"
        "<p class=src>نقلا عن / المرفأ</p><p><b>الكلمات الدلالية</b> <a href=/tag/a>جسور</a> <a href=/tag/b>طرق</a></p></section><section>"
        f"<header>اقرأ أيضاً...</header><article><h2>{TRAIN_TITLE}</h2><time>منذ ساعتين</time><div>{ps(*TRAIN)}</div>"
        f"<p class=src>المصدر/ الساحل برس</p></article></section><section><h3>قد يهمك ايضاً</h3><ul>{LIST}</ul></section></main>",
        ("نقلا عن / المرفأ", "المصدر/ الساحل برس"),
        ("جسور", "طرق"),
        headlines=HEADLINES,
    ),
    "label and heading in one line": Case(
        page(f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p><p><b>إقرأ أيضاً: {TRAIN_TITLE}</b></p>{ps(*TRAIN)}<p>المصدر: الساحل برس</p>"),
        ("المصدر: المرفأ", "المصدر: الساحل برس"),
    ),
    "all in two paragraphs": Case(
        page(
            f"<p>{'<br>'.join(BRIDGE)}<br>المصدر: المرفأ<br>كلمات دلالية: جسور، طرق<br><br>إقرأ أيضاً:</p>"
            f"<p><b>{TRAIN_TITLE}</b><br>{'<br>'.join(TRAIN)}<br>المصدر: الساحل برس</p>"
        ),
        ("المصدر: المرفأ", "المصدر: الساحل برس"),
        ("جسور", "طرق"),
    ),
    "source, author and date under the heading": Case(
        page(
            f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p><div>طالع أيضاً</div><h2>{TRAIN_TITLE}</h2><div><span>نادر السعيد</span></div>"
            f"<div>4 أكتوبر 2026 - 10:15</div>{ps(*TRAIN)}"
        ),
        ("المصدر: المرفأ", None),
    ),
    "box inside the second": Case(
        page(
            f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p><h3>إقرأ أيضاً</h3><h4>{TRAIN_TITLE}</h4>{ps(*TRAIN[:2])}"
            f"<p><strong>شاهد أيضا: <a href=/news/77>{HEADLINES[0]}</a></strong></p>{ps(*TRAIN[2:])}<p>المصدر: الساحل برس</p>"
        ),
        ("المصدر: المرفأ", "المصدر: الساحل برس"),
        headlines=HEADLINES[:1],
    ),
}


@pytest.mark.parametrize("case", SEVERAL.values(), ids=SEVERAL)
def test_a_page_with_two_texts(case: Case) -> None:
    extraction = read(case.html)
    own, embedded = extraction.articles
    assert own.body.splitlines() == list(BRIDGE)
    assert (own.title, own.keywords) == (BRIDGE_TITLE, case.keywords)
    assert (embedded.title, embedded.body.splitlines()) == (TRAIN_TITLE, list(TRAIN))
    assert (own.credit_line, embedded.credit_line) == case.credits
    assert embedded.url == case.address if case.address else embedded.url.startswith(f"{ADDRESS}#")
    if case.headlines:
        assert tuple(link.title for link in extraction.related_links) == case.headlines


@pytest.mark.parametrize("credit", ["<p>المصدر: الساحل برس</p>", ""], ids=["each with its credit", "the second without one"])
def test_a_page_with_three_texts(credit: str) -> None:
    label = "<h3>إقرأ أيضا:</h3>"
    html = page(
        f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p>{label}<h4>{TRAIN_TITLE}</h4>{ps(*TRAIN)}{credit}{label}<h4>{WATER_TITLE}</h4>{ps(*WATER)}"
        f"<h3>مقالات مشابهة</h3><ul>{LIST}</ul>"
    )
    articles = read(html).articles
    assert [article.body.splitlines() for article in articles] == [list(BRIDGE), list(TRAIN), list(WATER)]
    assert [article.title for article in articles] == [BRIDGE_TITLE, TRAIN_TITLE, WATER_TITLE]


def test_long_embedded_texts_do_not_hide_the_pages_own() -> None:
    """However much they outweigh it, and whatever element holds them."""
    second = f"<article><h2>{TRAIN_TITLE}</h2>{ps(*TRAIN, *WATER)}</article>"
    first = f"<section><h1>{BRIDGE_TITLE}</h1>{ps(*BRIDGE[:2])}<p>المصدر: المرفأ</p></section>"
    html = f"<html><head><title>{BRIDGE_TITLE}</title></head><body><main>{first}"
    articles = read(f"{html}<section><h3>اقرأ أيضا</h3>{second}</section></main></body></html>").articles
    assert [article.body.splitlines() for article in articles] == [list(BRIDGE[:2]), [*TRAIN, *WATER]]


def test_the_address_of_an_embedded_text_is_the_same_on_every_visit() -> None:
    def visit(between: str, headlines: str, query: str) -> list[str]:
        second = f"<h3>إقرأ أيضاً:</h3><h4>{TRAIN_TITLE}</h4>{between}{ps(*TRAIN)}<p>المصدر: الساحل برس</p>"
        html = page(f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p>{second}<h3>مقالات مشابهة</h3><ul>{headlines}</ul>")
        return [article.url for article in read(html, f"{ADDRESS}{query}").articles[1:]]

    first = visit("", LIST, "")
    assert first == visit("<div class=ads><ins></ins></div>", LIST.replace("/news/50", "/news/90"), "?utm_source=mail&fbclid=1#top")
    assert len(first) == 1


BOXES = {
    "link alone": f"<p><a href=/n/8>{HEADLINES[0]}</a></p>",
    "label and link in bold": f"<p><strong>اقرأ أيضا: <a href=/n/8>{HEADLINES[0]}</a></strong></p>",
    "label in brackets": f"<p><a href=/n/8>[اقرأ أيضا: {HEADLINES[0]}]</a></p>",
    "label with dots": f"<p>اقرأ أيضا.. <a href=/n/8>{HEADLINES[0]}</a></p>",
    "label and unlinked line": f"<p><strong>اقرأ أيضا:</strong></p><p>{HEADLINES[0]}</p>",
    "teaser": f"<div class=box><h4>اقرأ أيضا</h4><a href=/n/8>{WATER_TITLE}</a><p>{TEASER}</p></div>",
    "teasers in a row": "<h3>اقرأ أيضا</h3>"
    + "".join(f"<div class=it><h4><a href=/n/{n}>{x}</a></h4><p>{TEASER}</p></div>" for n, x in enumerate(HEADLINES)),
    "table": f"<table><tr><td>قد يهمك أيضا</td></tr><tr><td><a href=/n/8>{HEADLINES[0]}</a></td></tr></table>",
    "two in a row": f"<aside><p>ذات صلة</p><p><a href=/n/8>{HEADLINES[0]}</a></p></aside>"
    f"<blockquote>شاهد أيضا: <a href=/n/9>{HEADLINES[1]}</a></blockquote>",
    "advertisement": "<div class=ad><span>إعلان</span></div>",
    "goes on after the advertisement": "<p>يستمر المحتوى بعد الإعلان</p>",
    "film": "<p><strong>شاهد بالفيديو:</strong></p><iframe src=https://films.test/1></iframe>",
    "channel": "<p>للاشتراك في قناة السنديان على واتساب اضغط <a href=https://wa.test/1>هنا</a></p>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("after", [2, 3])
def test_a_box_inside_a_text_is_dropped_and_what_follows_kept(box: str, after: int) -> None:
    assert only(page(f"{ps(*BRIDGE[:after])}{box}{ps(*BRIDGE[after:])}")).body.splitlines() == list(BRIDGE)


LAID_OUT = replace(OUTLET, layouts=(Layout(id="2026", body="div.entry-content", title="h1"),))
BUTTONS = (
    "<div><span>شارك الخبر:</span><a href=https://a.test>فيسبوك</a><a href=https://b.test>تويتر</a></div>"
    "<p><a href=#>طباعة</a> <a href=#>إرسال إلى صديق</a></p>"
)


@pytest.mark.parametrize("box", [*BOXES.values(), BUTTONS], ids=[*BOXES, "buttons"])
def test_a_declared_layout_drops_them_too(box: str) -> None:
    article = only(page(f"{ps(*BRIDGE[:2])}{box}{ps(*BRIDGE[2:])}"), LAID_OUT)
    assert (article.extractor, article.body.splitlines()) == ("layout:2026", list(BRIDGE))


SENTENCES = (
    "المصدر الأول للمعلومات هو السجل المدني، أما المصدر الثاني فشهادات الأهالي الذين حضروا الافتتاح.",
    "عن: كيف نحمي الجسور من الشاحنات؟ هذا هو السؤال الذي طرحه مدير الدائرة في ختام اللقاء.",
    "جميع حقوق العمال محفوظة في القانون الصادر قبل عشرين عاما، لكن أحدا لا يطبقه في الورش الصغيرة.",
    "جميع الحقوق محفوظة للعمال، هذا ما أكدته الوزيرة حين سئلت عن شكاوى الأهالي من سوء المعاملة.",
    "عدد المشاهدات التي حصدها مقطع الجسر على الشبكة تجاوز مليونا خلال يومين فقط بحسب ناشريه.",
    "إعلان الحرب على الفساد لم يعد خيارا بل صار ضرورة كما يقول أعضاء المجلس البلدي.",
    "#أنقذوا_الجسر كان الوسم الأكثر تداولا بين أهالي المحافظة طوال الأسبوع الماضي.",
    "(وأكد المدير أن الشاحنات الكبيرة هي التي تتلف الأرضية لا السيارات الصغيرة التي تعبر كل يوم)",
    "اقرأ أيضا ما كتبه المؤسسون عن تاريخ الجسر تدرك كم تعب أهل البلدة حتى صار لهم هذا المعبر.",
    "<h3>مواضيع ذات صلة بالمناخ ناقشها المؤتمر</h3>",
    "<h3>المصدر الأول للتمويل</h3>",
    "<p><strong>مصادر الرزق البديلة</strong></p>",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_words_of_a_label_in_a_sentence_are_none(sentence: str) -> None:
    said = re.sub("<[^>]+>", "", sentence)
    line = sentence if sentence.startswith("<") else f"<p>{sentence}</p>"
    assert only(page(f"{ps(*BRIDGE[:2])}{line}{ps(*BRIDGE[2:])}")).body.splitlines() == [*BRIDGE[:2], said, *BRIDGE[2:]]


TAILS = {
    "copyright": "<p>جميع الحقوق محفوظة لموقع السنديان © 2026، ويمنع النقل أو الاقتباس دون ذكر المصدر</p>",
    "views": "<p>عدد المشاهدات: 1523</p>",
    "short address": "<p>رابط مختصر: https://sindian.test/?p=4711</p>",
    "mistakes": "<p>للإبلاغ عن خطأ في الخبر راسلنا على البريد news@sindian.test</p>",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_a_page_says_under_a_text_is_none_of_it(tail: str) -> None:
    assert only(page(f"{ps(*BRIDGE)}{tail}")).body.splitlines() == list(BRIDGE)


TEASED = (
    "<h3>مقالات ذات صلة</h3>" + "".join(f"<div><h4><a href=/n/{n}>{x}</a></h4><p>{TEASER}</p></div>" for n, x in enumerate(HEADLINES)),
    "<h3>أخبار ذات صلة</h3>" + "".join(f"<h4><a href=/n/{n}>{x}</a></h4><p>{TEASER}</p>" for n, x in enumerate(HEADLINES)),
)


@pytest.mark.parametrize("listing", TEASED, ids=["entries", "flat"])
def test_a_list_with_teasers_gives_its_headlines_only(listing: str) -> None:
    article = only(page(f"{ps(*BRIDGE)}{listing}"))
    assert article.body.splitlines() == list(BRIDGE)
    assert tuple(link.title for link in article.related_links) == HEADLINES


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("<p>المصدر – وكالة المرفأ</p>", "المصدر – وكالة المرفأ"),
        ("<p>المصدر &gt;&gt; البندر</p>", "المصدر >> البندر"),
        ("<p>[المصدر: البندر]</p>", "[المصدر: البندر]"),
        ("<p><strong>المصدر</strong></p><p>البندر</p>", "المصدر: البندر"),
        ("<p>رويترز</p>", "رويترز"),
        ("<p><b>البندر + وكالات</b></p>", "البندر + وكالات"),
    ],
)
def test_credits_in_their_many_forms(line: str, credit: str) -> None:
    article = only(page(f"{ps(*BRIDGE)}{line}"))
    assert (article.body.splitlines(), article.credit_line) == (list(BRIDGE), credit)


@pytest.mark.parametrize(
    "line",
    [
        "<p>#جسر_الصفصاف #طرق</p>",
        "<p><a href=/x/1>#جسر_الصفصاف</a> <a href=/x/2>#طرق</a></p>",
        "<p>كلمات بحث: جسر_الصفصاف / طرق</p>",
        "<div>مواضيع: <a href=/topic/1>جسر_الصفصاف</a> <a href=/topic/2>طرق</a></div>",
    ],
)
def test_keywords_in_their_many_forms(line: str) -> None:
    article = only(page(f"{ps(*BRIDGE)}{line}"))
    assert (article.body.splitlines(), article.keywords) == (list(BRIDGE), ("جسر_الصفصاف", "طرق"))


def test_dashes_before_headlines_are_no_part_of_them() -> None:
    lines = brs(*BRIDGE, "المصدر: المرفأ", "مواضيع ذات صلة", *(f"- {headline}" for headline in HEADLINES))
    assert tuple(link.title for link in read(page(lines)).related_links) == HEADLINES


TEASING = "".join(f"<p>{text}</p><h4><a href=/n/{n}>{x}</a></h4>" for n, (text, x) in enumerate(zip(TRAIN, HEADLINES, strict=True)))
LIKEWISE = "".join(f"<h{3 + n % 2}><a href=/n/{n}>{x}</a></h{3 + n % 2}><p>{TRAIN[n]}</p>" for n, x in enumerate(HEADLINES))


@pytest.mark.parametrize(
    "listing",
    [f"<p><b>اقرأ أيضا: {TRAIN_TITLE}</b></p>{TEASING}<p>{WATER[0]}</p>", f"<h3>اقرأ أيضا</h3>{LIKEWISE}"],
    ids=["heading in the label's line", "headings of two ranks"],
)
def test_paragraphs_between_linked_headlines_are_their_teasers_and_no_text_of_their_own(listing: str) -> None:
    (article,) = read(page(f"{ps(*BRIDGE)}<p>المصدر: المرفأ</p>{listing}")).articles
    assert article.title == BRIDGE_TITLE
