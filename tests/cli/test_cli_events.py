"""`warraq events` as a person types it: what it lists, what its filters let through, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from storage.ledger import outlets
from storage.store import Store
from storage.tables import events as rows
from storage.timing.events import EVENT_KINDS, record
from warraq import clock, config
from warraq.cli.app import app
from warraq.errors import UsageError
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store in which three things happened, five hours apart, two of them to an outlet."""
    url = f"sqlite:///{tmp_path_factory.mktemp('events')}/store.db"
    with pytest.MonkeyPatch.context() as patch, Store.open(url) as store:
        with store.write() as connection:
            number = outlets.sync_outlets(connection, [Outlet("rawi", "الراوي", ("rawi.example",))])["rawi"]
            record(connection, "chores", NOW - timedelta(hours=11), detail="3 articles looked at again")
            record(connection, "possible-gap", NOW - timedelta(hours=6), outlet_id=number, detail="none of 20 entries was known")
            record(connection, "moved-away", NOW - timedelta(hours=1), outlet_id=number, detail="https://\x1b]0;new.example/feed")
        patch.setenv("WARRAQ_DATABASE_URL", url)
        config.load.cache_clear()
        clock.shift(NOW)
        yield
    clock.reset()
    config.load.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["events", *arguments])


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        pytest.param([], ["moved-away", "possible-gap", "chores"], id="all, the latest first"),
        pytest.param(["--limit", "1"], ["moved-away"], id="some"),
        pytest.param(["--outlet", "rawi"], ["moved-away", "possible-gap"], id="of an outlet"),
        pytest.param(["--kind", "chores"], ["chores"], id="of a kind"),
        pytest.param(["--since", "7h"], ["moved-away", "possible-gap"], id="of some hours"),
        pytest.param(["--kind", "gone"], [], id="none"),
    ],
)
def test_events_that_match_are_listed(arguments: list[str], kinds: list[str]) -> None:
    told = run(*arguments, "--json")
    assert told.exit_code == 0
    assert [row["kind"] for row in json.loads(told.stdout)] == kinds


def test_a_person_reads_when_what_happened_to_whom() -> None:
    told = run("--outlet", "rawi").output
    assert "2026-03-09 06:00" in told
    assert "possible-gap" in told
    assert "none of 20 entries was known" in told
    assert "2 events" in told
    assert "\x1b]" not in told


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    told = run("--kind", "posible-gap")
    assert isinstance(told.exception, UsageError)
    assert "possible-gap" in str(told.exception)


def test_the_column_names_every_kind() -> None:
    assert rows.c.kind.comment is not None
    assert set(rows.c.kind.comment.replace(" or ", ", ").split(", ")) == set(EVENT_KINDS)
