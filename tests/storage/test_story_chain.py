"""The chain of a story as it is read: earliest first, whom each credits, and what each is to those before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from storage.stories import chain
from storage.stories.join import Stories
from warraq.items import Attribution

if TYPE_CHECKING:
    from conftest import Desk

_CHANCE = Random(4)  # noqa: S311 - the same words every time
REPORT = " ".join("".join(_CHANCE.choices("ابتجحدرسشصطعغفقكلمنهوي", k=5)) for _ in range(80))
CREDIT = Attribution("credited", "وكالة الضفة", None, "structured", None, None, "وكالة الضفة", None, None, "json-ld")


def test_a_chain_is_read_earliest_first(desk: Desk, article: Any) -> None:
    desk.start()
    original = replace(article("1", REPORT), published_at=desk.now)
    carried = article("2", REPORT, outlet="wakala", attributions=(CREDIT,))
    desk.write(replace(carried, published_at=desk.now + timedelta(hours=2)), original)
    Stories(desk.store).join()
    ids = {url: (article_id, story_id) for url, article_id, story_id in desk.all("SELECT url, id, story_id FROM articles")}
    first, second = ids[original.url], ids[carried.url]
    with desk.store.read() as connection:
        found = chain.story(connection, first[1])
    assert found is not None
    assert [row["article_id"] for row in found.articles] == [first[0], second[0]]
    assert [row["credits"] for row in found.articles] == [None, "وكالة الضفة"]
    assert found.articles[1]["links"] == [{"other_id": first[0], "relation": "copy", "score": 1.0}]
    assert (found.story["origin_name"], found.story["origin"], found.story["article_count"]) == ("وكالة الضفة", None, 2)


def test_a_merged_story_leads_to_the_one_that_lives_on(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("1", REPORT), article("2", REPORT, outlet="wakala"))
    Stories(desk.store).join()
    gone, heir = desk.all("SELECT id, merged_into FROM stories WHERE merged_into IS NOT NULL")[0]
    with desk.store.read() as connection:
        found = chain.story(connection, gone)
        assert found is not None
        assert found.story["id"] == heir
        assert chain.story(connection, 99) is None
        assert set(chain.texts_of(connection, heir)) == {row["article_id"] for row in found.articles}
