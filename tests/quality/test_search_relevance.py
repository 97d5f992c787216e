"""Judged searches: how many of the articles that a person would want are found, how many others, and whether both engines agree."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage import outlets
from storage.search import search
from storage.store import Store
from storage.write import write_articles
from warraq.items import Article
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
RAWI = Outlet("rawi", "جريدة الراوي", ("rawi.test",), country="EG", timezone="UTC", feeds=("https://rawi.test/rss",))


@dataclass(frozen=True)
class Judged:
    """A query, and the sentences that it should find and that were written to mislead it."""

    words: str
    wanted: frozenset[str]
    misleading: frozenset[str]


def judged() -> list[Judged]:
    tables = tomllib.loads((Path(__file__).parent / "relevance.toml").read_text(encoding="utf-8"))["query"]
    return [Judged(each["words"], frozenset(each["finds"] + each.get("also", [])), frozenset(each["leaves"])) for each in tables]


QUERIES = judged()


def fill(store: Store) -> None:
    """Each sentence as the body of an article."""
    sentences = sorted({sentence for query in QUERIES for sentence in query.wanted | query.misleading})
    articles = [
        Article(
            f"https://rawi.test/{number}", sentence, outlet="rawi", fetched_at=NOW, text_hash=sha256(sentence.encode()).hexdigest()[:32]
        )
        for number, sentence in enumerate(sentences)
    ]
    with store.write() as connection:
        outlets.sync_outlets(connection, [RAWI])
        write_articles(connection, None, articles, NOW)


def answers(store: Store) -> dict[str, frozenset[str]]:
    """The sentences that each query finds; each is shorter than a snippet."""
    with store.read() as connection:
        return {query.words: frozenset(hit.snippet for hit in search(connection, query.words, limit=1000)) for query in QUERIES}


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, frozenset[str]]]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('relevance')}/store.db") as store:
        fill(store)
        yield answers(store)


def test_the_set_is_large_enough_to_tell() -> None:
    assert len({query.words for query in QUERIES}) >= 60
    assert sum(len(query.misleading) for query in QUERIES) >= 120


def test_most_of_what_is_wanted_is_found_and_little_else(on_sqlite: dict[str, frozenset[str]]) -> None:
    right = sum(len(on_sqlite[query.words] & query.wanted) for query in QUERIES)
    recall = right / sum(len(query.wanted) for query in QUERIES)
    precision = right / sum(len(found) for found in on_sqlite.values())
    assert recall >= 0.95, [(query.words, query.wanted - on_sqlite[query.words]) for query in QUERIES]
    assert precision >= 0.95, [(query.words, on_sqlite[query.words] - query.wanted) for query in QUERIES]


def test_little_that_misleads_is_found(on_sqlite: dict[str, frozenset[str]]) -> None:
    assert sum(len(on_sqlite[query.words] & query.misleading) for query in QUERIES) <= 10


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_both_engines_find_the_same(store: Store, on_sqlite: dict[str, frozenset[str]]) -> None:
    fill(store)
    assert answers(store) == on_sqlite
