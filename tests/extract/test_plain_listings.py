"""Plain texts that list articles are refused; a ticker above a text leaves it, and texts with points or dates are kept."""

from __future__ import annotations

import pytest

from tests.extract.pages_of_zaafaran import HEADLINES, SENTENCES, teaser
from warraq.extract import extract
from warraq.items import Extraction, Page, Reason
from warraq.outlet import OutletKnowledge

TICKER = {mark: mark.join(HEADLINES) for mark in ("    ", "\t", " | ", " • ", " *** ")}
RESULTS = "\n".join(f"{headline}\n{teaser(number)}\n12/05/2024" for number, headline in enumerate(HEADLINES))
LISTS = {
    "bullets": "أخبارنا\n" + "\n".join(f"• {headline}" for headline in HEADLINES),
    "teasers": "\n".join(f"{headline}\n{teaser(number)}" for number, headline in enumerate(HEADLINES[:4])),
    "dates": "\n".join(f"{headline}\n14 مايو 2024 - 10:20" for headline in HEADLINES[:5]),
    "results": f"نتائج البحث عن: السوق\n{RESULTS}",
    **{f"ticker of {mark!r}": f"الرئيسية\n{line}" for mark, line in TICKER.items()},
}
TEXT = "\n".join(SENTENCES)
TEXTS = {
    "text": TEXT,
    "points": f"{TEXT}\nوجاء في القرار:\n" + "\n".join(f"- {sentence}" for sentence in SENTENCES),
    "verses": "\n".join(" ".join(headline.split()[:5]) for headline in HEADLINES),
    "dates in it": f"{TEXT}\nموعد الافتتاح 12 مايو 2024\n{TEXT}",
    "one that breaks off": f"{SENTENCES[0]}\n{SENTENCES[1][:-1]}...",
}


def read(text: str) -> Extraction:
    page = Page("https://zaafaran.test/n/1", text.encode(), headers={"content-type": "text/plain; charset=utf-8"}, origin="file")
    return extract(page, OutletKnowledge())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_articles(name: str) -> None:
    assert read(LISTS[name]).rejected is Reason.LISTING


@pytest.mark.parametrize("name", TEXTS)
def test_a_text(name: str) -> None:
    assert read(TEXTS[name]).rejected is None


@pytest.mark.parametrize("mark", TICKER)
def test_a_ticker_above_a_text_leaves_it(mark: str) -> None:
    found = read(f"{mark.join(HEADLINES * 4)}\n{TEXT}")
    assert [article.body for article in found.articles] == [TEXT]
