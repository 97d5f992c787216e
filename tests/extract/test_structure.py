"""What the mark-up of a text says: rows of tables, permalinks, code, shadow trees, the box of its authors, sets of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html import fromstring

from tests.extract.pages_of_zaafaran import SENTENCES, page, read
from warraq.extract.facts.boxes import box_line
from warraq.extract.facts.people import people
from warraq.extract.page.blocks import from_tree
from warraq.extract.page.document import open_page
from warraq.items import Page
from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from warraq.items import Article

PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def article(main: str) -> Article:
    found = read(
        page(f"<article><h1>بلدية وادي الزعفران تفتتح السوق المركزي</h1>{main}</article>", "بلدية وادي الزعفران تفتتح السوق المركزي")
    )
    return found.articles[0]


def lines(html: str) -> list[str]:
    return [block.text for block in from_tree(fromstring(html))]


# Tables


def test_the_row_of_a_table_is_one_line() -> None:
    rows = "<tr><th>المتجر</th><th>الإيجار</th></tr><tr><td>متجر الخبز</td><td><p>120</p></td></tr><tr><td>متجر الزيت</td><td>95</td></tr>"
    body = article(f"<div>{PARAGRAPHS}<table>{rows}</table><p>{SENTENCES[0]} غدا.</p></div>").body.splitlines()
    assert [line for line in body if " | " in line] == ["المتجر | الإيجار", "متجر الخبز | 120", "متجر الزيت | 95"]


@pytest.mark.parametrize(
    "table",
    [
        f"<tr><td><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></td><td>إعلان</td></tr>" * 2,
        "<tr><td>الرئيسية</td><td>محليات</td></tr>",
        "<tr><td>قبل ساعة</td><td><a href=/n/1>افتتاح السوق المركزي الجديد اليوم</a></td></tr>" * 2,
        "<tr><td><a href=/1>محليات</a></td><td><a href=/2>رياضة</a></td></tr>" * 2,
        "<tr><td><h2>السوق</h2></td><td>مفتوح</td></tr>" * 2,
    ],
    ids=["texts", "single", "headlines", "menu", "headings"],
)
def test_a_table_that_lays_out_a_page_keeps_its_lines_apart(table: str) -> None:
    assert not [line for line in lines(f"<table>{table}</table>") if " | " in line]


# Marks, code, shadow trees


@pytest.mark.parametrize("mark", ["#", "¶", "§", "🔗"])
def test_a_permanent_link_leaves_its_heading(mark: str) -> None:
    assert lines(f"<h3>المرحلة الثانية <span><a href='#slug'>{mark}</a></span></h3>") == ["المرحلة الثانية"]


def test_links_that_say_something_stay() -> None:
    assert lines("<p>انظر <a href='#n1'>1</a> و<a href='/x'>#</a> و[<a href='#f1'>↩</a>]</p>") == ["انظر 1 و# و[↩]"]


def test_code_keeps_its_lines_and_diagrams_are_no_text() -> None:
    assert lines("<pre><code>a = 1\n\nb = 2</code></pre>") == ["a = 1", "b = 2"]
    assert lines("<div><pre class=mermaid>graph RL</pre><pre><code class='language-plantuml'>A -> B</code></pre></div>") == []


def test_a_shadow_tree_is_read_with_what_its_slots_take() -> None:
    shadow = "<template shadowrootmode=open><style>p{}</style><slot></slot><p>الثاني</p></template>"
    body = article(f"<news-body><template shadowrootmode=open><div>{PARAGRAPHS}</div></template></news-body>").body
    assert body == "\n".join(SENTENCES)
    taken = page(f"<x-y>{shadow}<p>الأول</p></x-y>", framed=False).encode()
    assert [block.text for block in open_page(Page("https://zaafaran.test/", taken), OutletKnowledge()).blocks] == ["الأول", "الثاني"]
    assert "الخفي" not in article(f"<div>{PARAGRAPHS}</div><template><p>{'النص الخفي ' * 12}</p></template>").body


# Bylines


@pytest.mark.parametrize(
    ("box", "line", "named"),
    [
        ("<a>سلمى نجار</a><a>وليد رحال</a>", "سلمى نجار، وليد رحال", ("سلمى نجار", "وليد رحال")),
        ("<span>سلمى نجار</span><span>مراسلة أولى لشؤون المدن</span>", "سلمى نجار", ("سلمى نجار",)),
        ("<span>سلمى نجار</span><button>تابع</button><time>14 مارس 2026</time>", "سلمى نجار", ("سلمى نجار",)),
        ("<span>سلمى</span><span>نجار</span>", "سلمى نجار", ("سلمى نجار",)),
        ("<b>س</b>لمى نجار", "سلمى نجار", ("سلمى نجار",)),
        ("بقلم <a>سلمى نجار</a> و<a>وليد رحال</a>", "بقلم سلمى نجار ووليد رحال", ("سلمى نجار", "وليد رحال")),
        ("<span>Author</span>Salma Najjar", "Author: Salma Najjar", ("Salma Najjar",)),
        ("<a>Salma Najjar</a><a>The Zaafaran</a>", "Salma Najjar, The Zaafaran", ("Salma Najjar",)),
    ],
)
def test_an_authors_box_is_read_by_its_elements(box: str, line: str, named: tuple[str, ...]) -> None:
    assert box_line(fromstring(f"<div>{box}</div>")) == line
    assert people(line, ()) == named
    assert article(f"<div class=author-box>{box}</div><div>{PARAGRAPHS}</div>").authors == named


def test_a_list_of_authors_names_them_all() -> None:
    found = article(f"<ul class=authors><li>سلمى نجار</li><li>وليد رحال</li></ul><div>{PARAGRAPHS}</div>")
    assert (found.byline, found.authors) == ("سلمى نجار، وليد رحال", ("سلمى نجار", "وليد رحال"))


# Pictures


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=/1x1.gif data-srcset='/m-400.jpg 400w, /m-1200.jpg 1200w'>",
        "<img src=/m-400.jpg srcset='/m-1200.jpg 2x, /m-400.jpg 1x'>",
        "<picture><source srcset='/m-1200.jpg 1200w,/m-900.jpg 900w'><img src=/m-400.jpg></picture>",
    ],
)
def test_the_largest_picture_of_a_set_is_taken(picture: str) -> None:
    assert article(f"{picture}<div>{PARAGRAPHS}</div>").image_url == "https://zaafaran.test/m-1200.jpg"


@pytest.mark.parametrize("broken", ["https://zaafaran.testundefined", "/undefined", "/null", "/[object Object]", "https://zaafaran.test"])
def test_an_address_that_can_be_none_gives_way_to_the_next(broken: str) -> None:
    found = read(
        page(f"<article><h1>السوق</h1><img src=/m.jpg><div>{PARAGRAPHS}</div></article>", "x").replace(
            "</head>", f'<meta property="og:image" content="{broken}"></head>'
        )
    )
    assert found.articles[0].image_url == "https://zaafaran.test/m.jpg"
