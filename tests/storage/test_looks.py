"""Pages that gave no article: looked at again at growing distances, as long as that is of use, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from storage.ledger.due_times import LOOKS
from storage.ledger.looks import IN_VAIN_AT_MOST, Record, next_look
from storage.ledger.runs import looked_again, runs
from warraq.items import Entry, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Article

    Make = Callable[..., Article]

MINUTES = [5.0, 55.0, 300.0, 1080.0]
"""Between the answers of a page that never gives an article, as `LOOKS` has it."""


@pytest.fixture
def looking(desk: Any) -> Any:
    """A desk whose crawls look again."""
    desk.looks = LOOKS
    desk.start()
    return desk


def reject(desk: Any, path: str, reason: Reason = Reason.GONE, **more: Any) -> None:
    desk.settle(path, Outcome.REJECTED, reason, **{"http_status": 200, **more})


def waits(desk: Any, path: str = "1") -> float | None:
    """Minutes until the next look; None: there is none."""
    at = desk.row(path).next_check_at
    return None if at is None else (at - desk.now) / timedelta(minutes=1)


def look(desk: Any, path: str = "1") -> bool:
    """Goes on to the next look in a run of its own; False where the address is not taken up."""
    wait = waits(desk, path)
    desk.later(minutes=wait if wait is not None else 10_000)
    desk.start()
    return f"https://nahar.test/{path}" in [entry.url for entry in desk.due()]


def test_whatever_a_page_answered_the_article_that_comes_later_is_stored(looking: Any, article: Make) -> None:
    looking.offer(*Reason)
    for reason in Reason:
        looking.settle(reason, Outcome.REJECTED, reason, http_status=200)
    assert looking.account().rejected == len(Reason)
    assert looking.all("SELECT DISTINCT state, outcome FROM urls") == [("done", "rejected")]
    looking.later(minutes=5)
    looking.start()
    assert len(looking.due()) == len(Reason)
    written = looking.write(*(article(reason, f"نص {reason}") for reason in Reason))
    assert {one.outcome for one in written} == {"new"}
    assert looking.all("SELECT DISTINCT outcome, looks, look_reason, next_check_at IS NULL FROM urls")[0][:3] == ("new", 0, None)


def test_what_an_address_says_itself_is_final_at_once(looking: Any) -> None:
    looking.offer(*Reason)
    for reason in Reason:
        looking.settle(reason, Outcome.REJECTED, reason, final=True)
    assert looking.all("SELECT count(*) FROM urls WHERE next_check_at IS NOT NULL") == [(0,)]
    assert not look(looking, "robots")


def test_a_page_has_four_further_looks_and_the_last_verdict_is_final(looking: Any) -> None:
    looking.offer("1")
    waited = []
    reject(looking, "1")
    while (wait := waits(looking)) is not None:
        waited.append(wait)
        assert looking.offer("1").known == 1
        assert look(looking)
        reject(looking, "1", Reason.EMPTY)
    assert waited == MINUTES
    assert (looking.row("1").outcome, looking.row("1").reason) == ("rejected", "empty")
    assert not look(looking)


def test_what_its_feed_says_of_changes_neither_hastens_the_looks_nor_adds_to_them(looking: Any) -> None:
    looking.offer(Entry("https://nahar.test/1", updated="0"))
    reject(looking, "1")
    taken = 0
    for minute in range(1, 3000, 4):
        looking.later(minutes=4)
        looking.start()
        fetch = looking.offer(Entry("https://nahar.test/1", updated=str(minute))).fetch
        taken += len(fetch)
        if fetch:
            reject(looking, "1")
    assert taken == len(LOOKS)


def test_a_failure_in_between_costs_no_look(looking: Any, article: Make) -> None:
    looking.offer("1")
    reject(looking, "1")
    assert look(looking)
    looking.settle("1", Outcome.FAILED, Reason.TIMEOUT)
    assert (looking.row("1").state, looking.row("1").looks, waits(looking)) == ("pending", 1, None)
    looking.later(hours=1)
    looking.start()
    assert len(looking.due()) == 1
    reject(looking, "1")
    assert waits(looking) == MINUTES[1]


def test_looks_that_never_found_anything_become_one_until_one_does(looking: Any, article: Make) -> None:
    paths = [str(number) for number in range(IN_VAIN_AT_MOST)]
    looking.offer(*paths)
    for path in paths:
        reject(looking, path, Reason.NO_ARTICLE)
    looking.later(minutes=5)
    looking.start()
    assert len(looking.due()) == len(paths)
    for path in paths:
        reject(looking, path, Reason.NO_ARTICLE)
    assert (waits(looking, "0"), waits(looking, paths[-1])) == (MINUTES[1], 355.0)
    looking.offer("a", "b")
    reject(looking, "a", Reason.NO_ARTICLE)
    reject(looking, "b", Reason.GONE)
    assert (waits(looking, "a"), waits(looking, "b")) == (360.0, 5.0)
    assert look(looking, "a")
    looking.write(article("a"))
    looking.offer("c")
    reject(looking, "c", Reason.NO_ARTICLE)
    assert waits(looking, "c") == 5.0


def test_a_hopeless_page_has_one_look_left_wherever_it_stands() -> None:
    record = Record({Reason.GONE: IN_VAIN_AT_MOST})
    assert next_look(0, 0, Reason.GONE, record, LOOKS) == (1, timedelta(hours=6))
    assert next_look(1, 1, Reason.GONE, record, LOOKS) == (0, None)
    assert next_look(1, 4, Reason.GONE, record, LOOKS) == (1, timedelta(hours=6) - LOOKS[0])
    assert next_look(2, 3, Reason.GONE, record, LOOKS) == (1, timedelta(hours=6) - LOOKS[1])
    assert next_look(3, 2, Reason.GONE, record, LOOKS) == (0, None)


def test_of_a_page_with_a_video_two_looks_are_enough() -> None:
    fresh = Record({})
    assert next_look(0, 0, Reason.VIDEO, fresh, LOOKS) == (2, LOOKS[0])
    assert next_look(1, 2, Reason.VIDEO, fresh, LOOKS) == (1, timedelta(hours=6) - LOOKS[0])
    assert next_look(2, 1, Reason.VIDEO, fresh, LOOKS) == (0, None)
    assert next_look(0, 0, Reason.VIDEO, fresh, ()) == (0, None)


def test_pages_that_nobody_fetched_are_not_looked_at(desk: Any) -> None:
    desk.start()
    desk.offer("1")
    reject(desk, "1", Reason.INVALID)
    assert waits(desk) is None


def test_an_address_that_gave_the_text_of_another_is_looked_at_once_more(looking: Any, article: Make) -> None:
    looking.offer("1", "2", "3")
    looking.write(article("1", "الموقع تحت الصيانة"))
    looking.write(article("2", "الموقع تحت الصيانة"), article("3", "الموقع تحت الصيانة"))
    assert (looking.row("2").outcome, waits(looking, "2"), waits(looking, "3")) == ("duplicate", 360.0, 360.0)
    assert look(looking, "2")
    assert [written.outcome for written in looking.write(article("2", "نص المقال"))] == ["new"]
    looking.settle("3", Outcome.REJECTED, Reason.GONE, http_status=404)
    row = looking.row("3")
    assert (row.outcome, row.reason, row.next_check_at, row.looks) == ("duplicate", "same-text", None, 0)
    assert looking.all("SELECT count(*) FROM articles WHERE vanished_at IS NOT NULL") == [(0,)]


def test_a_run_tells_how_many_of_its_addresses_wait(looking: Any) -> None:
    looking.offer("1", "2")
    reject(looking, "1")
    looking.settle("2", Outcome.REJECTED, Reason.ROBOTS, final=True)
    looking.finish()
    with looking.store.read() as connection:
        (run,) = runs(connection)
        assert looked_again(connection, run.id) == 0
    assert (run.rejected, run.waiting) == (2, 1)
    assert look(looking)
    reject(looking, "1")
    with looking.store.read() as connection:
        assert looked_again(connection, looking.run_id) == 1
