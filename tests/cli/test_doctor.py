"""`warraq doctor`: the settings that differ from their defaults, a timer that does not beat, and each fault once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from storage.ledger import runs
from storage.store import Store
from storage.timing import timers
from warraq import clock, config
from warraq.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a store of its own, at noon."""
    address = f"sqlite:///{tmp_path}/store.db"
    monkeypatch.setenv("WARRAQ_DATABASE_URL", address)
    monkeypatch.setenv("WARRAQ_CLOCK", "")
    monkeypatch.chdir(tmp_path)
    config.load.cache_clear()
    clock.shift(NOW)
    Store.open(address).close()
    yield address
    clock.reset()
    config.load.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *arguments])


def told(*arguments: str) -> dict[str, tuple[str, str]]:
    return {row["what"]: (row["state"], row["detail"]) for row in json.loads(run(*arguments, "--json").stdout)}


def test_every_setting_that_differs_from_its_default_is_shown_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"WATCHED": "EG,LB", "CRAWLS": "7", "SCHEDULES": "EG=*/15 * * * *", "METRICS_PORT": "9100"}
    given |= {"WEBHOOK": "https://hooks.example/services/T0/s3cr3t", "RECHECK_HOURS": ""}
    for name, value in given.items():
        monkeypatch.setenv(f"WARRAQ_{name}", value)
    config.load.cache_clear()
    found = told()
    shown = {what.removeprefix("setting "): detail for what, (_, detail) in found.items() if what.startswith("setting ")}
    assert shown.pop("database_url").startswith("sqlite://")
    assert shown == {
        "watched": "EG, LB",
        "crawls": "7",
        "schedules": "EG = */15 * * * *",
        "recheck_hours": "none",
        "webhook": "https://hooks.example/…",
        "metrics_port": "9100",
    }
    assert "s3cr3t" not in run().output


def test_one_fault_that_several_checks_meet_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_CRAWLS", "many")
    config.load.cache_clear()
    done = run("--json")
    assert done.exit_code == 1
    wrong = [row["detail"] for row in json.loads(done.stdout) if row["state"] == "wrong"]
    assert len(wrong) == 1
    assert "WARRAQ_CRAWLS" in wrong[0]


def test_a_health_check_fails_while_no_timer_beats(url: str) -> None:
    assert run("--timer").exit_code == 1
    with Store.open(url) as store, store.write() as connection:
        timers.show_life(connection, "timer desk process 7", clock.now())
    done = run("--timer")
    assert done.exit_code == 0
    assert "timer desk process 7" in done.output
    clock.shift(NOW + timedelta(seconds=timers.LIFE_SECONDS + 1))
    assert "warraq schedule" in run("--timer").output
    assert run("--timer").exit_code == 1


def test_a_timer_that_has_fallen_silent_is_noted(url: str) -> None:
    assert told()["timer"][0] == "ok"
    with Store.open(url) as store, store.write() as connection:
        runs.start_run(connection, None, "poll", 1, NOW)
    assert told()["timer"] == ("note", "none has shown itself for a minute; start it: warraq schedule")
    assert run().exit_code == 0
