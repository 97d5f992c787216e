"""The look-up of candidates reads by key, never a whole table, and counts in the same way on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sqlalchemy import event, text

from storage.stories.join import Stories
from storage.stories.lookup import look_up
from storage.stories.prints import Print
from storage.stories.window import LASTING, WIDESPREAD
from warraq.dedup.fingerprint import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Desk
    from sqlalchemy import Connection

    from storage.store import Store

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
TODAY = NOON.date().toordinal()
ASKING = 1_000_000


def asking(*hashes: int) -> Print:
    """An article of today, with these hashes and no other."""
    words = Fingerprint(np.zeros(200, np.uint32), 0)
    words.__dict__["hashes"] = hashes
    return Print(ASKING, NOON, "https://nahar.test/asking", 1, "", words, True, None)


def post(connection: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Postings: hash, days ago, article."""
    values = [{"hash": number, "day": TODAY - ago, "id": article_id} for number, ago, article_id in rows]
    connection.execute(text("INSERT INTO dedup_postings VALUES (:hash, :day, :id)"), values)


def compared(store: Store, monkeypatch: pytest.MonkeyPatch, each: Print) -> set[int]:
    """The articles whose prints are asked for, as if they had some."""
    seen: set[int] = set()
    monkeypatch.setattr("storage.stories.lookup.load_prints", lambda connection, ids: seen.update(ids) or {})
    with store.read() as connection:
        look_up(connection, [each], 30, both_ways=False)
    return seen


def test_two_hashes_in_common_make_a_candidate(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write() as connection:
        post(connection, [(1, 0, 7), (2, 0, 7), (1, 30, 8), (2, 30, 8), (1, 31, 9), (2, 31, 9), (1, 1, 10), (-(2**63), 2, 11), (2, 2, 11)])
    assert compared(store, monkeypatch, asking(1, 2, -(2**63))) == {7, 8, 11}


@pytest.mark.parametrize(
    ("count", "ago", "told"),
    [
        pytest.param(WIDESPREAD, 1, True, id="a large story of these days"),
        pytest.param(WIDESPREAD + 1, 1, False, id="too large a story"),
        pytest.param(LASTING, 9, True, id="an older story"),
        pytest.param(LASTING + 1, 9, False, id="a phrase"),
    ],
)
def test_a_hash_that_too_many_have_tells_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, count: int, ago: int, told: bool) -> None:
    with store.write() as connection:
        post(connection, [(number, ago, article_id) for number in (1, 2) for article_id in range(count)])
    assert bool(compared(store, monkeypatch, asking(1, 2))) is told


def test_an_article_with_very_many_hashes_is_looked_up_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write() as connection:
        post(connection, [(5, 0, 7), (8999, 0, 7)])
    assert compared(store, monkeypatch, asking(*range(8000))) == set()
    with store.write() as connection:
        post(connection, [(7999, 0, 7)])
    assert compared(store, monkeypatch, asking(*range(8000))) == {7}


def test_no_look_up_reads_all_postings(store: Store) -> None:
    rows = [(number * 7919, number % 31, number) for number in range(20_000)] + [(3, number % 31, number) for number in range(900)]
    statements: list[tuple[str, Any]] = []
    with store.write() as connection:
        post(connection, rows)
        connection.execute(text("ANALYZE"))
        event.listen(
            connection, "before_cursor_execute", lambda conn, cursor, statement, values, *_: statements.append((statement, values))
        )
        look_up(connection, [asking(3, 7919, 2 * 7919)], 30, both_ways=False)
        asked = [(statement, values) for statement, values in statements if "dedup_postings" in statement]
        assert asked
        plans = [plan(connection, statement, values) for statement, values in asked]
    for line in (line for found in plans for line in found):
        assert "Seq Scan on dedup_postings" not in line
        assert not line.startswith(("SCAN other", "SCAN found", "SCAN known"))


def test_joining_and_settling_read_no_table_of_the_store_whole(desk: Desk, article: Any) -> None:
    """Where SQLite would: PostgreSQL reads tables as small as these whole, whatever their indexes."""
    if desk.store.engine.dialect.name != "sqlite":
        pytest.skip("its plans depend on the size of the tables")
    desk.start()
    report = " ".join(f"كلمة{number}" for number in range(60))
    desk.write(article("1", report), article("2", f"{report} أيضا"), article("3", f"{report} اليوم", outlet="wakala"))
    statements: list[tuple[str, Any]] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda conn, cursor, *said: statements.append((said[0], said[1])))
    Stories(desk.store).settle()
    large = ("articles", "stories", "article_links", "dedup_prints", "dedup_postings", "other", "found", "known")
    with desk.store.read() as connection:
        asked = {statement: values[0] if isinstance(values, list) else values for statement, values in statements}
        plans = {line for statement, values in asked.items() if is_plain(statement) for line in plan(connection, statement, values)}
    assert any(line.startswith("SEARCH stories") for line in plans)
    whole = {line for line in plans for table in large if line.split(" USING ")[0] == f"SCAN {table}"}
    assert whole <= {"SCAN dedup_prints USING INDEX ix_dedup_prints_unsettled"}


def is_plain(statement: str) -> bool:
    return statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH"))


def plan(connection: Connection, statement: str, values: Any) -> list[str]:
    how = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    return [str(row[-1]).strip() for row in connection.exec_driver_sql(how + statement, values)]
