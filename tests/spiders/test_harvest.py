"""What a page of a running crawl becomes: read at once where a layout answers, else left to whoever may be stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from spiders.article_page import Harvest, harvest, harvest_watched
from tests.crawl.bad_pages import page
from warraq.crawl.page_reader.handle import UnreadError
from warraq.extract import extract
from warraq.items import Extraction, Outcome, Page, Reason
from warraq.outlet import Layout, Outlet, OutletKnowledge

OUTLET = Outlet("wadi", "الوادي", ("wadi.test",))
UNKNOWN = OutletKnowledge(OUTLET)
DECLARED = OutletKnowledge(replace(OUTLET, layouts=(Layout("1", "article"),)))
URL = "https://wadi.test/7"
GIVEN = Page(URL, page(7).encode(), headers={"content-type": "text/html; charset=utf-8"})


def watched(given: Page, known: OutletKnowledge, says: Extraction | Exception | None = None) -> tuple[Harvest, list[OutletKnowledge]]:
    """What became of the page, and what the reader was told each time it was asked; `says`: its answer, None: as extract has it."""
    asked = []

    async def read(page: Page, knowledge: OutletKnowledge) -> Extraction:
        asked.append(knowledge)
        if isinstance(says, Exception):
            raise says
        return says or extract(page, knowledge)

    return asyncio.run(harvest_watched(given, URL, known, read)), asked


def test_a_page_that_a_layout_answers_for_is_read_at_once() -> None:
    got, asked = watched(GIVEN, DECLARED)
    assert (got, asked) == (harvest(GIVEN, URL, DECLARED), [])
    assert [article.extractor for article in got.articles] == ["layout:1"]


def test_any_other_page_is_left_to_the_reader_with_what_is_known() -> None:
    got, asked = watched(GIVEN, UNKNOWN)
    assert (got, asked) == (harvest(GIVEN, URL, UNKNOWN), [UNKNOWN])
    assert got.articles


@pytest.mark.parametrize(
    ("error", "reason", "text"),
    [
        pytest.param(UnreadError(Reason.OVERRUN, "too slow"), Reason.OVERRUN, "too slow", id="it was given up"),
        pytest.param(UnreadError(Reason.READER_DIED, "gone"), Reason.READER_DIED, "gone", id="it ended its reader"),
        pytest.param(KeyError("x"), Reason.PARSE_ERROR, "KeyError at tests/spiders/test_harvest.py:", id="an error of our own"),
    ],
)
def test_a_page_that_cannot_be_read_is_a_verdict_for_the_quarantine(error: Exception, reason: Reason, text: str) -> None:
    verdict = watched(GIVEN, UNKNOWN, error)[0].verdict
    assert verdict
    assert (verdict.url, verdict.outcome, verdict.reason) == (URL, Outcome.FAILED, reason)
    assert verdict.detail.startswith(text)
    assert (verdict.quarantine, verdict.http_status, verdict.stage) == (verdict.detail, 200, "extract")
