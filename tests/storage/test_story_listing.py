"""The stories of a time and who copies whom, alike on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from storage.query.choice import Choice
from storage.query.copies import CopyPair, copy_pairs
from storage.query.stories import StoriesPage, listing, waiting
from storage.search.filters import Filters
from storage.search.find import search
from storage.stories.join import Stories
from warraq.errors import UsageError
from warraq.items import Attribution, PageRecord

if TYPE_CHECKING:
    from conftest import Desk

    from storage.store import Store

CHANCE = Random(5)  # noqa: S311 - the same words every time
HARBOUR, BRIDGE, OLIVES, WELL = (" ".join("".join(CHANCE.choices("ابتجحدرسشصطعغفقكلمنهوي", k=5)) for _ in range(90)) for _ in range(4))
DAWN = datetime.fromisoformat("2026-03-09T05:00:00+00:00")


def credit(name: str, outlet: str | None = None) -> tuple[Attribution, ...]:
    return (Attribution("credited", name, outlet, "structured", None, None, name, None, None, "test"),)


@pytest.fixture
def filled(desk: Desk, article: Any) -> Desk:
    """The agency's report with two copies at nahar, one of them credited, the agency's other text, and nahar's own of the day before."""
    desk.start()
    desk.write(
        article("1", HARBOUR, title="خبر الميناء", outlet="wakala", published_at=DAWN),
        article("2", HARBOUR, title="الميناء", published_at=DAWN + timedelta(minutes=30), attributions=credit("وكالة الساحل", "wakala")),
        article("3", f"{HARBOUR} اليوم", title="عاجل الميناء", published_at=DAWN + timedelta(hours=3)),
        article("4", BRIDGE, title="خبر الجسر", outlet="wakala", published_at=DAWN + timedelta(hours=1)),
        article("5", OLIVES, title="خبر الزيتون", published_at=DAWN - timedelta(days=1)),
    )
    Stories(desk.store).join()
    return desk


def listed(store: Store, query: str = "", limits: dict[str, Any] | None = None, **how: Any) -> StoriesPage:
    with store.read() as connection:
        return listing(connection, Filters(**limits or {}), query, **how)


def titles(page: StoriesPage) -> list[str | None]:
    return [line.title for line in page.items]


def test_the_largest_come_first_each_with_its_origin_and_who_was_first(filled: Desk) -> None:
    page = listed(filled.store)
    assert titles(page) == ["خبر الميناء", "خبر الجسر", "خبر الزيتون"]
    first = page.items[0]
    assert (first.outlet_count, first.article_count, first.first_outlet, first.origin, first.origin_title) == (
        2, 3, "wakala", "wakala", "وكالة الساحل",
    )  # fmt: skip
    assert (first.first_published_at, first.sort_at, first.url) == (DAWN, DAWN, "https://wakala.test/1")
    assert (page.next, page.count, page.count_is, page.cut) == (None, 3, "exact", False)


def test_the_newest_come_first_on_request(filled: Desk) -> None:
    assert titles(listed(filled.store, order="newest")) == ["خبر الجسر", "خبر الميناء", "خبر الزيتون"]


@pytest.mark.parametrize(
    ("query", "limits", "copies", "expected"),
    [
        ("", {"since": DAWN - timedelta(hours=1)}, 0, ["خبر الميناء", "خبر الجسر"]),
        ("", {"until": DAWN}, 0, ["خبر الزيتون"]),
        ("", {"outlet": "nahar"}, 0, ["خبر الميناء", "خبر الزيتون"]),
        ("", {"country": "EG"}, 0, ["خبر الميناء", "خبر الزيتون"]),
        ("", {"outlets": 2}, 0, ["خبر الميناء"]),
        ("", {}, 2, ["خبر الميناء"]),
        ("", {}, 3, []),
        ("عاجل", {}, 0, ["خبر الميناء"]),
        ('"خبر الجسر"', {}, 0, ["خبر الجسر"]),
        ('"خبر الجسر"', {"since": DAWN + timedelta(hours=2)}, 0, []),
    ],
)
def test_stories_are_narrowed_by_what_their_articles_are(filled: Desk, query: str, limits: Any, copies: int, expected: list[str]) -> None:
    assert titles(listed(filled.store, query, limits, copies=copies)) == expected


@pytest.mark.parametrize("order", ["largest", "newest"])
def test_pages_follow_one_another_without_a_gap(filled: Desk, order: Any) -> None:
    found, cursor = [], None
    for _ in range(3):
        page = listed(filled.store, order=order, limit=1, cursor=cursor)
        found += titles(page)
        cursor = page.next
        assert (page.count, page.count_is) == (3, "exact")
    assert (found, cursor) == (titles(listed(filled.store, order=order)), None)


@pytest.mark.parametrize("cursor", ["", "x", "1_2", "1_x_3_4", "1_2026-03-09_4_5_6", "1_2_3_2026-03-09_x"])
@pytest.mark.parametrize("order", ["largest", "newest"])
def test_a_cursor_that_no_page_told_is_refused(filled: Desk, cursor: str, order: Any) -> None:
    with pytest.raises(UsageError, match="no cursor"):
        listed(filled.store, order=order, cursor=cursor)


def second(article: Any, number: int, body: str, page: PageRecord, **more: Any) -> Any:
    return article(f"5#{number}", body, page=page, from_embedded=True, position=number, **more)


@pytest.mark.parametrize("order", ["largest", "newest"])
def test_an_undated_second_text_belongs_to_the_day_of_its_page_and_stands_last(desk: Desk, article: Any, order: Any) -> None:
    old = PageRecord("https://nahar.test/5", "https://nahar.test/5", desk.now, 200, {}, "utf-8", "1" * 64)
    desk.start()
    desk.write(
        article("5", OLIVES, title="خبر الزيتون", page=old, published_at=DAWN - timedelta(days=1)),
        second(article, 1, WELL, old, title="صندوق"),
        second(article, 2, BRIDGE, old, title="صندوق مؤرخ", published_at=DAWN),
    )
    again = PageRecord("https://nahar.test/5", "https://nahar.test/5", desk.later(hours=1), 200, {}, "utf-8", "2" * 64)
    desk.write(article("5", f"{OLIVES} غدا", title="خبر الزيتون", page=again, published_at=DAWN - timedelta(days=1)))
    Stories(desk.store).join()
    assert titles(listed(desk.store, "", {"since": DAWN}, order=order)) == ["صندوق مؤرخ"]
    page = listed(desk.store, "", {"until": DAWN}, order=order)
    assert titles(page) == ["خبر الزيتون", "صندوق"]
    assert [line.dated for line in page.items] == [True, False]
    assert titles(listed(desk.store, order=order))[-1] == "صندوق"


def test_an_undated_second_text_whose_page_gave_nothing_else_is_of_the_day_of_its_fetching(desk: Desk, article: Any) -> None:
    page = PageRecord("https://nahar.test/5", "https://nahar.test/5", desk.now, 200, {}, "utf-8", "1" * 64)
    desk.start()
    desk.write(second(article, 1, WELL, page, title="صندوق"))
    assert titles(listed(desk.store, "", {"since": DAWN})) == ["صندوق"]
    assert titles(listed(desk.store, "", {"until": DAWN})) == []


def test_what_is_not_joined_yet_is_counted(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", HARBOUR), article("2", HARBOUR, outlet="wakala"))
    with desk.store.read() as connection:
        assert waiting(connection) == 2
    Stories(desk.store).join()
    with desk.store.read() as connection:
        assert waiting(connection) == 0


# Without credit


def uncredited(store: Store, name: str) -> list[str]:
    filters = Choice(uncredited=name).filters(DAWN)
    with store.read() as connection:
        return sorted(hit.url for hit in search(connection, "", filters))


def test_what_takes_a_text_without_naming_its_outlet_is_found(filled: Desk) -> None:
    assert uncredited(filled.store, "wakala") == ["https://nahar.test/3"]
    assert uncredited(filled.store, "nahar") == []
    filters = Choice(uncredited="wakala").filters(DAWN)
    with filled.store.read() as connection:
        assert titles(listing(connection, filters)) == ["خبر الميناء"]


def test_an_agency_that_is_not_crawled_is_known_by_those_who_credit_it(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(
        article("1", HARBOUR, outlet="wakala", published_at=DAWN, attributions=credit("وكالة الضفة")),
        article("2", HARBOUR, published_at=DAWN + timedelta(hours=1)),
    )
    Stories(desk.store).join()
    assert uncredited(desk.store, "وكالة الضفه") == ["https://nahar.test/2"]
    assert uncredited(desk.store, "wakala") == []  # the text was not its own


def test_a_round_up_that_prints_a_text_among_others_takes_it(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(
        article("1", HARBOUR, title="خبر الميناء", outlet="wakala", published_at=DAWN),
        article("2", f"{BRIDGE} {HARBOUR} {OLIVES}", title="حصاد النهار", published_at=DAWN + timedelta(hours=1)),
    )
    Stories(desk.store).join()
    assert desk.all("SELECT relation FROM article_links") == [("contains",)]
    assert uncredited(desk.store, "wakala") == ["https://nahar.test/2"]


# Who copies whom


def pairs(store: Store, **limits: Any) -> list[CopyPair]:
    with store.read() as connection:
        return copy_pairs(connection, Filters(**limits))


def test_pairs_count_stories_with_and_without_credit_and_the_median_lag(filled: Desk, article: Any) -> None:
    filled.write(
        article("6", BRIDGE, title="الجسر", published_at=DAWN + timedelta(hours=3)),
        article("7", WELL, title="البئر", outlet="wakala", published_day=DAWN.date()),
        article("8", WELL, title="عن البئر", published_at=DAWN + timedelta(hours=9)),
    )
    Stories(filled.store).join()
    assert pairs(filled.store) == [
        CopyPair("nahar", "wakala", "وكالة الساحل", stories=2, credited=1, uncredited=1, median_lag_minutes=75.0),
        CopyPair("wakala", "nahar", "جريدة النهر", stories=1, credited=0, uncredited=1, median_lag_minutes=None),
    ]
    assert pairs(filled.store, since=DAWN + timedelta(hours=3, minutes=1)) == pairs(filled.store)[1:]


def test_an_origin_without_a_file_stands_by_its_name(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(
        article("1", HARBOUR, outlet="wakala", published_at=DAWN, attributions=credit("وكالة الضفة")),
        article("2", HARBOUR, attributions=credit("وكالة الضفة")),
    )
    Stories(desk.store).join()
    assert [(pair.outlet, pair.origin, pair.origin_title, pair.credited) for pair in pairs(desk.store)] == [
        ("nahar", None, "وكالة الضفة", 1), ("wakala", None, "وكالة الضفة", 1),
    ]  # fmt: skip


def test_a_store_without_copies_has_no_pairs(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", HARBOUR), article("2", BRIDGE, outlet="wakala"))
    Stories(desk.store).join()
    assert pairs(desk.store) == []
    assert desk.all("SELECT count(*) FROM stories WHERE article_count > 1") == [(0,)]
