"""Blocks and the generic reader: the text is the page's own, line by line, wherever it stands and whatever stands between."""

from __future__ import annotations

import subprocess
import sys

from lxml.html import document_fromstring

from warraq.extract.page.blocks import Link, from_text, from_tree
from warraq.extract.text.generic import read_generic
from warraq.extract.text.tracing import select

PARAGRAPHS = [
    "بدأ مزارعو الوادي قطاف الزيتون هذا الأسبوع وسط توقعات بموسم وفير بعد عامين من الجفاف الذي أضر بالأشجار.",
    "وقال رئيس الجمعية الزراعية إن المعاصر الثلاث في الوادي استعدت للموسم وستعمل ليلا ونهارا حتى نهاية الشهر.",
    "وتنتج المنطقة في السنوات الجيدة ستمئة طن من الزيت يباع أكثرها في أسواق المدن الساحلية القريبة.",
    "ويأمل المزارعون أن تبقى الأسعار كما كانت في العام الماضي رغم وفرة المحصول المنتظرة.",
]


def lines_of(html: str) -> list[str]:
    return [block.text for block in from_tree(document_fromstring(html))]


def generic(html: str, stated: str | None = None) -> list[str]:
    tree = document_fromstring(html)
    blocks = from_tree(tree)
    reading = read_generic(tree, blocks, "https://wadi.test/1", stated)
    return reading.text.splitlines() if reading.text else [blocks[place].text for place in reading.selection.indexes]


def test_elements_and_line_breaks_set_lines_apart_and_inline_elements_do_not() -> None:
    assert lines_of("<div>أول<p>ثا<b>ن</b>ي <a href=/x>رابط</a></p>ثالث<br>رابع</div>") == ["أول", "ثاني رابط", "ثالث", "رابع"]


def test_scripts_forms_and_empty_paragraphs_are_no_lines() -> None:
    html = "<div><script>x</script>نص<style>y</style><select><option>ا</option></select><p>\u200b</p><p>&nbsp;</p></div>"
    assert lines_of(html) == ["نص"]


def test_preformatted_text_is_parted_by_blank_lines_else_by_line_breaks() -> None:
    assert lines_of("<pre>أول\nسطر\n \nثان <a href=/x>رابط</a>\n</pre>") == ["أول سطر", "ثان رابط"]
    assert lines_of("<pre>\nأول\n<b>ثان</b> منه\n</pre><p>ثالث\nمنه</p>") == ["أول", "ثان منه", "ثالث منه"]
    linked, other = from_tree(document_fromstring("<pre><a href=/x>رابط</a>\nثان</pre>"))
    assert (linked.links, other.links) == ((Link("رابط", "/x"),), ())


def test_links_are_kept_with_their_block() -> None:
    block = from_tree(document_fromstring("<div><h3><a href='/n/1'>خبر عن البحر</a></h3></div>"))[0]
    assert (block.tag, block.links, block.link_share) == ("h3", (Link("خبر عن البحر", "/n/1"),), 1.0)
    block = from_tree(document_fromstring("<div><a href='/n/1'><h3>خبر عن البحر</h3></a></div>"))[0]
    assert block.links == (Link("خبر عن البحر", "/n/1"),)


def test_bullets_make_list_items() -> None:
    assert [(block.text, block.tag) for block in from_text("نص\n\n • خبر\n- آخر\n-5 درجات")] == [
        ("نص", "p"),
        ("خبر", "li"),
        ("آخر", "li"),
        ("-5 درجات", "p"),
    ]


def test_a_text_is_found_again_in_the_page_once() -> None:
    teaser = f"<ul><li>{PARAGRAPHS[0][:60]}…</li></ul>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    copy = f"<div class=print>{' '.join(PARAGRAPHS)}</div>"
    blocks = from_tree(document_fromstring(f"<body>{teaser}<div class=t>{body}{copy}</div></body>"))
    assert [blocks[place].text for place in select(blocks, "\n".join(PARAGRAPHS)).indexes] == PARAGRAPHS


def test_the_text_of_a_page_letter_by_letter() -> None:
    first = "الإِنْتِخَابَات في الولایات: ﻻ نتائج ٢٢ ـ بعدُ، وقالت اللجنة إن الفرز مستمر في جميع المراكز حتى صباح الغد."
    html = f"<html><body><article>{''.join(f'<p>{line}</p>' for line in (first, *PARAGRAPHS))}</article></body></html>"
    assert generic(html) == [first, *PARAGRAPHS]


def test_a_paragraph_that_the_reader_skips_between_others_is_filled_in() -> None:
    parts = [f"<p>{PARAGRAPHS[0]}</p>", f"<p>{PARAGRAPHS[1]}</p>", "<p><small>نحو ألفي أسرة تعيش من الزيتون في القرى السبع.</small></p>"]
    html = f"<html><body><div class=t>{''.join(parts)}<p>{PARAGRAPHS[2]}</p></div></body></html>"
    assert len(generic(html)) == 4


def test_a_longer_article_body_of_structured_data_wins() -> None:
    html = f"<html><body><div class=t><p>{PARAGRAPHS[0]}</p></div></body></html>"
    assert generic(html, "\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert generic(html, PARAGRAPHS[0][:50]) == [PARAGRAPHS[0]]


def test_the_generic_reader_is_imported_with_the_first_page_that_needs_it() -> None:
    code = "import sys, warraq.extract; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
