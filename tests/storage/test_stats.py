"""Figures about what is stored: they add up, alike on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.query import stats
from storage.search.filters import Filters
from warraq.items import Attribution

if TYPE_CHECKING:
    from storage.store import Store

FIRST, SECOND = datetime(2026, 3, 8, 23, 30, tzinfo=UTC), datetime(2026, 3, 9, 0, 30, tzinfo=UTC)


def source(role: Any, name: str, outlet: str | None = None) -> Attribution:
    return Attribution(role, name, outlet, "structured", None, None, name, None, None, "test")


@pytest.fixture
def filled(desk: Any, article: Any) -> Store:
    """An agency's text, its copy by another outlet that credits it, and two texts of that outlet; the day changes between the two first."""
    own = source("published", "جريدة النهر", "nahar")
    texts = (
        article("1", "نص الوكالة", outlet="wakala", published_at=FIRST),
        article("2", "نص الوكالة منقولا", published_at=SECOND, attributions=(own, source("credited", "وكالة الساحل", "wakala"))),
        article("3", "نص ثالث", published_at=SECOND, attributions=(own, source("cited", "إذاعة السهل"), source("cited", "إذاعة السهل"))),
        article("4", "نص رابع", published_at=SECOND, attributions=(source("credited", "جريدة النهر", "nahar"),)),
    )
    desk.write(*texts, run_id=None)
    with desk.store.write() as connection:
        connection.execute(text("UPDATE stories SET merged_into = 1 WHERE id = 2"))
    return desk.store


def ask(store: Store, count: Any, **limits: Any) -> Any:
    with store.read() as connection:
        return count(connection, Filters(**limits))


def test_the_overview_counts_articles_stories_and_copies(filled: Store) -> None:
    found = ask(filled, stats.overview)
    assert (found["articles"], found["outlets"], found["stories"]) == (4, 2, 3)
    assert (found["first"], found["last"]) == (FIRST, SECOND)
    assert (found["copied"], found["credited"], found["citing"]) == (0.25, 0.25, 0.25)


def test_an_empty_store_has_no_shares(store: Store) -> None:
    found = ask(store, stats.overview)
    assert (found["articles"], found["first"], found["copied"]) == (0, None, None)


def test_days_are_days_of_utc(filled: Store) -> None:
    assert ask(filled, stats.by_day) == [{"day": "2026-03-09", "articles": 3}, {"day": "2026-03-08", "articles": 1}]
    assert ask(filled, stats.by_day, since=SECOND) == [{"day": "2026-03-09", "articles": 3}]


def test_outlets_and_countries_add_up(filled: Store) -> None:
    found = ask(filled, stats.by_outlet)
    assert [(row["name"], row["articles"], row["last"]) for row in found] == [("nahar", 3, SECOND), ("wakala", 1, FIRST)]
    assert [round(row["copied"], 3) for row in found] == [0.333, 0.0]
    assert ask(filled, stats.by_country) == [
        {"country": "EG", "outlets": 1, "articles": 3},
        {"country": None, "outlets": 1, "articles": 1},
    ]


def test_who_names_whom_leaves_out_what_an_outlet_says_of_itself(filled: Store) -> None:
    assert ask(filled, stats.who_names_whom) == [
        {"outlet": "nahar", "source": None, "source_title": "إذاعة السهل", "role": "cited", "articles": 1},
        {"outlet": "nahar", "source": "wakala", "source_title": "وكالة الساحل", "role": "credited", "articles": 1},
    ]
