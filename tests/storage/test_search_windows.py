"""Searches look among the newest articles first: the answers are those of a look at all, and on PostgreSQL the index stands in parts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select, text

from storage.search import look, months
from storage.search.facets import count
from storage.search.filters import Filters
from storage.search.find import best, newest
from storage.search.query import parse
from storage.search.save import save_words
from storage.store import Store
from storage.tables import articles, search_texts
from storage.upkeep.info import info

if TYPE_CHECKING:
    from storage.search.look import Place

AMOUNT = 300
QUERIES = ("قافلة", "قمح", "سفينة", "قافلة قمح", '"قافلة قمح"', "قافلة NOT قمح", "سفي*", "جمل", "«جمل»", "")


@pytest.fixture(scope="module")
def library(common_desk: Any, article: Any) -> Store:
    """Articles of two years, in no order: some words are in most of them, some in few of the oldest."""
    chance = random.Random(3)  # noqa: S311 - the same every time
    made = []
    for number in range(AMOUNT):
        held = [word for word, share in (("قافلة", 0.6), ("قمح", 0.3), ("سفينة", 0.02)) if chance.random() < share]
        days = chance.randrange(730)
        held += ["جمل"] if days > 700 else []
        body = f"خبر رقم {number} عن {' '.join(held)}"
        made.append(article(str(number), body, title=f"عنوان {number}", published_at=common_desk.now - timedelta(days=days, hours=number)))
    common_desk.write(*made, run_id=None)
    store: Store = common_desk.store
    return store


def answers(store: Store, query: str, filters: Filters) -> list[Any]:
    with store.read() as connection:
        found: list[Any] = [best(connection, query, filters, limit=15), count(connection, query, filters)]
        after: Place | None = None
        for _ in range(40):
            page = newest(connection, query, filters, limit=15, after=after)
            found.append([hit.article_id for hit in page.hits])
            if (after := page.next) is None:
                break
        return found


@pytest.mark.parametrize("query", QUERIES)
def test_a_look_among_the_newest_changes_no_answer(library: Store, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = Filters(since=datetime(2024, 9, 1, tzinfo=UTC), until=datetime(2025, 12, 1, tzinfo=UTC))
    with monkeypatch.context() as plain:
        plain.setattr(look.Looking, "_window", lambda *_: None)
        all_at_once = [answers(library, query, filters) for filters in (narrow, Filters())]
    monkeypatch.setattr(look, "_LARGE", 0)
    monkeypatch.setattr(look, "_FIRST_CANDIDATES", 4)
    for size in (10, 40):
        monkeypatch.setattr(look, "_NEWEST", size)
        assert [answers(library, query, filters) for filters in (narrow, Filters())] == all_at_once


def test_what_is_frequent_is_looked_for_among_the_newest_only(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "_LARGE", 0)
    monkeypatch.setattr(look, "_FIRST_CANDIDATES", 4)
    monkeypatch.setattr(look, "_NEWEST", 40)
    seen = []
    plain = look.Looking._rows
    monkeypatch.setattr(look.Looking, "_rows", lambda *given: seen.append(given[5]) or plain(*given))
    with library.read() as connection:
        assert len(newest(connection, "قافلة", limit=3).hits) == 3
        assert [window is not None for window in seen] == [True]


# The parts on PostgreSQL


def parts(store: Store) -> set[str]:
    query = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'search_texts'::regclass"
    with store.read() as connection:
        return set(connection.scalars(text(query)))


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_part_a_month_is_made_as_articles_come(desk: Any, article: Any) -> None:
    days = ("1991-02-28T23:30:00+03:00", "1991-03-01T02:30:00+03:00", "1991-03-01T03:30:00+03:00", "1955-05-05T05:05:05+00:00")
    times = [datetime.fromisoformat(day) for day in days]
    desk.write(*(article(str(n), f"قافلة {n}", published_at=time) for n, time in enumerate(times)), run_id=None)
    assert parts(desk.store) >= {"search_texts_before", "search_texts_beyond", "search_texts_1991_02", "search_texts_1991_03"}
    assert desk.all("SELECT count(*) FROM search_texts_1991_02, search_texts_before") == [(2,)]
    desk.write(article("1", "قافلة أخرى", published_at=datetime(1990, 12, 31, 23, 59, tzinfo=UTC)), run_id=None)
    assert desk.all("SELECT article_id, count(*) FROM search_texts GROUP BY 1 HAVING count(*) <> 1") == []
    assert desk.all("SELECT count(*) FROM search_texts_1990_12") == [(1,)]
    with desk.store.write() as connection:
        months.make_room(connection, [datetime(2099, 12, 31, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)])
        connection.execute(text("DELETE FROM urls"))
        connection.execute(text("UPDATE stories SET first_article_id = NULL"))
        connection.execute(articles.delete())
        assert connection.execute(select(search_texts)).all() == []
    assert not [name for name in parts(desk.store) if "_2100" in name or "_1955" in name]


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_two_writers_make_one_part(desk: Any) -> None:
    with desk.store.write() as one:
        months.make_room(one, [desk.now])
        with desk.store.read() as other:  # nobody who reads waits
            assert other.scalar(select(search_texts.c.id)) is None
    with desk.store.write() as one:
        months.make_room(one, [desk.now, desk.now])
    assert "search_texts_2026_03" in parts(desk.store)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_search_of_a_time_reads_its_parts_alone(desk: Any, article: Any) -> None:
    desk.write(*(article(str(n), f"قافلة {n}", published_at=desk.now - timedelta(days=31 * n)) for n in range(12)), run_id=None)
    with desk.store.read() as connection:
        looking = look.Looking(connection, Filters(since=desk.now - timedelta(days=20)))
        statement = looking.statement(None, look.Where.ANYWHERE)
        plan = "\n".join(connection.scalars(text(f"EXPLAIN {statement.compile(connection, compile_kwargs={'literal_binds': True})}")))
    assert "search_texts_2026_03" in plan
    assert "search_texts_2025" not in plan


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_words_are_asked_of_the_index_of_each_part(desk: Any) -> None:
    with desk.store.write() as connection:
        connection.execute(text("INSERT INTO outlets (id, name, title, kind) VALUES (9, 'rawi', 'الراوي', 'publisher')"))
        columns = "id, outlet_id, url, body, fetched_at, sort_at, extractor, extract_version, text_hash"
        each = "n, 9, 'https://rawi.test/' || n, 'x', now(), timestamptz '2026-01-01' + n * interval '20 minutes', 'test', 1, n::text"
        connection.execute(text(f"INSERT INTO articles ({columns}) SELECT {each} FROM generate_series(1, 6000) AS n"))  # noqa: S608
        months.make_room(connection, [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)])
        words = "CASE n % 1000 WHEN 0 THEN 'جمل' ELSE 'قافلة' END || ' ' || md5(n::text)"
        held = "SELECT id AS n, sort_at FROM articles"
        connection.execute(text(f"INSERT INTO search_texts (article_id, sort_at, words) SELECT n, sort_at, {words} FROM ({held}) AS a"))  # noqa: S608
    with desk.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE search_texts")
    asked: list[tuple[str, Any]] = []
    with desk.store.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda one, cursor, said, given, *_: asked.append((said, given)))
        assert len(newest(connection, "جمل", limit=3).hits) == 3
        ours = [(said, given) for said, given in asked if "search_texts.words" in said]
        plans = ["\n".join(connection.exec_driver_sql(f"EXPLAIN {said}", given).scalars()) for said, given in ours]
    assert plans
    assert all("Bitmap Index Scan on search_texts_2026_" in plan for plan in plans)


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_a_store_in_one_piece_stays_so_and_is_told(empty_url: str) -> None:
    now = datetime(2026, 3, 9, tzinfo=UTC)
    with Store.open(empty_url) as store:
        with store.write() as connection:
            assert months.is_parted(connection)
            connection.execute(text("ALTER TABLE search_texts RENAME TO parted"))
            connection.execute(text("CREATE TABLE search_texts (LIKE parted INCLUDING ALL)"))
            assert not months.is_parted(connection)
            save_words(connection, [(1, now, "قافلة", "قافلة"), (2, now + timedelta(days=40), "قافلة", "قافلة")], ())
        with store.read() as connection:
            asked = look.Looking(connection, Filters()).found(parse("قافلة"), look.Where.ANYWHERE)
            assert [each.article_id for each in asked] == [2, 1]
    assert info(empty_url).parted is False
