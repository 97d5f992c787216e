"""The queries that the documentation offers run on both engines and have something to say; the views are documented column by column."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from storage.query.export import FIELDS
from storage.store import Store
from warraq.errors import StoreError
from warraq.items import Attribution, Outcome, Reason

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def source(role: Any, name: str, outlet: str | None = None) -> Attribution:
    return Attribution(role, name, outlet, "structured", None, None, name, None, None, "test")


@pytest.fixture(scope="module")
def press(common_desk: Any, article: Any) -> Store:
    """A story that an agency began and two articles copied, a changed headline, a vanished article, and a run with a rejected address."""
    desk = common_desk
    desk.start()
    desk.offer("1", "2", "3", "gone")
    agency = source("credited", "وكالة الساحل", "wakala")
    desk.write(
        article("origin", "إضراب في الميناء", outlet="wakala", attributions=(source("published", "وكالة الساحل", "wakala"),)), run_id=None
    )
    first = article("1", "إضراب في الميناء منقولا", authors=("سامي فواز",), keywords=("ميناء",), attributions=(agency,))
    cited = (source("cited", "إذاعة السهل"), source("cited", "وكالة الساحل", "wakala"))
    desk.write(first, article("2", "نص يقتبس", attributions=cited, published_at=desk.now))
    desk.write(article("4", "إضراب في الميناء بلا مصدر"), run_id=None)
    desk.settle("3", Outcome.REJECTED, Reason.TOO_SHORT)
    desk.later(hours=1)
    desk.write(replace(first, title="عنوان آخر", text_hash="0" * 32), run_id=None)
    desk.finish()
    with desk.store.write() as connection:
        connection.execute(text("UPDATE articles SET vanished_at = sort_at WHERE url LIKE '%/2'"))
        connection.execute(text("UPDATE stories SET merged_into = 1 WHERE id IN (2, 4)"))
        connection.execute(text("UPDATE stories SET outlet_count = 2, article_count = 3 WHERE id = 1"))
    return desk.store


def test_there_are_at_least_twenty() -> None:
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("query", QUERIES, ids=[re.sub(r"\s+", " ", query)[:50] for query in QUERIES])
def test_each_query_has_an_answer(press: Store, query: str) -> None:
    only = {"-- SQLite": "sqlite", "-- PostgreSQL": "postgresql"}.get(query.splitlines()[0], press.engine.dialect.name)
    if only != press.engine.dialect.name:
        return
    with press.read() as connection:
        assert connection.execute(text(query.replace("reuters", "wakala").replace(" : ", r" \: "))).all()


@pytest.mark.parametrize("view", ["article_sources", "story_chain"])
def test_every_column_of_a_view_is_documented(store: Store, view: str) -> None:
    part = PAGE.partition(f"`{view}` has")[2].partition("\n\n`")[0]
    with store.read() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns(view)}
    assert {column for column in columns if f"`{column}`" not in part} == set()


def test_every_field_of_an_export_is_documented() -> None:
    columns = {name for name in FIELDS if f"`{name}`" in PAGE}
    assert columns == set(FIELDS)


def test_a_reader_sees_what_is_there_and_changes_nothing(press: Store) -> None:
    with Store.open(press.url, read_only=True) as reader:
        with reader.read() as connection:
            assert connection.scalar(text("SELECT count(*) FROM articles")) == 4
        with pytest.raises(StoreError), reader.write() as connection:
            connection.execute(text("DELETE FROM revisions"))
    with press.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM revisions")) == 1
