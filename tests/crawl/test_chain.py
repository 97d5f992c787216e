"""The whole chain against the small press: what is stored is what its pages say, and every address is accounted for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.desk import NOW, Desk, open_desk
from warraq.newsroom import Newsroom
from warraq.text.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.newsroom import Truth

COUNTS = ("new", "updated", "duplicate", "rejected", "failed", "skipped", "pending")


@dataclass
class Crawled:
    """A press that was crawled once, what the command said, and what was asked of the press."""

    desk: Desk
    summary: list[dict[str, Any]]
    articles: dict[str, dict[str, Any]]
    """Stored articles by address, with `outlet`."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with Newsroom(now=NOW, seed=6, slow_seconds=0.05) as room:
        desk = open_desk(tmp_path_factory.mktemp("crawled"), room)
        summary = json.loads(desk.run("warraq", "crawl", *desk.names, "--json", check=False).stdout)
        rows = desk.query("SELECT a.*, o.name AS outlet FROM articles a JOIN outlets o ON o.id = a.outlet_id")
        yield Crawled(desk, summary, {row["url"]: row for row in rows})


def truths(crawled: Crawled) -> list[tuple[dict[str, Any], Truth]]:
    """Every stored article with what its page says."""
    known = {canonical_url(article.truth.canonical_url): article.truth for article in crawled.desk.room.press.articles()}
    return [(row, known[url]) for url, row in crawled.articles.items() if url in known]


def test_most_of_what_the_press_shows_is_stored(crawled: Crawled) -> None:
    assert len(truths(crawled)) > 180


@pytest.mark.parametrize("field", ["title", "body"])
def test_text_is_stored_as_the_page_says_it(crawled: Crawled, field: str) -> None:
    wrong = [row["url"] for row, truth in truths(crawled) if row[field] != getattr(truth, field)]
    assert wrong == []


def test_dates_are_what_the_page_states(crawled: Crawled) -> None:
    wrong = [(row["url"], row["published_at"], row["published_day"]) for row, truth in truths(crawled) if not agrees(row, truth)]
    assert wrong == []


def agrees(row: dict[str, Any], truth: Truth) -> bool:
    """The page's own instant; for a page that states a day only, that day or an instant of the feed on it."""
    instant = datetime.fromisoformat(row["published_at"]) if row["published_at"] else None
    if truth.published_at:
        return instant == truth.published_at
    local = (instant + timedelta(minutes=row["published_offset"])).date() if instant else date.fromisoformat(row["published_day"])
    return local == truth.published_day


def test_the_credited_agency_is_found(crawled: Crawled) -> None:
    said = crawled.desk.query(
        "SELECT a.url, o.name FROM attributions s JOIN articles a ON a.id = s.article_id JOIN outlets o ON o.id = s.outlet_id"
        " WHERE s.role IN ('credited', 'dateline')"
    )
    pairs = {(row["url"], row["name"]) for row in said}
    named = [(row, truth.credited or truth.dateline) for row, truth in truths(crawled)]
    wanted = {(row["url"], name) for row, name in named if name and name != row["outlet"]}
    assert len(wanted) > 30
    # One of the press's mark-ups prints its byline without any mark of it, which no reader can tell from the text.
    assert len(wanted & pairs) > 0.95 * len(wanted)


def test_nobody_is_credited_whom_the_page_does_not_name(crawled: Crawled) -> None:
    said = crawled.desk.query("SELECT a.url, s.name FROM attributions s JOIN articles a ON a.id = s.article_id WHERE s.role = 'credited'")
    credited = {row["url"] for row, truth in truths(crawled) if truth.credited or truth.dateline}
    known = {row["url"] for row, _ in truths(crawled)}
    assert {row["url"] for row in said} & known - credited == set()


def test_every_quote_is_where_it_says(crawled: Crawled) -> None:
    rows = crawled.desk.query(
        "SELECT s.*, a.title, a.body, a.byline, a.credit_line FROM attributions s JOIN articles a ON a.id = s.article_id"
    )
    placed = [row for row in rows if row["quote_start"] is not None]
    assert placed
    assert all(row[row["field"]][row["quote_start"] : row["quote_end"]] == row["quote"] for row in placed)
    assert all(row[row["field"]][row["name_start"] : row["name_end"]] == row["name"] for row in placed)


def test_the_summary_adds_up_and_equals_the_runs(crawled: Crawled) -> None:
    runs = {row["id"]: row for row in crawled.desk.query("SELECT * FROM runs")}
    for line in crawled.summary:
        assert line["found"] == sum(line[name] for name in COUNTS)
        assert line["pending"] == 0
        assert {name: runs[line["run_id"]][name] for name in COUNTS} == {name: line[name] for name in COUNTS}


def test_the_ledger_holds_as_many_addresses_as_the_runs_found(crawled: Crawled) -> None:
    assert crawled.desk.query("SELECT count(*) AS n FROM urls WHERE run_id IS NOT NULL") == crawled.desk.query(
        "SELECT sum(found) AS n FROM runs"
    )


def test_a_page_that_robots_txt_refuses_is_not_asked_for(crawled: Crawled) -> None:
    refused = crawled.desk.query("SELECT url, outcome FROM urls WHERE reason = 'robots'")
    assert refused
    assert {row["outcome"] for row in refused} == {"rejected"}
    assert not [hit for hit in crawled.desk.room.requests.hits("alnakheel.test") if "/khas/" in hit.path]


def test_a_host_that_fails_is_told_with_its_reason(crawled: Crawled) -> None:
    line = next(line for line in crawled.summary if line["outlet"] == "difaf")
    assert line["outcome"] == "empty"
    assert "500" in line["reason"]


def test_an_embedded_article_stands_under_an_address_of_its_own(crawled: Crawled) -> None:
    rows = [row for row in crawled.articles.values() if row["from_embedded"]]
    assert rows
    assert all(row["position"] > 0 for row in rows)


def test_a_second_crawl_stores_nothing_and_asks_for_no_article(crawled: Crawled) -> None:
    room = crawled.desk.room
    up = [name for name in crawled.desk.names if name not in ("difaf", "marfa")]
    paths = {canonical_url(article.url).partition(".test")[2].partition("/")[2] for article in room.press.articles()}
    room.requests.clear()
    again = json.loads(crawled.desk.run("warraq", "crawl", *up, "--json").stdout)
    assert {line["new"] + line["updated"] + line["found"] for line in again} == {0}
    assert not [hit.path for hit in room.requests.hits() if hit.path.lstrip("/") in paths]
