"""Pages that gather are refused however long their teasers are and however they are built; articles that show some of the same are not."""

from __future__ import annotations

import random

import pytest

from tests.extract.pages_of_zaafaran import HEADLINES, HOST, SENTENCES, SITE, headline, page, paragraphs, read, sentence
from warraq.items import Reason

BOXES = ("<div class=card>{}</div>", "<article class='post-{n} hentry'>{}</article>", "<li>{}</li>", "<section>{}</section>", "{}")
HEADS = ("<h2>{}</h2>", "<h3>{}</h3>", "<div class=title>{}</div>", "<strong>{}</strong>", "<p class=card-title>{}</p>")
DATES = ("", "<span class=date>12 مايو 2024</span>", "<div>منذ 3 ساعات</div>")
MASTHEADS = ("<h1>محليات</h1>", "<h1>أحدث المقالات</h1>", "")
ADDRESSES = (f"{HOST}/local", f"{HOST}/?s=souq", "file:///tmp/saved.html", f"{HOST}/digest/2024")


def gathering(draw: random.Random) -> tuple[str, str]:
    """A page of cards by chance: where the link stands, how long the teaser is, what stands around it; and its address."""
    way = draw.choice(("headline", "button", "picture", "card"))
    box, head = draw.choice(BOXES[:4] if way != "headline" else BOXES), draw.choice(HEADS)
    count, lines, date = draw.choice((4, 7, 12)), draw.choice((1, 3, 9)), draw.choice(DATES)
    cards = "".join(_card(number, way, box, head, date, lines) for number in range(count))
    intro = f"<p>{SENTENCES[0]}</p>" if draw.random() < 0.3 else ""
    main = f"{draw.choice(MASTHEADS)}{intro}<div class=list>{cards}</div>"
    return page(main, f"محليات - {SITE}"), draw.choice(ADDRESSES)


def _card(number: int, way: str, box: str, head: str, date: str, lines: int) -> str:
    address, title = f"/news/{number + 100}", f"{headline(number)} {number}"
    linked = f"<a href='{address}'>{title}</a>" if way == "headline" else title
    picture = f"<a href='{address}'><img src='/i/{number}.jpg'></a>" if way == "picture" else ""
    button = f"<a class=more href='{address}'>إقرأ التفاصيل</a>" if way == "button" else ""
    text = paragraphs(*(sentence(lines * number + line) for line in range(lines)))
    inside = f"{picture}{head.format(linked)}{date}{text}{button}"
    return box.format(f"<a href='{address}'>{inside}</a>" if way == "card" else inside, n=number)


@pytest.mark.parametrize("seed", range(40))
def test_a_page_of_cards(seed: int) -> None:
    html, address = gathering(random.Random(seed))  # noqa: S311 - pages, no secrets
    assert read(html, address).rejected is not None


def cards(count: int, start: int = 0) -> str:
    return "".join(_card(number, "headline", BOXES[0], HEADS[1], "", 2) for number in range(start, start + count))


LONG = paragraphs(*(sentence(number) for number in range(30, 42)))
LISTED = "".join(
    f"<h2><a href='https://shop{number}.test/'>{headline(number)}</a></h2><p>{sentence(number)}</p><p>{sentence(number + 20)}</p>"
    for number in range(4)
)
INLINE = "".join(
    f"<p>{sentence(number)}</p><p>{sentence(number + 9)}</p><h4><a href='/news/{number}'>{headline(number)}</a></h4>" for number in range(5)
)
PARTED = "".join(
    f"<div class=part><h2>{headline(number)}</h2><p>{sentence(number)}</p><a href='/i/{number}.jpg'><img src='/i/{number}.jpg'></a></div>"
    for number in range(4)
)
ARTICLES = {
    "with-related-cards-below": f"<article><h1>{HEADLINES[0]}</h1>{LONG}</article><div class=related>{cards(4)}</div>",
    "followed-by-the-next-ones": (
        f"<div class=card><h1>{HEADLINES[0]}</h1>{LONG}</div>"
        + "".join(f"<div class=card><h2><a href='/news/{number}'>{headline(number)}</a></h2>{LONG}</div>" for number in range(1, 5))
    ),
    "of-many-sites": f"<h1>{HEADLINES[0]}</h1><p>{SENTENCES[1]}</p>{LISTED}",
    "with-headlines-of-others-inside": f"<h1>{HEADLINES[0]}</h1><div>{INLINE}</div>",
    "in-parts-with-pictures": f"<h1>{HEADLINES[0]}</h1>{PARTED}",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_that_shows_some_of_the_same(name: str) -> None:
    assert read(page(ARTICLES[name], f"{HEADLINES[0]} - {SITE}")).rejected is None


def test_the_second_page_of_a_front_page() -> None:
    told = "<p>صحيفة مستقلة تصدر من وادي الزعفران منذ عشرين سنة وتنقل أخبار السهل والساحل إلى قرائها كل صباح.</p>"
    assert read(page(f"<h1>{SITE}</h1>{told}", SITE), f"{HOST}/page/2").rejected is Reason.FRONT_PAGE


def test_a_section_that_calls_itself_an_article() -> None:
    head = "<meta property='og:type' content='article'>"
    assert read(page(f"<h1>محليات</h1>{cards(6)}", f"محليات - {SITE}", head), f"{HOST}/local").rejected is Reason.LISTING
    assert read(page(f"<h1>{HEADLINES[0]}</h1>{cards(6)}", f"{HEADLINES[0]} - {SITE}", head)).rejected is None


def test_what_a_section_says_of_itself_above_its_articles() -> None:
    wholes = "".join(_card(number, "card", BOXES[0], HEADS[1], DATES[1], 1) for number in range(6))
    said = f"<h1>محليات</h1><p>{SENTENCES[0]} {SENTENCES[1]}</p><div class=list>{wholes}</div>"
    assert read(page(said, f"محليات - {SITE}"), f"{HOST}/local").rejected is Reason.LISTING
