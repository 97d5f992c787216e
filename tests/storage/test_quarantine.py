"""The quarantine: what is held, shown, marked, and let go to the next run."""

from __future__ import annotations

from typing import Any

import pytest

from storage.ledger import quarantine
from storage.query import read
from warraq.errors import UsageError
from warraq.items import Entry, Outcome, Reason


def hold(desk: Any, path: str, error: str = "broken", stage: str = "extract") -> int:
    with desk.store.write() as connection:
        return quarantine.add(
            connection, url=f"https://nahar.test/{path}", stage=stage, error=error, now=desk.now, payload='{"a": "ب\\u0000"}'
        )


def test_what_fails_again_in_the_same_way_is_held_once(desk: Any) -> None:
    first = hold(desk, "1")
    desk.later(hours=1)
    assert hold(desk, "1", "broken again") == first
    assert hold(desk, "1", stage="validate") != first
    with desk.store.read() as connection:
        held = quarantine.get(connection, first)
        assert held is not None
        assert (held.error, held.created_at, held.state) == ("broken again", desk.now, "open")


def test_what_fails_after_it_was_let_go_is_held_anew(desk: Any) -> None:
    first = hold(desk, "1")
    with desk.store.write() as connection:
        quarantine.mark(connection, first, "retried")
    again = hold(desk, "1", "broken again")
    assert desk.all("SELECT id, state, error FROM quarantine ORDER BY id") == [
        (first, "retried", "broken"),
        (again, "open", "broken again"),
    ]


def test_rows_are_listed_newest_first_by_state(desk: Any) -> None:
    first, second, third = (hold(desk, path) for path in "123")
    with desk.store.write() as connection:
        quarantine.mark(connection, second, "closed")
        assert [held.id for held in quarantine.rows(connection)] == [third, first]
        assert [held.id for held in quarantine.rows(connection, "closed")] == [second]
        assert [held.id for held in quarantine.rows(connection, None, limit=2)] == [third, second]
        assert quarantine.get(connection, 99) is None


def test_a_wrong_id_or_state_is_an_error_that_says_what_there_is(desk: Any) -> None:
    held = hold(desk, "1")
    with desk.store.write() as connection:
        with pytest.raises(UsageError, match="warraq quarantine list"):
            quarantine.mark(connection, 99, "closed")
        with pytest.raises(UsageError, match="open, retried, closed"):
            quarantine.mark(connection, held, "gone")
        with pytest.raises(UsageError, match="no 99"):
            quarantine.retry(connection, [held, 99], desk.now)


def test_what_is_retried_is_taken_up_by_the_next_run(desk: Any) -> None:
    desk.start()
    desk.offer("1", "2")
    for path in "12":
        desk.settle(path, Outcome.REJECTED, Reason.PARSE_ERROR, quarantine="broken")
    desk.finish()
    with desk.store.write() as connection:
        assert quarantine.retry(connection, [1], desk.now) == 1
    desk.start()
    assert desk.due() == [Entry("https://nahar.test/1")]
    with desk.store.write() as connection:
        assert quarantine.retry(connection, None, desk.now) == 1
        assert quarantine.rows(connection) == []


def test_there_is_no_article_of_an_unknown_id(desk: Any) -> None:
    with desk.store.read() as connection:
        assert read.article(connection, 1) is None
