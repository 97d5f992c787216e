"""`warraq runs` as a person types it: what its filters let through, the sum in its last line, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from storage.ledger import outlets, runs
from storage.ledger.verdicts import settle
from storage.store import Store
from warraq import clock, config
from warraq.cli.app import app
from warraq.errors import UsageError
from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
RUNS = (
    # outlet, trigger, hours ago, outcome, addresses that it took up
    ("rawi", "cli", 30, "ok", 2),
    ("rawi", "cron", 5, "cut-short", 1),
    ("mirsad", "poll", 4, "empty", 0),
    ("mirsad", "retry", 1, "failed", 3),
)


@pytest.fixture(scope="module", autouse=True)
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store with the runs above."""
    url = f"sqlite:///{tmp_path_factory.mktemp('runs')}/store.db"
    with pytest.MonkeyPatch.context() as patch, Store.open(url) as store, store.write() as connection:
        named = [Outlet(name, f"صحيفة {name}", (f"{name}.example",)) for name in ("rawi", "mirsad")]
        ids = outlets.sync_outlets(connection, named)
        for number, (name, trigger, hours, outcome, count) in enumerate(RUNS):
            begun = NOW - timedelta(hours=hours)
            run_id = runs.start_run(connection, ids[name], trigger, 1, begun)
            addresses = [f"https://{name}.example/{number}/{place}" for place in range(count)]
            settle(connection, run_id, [Verdict(address, Outcome.REJECTED, Reason.NO_ARTICLE) for address in addresses], begun)
            failure = "dns" if outcome == "empty" else None
            runs.finish_run(connection, run_id, begun, outcome=outcome, failure=failure, stats={})
        patch.setenv("WARRAQ_DATABASE_URL", url)
        patch.setenv("WARRAQ_CLOCK", "")
        config.load.cache_clear()
        clock.shift(NOW)
        connection.commit()
        yield
    clock.reset()
    config.load.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["runs", *arguments])


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        pytest.param([], [4, 3, 2, 1], id="all, the latest first"),
        pytest.param(["--limit", "2"], [4, 3], id="some"),
        pytest.param(["--outlet", "rawi"], [2, 1], id="of an outlet"),
        pytest.param(["--trigger", "cron"], [2], id="by what started them"),
        pytest.param(["--outcome", "failed"], [4], id="by how they ended"),
        pytest.param(["--state", "finished"], [3, 2, 1], id="by state"),
        pytest.param(["--since", "6h"], [4, 3, 2], id="of the last hours"),
        pytest.param(["--since", "2026-03-09T09:00:00+00:00"], [4], id="from a time on"),
        pytest.param(["--outlet", "mirsad", "--since", "2h", "--outcome", "empty"], [], id="none"),
    ],
)
def test_filters(arguments: list[str], ids: list[int]) -> None:
    done = run(*arguments, "--json")
    assert (done.exit_code, [row["id"] for row in json.loads(done.stdout)]) == (0, ids)


def test_the_last_line_adds_up_what_is_shown() -> None:
    assert run("--outlet", "rawi").stderr == "2 runs, 3 addresses = 3 rejected\n"
    assert run("--outcome", "empty").stderr == "1 run, no addresses\n"
    assert run("--since", "1m").stderr == "no such run\n"


def test_the_class_of_a_failure_is_shown_where_there_is_one() -> None:
    assert "dns" in run("--outlet", "mirsad").stdout
    assert "failure" not in run("--outlet", "rawi").stdout


@pytest.mark.parametrize(
    ("option", "value", "choices"),
    [
        pytest.param("--trigger", "timer", ["cron", "poll", "catch-up", "retry", "cli", "import"], id="trigger"),
        pytest.param("--outcome", "good", ["ok", "empty", "cut-short", "failed"], id="outcome"),
        pytest.param("--state", "done", ["running", "finished", "failed", "killed"], id="state"),
    ],
)
def test_a_wrong_value_is_refused_with_the_choices(option: str, value: str, choices: list[str]) -> None:
    done = run(option, value)
    assert done.exit_code == 2
    assert all(choice in done.stderr for choice in [option, *choices])


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        pytest.param("--outlet", "rawiii", "rawiii: no such outlet", id="no such outlet"),
        pytest.param("--since", "soon", "write a span such as 6h", id="no time"),
    ],
)
def test_a_wrong_word_is_refused_with_the_mend(option: str, value: str, words: str) -> None:
    done = run(option, value)
    assert isinstance(done.exception, UsageError)
    assert words in str(done.exception)


def test_a_table_shows_the_counts_that_some_run_has() -> None:
    header = run().stdout.splitlines()[0].split()
    assert {"found", "new", "rejected", "failure"} <= set(header)
    assert not {"updated", "duplicate", "skipped"} & set(header)
