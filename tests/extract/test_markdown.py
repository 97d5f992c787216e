"""The body with its structure, the pictures of a text, and which page of an article on several pages a page is."""

from __future__ import annotations

import pytest

from tests.extract.pages_of_zaafaran import SENTENCES, page
from warraq.extract import extract
from warraq.items import Article, Medium, Page
from warraq.outlet import OutletKnowledge

TITLE = "بلدية وادي الزعفران تفتتح السوق المركزي"
FIRST, SECOND, THIRD = (f"<p>{line}</p>" for line in SENTENCES[:3])


def article(main: str, address: str = "https://zaafaran.test/news/4451", head: str = "") -> Article:
    html = page(f"<article><h1>{TITLE}</h1>{main}</article>", TITLE, head)
    found = extract(Page(address, html.encode(), headers={"content-type": "text/html; charset=utf-8"}), OutletKnowledge())
    return found.articles[0]


def test_what_says_no_more_than_the_body_is_not_kept() -> None:
    assert article(f"<div>{FIRST}{SECOND}{THIRD}</div>").body_markdown is None


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<h2>المرحلة الثانية</h2>", "## المرحلة الثانية"),
        ("<h4>المرحلة الثانية</h4>", "#### المرحلة الثانية"),
        (f"<ul><li>{SENTENCES[3]}</li><li>{SENTENCES[4]}</li></ul>", f"- {SENTENCES[3]}\n- {SENTENCES[4]}"),
        (f"<ol><li>{SENTENCES[3]}</li><li>{SENTENCES[4]}</li></ol>", f"1. {SENTENCES[3]}\n2. {SENTENCES[4]}"),
        (f"<blockquote><p>{SENTENCES[3]}</p></blockquote>", f"> {SENTENCES[3]}"),
        (
            "<table><tr><th>المتجر</th><th>الإيجار</th></tr><tr><td>الخبز</td><td>95</td></tr></table>",
            "| المتجر | الإيجار |\n| --- | --- |\n| الخبز | 95 |",
        ),
        (f"<p>{SENTENCES[3]} <a href='/x'>هنا</a></p>", f"{SENTENCES[3]} [هنا](https://zaafaran.test/x)"),
        ("<div><span>10:30</span></div>", "**10:30**"),
        ("<iframe src='https://www.youtube.com/embed/a'></iframe>", "[https://www.youtube.com/embed/a](https://www.youtube.com/embed/a)"),
        ("<video><source src=/v.mp4></video>", "[https://zaafaran.test/v.mp4](https://zaafaran.test/v.mp4)"),
        (
            f"<blockquote class=twitter-tweet><p>{SENTENCES[3]}</p>— فلان <a href='https://twitter.com/f/status/1'>١ مارس</a></blockquote>",
            "[https://twitter.com/f/status/1](https://twitter.com/f/status/1)",
        ),
        ("<figure><img src=/m.jpg><figcaption>باعة السوق</figcaption></figure>", "![باعة السوق](https://zaafaran.test/m.jpg)"),
    ],
    ids=["h2", "h4", "list", "numbers", "quote", "table", "link", "time", "film", "video", "post", "picture"],
)
def test_the_structure_stands_where_it_was(inside: str, said: str) -> None:
    found = article(f"<div>{FIRST}{SECOND}{inside}{THIRD}</div>")
    assert found.body_markdown == f"{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n{said}\n\n{SENTENCES[2]}"


def test_posts_of_others_are_no_text() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{SENTENCES[3]}</p><a href='https://twitter.com/f/status/1'>١ مارس</a></blockquote>"
    assert article(f"<div>{FIRST}{SECOND}{post}{THIRD}</div>").body.splitlines() == list(SENTENCES[:3])


def test_nothing_but_the_chosen_lines_is_written() -> None:
    boxed = "<div class=related><h3>اقرأ أيضا</h3><a href=/n/5><img src=/t.jpg>إغلاق جسر النهر أمام الشاحنات</a></div>"
    found = article(f"<div>{FIRST}<h2>المرحلة الثانية</h2>{SECOND}{boxed}{THIRD}</div>")
    assert found.body_markdown == f"{SENTENCES[0]}\n\n## المرحلة الثانية\n\n{SENTENCES[1]}\n\n{SENTENCES[2]}"


def test_the_pictures_of_a_text_have_captions_and_widths() -> None:
    lead = "<figure><img src=/lead.jpg width=900><figcaption>السوق صباح اليوم</figcaption></figure>"
    inside = "<figure><img srcset='/a-400.jpg 400w, /a-1200.jpg 1200w'></figure><img src=/icon.png width=20 height=20><img src=/lead.jpg>"
    assert article(f"{lead}<div>{FIRST}{inside}{SECOND}{THIRD}</div>").media == (
        Medium(0, "image", "https://zaafaran.test/lead.jpg", "السوق صباح اليوم", 900),
        Medium(1, "image", "https://zaafaran.test/a-1200.jpg", None, 1200),
    )


@pytest.mark.parametrize(
    ("address", "links", "head", "part"),
    [
        ("/n/1/", "<a href=2/>2</a> <a href=3/>3</a>", "", "1 of 3, https://zaafaran.test/n/1/2/"),
        ("/n/1/2/", "<a href=/n/1/>1</a> <a href=/n/1/3/>3</a>", "", "2 of 3, https://zaafaran.test/n/1/3/"),
        ("/n/1?page=3", "<a href=/n/1>1</a> <a href='/n/1?page=2'>2</a>", "", "3 of 3"),
        ("/story", "", "<link rel=next href='/story?page=2'>", "1 of 2, https://zaafaran.test/story?page=2"),
        ("/story.html", "<a href=story-2.html>2</a>", "", "1 of 2, https://zaafaran.test/story-2.html"),
        ("/n/12", "<a href=/n/13>التالي</a><a href=/tag/2>2</a>", "<link rel=next href=/n/13>", None),
        ("/n/1", "", "", None),
    ],
)
def test_the_pages_of_an_article_are_marked(address: str, links: str, head: str, part: str | None) -> None:
    found = article(f"<div>{FIRST}{SECOND}{THIRD}</div><div class=pages>{links}</div>", f"https://zaafaran.test{address}", head)
    assert found.part_of == part
