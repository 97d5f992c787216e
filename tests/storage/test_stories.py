"""Stories in the store: copies join at once, a sweep joins what was left, new texts leave, and the rows say what there is to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.stories.chain import story
from storage.stories.join import Stories
from warraq.items import Attribution

if TYPE_CHECKING:
    from conftest import Desk

    from storage.store import Store

CHANCE = Random(3)  # noqa: S311 - the same words every time
REPORT, OTHER, THIRD = (" ".join("".join(CHANCE.choices("ابتجحدرسشصطعغفقكلمنهوي", k=5)) for _ in range(90)) for _ in range(3))
EDITED = " ".join(word if number % 25 else "غيره" for number, word in enumerate(REPORT.split()))


def groups(store: Store) -> set[frozenset[str]]:
    """The stories, by the addresses of their articles."""
    with store.read() as connection:
        rows = connection.execute(text("SELECT url, story_id FROM articles")).all()
    return {frozenset(row.url for row in rows if row.story_id == story) for story in {row.story_id for row in rows}}


@pytest.fixture
def sources() -> tuple[Attribution, ...]:
    return (Attribution("credited", "وكالة الضفة", None, "structured", None, None, "وكالة الضفة", None, None, "json-ld"),)


def test_an_edited_copy_joins_the_story_and_an_unrelated_text_does_not(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT), article("2", EDITED, outlet="wakala"), article("3", OTHER))
    assert Stories(desk.store).join() == 3
    assert {len(group) for group in groups(desk.store)} == {1, 2}
    assert desk.all("SELECT relation FROM article_links") == [("copy",)]
    assert desk.all("SELECT article_count, outlet_count FROM stories WHERE merged_into IS NULL AND article_count > 1") == [(2, 2)]
    merged = desk.all("SELECT id, merged_into FROM stories WHERE merged_into IS NOT NULL")
    assert merged
    assert all(gone > heir for gone, heir in merged)


def test_what_was_written_but_not_joined_is_joined_by_the_next(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT))
    desk.write(article("2", REPORT, outlet="wakala"))
    assert len(groups(desk.store)) == 2
    assert Stories(desk.store).join() == 2
    assert len(groups(desk.store)) == 1
    assert Stories(desk.store).join() == 0


def test_articles_of_an_older_store_get_their_fingerprints_when_they_are_joined(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT), article("2", REPORT, outlet="wakala"))
    with desk.store.write() as connection:
        connection.execute(text("DELETE FROM dedup_prints"))
        connection.execute(text("DELETE FROM dedup_postings"))
    Stories(desk.store).join()
    assert len(groups(desk.store)) == 1


def test_a_new_text_leaves_the_story_of_the_old_one(desk: Desk, article: Any) -> None:
    desk.start()
    stories = Stories(desk.store)
    desk.write(article("1", REPORT), article("2", REPORT, outlet="wakala"))
    stories.join()
    desk.write(article("2", OTHER, outlet="wakala"))
    stories.join()
    assert len(groups(desk.store)) == 2
    assert desk.all("SELECT count(*) FROM article_links") == [(0,)]
    desk.write(article("3", OTHER))
    stories.join()
    assert {len(group) for group in groups(desk.store)} == {1, 2}


def test_copies_are_looked_for_within_the_days_before_an_article(desk: Desk, article: Any) -> None:
    old = replace(article("1", REPORT), published_at=desk.now - timedelta(days=11))
    desk.start()
    desk.write(old, article("2", REPORT, outlet="wakala", published_at=desk.now))
    Stories(desk.store, story_days=10).join()
    assert len(groups(desk.store)) == 2


def test_a_round_up_is_linked_to_its_stories_and_glues_none(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT), article("2", OTHER), article("3", f"{THIRD}\n{REPORT}\n{OTHER}", outlet="wakala"))
    Stories(desk.store).join()
    assert len(groups(desk.store)) == 3
    assert desk.all("SELECT DISTINCT relation FROM article_links") == [("contains",)]


def test_the_origin_is_whom_the_copies_credit(desk: Desk, article: Any, sources: tuple[Attribution, ...]) -> None:
    desk.start()
    desk.write(article("1", REPORT, attributions=sources), article("2", REPORT, outlet="wakala"))
    Stories(desk.store).join()
    origin = "SELECT origin_outlet_id, origin_name, origin_rule FROM stories WHERE merged_into IS NULL"
    assert desk.all(origin) == [(None, "وكالة الضفة", "credited")]


def test_the_origin_is_unsure_where_polls_contradict_an_earlier_stated_time(desk: Desk, article: Any) -> None:
    desk.start()
    desk.offer("1")
    desk.write(replace(article("1", REPORT), published_at=desk.now - timedelta(minutes=5), fetched_at=desk.now))
    read_at, now = desk.later(hours=2), desk.later(minutes=10)
    desk.start("wakala")
    desk.offer("2", feed=1, outlet="wakala", unseen=read_at)
    desk.write(replace(article("2", REPORT, outlet="wakala"), published_at=now - timedelta(hours=8), fetched_at=now))
    Stories(desk.store).join()
    said = (
        "SELECT name, origin_rule, first_published_at FROM stories JOIN outlets ON outlets.id = origin_outlet_id WHERE merged_into IS NULL"
    )
    assert [row[:2] for row in desk.all(said)] == [("nahar", "unsure")]
    with desk.store.read() as connection:
        told = story(connection, 1)
    assert told is not None
    assert told.story["first_published_at"] == now - timedelta(hours=2, minutes=15)
    assert {row["outlet"]: (row["first_seen_at"], row["unseen_at"]) for row in told.articles} == {
        "nahar": (now - timedelta(hours=2, minutes=10), None),
        "wakala": (now, read_at),
    }


def test_forgotten_articles_keep_their_stories_and_get_no_more_copies(desk: Desk, article: Any) -> None:
    desk.start()
    stories = Stories(desk.store)
    old = desk.now - timedelta(days=5)
    desk.write(article("1", REPORT, published_at=old), article("2", EDITED, outlet="wakala", published_at=old), article("3", OTHER))
    stories.settle()
    before = groups(desk.store)
    assert stories.forget((desk.now - timedelta(days=1)).date()) == 2
    assert stories.forget((desk.now - timedelta(days=1)).date()) == 0
    assert stories.settle() == 0
    assert groups(desk.store) == before
    desk.write(article("4", REPORT + " الآن"))
    stories.join()
    assert groups(desk.store) == before | {frozenset({"https://nahar.test/4"})}
