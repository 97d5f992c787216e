from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from warraq.dedup.origin import Credit, Member, Origin, origin

FETCHED = datetime(2026, 3, 21, 9, tzinfo=UTC)
AGENCY = Credit("credited", "وكالة المرافئ", "marafi")


def member(article: int, outlet: str, hour: int | None = None, *named: Credit, day: date | None = None, secondhand: bool = False) -> Member:
    published = None if hour is None else datetime(2026, 3, 20, hour, tzinfo=UTC)
    return Member(article, outlet, FETCHED, published, day, named, secondhand)


def test_the_agency_that_its_copies_credit_even_where_it_is_not_crawled() -> None:
    members = [member(1, "sahel", 8), member(2, "wadi", 9, AGENCY), member(3, "tal", 10, AGENCY)]
    assert origin(members) == Origin(1, "marafi", "وكالة المرافئ", "credited")


def test_an_unknown_agency_is_named_as_written() -> None:
    assert origin([member(1, "sahel", 8, Credit("credited", "وكالة الهضاب"))]) == Origin(1, None, "وكالة الهضاب", "credited")


def test_the_one_that_more_outlets_credit() -> None:
    once = Credit("credited", "صحيفة الغدير", "ghadir")
    assert origin([member(1, "sahel", 8, once), member(2, "wadi", 9, AGENCY), member(3, "tal", 10, AGENCY)]).outlet == "marafi"


def test_a_credited_outlet_that_credits_another_is_a_link_of_the_chain() -> None:
    onward = Credit("credited", "صحيفة السهل", "sahel")
    members = [member(1, "sahel", 8, AGENCY), member(2, "wadi", 9, onward), member(3, "tal", 10, onward)]
    assert origin(members).outlet == "marafi"


def test_an_outlet_that_names_itself_says_nothing() -> None:
    assert origin([member(1, "sahel", 8, Credit("dateline", "السهل", "sahel")), member(2, "wadi", 9)]) == Origin(
        1, "sahel", None, "first-published"
    )


def test_a_dateline_counts_where_nobody_credits() -> None:
    assert origin([member(1, "sahel", 8, Credit("dateline", "المرافئ", "marafi"))]).rule == "dateline"


@pytest.mark.parametrize(
    ("members", "first"),
    [
        pytest.param([member(1, "a", 12), member(2, "b", 9)], 2, id="earliest hour"),
        pytest.param([member(1, "a", day=date(2026, 3, 19)), member(2, "b", 9)], 1, id="an earlier day"),
        pytest.param([member(1, "a", day=date(2026, 3, 20)), member(2, "b", 9)], 2, id="the same day promises no hour"),
        pytest.param([member(1, "a"), member(2, "b", 23)], 2, id="a stated time before none"),
        pytest.param([member(1, "a", 6, secondhand=True), member(2, "b", 9)], 2, id="an aggregator is not first"),
    ],
)
def test_first_publication(members: list[Member], first: int) -> None:
    assert origin(members).first_article == origin(members[::-1]).first_article == first


def test_without_any_date_the_first_seen() -> None:
    assert origin([member(2, "b"), member(1, "a")]) == Origin(1, "a", None, "first-fetched")


def at(hour: float) -> datetime:
    return datetime(2026, 3, 20, tzinfo=UTC) + timedelta(hours=hour)


def sighted(article: int, outlet: str, stated: int | None, seen: float, unseen: float | None = None, **more: Any) -> Member:
    """An article that its feed was first seen to name at an hour, and had not named at another; it was fetched at once."""
    return replace(member(article, outlet, stated, **more), fetched_at=at(seen), seen_at=at(seen), unseen_at=unseen and at(unseen))


@pytest.mark.parametrize(
    ("members", "first", "rule"),
    [
        pytest.param([sighted(1, "a", 10, 10.2, 9.9), sighted(2, "b", 4, 16, 15.5)], 1, "unsure", id="not in the feed hours after it"),
        pytest.param([sighted(1, "a", 10, 10.2, 9.9), sighted(2, "b", 4, 16)], 1, "unsure", id="first reading, when another was stored"),
        pytest.param([sighted(1, "a", 10, 10.2), sighted(2, "b", 4, 10.5)], 1, "unsure", id="both at first readings"),
        pytest.param([sighted(1, "a", 10, 10.2, 9.9), sighted(2, "b", 9, 9.3, 8.9)], 2, "first-published", id="borne out by the polls"),
        pytest.param(
            [sighted(1, "a", 10, 10.1, 9.9), sighted(2, "b", 9, 10.2, 9.8)], 2, "first-published", id="its feed came a little late"
        ),
        pytest.param(
            [sighted(1, "a", 10, 17, 16.5), sighted(2, "b", 4, 16, 15.5)], 2, "first-published", id="seen before the other all the same"
        ),
        pytest.param([sighted(1, "a", 4, 16), sighted(2, "a", 10, 10.2)], 1, "first-published", id="one outlet's own"),
        pytest.param([member(1, "a", 10), sighted(2, "b", 4, 4.2, 4)], 2, "first-published", id="an archive that was imported"),
        pytest.param([member(1, "a", 10), member(2, "b", 4)], 2, "first-published", id="two that no feed named"),
        pytest.param([sighted(1, "a", None, 10.2), sighted(2, "b", None, 16)], 1, "first-fetched", id="no stated times"),
        pytest.param(
            [sighted(1, "a", 10, 10.2, 9.9), sighted(2, "b", None, 16, 15.5, day=date(2026, 3, 19))], 1, "unsure", id="a stated day"
        ),
    ],
)
def test_a_stated_time_counts_as_far_as_the_polls_bear_it_out(members: list[Member], first: int, rule: str) -> None:
    found = origin(members)
    assert (found.first_article, found.rule) == (first, rule)
    assert origin(members[::-1]) == found


def test_an_aggregator_that_was_stored_before_casts_no_doubt() -> None:
    members = [sighted(1, "a", 10, 10.2, secondhand=True), sighted(2, "b", 4, 16)]
    assert origin(members).rule == "first-published"


def test_a_credit_outweighs_what_the_polls_say() -> None:
    assert origin([sighted(1, "a", 10, 10.2, 9.9), sighted(2, "b", 4, 16, 15.5)]).rule == "unsure"
    assert origin([replace(sighted(1, "a", 10, 10.2, 9.9), credits=(AGENCY,)), sighted(2, "b", 4, 16, 15.5)]).outlet == "marafi"


def test_a_story_without_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="without articles"):
        origin([])
