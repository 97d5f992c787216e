"""What an article costs: a crawl of heavy pages beside a bare Scrapy crawl of the same pages, and every stage of the chain.

    python benchmarks/chain.py [--pages 20] [--rounds 3]

`pages` are those of each of six mark-ups, of 200 kB each, served on loopback by a process of their own. The crawls are processes too, one
after another; of several rounds the least CPU counts, as a busy machine only adds to it. The stages are timed in this process on the same
pages and their articles. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from chain_crawl import learned
from chain_pages import NOW, Site, served, sites
from sqlalchemy import event

from pipelines.stage import Context, pure_stages
from spiders.article_page import harvest
from storage.ledger import outlets
from storage.search.save import FTS5_TABLE, fts5_words
from storage.store import Store
from storage.stories.join import Stories
from storage.tables import search_texts
from storage.write.batch import write_articles
from warraq.dedup.fingerprint import fingerprint
from warraq.outlet import LEARNED_READER, OutletKnowledge
from warraq.outlet_files.registry import default_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from warraq.items import Article, Page

BUDGETS: Final = {
    "parse and known layout": 4.0,
    "normalise and dates": 0.4,
    "sources": 1.0,
    "stories": 1.5,
    "search text": 1.0,
    "store": 0.3,
}
"""Milliseconds that each stage may take, beyond what Scrapy spends; `validate` and `text hash` are not budgeted. Filling the search index
counts as search text and fingerprints as stories, though the writer does both."""


def crawl(mode: str, port: int, made: Sequence[Site], pages: int) -> dict[str, float]:
    """The figures of one crawl in a process of its own."""
    if mode == "bare":
        script, arguments = "chain_bare.py", [str(port), *(site.outlet.name for site in made)]
    else:
        script, arguments = "chain_crawl.py", [mode, str(port), str(pages)]
    command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def crawls(made: Sequence[Site], pages: int, rounds: int) -> dict[str, float]:
    """CPU milliseconds a page of the three crawls, how they compare, and how many pages of the known outlets layouts read."""
    found: dict[str, list[dict[str, float]]] = {"bare": [], "known": [], "unknown": []}
    with served(made) as port:
        for _ in range(rounds):
            for mode, figures in found.items():
                figures.append(crawl(mode, port, made, pages))
    least = {mode: min(each["seconds"] / each["pages"] * 1000 for each in figures) for mode, figures in found.items()}
    share = found["known"][0]["by layout"] / found["known"][0]["pages"]
    ratios = {f"{mode} / bare": least[mode] / least["bare"] for mode in ("known", "unknown")}
    return {f"{mode} ms": milliseconds for mode, milliseconds in least.items()} | ratios | {"read by layout": share}


def least(work: Callable[[], object], rounds: int) -> float:
    """Least CPU milliseconds of several rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


def reading(made: Sequence[Site], rounds: int) -> tuple[dict[str, float], list[Article]]:
    """The cost of reading a page with a known layout and without, and the articles."""
    known: list[float] = []
    unknown: list[float] = []
    articles: list[Article] = []
    for site in made:
        knows, naive = learned(site), OutletKnowledge(site.outlet)
        for page in site.crawled:
            got = harvest(page, page.url, knows).articles
            articles += got
            if got and got[0].extractor.startswith(LEARNED_READER):
                known.append(least(lambda page=page, knows=knows: harvest(page, page.url, knows), rounds))  # type: ignore[misc]
        unknown += [_generic(page, naive, rounds) for page in site.crawled[::4]]
    return {"parse and known layout": median(known), "parse and generic reader": median(unknown)}, articles


def _generic(page: Page, naive: OutletKnowledge, rounds: int) -> float:
    return least(lambda: harvest(page, page.url, naive), rounds)


def stages(made: Sequence[Site], articles: Sequence[Article]) -> dict[str, float]:
    """Milliseconds an article of what follows, each stage once over all of them, as each changes the article."""
    by_name = {site.outlet.name: site.outlet for site in made}
    names = ("normalise and dates", "sources", "validate", "text hash")
    spent = {}
    default_registry()
    for name, stage in zip(names, pure_stages(Context(lambda slug: by_name.get(slug or ""), default_registry)), strict=True):
        stage.process_item(articles[0])  # what is built once
        spent[name] = least(lambda stage=stage: [stage.process_item(article) for article in articles], 3)  # type: ignore[misc]
    runs = [_stored(made, articles) for _ in range(5)]
    spent |= min(runs, key=lambda run: sum(run.values()))
    return {name: milliseconds / len(articles) for name, milliseconds in spent.items()}


def _stored(made: Sequence[Site], articles: Sequence[Article]) -> dict[str, float]:
    """Milliseconds for all of writing and joining stories, in batches as a crawl writes them."""
    with tempfile.TemporaryDirectory() as place, Store.open(f"sqlite:///{place}/store.db") as store:
        with store.write() as connection:
            outlets.sync_outlets(connection, [site.outlet for site in made])
        with store.engine.connect() as connection:  # compiles the statements, which an engine keeps
            write_articles(connection, None, articles[:100], NOW)
            connection.rollback()
        stories, index = Stories(store), _timed_index(store)
        spent = dict.fromkeys(("search text", "fingerprint", "write", "stories"), 0.0)
        for start in range(0, len(articles), 100):
            batch = articles[start : start + 100]
            spent["search text"] += least(lambda batch=batch: [fts5_words(article.title, article.body) for article in batch], 1)  # type: ignore[misc]
            spent["fingerprint"] += least(lambda batch=batch: [fingerprint(each.title, each.body).hashes for each in batch], 1)  # type: ignore[misc]
            spent["write"] += least(lambda batch=batch: _written(store, batch), 1)  # type: ignore[misc]
            spent["stories"] += least(stories.join, 1)
    filled = sum(index)
    return {
        "search text": spent["search text"] + filled,
        "stories": spent["stories"] + spent["fingerprint"],
        "store": spent["write"] - spent["search text"] - filled - spent["fingerprint"],
    }


def _written(store: Store, batch: Sequence[Article]) -> None:
    with store.write() as connection:
        write_articles(connection, None, batch, NOW)


def _timed_index(store: Store) -> list[float]:
    """The milliseconds that each statement takes which fills the search index, as they come to pass."""
    taken: list[float] = []

    def timed(sign: int) -> Callable[..., None]:
        def note(connection: object, cursor: object, statement: str, *_: object) -> None:
            if statement.startswith((f"INSERT INTO {search_texts.name} ", f"INSERT INTO {FTS5_TABLE} ")):
                taken.append(sign * time.process_time() * 1000)

        return note

    event.listen(store.engine, "before_cursor_execute", timed(-1))
    event.listen(store.engine, "after_cursor_execute", timed(1))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    made = sites(options.pages)
    compared = crawls(made, options.pages, options.rounds)
    costs, articles = reading(made, options.rounds)
    costs |= stages(made, articles)
    for name, figure in compared.items():
        print(f"{name:26} {figure:8.2f}")
    for name, figure in costs.items():
        budget = BUDGETS.get(name)
        print(f"{name:26} {figure:8.2f} ms" + (f"   of {budget}" if budget else ""))
    print(json.dumps({name: round(figure, 2) for name, figure in {**compared, **costs}.items()}))


if __name__ == "__main__":
    main()
