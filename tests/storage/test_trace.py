"""A text from anywhere is traced to the stories that contain it, alike on both engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from storage.stories import sought
from storage.stories.join import Stories
from storage.stories.trace import Trace, trace
from storage.upkeep.taken_out import Old, prune
from warraq.items import Attribution

if TYPE_CHECKING:
    from conftest import Desk

    from storage.store import Store

CHANCE = Random(8)  # noqa: S311 - the same words every time


def text_of(words: int) -> str:
    """Sentences of twelve made-up words."""
    made = ["".join(CHANCE.choices("ابتجحدرسشصطعغفقكلمنهوي", k=6)) for _ in range(words)]
    return ". ".join(" ".join(made[at : at + 12]) for at in range(0, words, 12)) + "."


HARBOUR, BRIDGE, OLIVES, WELL = (text_of(96) for _ in range(4))
DAWN = datetime.fromisoformat("2026-03-09T05:00:00+00:00")
AGENCY = (Attribution("credited", "وكالة الساحل", "wakala", "structured", None, None, "وكالة الساحل", None, None, "test"),)


@pytest.fixture
def filled(desk: Desk, article: Any) -> Desk:
    desk.start()
    desk.write(
        article("1", HARBOUR, title="خبر الميناء", outlet="wakala", published_at=DAWN),
        article("2", HARBOUR, title="الميناء", published_at=DAWN + timedelta(minutes=30), attributions=AGENCY),
        article("3", BRIDGE, title="خبر الجسر", outlet="wakala", published_at=DAWN + timedelta(hours=1)),
        article("4", WELL, title="خبر البئر", published_at=DAWN + timedelta(hours=2)),
    )
    Stories(desk.store).join()
    return desk


def traced(store: Store, text: str) -> Trace:
    with store.read() as connection:
        return trace(connection, text)


def cut(text: str) -> str:
    return " ".join(text.split()[20:70])


def respelt(text: str) -> str:
    """Other letters, marks and a wrong word in every nine."""
    words = text.replace("ي", "ى").replace("ه", "ة").split()
    return " ".join("خطأ" if at % 9 == 4 else f"{word}ُ" for at, word in enumerate(words))


@pytest.mark.parametrize("change", [str, cut, respelt, lambda text: respelt(cut(text))], ids=["whole", "cut", "respelt", "both"])
@pytest.mark.parametrize("forgotten", [False, True], ids=["prints", "no prints"])
def test_a_changed_text_leads_to_its_story_though_its_prints_are_gone(filled: Desk, change: Any, forgotten: bool) -> None:
    if forgotten:
        Stories(filled.store).forget(DAWN.date() + timedelta(1))
        assert filled.all("SELECT count(*) FROM dedup_postings") == [(0,)]
    found = traced(filled.store, change(HARBOUR))
    (story,) = found.stories
    assert (story.title, story.first_outlet, story.outlet_count, story.origin) == ("خبر الميناء", "wakala", 2, "wakala")
    assert [(each.outlet, each.credits) for each in story.articles] == [("wakala", ()), ("nahar", ("وكالة الساحل",))]
    assert found.share > (0.6 if change in (str, cut) else 0.3)
    assert story.share == found.share
    assert found.since == DAWN.date()


def test_an_article_of_two_hundred_days_ago_is_found_beside_one_of_today(filled: Desk, article: Any) -> None:
    filled.write(article("old", OLIVES, title="قديم", published_at=DAWN - timedelta(days=200)))
    Stories(filled.store).join()
    Stories(filled.store).forget(DAWN.date())
    filled.write(article("new", OLIVES, title="جديد", outlet="wakala", published_at=DAWN + timedelta(days=1)))
    Stories(filled.store).join()
    found = traced(filled.store, cut(OLIVES))
    assert {story.title for story in found.stories} == {"قديم", "جديد"}
    assert found.since == date(2025, 8, 21)


def test_every_sentence_says_where_it_stands(filled: Desk) -> None:
    known, other = HARBOUR.split(". ")[1], BRIDGE.split(". ")[3]
    text = f"{known}. {OLIVES.split('. ')[0]}.\n{other}. {HARBOUR.split('. ')[2]}. {BRIDGE.split('. ')[4]}. نعم."
    found = traced(filled.store, text)
    stories = {story.title: story.id for story in found.stories}
    expected = ["خبر الميناء", None, "خبر الجسر", "خبر الميناء", "خبر الجسر", None]
    assert [each.story_id for each in found.sentences] == [title and stories[title] for title in expected]
    assert all(text[each.start : each.end] == each.text for each in found.sentences)
    assert 0.5 < found.share < 0.9


def test_a_text_of_which_nothing_stands_here_says_since_when_that_was_looked_for(filled: Desk) -> None:
    found = traced(filled.store, OLIVES)
    assert (found.stories, found.share, found.since, found.left_out) == ([], 0.0, DAWN.date(), ())
    assert {each.story_id for each in found.sentences} == {None}


def test_pruned_days_are_not_said_to_be_searched(filled: Desk, article: Any) -> None:
    filled.write(article("old", OLIVES, published_at=DAWN - timedelta(days=200)))
    Stories(filled.store).join()
    assert sum(prune(filled.store, Old(DAWN - timedelta(days=1), keep_metadata=True))) == 1
    found = traced(filled.store, OLIVES)
    assert (found.stories, found.since) == ([], DAWN.date())
    assert ["2025-08-21" in said and "pruned" in said for said in found.left_out] == [True]


def test_pruned_articles_of_one_outlet_are_counted(filled: Desk) -> None:
    assert sum(prune(filled.store, Old(DAWN + timedelta(days=1), outlet="nahar", keep_metadata=True))) == 2
    found = traced(filled.store, WELL)
    assert (found.stories, found.since) == ([], DAWN.date())
    assert [said.startswith("2 articles whose texts were pruned") for said in found.left_out] == [True]


@pytest.mark.parametrize("text", ["", "...", "قال المصدر", " ".join(HARBOUR.split()[:13])])
def test_a_text_of_few_words_is_said_to_be_too_short(filled: Desk, text: str) -> None:
    found = traced(filled.store, text)
    assert (found.too_short, found.stories, found.since) == (True, [], None)


def test_an_empty_store_has_searched_nothing(store: Store) -> None:
    assert traced(store, HARBOUR).since is None


def test_what_stands_in_many_stories_is_a_set_phrase(desk: Desk, article: Any) -> None:
    phrase = " ".join(WELL.split()[:24])
    desk.start()
    desk.write(*(article(str(number), f"{text} {phrase}", published_at=DAWN) for number, text in enumerate((HARBOUR, BRIDGE, OLIVES))))
    Stories(desk.store).join()
    assert traced(desk.store, f"{phrase} {text_of(96)}").stories == []


def test_a_text_that_everybody_prints_is_found_by_its_earliest_articles(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "_WIDESPREAD_HASH", 1)
    assert [story.title for story in traced(filled.store, HARBOUR).stories] == ["خبر الميناء"]


def test_tracing_stores_nothing(filled: Desk) -> None:
    counted = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM dedup_prints), (SELECT count(*) FROM urls)"
    before = filled.all(counted)
    traced(filled.store, HARBOUR)
    assert filled.all(counted) == before
