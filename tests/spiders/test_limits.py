"""How much of what was discovered one run takes up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.limits import Limits
from warraq.errors import UsageError
from warraq.items import Entry, Reason
from warraq.outlet import Outlet

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
OUTLET = Outlet("wadi", "الوادي", ("wadi.test",), country="EG", timezone="Africa/Cairo")


def entry(published: str | None) -> Entry:
    return Entry("https://wadi.test/1", published=published)


@pytest.mark.parametrize(
    ("since", "published", "reason"),
    [
        pytest.param("أمس", "2026-03-07T23:00:00Z", Reason.OLDER, id="before that day"),
        pytest.param("أمس", "2026-03-08T01:00:00Z", None, id="on that day"),
        pytest.param("2h", "2026-03-09T09:00:00Z", Reason.OLDER, id="before the span"),
        pytest.param("2026-03", "27 فبراير 2026", Reason.OLDER, id="before that month"),
        pytest.param("2h", None, None, id="no time stated"),
    ],
)
def test_what_is_older_is_left(since: str, published: str | None, reason: Reason | None) -> None:
    assert Limits.parse(None, since, NOW).admit(entry(published), OUTLET, NOW) == reason


def test_so_many_articles_and_no_more() -> None:
    limits = Limits.parse("2", None, NOW)
    assert [limits.admit(entry(None), OUTLET, NOW) for _ in range(3)] == [None, None, Reason.MAX_ITEMS]


@pytest.mark.parametrize(("most", "since"), [("0", None), ("many", None), (None, "soon")])
def test_a_limit_that_none_can_read_is_told(most: str | None, since: str | None) -> None:
    with pytest.raises(UsageError, match="write"):
        Limits.parse(most, since, NOW)
