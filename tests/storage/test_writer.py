"""The writer: batches in order, patience with what passes, the quarantine for what cannot be written, an end where nothing helps."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from storage.ledger import runs
from storage.write.thread import BATCH_SECONDS, Writer
from warraq import clock
from warraq.errors import LeaseTakenError, StoreError
from warraq.items import Outcome, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.store import Store
    from storage.write.batch import Written


def count(store: Store) -> int:
    with store.read() as connection:
        return connection.scalar(text("SELECT count(*) FROM articles")) or 0


def settings_for_new_connections(store: Store, *statements: str) -> None:
    """Runs the statements on each connection that the store opens from now on."""
    store.engine.dispose()

    @event.listens_for(store.engine, "connect")
    def prepare(connection: Any, entry: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        if hasattr(connection, "autocommit"):
            connection.commit()
        cursor.close()


def impatient(store: Store) -> None:
    """Makes the database itself wait for locks but a moment, so that the writer's own patience is what is tested."""
    sqlite = store.engine.dialect.name == "sqlite"
    settings_for_new_connections(store, "PRAGMA busy_timeout=20" if sqlite else "SET lock_timeout = '20ms'")


def test_what_is_given_is_written_in_order_and_counted(desk: Any, article: Any) -> None:
    desk.start()
    desk.offer("1", "2", "3")
    seen: list[Written] = []
    with Writer(desk.store, desk.run_id, batch=2, on_written=seen.extend) as writer:
        writer.put(article("1", "أ"))
        assert writer.offer_nowait(article("2", "ب"))
        writer.settle(Verdict("https://nahar.test/3", Outcome.REJECTED, Reason.NO_ARTICLE))
        account = writer.call(runs.account, desk.run_id).result()
    assert (account.new, account.rejected, account.pending) == (2, 1, 0)
    assert writer.written == {Outcome.NEW: 2, Outcome.REJECTED: 1}
    assert [done.url for done in seen] == ["https://nahar.test/1", "https://nahar.test/2"]
    assert writer.error is None


def test_a_batch_that_does_not_fill_is_written_when_it_is_old(desk: Any, article: Any) -> None:
    desk.start()
    done = threading.Event()
    with Writer(desk.store, desk.run_id, seconds=0.05, on_written=lambda _: done.set()) as writer:
        writer.put(article("1"))
        assert done.wait(10)
        assert count(desk.store) == 1


def test_a_batch_is_as_old_as_its_first_row_however_many_come_after_it(desk: Any, article: Any) -> None:
    desk.start()
    done = threading.Event()
    with Writer(desk.store, desk.run_id, batch=10**6, seconds=0.5, on_written=lambda _: done.set()) as writer:
        for number in range(1000):
            writer.put(article(str(number % 5)))
            if done.wait(0.05):
                break
        assert number < 999
    assert done.is_set()


def test_the_first_batch_is_written_soon_so_that_a_crawl_that_is_killed_early_leaves_something(
    desk: Any, article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.start()
    done = threading.Event()
    monkeypatch.setenv(clock.VARIABLE, "")  # set below, and taken back with this
    clock.shift(clock.now(), rate=5)
    try:
        with Writer(desk.store, desk.run_id, on_written=lambda _: done.set()) as writer:
            writer.put(article("1"))
            assert done.wait(BATCH_SECONDS / 5 - 1)
    finally:
        clock.follow(None)


def test_what_is_done_aside_ends_no_batch_and_what_is_called_does(desk: Any, article: Any) -> None:
    desk.start()
    batches: list[int] = []
    with Writer(desk.store, desk.run_id, on_written=lambda written: batches.append(len(written))) as writer:
        writer.put(article("1", "أ"))
        assert writer.aside(lambda connection: connection.scalar(text("SELECT count(*) FROM articles"))).result(timeout=30) == 0
        writer.put(article("2", "ب"))
        assert writer.call(lambda connection: connection.scalar(text("SELECT count(*) FROM articles"))).result(timeout=30) == 2
    assert batches == [2]


def test_closing_writes_the_rest_and_takes_no_more(desk: Any, article: Any) -> None:
    desk.start()
    writer = Writer(desk.store, desk.run_id)
    writer.put(article("1"))
    assert writer.close(timeout=30)
    assert count(desk.store) == 1
    assert writer.close()
    with pytest.raises(StoreError, match="closed"):
        writer.put(article("2"))
    with pytest.raises(StoreError, match="closed"):
        writer.offer_nowait(article("2"))


def test_a_full_queue_refuses_without_waiting_and_a_writer_at_work_is_not_closed(desk: Any, article: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def dawdle(connection: Any) -> bool:
        begun.set()
        return go_on.wait(30)

    writer = Writer(desk.store, queue_size=1)
    running = writer.call(dawdle)
    assert begun.wait(30)
    assert writer.offer_nowait(article("1"))
    assert not writer.offer_nowait(article("2"))
    go_on.set()
    assert running.result(timeout=30)
    writer.flush().result(timeout=30)
    assert count(desk.store) == 1
    begun.clear()
    go_on.clear()
    writer.call(dawdle)
    assert begun.wait(30)
    assert not writer.close(timeout=0.01)
    go_on.set()
    assert writer.close(timeout=30)


def test_outside_a_run_nothing_has_to_be_running(desk: Any, article: Any) -> None:
    with Writer(desk.store) as writer:
        writer.put(article("1"))
        writer.settle(Verdict("https://nahar.test/2", Outcome.REJECTED, Reason.NO_ARTICLE))
    assert (writer.error, writer.written) == (None, {Outcome.NEW: 1, Outcome.REJECTED: 1})
    assert desk.row("2").reason == "no-article"


def test_batches_are_no_larger_than_asked_and_followed_by_their_stories(desk: Any, article: Any) -> None:
    seen: list[int] = []
    body = "أعلنت إدارة الميناء صباح اليوم وصول سفينة تحمل ثلاثين ألف طن من القمح، وقالت إن التفريغ يبدأ غدا ويستمر أربعة أيام. " * 2
    with Writer(desk.store, batch=2, on_written=lambda written: seen.append(len(written))) as writer:
        for number in range(4):
            writer.put(article(str(number), body, outlet=("nahar", "wakala")[number % 2], title=f"وصول سفينة قمح {number}"))
        writer.flush().result(timeout=30)
        assert desk.all("SELECT count(DISTINCT story_id) FROM articles") == [(1,)]
    assert seen == [2, 2]


def test_articles_are_looked_at_again_when_the_writer_was_told(desk: Any, article: Any) -> None:
    desk.start()
    with Writer(desk.store, desk.run_id, rechecks=(timedelta(days=3650),)) as writer:
        writer.put(article("1"))
    assert desk.row("1").next_check_at == desk.now + timedelta(days=3650)


def test_a_call_that_fails_tells_its_caller_and_leaves_nothing(desk: Any, article: Any) -> None:
    def fail(connection: Any) -> None:
        connection.execute(text("DELETE FROM feeds"))
        raise RuntimeError("wrong")

    with Writer(desk.store) as writer:
        assert isinstance(writer.call(fail).exception(), RuntimeError)
        writer.put(article("1"))
        writer.flush().result()
    assert count(desk.store) == 1
    assert desk.all("SELECT count(*) FROM feeds") == [(3,)]


def test_a_call_that_its_caller_gave_up_does_not_end_the_writer(desk: Any, article: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def dawdle(connection: Any) -> bool:
        begun.set()
        return go_on.wait(30)

    with Writer(desk.store) as writer:
        running, waiting = writer.call(dawdle), writer.call(dawdle)
        assert begun.wait(30)
        assert waiting.cancel()
        assert not running.cancel()
        go_on.set()
        assert running.result(timeout=30)
        writer.put(article("1"))
        writer.flush().result(timeout=30)
    assert count(desk.store) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda article: replace(article, outlet="nowhere"),
        lambda article: replace(article, fetched_at=article.fetched_at.replace(tzinfo=None)),
        lambda article: replace(article, published_day="yesterday"),
    ],
    ids=["unknown outlet", "time without zone", "wrong type"],
)
def test_one_bad_article_is_held_back_and_the_rest_of_its_batch_written(desk: Any, article: Any, spoil: Callable[[Any], Any]) -> None:
    paths = [str(number) for number in range(20)]
    desk.start()
    desk.offer(*paths)
    with Writer(desk.store, desk.run_id) as writer:
        for path in paths:
            good = article(path, f"نص {path}")
            writer.put(spoil(good) if path == "13" else good)
        writer.flush().result()
    assert writer.error is None
    assert writer.written == {Outcome.NEW: 19, Outcome.FAILED: 1}
    assert count(desk.store) == 19
    row = desk.row("13")
    assert (row.outcome, row.reason, row.state, row.attempts) == ("failed", "store-error", "pending", 1)
    ((url, stage, run_id, payload),) = desk.all("SELECT url, stage, run_id, payload FROM quarantine")
    assert (url, stage, run_id) == ("https://nahar.test/13", "store", desk.run_id)
    assert json.loads(payload)["body"] == "نص 13"
    assert desk.finish().new == 19


def test_a_batch_waits_for_another_writer_that_holds_the_store(desk: Any, article: Any) -> None:
    desk.start()
    impatient(desk.store)
    sqlite = desk.store.engine.dialect.name == "sqlite"
    with Writer(desk.store, desk.run_id, batch=1, queue_size=2) as writer:
        with desk.store.engine.connect() as other:
            other.execute(text("DELETE FROM outlets WHERE id = 0" if sqlite else "LOCK TABLE articles IN ACCESS EXCLUSIVE MODE"))
            given = 0
            while writer.offer_nowait(article(str(given), f"نص {given}")):
                given += 1
                clock.sleep(0.02)
            clock.sleep(0.3)
            assert 3 <= given <= 4
            other.rollback()
        writer.flush().result(timeout=30)
    assert writer.error is None
    assert count(desk.store) == given


def test_a_writer_whose_run_was_closed_by_another_writes_nothing_more(desk: Any, article: Any) -> None:
    zombie = desk.start()
    desk.offer("1")
    with Writer(desk.store, zombie) as writer:
        desk.start()
        desk.due()
        writer.put(article("1"))
        assert isinstance(writer.flush().exception(), LeaseTakenError)
        with pytest.raises(LeaseTakenError, match="closed as killed"):
            writer.put(article("2"))
    assert not writer.close()
    assert count(desk.store) == 0
    assert desk.account().pending == 1


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_lost_connection_is_made_again_and_nothing_is_lost(desk: Any, article: Any) -> None:
    desk.start()
    with Writer(desk.store, desk.run_id, batch=5) as writer:
        for number in range(60):
            writer.put(article(str(number), f"نص {number}"))
            if number % 20 == 10:
                with desk.store.engine.connect() as other:
                    mine = "datname = current_database() AND pid <> pg_backend_pid()"
                    other.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"))  # noqa: S608
        writer.flush().result(timeout=60)
    assert writer.error is None
    assert count(desk.store) == 60


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_full_disk_ends_the_writer_and_loses_nothing_acknowledged(desk: Any, article: Any) -> None:
    paths = [str(number) for number in range(400)]
    desk.start()
    desk.offer(*paths)
    pages = desk.all("PRAGMA page_count")[0][0]
    settings_for_new_connections(desk.store, f"PRAGMA max_page_count={pages + 40}")
    written: list[Written] = []
    with Writer(desk.store, desk.run_id, batch=10, on_written=written.extend) as writer:

        def put_all() -> None:
            for path in paths:
                writer.put(article(path, f"نص {path} " * 100))
            writer.flush().result()

        with pytest.raises(StoreError, match="no room is left"):
            put_all()
    assert isinstance(writer.error, StoreError)
    assert written
    stored = {url for (url,) in desk.all("SELECT url FROM articles")}
    assert stored == {done.url for done in written}
    assert desk.all("PRAGMA integrity_check") == [("ok",)]
    settings_for_new_connections(desk.store, f"PRAGMA max_page_count={pages + 100_000}")
    left = [path for path in paths if desk.row(path).outcome is None]
    assert len(left) == len(paths) - len(stored)
    with Writer(desk.store, desk.run_id) as writer:
        for path in left:
            writer.put(article(path, f"نص {path} " * 100))
    assert desk.finish().new == len(paths)
