"""What is there and what is missing, outlet by day: sums are the ledger's, alike on both engines, whatever came afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from storage.query.coverage import FATES, Coverage, CoverageDay, coverage
from warraq.items import Outcome, Reason

if TYPE_CHECKING:
    from conftest import Desk

    from storage.store import Store

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
TODAY, TOMORROW = NOON.replace(hour=0), NOON.replace(hour=0) + timedelta(days=1)


@pytest.fixture
def filled(desk: Desk, article: Any) -> Desk:
    """Seven addresses of one day: two stored, one of these twice, one refused for good, one that failed, two that wait."""
    desk.looks = (timedelta(hours=1),)
    desk.start()
    desk.offer("1", "2", "again", "later", "never", "broken", "pending")
    desk.write(article("1", "نص أول"), article("2", "نص ثان"), article("2", "نص ثان", found_as="https://nahar.test/again"))
    desk.settle("later", Outcome.REJECTED, Reason.NO_ARTICLE, http_status=200)
    desk.settle("never", Outcome.REJECTED, Reason.ROBOTS, final=True)
    for _ in range(9):
        desk.settle("broken", Outcome.FAILED, Reason.TIMEOUT)
    desk.settle("1", Outcome.SKIPPED, Reason.UNCHANGED, http_status=200)
    return desk


def told(store: Store, since: datetime = TODAY, until: datetime = TOMORROW, **how: Any) -> Coverage:
    with store.read() as connection:
        return coverage(connection, since, until, **how)


def view(store: Store) -> list[dict[str, Any]]:
    with store.read() as connection:
        return [dict(row) for row in connection.execute(text("SELECT * FROM coverage ORDER BY day, outlet")).mappings()]


def figures(day: CoverageDay) -> dict[str, int]:
    return {name: getattr(day, name) for name in ("seen", *FATES)}


EXPECTED = {"seen": 7, "stored": 2, "duplicate": 1, "refused": 1, "failed": 1, "waiting": 2}


def test_a_day_adds_up_to_what_the_ledger_saw(filled: Desk) -> None:
    found = told(filled.store)
    assert [(day.day, day.outlet) for day in found.days] == [(date(2026, 3, 9), "nahar")]
    assert figures(found.days[0]) == EXPECTED == found.total
    assert found.days[0].reasons == {"no-article": 1, "robots": 1, "timeout": 1}
    assert filled.all("SELECT count(*) FROM urls") == [(EXPECTED["seen"],)]
    assert sum(EXPECTED[name] for name in FATES) == EXPECTED["seen"]
    (row,) = view(filled.store)
    assert row == {"day": "2026-03-09", "outlet": "nahar", "usual": None} | EXPECTED


def test_later_looks_and_a_second_import_leave_a_day_as_it_was(filled: Desk, article: Any) -> None:
    before = told(filled.store), view(filled.store)
    filled.later(days=2)
    filled.start()
    filled.offer("1", "2", "again")
    filled.settle("1", Outcome.SKIPPED, Reason.GONE, http_status=404)
    filled.settle("2", Outcome.FAILED, Reason.TIMEOUT)
    filled.write(article("1", "نص أول"), article("2", "نص ثان"))
    after = told(filled.store)
    assert (figures(after.days[0]), view(filled.store)) == (figures(before[0].days[0]), before[1])


def test_days_are_those_of_the_zone(desk: Desk) -> None:
    desk.now = datetime(2026, 3, 9, 22, 20, tzinfo=UTC)
    desk.start()
    desk.offer("1")
    desk.later(minutes=20)
    desk.offer("2")
    kathmandu = ZoneInfo("Asia/Kathmandu")  # 5:45 east
    assert [(day.day, day.seen) for day in told(desk.store).days] == [(date(2026, 3, 9), 2)]
    assert [(day.day, day.seen) for day in told(desk.store, zone=kathmandu, until=TOMORROW + timedelta(days=1)).days] == [
        (date(2026, 3, 10), 2)
    ]
    half = ZoneInfo("Asia/Calcutta")
    desk.now = datetime(2026, 3, 9, 18, 29, tzinfo=UTC)  # a minute before midnight there
    desk.offer("3")
    found = told(desk.store, zone=half, until=TOMORROW + timedelta(days=1))
    assert [(day.day, day.seen) for day in found.days if day.seen] == [(date(2026, 3, 10), 2), (date(2026, 3, 9), 1)]


def published(desk: Desk, article: Any, day: int, count: int) -> None:
    desk.now = NOON + timedelta(days=day)
    desk.start()
    paths = [f"{day}-{number}" for number in range(count)]
    desk.offer(*paths)
    desk.write(*(article(path, f"نص {path}") for path in paths))
    desk.finish()


def test_a_day_below_the_usual_is_a_gap_with_its_reason(desk: Desk, article: Any) -> None:
    for day, count in enumerate((4, 6, 5, 1)):
        published(desk, article, day, count)
    found = told(desk.store, until=TOMORROW + timedelta(days=4))
    assert [(day.day.day, day.stored, day.usual) for day in found.days] == [
        (13, 0, 4.0),
        (12, 1, 5.0),
        (11, 5, 5.0),
        (10, 6, 4.0),
        (9, 4, None),
    ]
    assert [day.gap for day in found.days] == ["stored 0, usually 4; no run on this day", "stored 1, usually 5", None, None, None]
    unfinished = told(desk.store, until=TOMORROW + timedelta(days=4), now=TOMORROW + timedelta(days=3, hours=12))
    assert [day.gap is None for day in unfinished.days] == [True, False, True, True, True]
    assert [(row["day"], row["usual"]) for row in view(desk.store)] == [
        ("2026-03-09", None), ("2026-03-10", 4.0), ("2026-03-11", 5.0), ("2026-03-12", 5.0),
    ]  # fmt: skip


def test_a_gap_names_failed_runs_reasons_and_what_feeds_may_have_left_out(desk: Desk, article: Any) -> None:
    published(desk, article, 0, 5)
    desk.now = NOON + timedelta(days=1)
    desk.start()
    desk.offer("x")
    desk.settle("x", Outcome.REJECTED, Reason.ROBOTS, final=True)
    desk.finish("cut-short")
    with desk.store.write() as connection:
        connection.execute(
            text("INSERT INTO events (at, kind, outlet_id) VALUES (:at, 'possible-gap', :outlet)"),
            {"at": "2026-03-10T13:00:00.000000Z", "outlet": desk.outlet_ids["nahar"]},
        )
    (day,) = told(desk.store, TOMORROW, TOMORROW + timedelta(days=1)).days
    assert day.gap == (
        "stored 0, usually 5; 1 of 1 runs did not end well (cut-short); 1 robots; "
        "its documents may have left some out between two looks (possible-gap)"
    )


def test_coverage_is_narrowed_by_outlet_and_country(filled: Desk) -> None:
    filled.offer("https://wakala.test/1", outlet="wakala", feed=None)
    assert {day.outlet for day in told(filled.store).days} == {"nahar", "wakala"}
    assert {day.outlet for day in told(filled.store, outlet="wakala").days} == {"wakala"}
    assert {day.outlet for day in told(filled.store, country="eg").days} == {"nahar"}


def test_addresses_of_no_known_outlet_count_too(filled: Desk) -> None:
    with filled.store.write() as connection:
        connection.execute(text("UPDATE urls SET outlet_id = NULL WHERE url = 'https://nahar.test/never'"))
    found = told(filled.store)
    assert [(day.outlet, day.seen) for day in found.days] == [("nahar", 6), (None, 1)]
    assert found.total == EXPECTED
    assert [row["outlet"] for row in view(filled.store)].count(None) == 1
