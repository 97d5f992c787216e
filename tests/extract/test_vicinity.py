"""What stands beside the article's part of a page is left out where it says nothing of the article, and only there."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from warraq.extract.page.blocks import from_tree
from warraq.extract.text.beside import following, shapes_after, vicinity
from warraq.outlet import Layout, LearnedLayout

TEXT = "<p>رممت بلدية الميناء الرصيف القديم بعد عاصفة الشتاء الماضي وأعادت فتحه أمام قوارب الصيد صباح اليوم.</p>"
FOOT = "<div class=site-foot><a href=/about>من نحن</a></div>"
RELATED = "<div class=more><h3>مواضيع ذات صلة</h3><a href=/n/2>قوارب جديدة لصيادي الميناء الشرقي</a></div>"


def html(foot: str = FOOT, heading: str = "<h1>ترميم الرصيف القديم</h1>") -> str:
    return (
        "<html><body><div class=menu><a href=/>الرئيسية</a></div>"
        f"<div class=page><div class=crumbs>الميناء</div>{heading}<div class=text>{TEXT}</div></div>{foot}</body></html>"
    )


def left(source: str, *apart: str) -> list[str]:
    """The lines that are read of a page whose layout knows its text."""
    tree = document_fromstring(source)
    learned = LearnedLayout(Layout("1", "div.text"), apart=frozenset(apart))
    return [block.text[:12] for block in from_tree(tree, vicinity(tree, learned).apart)]


@pytest.mark.parametrize(
    ("source", "apart", "expected"),
    [
        pytest.param(html(), ["div.site-foot"], ["الميناء", "ترميم الرصيف", "رممت بلدية ا"], id="menu before and foot after"),
        pytest.param(html(), [], ["الميناء", "ترميم الرصيف", "رممت بلدية ا", "من نحن"], id="what was never seen after is read"),
        pytest.param(
            html(heading="<h2>ترميم</h2>"), [], ["الرئيسية", "الميناء", "ترميم", "رممت بلدية ا", "من نحن"], id="no headline to begin at"
        ),
        pytest.param("<html><body><p>نص آخر بلا موضع</p></body></html>", ["p"], ["نص آخر بلا م"], id="no text at the layout's place"),
    ],
)
def test_an_article_is_read_without_what_stands_beside_it(source: str, apart: list[str], expected: list[str]) -> None:
    assert left(source, *apart) == expected


def headlines(count: int = 12, section: str = "n") -> str:
    return "<ul>" + "".join(f"<li><a href=/{section}/{n}>قارب {n}</a></li>" for n in range(count)) + "</ul>"


POPULAR = f"<div class=box><h4>الأكثر قراءة</h4>{headlines()}</div>"
KINDRED = f"<div class=box><h4>مواضيع ذات صلة</h4>{headlines(2)}</div>"
SPLIT = f"<div class=box><h4>مواضيع <i>ذات صلة</i></h4>{headlines()}</div>"
CLOUD = f"<div class=box>{headlines(section='tag')}</div>"
TAGS = "<p><a href=/tag/port>الميناء</a> <a href=/tag/sea>البحر</a></p>"
MINE = ["الميناء", "ترميم الرصيف", "رممت بلدية ا"]
LIST = [f"قارب {n}" for n in range(12)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(POPULAR, [], id="a list of the site"),
        pytest.param(f"<aside>{POPULAR}{KINDRED}{POPULAR}</aside>", ["مواضيع ذات ص", "قارب 0", "قارب 1"], id="one box of a column"),
        pytest.param(f"<h3>مواضيع ذات صلة</h3>{headlines()}", ["مواضيع ذات ص", *LIST], id="a label before its list"),
        pytest.param(f"<div>مواضيع ذات صلة {headlines()}</div>", ["مواضيع ذات ص", *LIST], id="a label in no element of its own"),
        pytest.param(
            f"<div><h3>اقرأ أيضا</h3><a href=/more>المزيد</a></div>{headlines()}",
            ["اقرأ أيضا", "المزيد", *LIST],
            id="a label with a link to more",
        ),
        pytest.param(SPLIT, ["مواضيع ذات ص", *LIST], id="a label in two colours"),
        pytest.param(f"{TAGS}{POPULAR}", ["الميناء البح"], id="tags under the text"),
        pytest.param(CLOUD, LIST, id="many tags under the text"),
        pytest.param(f"{POPULAR}{CLOUD}", [], id="tags of the site"),
    ],
)
def test_large_boxes_that_say_nothing_of_the_article_are_not_read(after: str, expected: list[str]) -> None:
    assert left(html(after)) == [*MINE, *expected]


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        pytest.param(FOOT, ({"div.site-foot"}, set()), id="says nothing"),
        pytest.param(RELATED, (set(), {"div.more"}), id="related articles"),
        pytest.param("<div class=box><a href=/tag/port>الميناء</a></div>", (set(), {"div.box"}), id="tags without a label"),
        pytest.param("<div class=box>المصدر: وكالة الساحل</div>", (set(), {"div.box"}), id="a credit"),
        pytest.param(
            "<div class=box><b>الأكثر قراءة</b><a href=/n/3>خبر عن البحر وأهله</a></div>", ({"div.box"}, set()), id="a site's own list"
        ),
        pytest.param("<div><a href=/about>من نحن</a></div>", (set(), set()), id="nothing to know it by"),
    ],
)
def test_what_says_something_of_the_article_is_told_from_what_does_not(foot: str, expected: tuple[set[str], set[str]]) -> None:
    tree = document_fromstring(html(foot))
    blocks = from_tree(tree)
    texts = [block.element for block in blocks if block.element is not None and block.text.startswith("رممت")]
    assert shapes_after(following(blocks, texts)) == expected
