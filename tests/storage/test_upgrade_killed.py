"""A store of the release before with 30,000 articles is upgraded, killed in the middle and upgraded on: the same rows, the same answers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from storage import migrations, schema
from storage.engine import open_engine
from storage.search.facets import count
from storage.search.find import search
from storage.store import Store
from storage.tables import search_index
from storage.upkeep import reindex
from warraq import clock

if TYPE_CHECKING:
    from sqlalchemy import Engine

ARTICLES = 30_000
BEFORE = "0014"
WORDS = ("قافلة", "قوافل", "الميناء", "موانئ", "القمح", "أسعار", "السفينة", "مدارس", "المدرسة", "عمال")
COLUMNS = "id, outlet_id, url, title, body, fetched_at, sort_at, extractor, extract_version, text_hash"
QUERIES = ("ميناء", "قافلة", "سعر", '"القمح أسعار"', "مدرسة NOT سفينة", "عامل", "رقم29999")


def filled(url: str) -> None:
    """A store of that release; its index is another one, which the upgrade throws away."""
    engine = open_engine(url)
    with engine.connect() as connection:
        migrations.command.upgrade(migrations.config(connection), BEFORE)
    rows = [
        {"id": n, "url": f"https://rawi.test/{n}", "body": " ".join(WORDS[(n // step) % 10] for step in (1, 7, 31, 113)) + f" رقم{n}"}
        for n in range(1, ARTICLES + 1)
    ]
    values = ":id, 1, :url, 'خبر', :body, '2026-03-09T12:00:00.000000Z', '2026-03-09T12:00:00.000000Z', 'import', 1, :url"
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (id, name, title, kind) VALUES (1, 'rawi', 'الراوي', 'publisher')"))
        connection.execute(text(f"INSERT INTO articles ({COLUMNS}) VALUES ({values})"), rows)  # noqa: S608 - written here
        connection.execute(text("UPDATE search_index SET version = 2"))
    engine.dispose()


def reached(engine: Engine) -> int | None:
    with engine.connect() as connection:
        if schema.version(connection) != schema.HEAD:
            return None
        found: int | None = connection.scalar(select(search_index.c.reached))
        return found


def articles_of(url: str) -> list[Any]:
    engine = open_engine(url)
    with engine.connect() as connection:
        rows = list(connection.execute(text(f"SELECT {COLUMNS} FROM articles ORDER BY id")))  # noqa: S608 - written here
    engine.dispose()
    return rows


def answers(store: Store) -> list[Any]:
    with store.read() as connection:
        return [([hit.article_id for hit in search(connection, query, limit=50)], count(connection, query)) for query in QUERIES]


@pytest.mark.long
def test_an_upgrade_that_is_killed_goes_on(empty_url: str) -> None:
    filled(empty_url)
    before = articles_of(empty_url)
    program = [sys.executable, "-m", "warraq", "db", "upgrade"]
    environment = os.environ | {"WARRAQ_DATABASE_URL": empty_url}
    engine = open_engine(empty_url, read_only=True)
    with subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        end = clock.monotonic() + 300
        while (far := reached(engine)) is None or far > ARTICLES * 2 // 3:
            assert first.poll() is None, "the upgrade ended before it was killed"
            assert clock.monotonic() < end
            clock.sleep(0.05)
        first.kill()
    far = reached(engine)
    engine.dispose()
    assert far is not None
    assert far > 0
    subprocess.run(program, env=environment, check=True, capture_output=True, timeout=600)
    assert articles_of(empty_url) == before
    with Store.open(empty_url) as store:
        with store.read() as connection:
            assert reindex.state(connection) == reindex.IndexState(reindex.TEXT_VERSION, 0)
        upgraded = answers(store)
        assert all(hits for hits, _ in upgraded)
        for _ in reindex.renew(store, whole=True):
            pass
        assert answers(store) == upgraded
