"""The store under what happens to programs: killed in mid-writing, many at once, made by many at the same moment."""

from __future__ import annotations

import runpy
import signal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import schema
from storage.engine import store_url as read_url
from storage.faults import explain, is_passing
from storage.ledger import runs
from storage.store import Store
from tests.storage.flooding import FLOOD, assert_whole, started, stored


@pytest.mark.long
@pytest.mark.parametrize(("store_url", "acknowledged"), [("sqlite", 1), ("sqlite", 70), ("postgresql", 30)], indirect=["store_url"])
def test_a_process_killed_in_mid_writing_leaves_whole_batches_and_the_next_completes(store: Store, acknowledged: int) -> None:
    killed = started(store.url, "nahar", 1000, 100, batch=20)
    assert killed.stdout is not None
    seen = [killed.stdout.readline().strip() for _ in range(acknowledged)]
    killed.send_signal(signal.SIGKILL)
    seen += killed.stdout.read().split()
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert_whole(store)
    assert {url for url in seen if url.startswith("https")} <= stored(store)
    assert len(stored(store)) % 20 == 0
    runpy.run_path(str(FLOOD))["flood"](store.url, "nahar", 1000, 100, batch=20)
    assert len(stored(store)) == 150
    assert_whole(store)
    with store.read() as connection:
        last, first = runs.runs(connection)
    assert (first.state, last.state) == ("killed", "finished")
    assert first.new + last.new == 150
    assert first.found == first.new + first.pending
    assert last.found == last.new == first.pending


@pytest.mark.long
def test_four_processes_that_write_at_once_lose_nothing(empty_url: str) -> None:
    writers = [started(empty_url, f"outlet{number}", 1000 * number, 50, batch=10) for number in range(1, 5)]
    for writer in writers:
        output, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
        assert "done" in output
    with Store.open(empty_url) as store:
        expected = {f"https://outlet{number}.test/{1000 * number + index}" for number in range(1, 5) for index in range(50)}
        expected |= {f"https://shared.test/{number}" for number in range(50)}
        assert stored(store) == expected
        assert_whole(store)
        with store.read() as connection:
            assert schema.version(connection) == schema.HEAD
            assert sum(run.new for run in runs.runs(connection)) == len(expected)
            assert connection.scalar(text("SELECT count(*) FROM quarantine")) == 0


class _ServerError(Exception):
    """An error of psycopg as far as it matters here."""

    def __init__(self, message: str, sqlstate: str | None) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("message", "state", "passing", "mend"),
    [
        ("could not extend file: No space left on device", "53100", False, "no room is left"),
        ("deadlock detected", "40P01", True, "kept it locked"),
        ("canceling statement due to lock timeout", "55P03", True, "kept it locked"),
        ("terminating connection due to administrator command", "57P01", True, "ended the connection"),
        ("the database system is starting up", "57P03", True, "ended the connection"),
        ("connection refused", None, True, "cannot be reached"),
        ('FATAL: database "x" does not exist', None, False, "createdb"),
        ("FATAL: password authentication failed", None, False, "the password is wrong"),
        ("permission denied for schema public", "42501", False, "may not do that"),
        ("value too long", "22001", False, None),
    ],
)
def test_what_a_servers_errors_mean(message: str, state: str | None, passing: bool, mend: str | None) -> None:
    error = OperationalError("SELECT 1", {}, _ServerError(message, state))
    told = explain(error, read_url("postgresql://user:geheim@host/db"))
    assert is_passing(error) is passing
    assert (told is None) if mend is None else (mend in str(told))
    assert "geheim" not in str(told)
