"""Cron lines of the settings: by outlet, by country, for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.query import watched
from warraq.errors import UsageError
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLETS = (
    Outlet("nahar", "النهر", ("nahar.test",), country="EG"),
    Outlet("wadi", "الوادي", ("wadi.test",), country="EG", schedule="5 * * * *"),
    Outlet("bahr", "البحر", ("bahr.test",), country="LB"),
    Outlet("dawli", "الدولي", ("dawli.test",)),
)


def test_the_nearest_line_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def slugs(names: Sequence[str], outlets: Sequence[Outlet]) -> dict[str, str]:
        return {name: name for name in names if name in {outlet.name for outlet in outlets}}

    monkeypatch.setattr(watched, "all_outlets", lambda: OUTLETS)
    monkeypatch.setattr(watched, "_countries", lambda: {"EG", "LB", "INT"})
    monkeypatch.setattr(watched, "_slugs", slugs)
    given = {"*": "1 * * * *", "EG": "2 * * * *", "nahar": "3 * * * *"}
    assert watched.own_schedules(given) == {"nahar": "3 * * * *", "bahr": "1 * * * *", "dawli": "1 * * * *"}
    assert watched.own_schedules({"EG": "2 * * * *"}) == {"nahar": "2 * * * *"}
    with pytest.raises(UsageError, match="schedules: XX"):
        watched.own_schedules({"XX": "2 * * * *"})
