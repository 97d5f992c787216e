"""Words made by older rules are known for what they are, and made anew without a pause."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.search import save
from storage.search.find import search
from storage.search.text import TEXT_VERSION, search_words
from storage.tables import search_index
from storage.upkeep import reindex
from storage.upkeep.info import info
from warraq.text import stem_words

if TYPE_CHECKING:
    from storage.store import Store

STEMS = "5e7a"
"""Begins the digest of what the rules of this TEXT_VERSION make of every word that the program knows."""


@pytest.fixture
def aged(desk: Any, article: Any, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Five articles whose words older rules made, in batches of two."""
    monkeypatch.setattr(reindex, "REINDEX_BATCH", 2)
    with monkeypatch.context() as older:
        older.setattr(save, "search_words", lambda title, body: frozenset({"قديم"}))
        older.setattr(save, "plain_words", lambda title, body: frozenset())
        desk.write(*(article(str(number), f"وصلت القافلة رقم {number}", title="قوافل") for number in range(5)), run_id=None)
    with desk.store.write() as connection:
        connection.execute(search_index.update().values(version=TEXT_VERSION - 1))
    return desk.store


def found(store: Store, query: str) -> int:
    with store.read() as connection:
        return len(search(connection, query))


def state(store: Store) -> reindex.IndexState:
    with store.read() as connection:
        return reindex.state(connection)


def test_a_new_store_is_of_this_programs_rules(store: Store) -> None:
    assert state(store) == reindex.IndexState(TEXT_VERSION, 0)
    assert list(reindex.renew(store)) == []


def test_old_words_are_told_and_made_anew(aged: Store) -> None:
    assert state(aged) == reindex.IndexState(TEXT_VERSION - 1, 5)
    told = info(aged.url).search_index
    assert told is not None
    assert told.is_stale
    assert "warraq db reindex (5 articles)" in str(told)
    assert found(aged, "قافلات") == 0
    assert list(reindex.renew(aged)) == [2, 2, 1]
    assert state(aged) == reindex.IndexState(TEXT_VERSION, 0)
    assert (found(aged, "قافلات"), found(aged, "قديم")) == (5, 0)
    assert list(reindex.renew(aged)) == []


def test_what_was_stopped_goes_on_from_there(aged: Store) -> None:
    batches = reindex.renew(aged)
    assert next(batches) == 2
    batches.close()
    assert state(aged) == reindex.IndexState(TEXT_VERSION - 1, 3)
    assert list(reindex.renew(aged)) == [2, 1]


def test_two_at_once_share_the_work(aged: Store) -> None:
    one, other = reindex.renew(aged), reindex.renew(aged)
    assert [next(one), next(other), next(one)] == [2, 2, 1]
    assert [list(one), list(other)] == [[], []]
    assert found(aged, "قافلات") == 5


def test_words_half_renewed_by_other_rules_are_begun_again(aged: Store) -> None:
    with aged.write() as connection:
        connection.execute(search_index.update().values(renewing=TEXT_VERSION - 1, reached=2))
    assert list(reindex.renew(aged)) == [2, 2, 1]


def test_the_whole_index_can_be_made_anew_at_any_time(aged: Store) -> None:
    list(reindex.renew(aged))
    assert list(reindex.renew(aged, whole=True)) == [2, 2, 1]
    assert state(aged) == reindex.IndexState(TEXT_VERSION, 0)


def test_a_text_that_changes_meanwhile_keeps_its_new_words(aged: Store, desk: Any, article: Any) -> None:
    batches = reindex.renew(aged)
    next(batches)
    desk.write(replace(article("0", "وصلت الشاحنات"), title="شاحنات"), run_id=None)
    assert (found(aged, "شاحنة"), found(aged, "قافلات")) == (1, 2)
    assert list(batches) == [2, 1]
    assert (found(aged, "شاحنة"), found(aged, "قافلات"), found(aged, "قديم")) == (1, 4, 0)


def test_articles_that_the_index_lacks_are_counted_and_brought_in_newest_first(aged: Store) -> None:
    with aged.write() as connection:
        connection.execute(text("DELETE FROM search_texts"))
    assert state(aged) == reindex.IndexState(TEXT_VERSION - 1, 5, 5)
    assert "5 of them cannot be found until then" in str(state(aged))
    next(reindex.renew(aged))
    with aged.read() as connection:
        assert [hit.url.rpartition("/")[2] for hit in search(connection, "قافلات")] == ["4", "3"]


def test_a_changed_article_has_the_new_words_at_once(aged: Store, desk: Any, article: Any) -> None:
    desk.write(replace(article("1", "وصلت الشاحنات"), title="شاحنات"), run_id=None)
    assert found(aged, "شاحنة") == 1


def test_rules_that_make_other_words_have_another_version() -> None:
    known = " ".join(value for name, value in sorted(vars(stem_words).items()) if name.isupper())
    made = " ".join(sorted(search_words(None, known)))
    digest = sha256(made.encode()).hexdigest()[:4]
    assert digest == STEMS, "the rules make other words now: raise storage.search.text.TEXT_VERSION and write the new digest here"


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_words_that_lead_nowhere_are_cleared_some_each_night(desk: Any, article: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reindex, "REINDEX_BATCH", 2)
    monkeypatch.setattr(reindex, "CLEARED_AT_ONCE", 4)
    monkeypatch.setattr(reindex, "LEAST_DEAD", 3)
    desk.write(*(article(str(number), f"وصلت القافلة رقم {number}") for number in range(5)), run_id=None)
    for turn in range(2):
        desk.write(article("0", f"وصلت الشاحنات {turn}"), run_id=None)
    assert list(reindex.clear(desk.store)) == []  # two are not worth it
    desk.write(article("0", "وصلت السفن"), run_id=None)
    assert "words of 3 texts that are gone or were replaced" in str(state(desk.store))
    assert list(reindex.clear(desk.store)) == [2, 2]
    assert (found(desk.store, "قافلة"), found(desk.store, "سفينة")) == (4, 1)
    desk.write(article("5", "وصلت الجرارات"), run_id=None)
    assert list(reindex.clear(desk.store)) == [2]
    assert state(desk.store) == reindex.IndexState(TEXT_VERSION, 0)
    assert (found(desk.store, "قافلة"), found(desk.store, "سفينة"), found(desk.store, "جرار"), found(desk.store, "شاحنة")) == (4, 1, 1, 0)
    assert desk.all("SELECT count(*) FROM article_search WHERE article_search MATCH '§شاحن OR §شاحنة'") == [(0,)]
    numbers = desk.all("SELECT article_id FROM search_texts WHERE article_id <= 5 ORDER BY id")
    assert numbers == sorted(numbers)  # searches look among the newest by their numbers
    assert list(reindex.clear(desk.store)) == []
