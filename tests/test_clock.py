"""The one clock: shifted, sped up, and inherited by children."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 4, 24, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def real_time_afterwards() -> Iterator[None]:
    yield
    clock.reset()


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_a_shifted_clock_starts_where_it_is_told_and_runs_faster() -> None:
    clock.shift(START, rate=3600)
    before = clock.monotonic()
    clock.sleep(36)
    assert timedelta(seconds=36) <= clock.now() - START < timedelta(hours=2)
    assert clock.monotonic() - before >= 36


def test_children_live_in_the_same_time() -> None:
    clock.shift(START)
    program = "from warraq import clock; print(clock.now().isoformat())"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=dict(os.environ)).stdout
    assert timedelta(0) <= datetime.fromisoformat(told.strip()) - START < timedelta(minutes=5)


@pytest.mark.parametrize("value", ["soon", "1,2", "1,2,0", "1,2,-1"])
def test_a_bad_variable_is_refused_with_the_mend(value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import warraq.clock"],
        capture_output=True,
        text=True,
        env={**os.environ, "WARRAQ_CLOCK": value},
        check=False,
    )
    assert done.returncode != 0
    assert "WARRAQ_CLOCK" in done.stderr
