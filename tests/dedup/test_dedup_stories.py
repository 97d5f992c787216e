from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from warraq.dedup.stories import ArticleLink, stories, succession

LINKS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 9),
        st.sampled_from(["copy", "update", "excerpt", "contains", "shares-text"]),
        st.sampled_from([0.3, 0.5, 0.8, 0.9, 1.0]),
    ).filter(lambda link: link[0] > link[1]),
    max_size=25,
    unique_by=lambda link: link[:2],
)


def groups(articles: list[int], *links: tuple[int, int, str, float]) -> tuple[tuple[int, ...], ...]:
    return stories(articles, [ArticleLink(*link) for link in links]).groups  # type: ignore[arg-type]


def test_copies_updates_and_whole_excerpts_join() -> None:
    links = [
        (2, 1, "copy", 0.9),
        (3, 1, "update", 0.8),
        (4, 1, "excerpt", 1.0),
        (3, 2, "copy", 0.8),
        (4, 2, "excerpt", 1.0),
        (4, 3, "copy", 0.7),
    ]
    assert groups([1, 2, 3, 4, 5], *links) == ((1, 2, 3, 4), (5,))


def test_round_ups_and_shared_passages_do_not_join() -> None:
    assert groups([1, 2, 3], (3, 1, "contains", 1.0), (3, 2, "shares-text", 0.9)) == ((1,), (2,), (3,))


def test_an_excerpt_that_is_not_wholly_there_does_not_join() -> None:
    assert groups([1, 2], (2, 1, "excerpt", 0.6)) == ((1,), (2,))


def test_a_composite_does_not_glue_two_stories_that_know_nothing_of_each_other() -> None:
    first = [(b, a, "copy", 0.95) for a in (1, 2, 3) for b in (2, 3) if b > a]
    second = [(b, a, "copy", 0.95) for a in (4, 5, 6) for b in (5, 6) if b > a]
    composite = [(7, article, "update", 0.8) for article in (1, 2, 3)] + [(7, article, "excerpt", 0.78) for article in (4, 5, 6)]
    found = stories(list(range(1, 8)), [ArticleLink(*link) for link in first + second + composite])  # type: ignore[arg-type]
    assert found.groups == ((1, 2, 3, 7), (4, 5, 6))
    assert {(link.earlier, link.relation) for link in found.refused} == {(4, "shares-text"), (5, "shares-text"), (6, "shares-text")}


def test_links_to_strangers_are_ignored() -> None:
    assert groups([1, 2], (9, 1, "copy", 1.0)) == ((1,), (2,))


@given(LINKS, st.integers())
def test_stories_do_not_depend_on_the_order_of_links_nor_on_ids(links: list[tuple[int, int, str, float]], seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - any order will do
    ids = rng.sample(range(100), 10)
    renamed = [(ids[later], ids[earlier], relation, score) for later, earlier, relation, score in links]
    rng.shuffle(renamed)
    plain = groups(list(range(10)), *links)
    assert groups(ids, *renamed) == tuple(tuple(ids[article] for article in group) for group in plain)


@given(LINKS)
def test_taking_the_decision_again_changes_nothing(links: list[tuple[int, int, str, float]]) -> None:
    given_links = [ArticleLink(*link) for link in links]  # type: ignore[arg-type]
    once = stories(range(10), given_links)
    loosened = {(link.later, link.earlier): link for link in once.refused}
    again = stories(range(10), [loosened.get((link.later, link.earlier), link) for link in given_links])
    assert again.groups == once.groups
    assert again.refused == ()


@given(LINKS)
def test_every_article_has_one_story(links: list[tuple[int, int, str, float]]) -> None:
    assert sorted(article for group in groups(list(range(10)), *links) for article in group) == list(range(10))


def test_the_smaller_id_lives_on_in_a_merged_story() -> None:
    handed = succession([(1, 2, 3)], {1: 12, 2: 7, 3: 7})
    assert handed.ids == (7,)
    assert handed.merged == {12: 7}


def test_a_story_that_falls_apart_keeps_its_id_where_its_first_article_is() -> None:
    handed = succession([(1, 3), (2,)], {1: 7, 2: 7, 3: 7})
    assert handed.ids == (7, None)
    assert handed.merged == {}


def test_new_articles_need_a_new_id() -> None:
    assert succession([(1,), (2,)], {2: 4}).ids == (None, 4)
