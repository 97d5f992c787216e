"""Stories are a function of the articles once they are settled: in any order, with late arrivals, and with several writers at once."""

# ruff: noqa: S311 - the same words and orders every time

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage import tables
from storage.store import Store
from storage.stories.join import Stories
from storage.write.batch import write_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from conftest import Desk

    from warraq.items import Article

# Days of news in made-up words


LETTERS = "ابتجحدرسشصطعغفقكلمنهوي"


def words(chance: Random, count: int) -> list[str]:
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(count)]


def edited(chance: Random, text: Sequence[str], every: int = 25) -> list[str]:
    """The text with one word in `every` replaced."""
    return [words(chance, 1)[0] if chance.random() < 1 / every else word for word in text]


def flow(made: Callable[..., Article], begin: datetime, *, days: int, reports: int, seed: int = 5) -> list[Article]:
    """For each report of a day an original, two edited copies and sometimes an excerpt or a round-up; and two templates a day."""
    chance = Random(seed)
    frames = [words(chance, 60) for _ in range(2)]
    found: list[Article] = []
    for day in range(days):
        texts = [words(chance, 90) for _ in range(reports)]
        for number, report in enumerate(texts):
            versions = [report, edited(chance, report), [*edited(chance, report), *words(chance, 30)]]
            versions += [report[:45]] if number % 3 == 0 else []
            versions += [[*report, *texts[number - 1], *words(chance, 20)]] if number % 4 == 1 else []
            found += [
                _article(made, f"d{day}r{number}v{place}", version, _at(chance, begin, day)) for place, version in enumerate(versions)
            ]
        for number, frame in enumerate(frames):
            filled = [*frame[:30], *words(chance, 4), str(chance.randint(100, 999)), *frame[30:]]
            found.append(_article(made, f"d{day}t{number}", filled, _at(chance, begin, day)))
    return found


def _at(chance: Random, begin: datetime, day: int) -> datetime:
    return begin + timedelta(days=day, minutes=chance.randint(0, 700))


def _article(made: Callable[..., Article], path: str, text: Sequence[str], moment: datetime) -> Article:
    outlet = ("nahar", "wakala")[sum(map(ord, path)) % 2]
    title, body = " ".join(text[:6]), " ".join(text[6:])
    return replace(made(path, body, title=title, outlet=outlet), published_at=moment, fetched_at=moment)


def publish(store: Store, articles: Iterable[Article], now: datetime, batch: int = 40) -> Stories:
    """Writes and joins the articles in batches."""
    stories = Stories(store)
    waiting = list(articles)
    for first in range(0, len(waiting), batch):
        with store.write() as connection:
            write_articles(connection, None, waiting[first : first + batch], now)
        stories.join()
    return stories


# What the store says of them


def groups(store: Store) -> set[frozenset[str]]:
    """The stories, by the addresses of their articles."""
    with store.read() as connection:
        rows = connection.execute(text("SELECT url, story_id FROM articles")).all()
    return {frozenset(row.url for row in rows if row.story_id == story) for story in {row.story_id for row in rows}}


def state(store: Store) -> list[tuple[Any, ...]]:
    """All that stories say, without the ids that the order of storing gives."""
    chain = """
        SELECT article.url, first.url AS first_url, story.origin_name, story.origin_rule, outlet.name, story.first_published_at,
               story.last_seen_at, story.article_count, story.outlet_count, story.merged_into
        FROM articles AS article JOIN stories AS story ON story.id = article.story_id
        JOIN articles AS first ON first.id = story.first_article_id LEFT JOIN outlets AS outlet ON outlet.id = story.origin_outlet_id
        ORDER BY article.url
    """
    links = """
        SELECT later.url, earlier.url, link.relation, link.judged, link.score FROM article_links AS link
        JOIN articles AS later ON later.id = link.article_id JOIN articles AS earlier ON earlier.id = link.other_id ORDER BY 1, 2
    """
    with store.read() as connection:
        return [tuple(row) for query in (chain, links) for row in connection.execute(text(query))]


def empty(store: Store) -> None:
    gone = (tables.article_links, tables.dedup_prints, tables.dedup_postings, tables.dedup_days, tables.search_texts, tables.urls)
    with store.write() as connection:
        for table in (*gone, tables.articles, tables.stories):
            connection.execute(table.delete())


# Order


@pytest.mark.long("postgresql")
def test_stories_are_the_same_whatever_order_articles_came_in(desk: Desk, article: Any) -> None:
    articles = flow(article, desk.now - timedelta(days=8), days=6, reports=5)
    shuffled = [Random(seed).sample(articles, len(articles)) for seed in (1, 2)]
    found = []
    for order in (articles, *shuffled):
        empty(desk.store)
        stories = publish(desk.store, order, desk.now)
        stories.settle()
        found.append(state(desk.store))
        assert stories.settle() == 0
        assert state(desk.store) == found[-1]
    assert found[1] == found[0]
    assert found[2] == found[0]
    assert max(row[7] for row in found[0] if len(row) > 5) > 2


@pytest.mark.long("postgresql")
@pytest.mark.parametrize(("widespread", "candidates"), [(100, 4), (8, 100)], ids=["candidates", "widespread"])
def test_bounds_cut_the_same_whatever_the_order(
    desk: Desk, article: Any, monkeypatch: pytest.MonkeyPatch, widespread: int, candidates: int
) -> None:
    """A text that many print over days: its hashes become widespread, or its copies have more candidates than are compared."""
    monkeypatch.setattr("storage.stories.window.WIDESPREAD", widespread)
    monkeypatch.setattr("storage.stories.lookup.CANDIDATES", candidates)
    chance, begin = Random(8), desk.now - timedelta(days=9)
    popular = words(chance, 90)
    copies = [_article(article, f"p{number}", edited(chance, popular, 12), _at(chance, begin, number // 6)) for number in range(28)]
    articles = [*copies, *flow(article, begin, days=3, reports=2)]
    found = []
    for seed in (1, 2):
        empty(desk.store)
        order = Random(seed).sample(articles, len(articles))
        for part in (order[: 10 * seed], order[10 * seed :]):
            stories = publish(desk.store, part, desk.now, batch=7)
            stories.settle()
        found.append(state(desk.store))
        assert stories.settle() == 0
    assert found[1] == found[0]
    largest = max(row[7] for row in found[0] if len(row) > 5)
    assert 3 < largest < len(copies)


def test_late_arrivals_change_what_was_settled_as_if_they_had_come_in_time(desk: Desk, article: Any) -> None:
    articles = flow(article, desk.now - timedelta(days=6), days=5, reports=3)
    late = articles[::4]
    publish(desk.store, [each for each in articles if each not in late], desk.now).settle()
    publish(desk.store, late, desk.now).settle()
    afterwards = state(desk.store)
    empty(desk.store)
    publish(desk.store, articles, desk.now).settle()
    assert afterwards == state(desk.store)


def test_four_writers_at_once_split_no_story(desk: Desk, article: Any) -> None:
    chance = Random(9)
    originals = [words(chance, 80) for _ in range(12)]
    shares = [[_copy(article, f"{number}w{writer}", original, chance) for number, original in enumerate(originals)] for writer in range(4)]
    faults: list[BaseException] = []
    threads = [Thread(target=_write_all, args=(desk, share, faults)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert groups(desk.store) == {frozenset(share[number].url for share in shares) for number in range(len(originals))}


def _copy(made: Callable[..., Article], path: str, original: Sequence[str], chance: Random) -> Article:
    """The text with a headline and an ending of its own."""
    return made(path, " ".join([*original, *words(chance, 4)]), title=" ".join(words(chance, 3)), outlet=("nahar", "wakala")[len(path) % 2])


def _write_all(desk: Desk, articles: Sequence[Article], faults: list[BaseException]) -> None:
    try:
        with Store.open(desk.store.url) as store:
            publish(store, articles, desk.now, batch=3)
    except BaseException as error:
        faults.append(error)
