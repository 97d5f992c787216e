"""Judged searches: how many of the articles that a person would want are found, how many others, and whether both engines agree."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.ledger import outlets
from storage.search.find import search
from storage.store import Store
from storage.write.batch import write_articles
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


def judged(name: str) -> list[Judged]:
    tables = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["query"]
    return [Judged(each["words"], frozenset(each["finds"] + each.get("also", [])), frozenset(each["leaves"])) for each in tables]


SETS = {name: judged(f"{name}.toml") for name in ("relevance", "relevance_second")}


def fill(store: Store, queries: list[Judged]) -> None:
    """Each sentence as the body of an article."""
    sentences = sorted({sentence for query in queries for sentence in query.wanted | query.misleading})
    articles = [
        Article(
            f"https://rawi.test/{number}", sentence, outlet="rawi", fetched_at=NOW, text_hash=sha256(sentence.encode()).hexdigest()[:32]
        )
        for number, sentence in enumerate(sentences)
    ]
    with store.write() as connection:
        outlets.sync_outlets(connection, [RAWI])
        write_articles(connection, None, articles, NOW)


def answers(store: Store, queries: list[Judged]) -> dict[str, frozenset[str]]:
    """The sentences that each query finds; each is shorter than a snippet."""
    with store.read() as connection:
        return {query.words: frozenset(hit.snippet for hit in search(connection, query.words, limit=1000)) for query in queries}


@dataclass(frozen=True)
class Run:
    """A set of queries and what each found on SQLite."""

    queries: list[Judged]
    found: dict[str, frozenset[str]]


@pytest.fixture(scope="module", params=SETS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    queries = SETS[request.param]
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('relevance')}/store.db") as store:
        fill(store, queries)
        yield Run(queries, answers(store, queries))


def test_the_sets_are_large_enough_to_tell() -> None:
    for queries in SETS.values():
        assert len({query.words for query in queries}) >= 60
        assert sum(len(query.misleading) for query in queries) >= 120


def test_most_of_what_is_wanted_is_found_and_little_else(run: Run) -> None:
    right = sum(len(run.found[query.words] & query.wanted) for query in run.queries)
    recall = right / sum(len(query.wanted) for query in run.queries)
    precision = right / sum(len(found) for found in run.found.values())
    assert recall >= 0.97, [(query.words, query.wanted - run.found[query.words]) for query in run.queries]
    assert precision >= 0.97, [(query.words, run.found[query.words] - query.wanted) for query in run.queries]


def test_little_that_misleads_is_found(run: Run) -> None:
    assert sum(len(run.found[query.words] & query.misleading) for query in run.queries) <= 10


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_both_engines_find_the_same(store: Store, run: Run) -> None:
    fill(store, run.queries)
    assert answers(store, run.queries) == run.found
