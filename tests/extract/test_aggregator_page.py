"""A page that carries two articles and a list of headlines comes apart the same way as plain text and in any sensible mark-up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from warraq.extract import extract
from warraq.items import Article, Extraction, Page
from warraq.outlet import OutletKnowledge

BODY = (
    "أعلنت هيئة الموانئ في جزيرة المرجان أن حركة السفن عادت إلى طبيعتها بعد ثلاثة أيام من التوقف بسبب أمواج ضربت الساحل الشرقي.",
    "وبحسب ما ذكرته وكالة المنارة، غادرت صباح اليوم إحدى عشرة سفينة كانت تنتظر في عرض البحر، فيما استقبل الرصيف الجنوبي أولى سفن الحبوب.",
    "وقال مدير الهيئة إن الأضرار التي لحقت بالحاجز الحجري طفيفة، وإن فرق الصيانة بدأت العمل منذ ليل الأحد لإصلاح ما تكسر منه.",
    "ويتوقع التجار أن تنخفض أسعار الدقيق والسكر في أسواق الجزيرة خلال أسبوع مع وصول الشحنات المتأخرة تباعا.",
)
CREDIT = "المصدر: شاطئ نيوز"
KEYWORDS = "كلمات دلالية: المیناء"
READ_ALSO = "إقرأ أيضاً:"
SECOND_TITLE = "صيادو المرجان: لن نعود إلى البحر قبل أن تصلح المنارة القديمة"
SECOND_SOURCE = "نبأ"
SECOND_BODY = (
    "قال صيادون في جزيرة المرجان إنهم لن يخرجوا إلى البحر ليلا قبل أن تصلح البلدية المنارة القديمة التي انطفأت قبل شهرين.",
    'وأضاف نقيب الصيادين في تصريح صحفي وصل وكالة "نبأ"، يوم الاثنين، أن ثلاثة قوارب كادت تصطدم بالصخور في الأسبوع الماضي وحده.',
    "وطالب النقيب البلدية بتخصيص جزء من رسوم المرفأ لصيانة المنارة، وبتركيب أضواء مؤقتة على طول الحاجز إلى أن ينتهي العمل.",
)
RELATED = "مقالات مشابهة"
HEADLINES = (
    "الأرصاد: أمواج عالية على الساحل الشرقي حتى مساء الأربعاء",
    "وصول أول سفينة حبوب إلى الرصيف الجنوبي",
    "أسعار الدقيق ترتفع في أسواق المرجان للأسبوع الثاني",
    "البلدية تعد بإصلاح المنارة.. ولا موعد بعد",
    "صيادو المرجان: لن نعود إلى البحر قبل أن تصلح المنارة القديمة",
    "هيئة الموانئ توظف خمسين عاملا جديدا",
    "كيف تتنبأ الجزر الصغيرة بالعواصف؟",
    "مدرسة البحر تفتح أبوابها للفتيات",
    "حادث بين قاربين قرب الحاجز الحجري ولا إصابات",
    "رحلة في أقدم أسواق السمك",
)
PAGE_TITLE = "عودة الملاحة إلى موانئ المرجان بعد ثلاثة أيام من التوقف"
SECOND_ADDRESS = "https://jamea.test/news/88121/"


@dataclass(frozen=True)
class Aggregated:
    """A page with two articles, and what of it depends on the mark-up."""

    body: bytes
    is_html: bool = True
    title: str | None = PAGE_TITLE
    second_address: str | None = None
    """None: the heading has no link of the same outlet, the page's address with a fragment stands in."""
    headlines_linked: bool = True
    paragraphs: tuple[str, ...] = BODY


def plain_text() -> Aggregated:
    """Lines apart by blank lines, the headlines with bullets, without a headline of its own."""
    parts = (*BODY, CREDIT, KEYWORDS, READ_ALSO, SECOND_TITLE, SECOND_SOURCE, *SECOND_BODY, "\u00a0", RELATED)
    bullets = "\n".join(f"  • {headline}" for headline in HEADLINES)
    return Aggregated(("\n\n".join(parts) + "\n\n" + bullets).encode(), is_html=False, title=None, headlines_linked=False)


def sections() -> Aggregated:
    """Each part in an element of its own; the second text's heading leads to its own page on the same site."""
    items = "".join(f"<li><a href='/news/{n}/'>{headline}</a></li>" for n, headline in enumerate(HEADLINES, 100))
    content = (
        f"<article><h1>{PAGE_TITLE}</h1><time datetime='2026-10-05T09:30:00+03:00'>الاثنين 5 أكتوبر 2026</time>"
        f"<div class=text>{_paragraphs(BODY)}</div><p class=source><b>المصدر:</b> <a href='https://shatinews.test/'>شاطئ نيوز</a></p>"
        f"<div class=tags><span>كلمات دلالية:</span> <a href='/tag/1'>المیناء</a></div></article>"
        f"<section class=more><h3>{READ_ALSO}</h3><h2><a href='{SECOND_ADDRESS}'>{SECOND_TITLE}</a></h2>"
        f"<div class=src>{SECOND_SOURCE}</div>{_paragraphs(SECOND_BODY)}</section><aside><h3>{RELATED}</h3><ul>{items}</ul></aside>"
    )
    return Aggregated(_page(content), second_address=SECOND_ADDRESS)


def line_breaks() -> Aggregated:
    """One element for everything, its lines parted by line breaks; the headlines are lines as well, the heading has no link."""
    lines = (*BODY, CREDIT, KEYWORDS, f"<b>{READ_ALSO}</b>", f"<b>{SECOND_TITLE}</b>", SECOND_SOURCE, *SECOND_BODY, f"<b>{RELATED}</b>")
    links = "<br>".join(f"<a href='/news/{n}/'>{headline}</a>" for n, headline in enumerate(HEADLINES, 100))
    content = f"<div id=title><h2>{PAGE_TITLE}</h2></div><div id=content>{'<br><br>'.join(lines)}<br>{links}</div>"
    return Aggregated(_page(content))


def tables() -> Aggregated:
    """A page of the old kind, laid out with tables; the heading leads to another outlet's page."""
    rows = "".join(
        f"<tr><td>»</td><td><a href='http://jamea.test/show.php?id={n}'>{headline}</a></td></tr>"
        for n, headline in enumerate(HEADLINES, 100)
    )
    second = "".join(f"<p align=justify>{paragraph}</p>" for paragraph in SECOND_BODY)
    content = (
        f"<table><tr><td><font size=5><h1>{PAGE_TITLE}</h1></font></td></tr><tr><td>{_paragraphs(BODY)}<div>{CREDIT}</div></td></tr>"
        f"<tr><td><font color=gray>{KEYWORDS}</font></td></tr></table>"
        f"<table><tr><td><strong>{READ_ALSO}</strong></td></tr><tr><td><a href='https://nabaa.test/sea/5'><h3>{SECOND_TITLE}</h3></a>"
        f"<p>{SECOND_SOURCE}</p>{second}</td></tr></table><table><tr><td colspan=2><b>{RELATED}</b></td></tr>{rows}</table>"
    )
    return Aggregated(_page(content))


def long_second() -> Aggregated:
    """Nested containers, the second text longer than the first, which generic readers then take for the page's own."""
    items = "".join(f"<div class=card><a href='/news/{n}/'><h4>{headline}</h4></a></div>" for n, headline in enumerate(HEADLINES, 100))
    content = (
        f"<main><div class=single><header><h1>{PAGE_TITLE}</h1></header><div class=entry><div class=inner>{_paragraphs(BODY[:2])}</div>"
        f"<div class=meta>{CREDIT}</div><div class=meta>{KEYWORDS}</div></div></div><div class=next><div class=label>{READ_ALSO}</div>"
        f"<article><h2>{SECOND_TITLE}</h2><span class=by>{SECOND_SOURCE}</span><div class=inner>{_paragraphs(SECOND_BODY)}</div>"
        f"</article></div>"
        f"<div class=cards><h3>{RELATED}</h3>{items}</div></main>"
    )
    return Aggregated(_page(content), paragraphs=BODY[:2])


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _page(content: str) -> bytes:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "منوعات"))
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>{PAGE_TITLE} | جامع الأخبار</title></head><body>"
        f"<div id=top><ul>{menu}</ul></div>{content}<div id=foot>جميع الحقوق محفوظة © جامع الأخبار 2026</div></body></html>"
    ).encode()


PAGES = [pytest.param(build(), id=build.__name__) for build in (plain_text, sections, line_breaks, tables, long_second)]
ADDRESS = "https://jamea.test/news/77"


def read(page: Aggregated) -> Extraction:
    headers = {"content-type": "text/html" if page.is_html else "text/plain; charset=utf-8"}
    return extract(Page(url=ADDRESS, body=page.body, headers=headers), OutletKnowledge())


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_own_article(page: Aggregated) -> None:
    first = read(page).articles[0]
    assert first.body == "\n".join(page.paragraphs)
    assert (first.position, first.from_embedded, first.url) == (0, False, ADDRESS)
    assert first.title == page.title
    assert first.credit_line is not None
    assert first.credit_line.replace(" :", ":") == CREDIT
    assert first.keywords == ("المیناء",)


@pytest.mark.parametrize("page", PAGES)
def test_the_embedded_article(page: Aggregated) -> None:
    articles = read(page).articles
    assert len(articles) == 2
    second = articles[1]
    assert second.body == "\n".join(SECOND_BODY)
    assert (second.position, second.from_embedded) == (1, True)
    assert second.title == SECOND_TITLE
    assert second.byline == SECOND_SOURCE
    assert (second.credit_line, second.keywords) == (None, ())


@pytest.mark.parametrize("page", PAGES)
def test_the_embedded_articles_address(page: Aggregated) -> None:
    address = read(page).articles[1].url
    if page.second_address:
        assert address == page.second_address
    else:
        assert address.startswith(f"{ADDRESS}#warraq-")
        assert address == read(page).articles[1].url


@pytest.mark.parametrize("page", PAGES)
def test_the_related_headlines(page: Aggregated) -> None:
    extraction = read(page)
    assert tuple(link.title for link in extraction.related_links) == HEADLINES
    assert {link.label for link in extraction.related_links} == {RELATED}
    assert all((link.url is not None) == page.headlines_linked for link in extraction.related_links)
    assert extraction.articles[0].related_links == extraction.related_links
    assert extraction.articles[1].related_links == ()


def test_the_fragment_depends_on_the_heading_alone() -> None:
    fragments = {page.values[0].is_html: read(page.values[0]).articles[1].url.partition("#")[2] for page in (PAGES[0], PAGES[2])}  # type: ignore[union-attr]
    assert len(set(fragments.values())) == 1


def sample() -> Article:
    folder = os.environ.get("WARRAQ_FACTS")
    if not folder:
        pytest.skip("WARRAQ_FACTS names no folder that holds sample-page.txt")
    body = (Path(folder) / "sample-page.txt").read_bytes()
    extraction = extract(Page(url="file:///sample-page.txt", body=body, origin="file"), OutletKnowledge())
    assert len(extraction.articles) == 2
    assert len(extraction.related_links) == 10
    return extraction.articles[0]


def test_the_sample_page_of_the_facts() -> None:
    first = sample()
    assert (first.title, first.credit_line) == (None, "المصدر: صدى البلد")
    assert first.keywords == ("الولایات المتحدة",)
    assert len(first.body.splitlines()) == 6
