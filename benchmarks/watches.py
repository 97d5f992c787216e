"""What 1,000 watches cost an article: made texts, watches of two words each, and the same hits as by looking at every watch.

python -m benchmarks.watches [--watches 1000] [--articles 600]
"""

# ruff: noqa: S311 - the same words every time

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from time import process_time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from storage.query.choice import Choice
from storage.search.save import save_words
from storage.search.text import search_words
from storage.store import Store
from storage.watch.matching import Matcher, _Article
from storage.watch.watches import Watch, add

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
LETTERS = "ابتجحدرسشصطعغفقكلمنهوي"
VOCABULARY, LONG = 20_000, 250
"""Words that there are, by Zipf's law, and words of a text."""


def words() -> list[str]:
    chance = Random(1)
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(VOCABULARY)]


def texts(vocabulary: Sequence[str], amount: int) -> list[str]:
    chance, weights = Random(2), list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    return [" ".join(chance.choices(vocabulary, cum_weights=weights, k=LONG)) for _ in range(amount)]


def queries(vocabulary: Sequence[str], amount: int) -> list[str]:
    """Two words each, as people choose them: neither among the hundred that stand in most texts."""
    chance = Random(3)
    return [" ".join(chance.sample(vocabulary[100:5000], 2)) for _ in range(amount)]


def measure(watches: int, amount: int, folder: Path) -> dict[str, Any]:
    vocabulary = words()
    given = texts(vocabulary, amount)
    with Store.open(f"sqlite:///{folder}/store.db") as store, store.engine.connect() as connection:  # nothing is kept
        _index(connection, given[: amount // 2])
        for number, query in enumerate(queries(vocabulary, watches)):
            add(connection, Watch(f"w{number}", query, Choice(), "log"))
        begun = process_time()
        matcher = Matcher()
        matcher._renew(connection)
        loaded = process_time() - begun
    articles = [_Article(SimpleNamespace(id=number, title=None, body=text), None) for number, text in enumerate(given)]  # type: ignore[arg-type]
    for article in articles:
        article.__dict__["words"] = search_words(None, article.row.body)  # made when the article is stored, watches or not
    seconds = []
    for _ in range(3):
        begun = process_time()
        found = {(watch.row.id, article.row.id) for article in articles for watch in matcher._fitting(article)}
        seconds.append(process_time() - begun)
    every = {(watch.row.id, article.row.id) for article in articles for watch in matcher._watches.values() if watch.reads(article)}
    per_article = sorted(seconds)[1] / amount * 1000
    return {"watches": watches, "articles": amount, "ms_an_article": round(per_article, 4), "ms_to_load": round(loaded * 1000, 1)} | {
        "hits": len(found),
        "the_same_as_one_by_one": found == every,
    }


def _index(connection: Any, given: Sequence[str]) -> None:
    """Makes the words known to the index, so that their rarity is known."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    save_words(connection, [(number + 1, NOW, None, text) for number, text in enumerate(given)], [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--watches", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(options.watches, options.articles, Path(folder))))


if __name__ == "__main__":
    main()
