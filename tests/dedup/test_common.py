from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dedup.common import History, common_part, common_set, day_shingles, history, merge, pack, split, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.dedup.common import CommonSet
    from warraq.dedup.fingerprint import Fingerprint

SHINGLES = st.lists(st.integers(0, 2**32 - 1), unique=True).map(lambda values: np.array(sorted(values), np.uint32))
TODAY = date(2026, 3, 20)


def test_the_frame_of_a_daily_text_is_boilerplate_and_its_facts_are_not(bulletin: Callable[[int], Fingerprint], warm: CommonSet) -> None:
    share = warm.holds(bulletin(77).shingles).mean()
    assert 0.3 < share < 0.9


def test_what_many_outlets_print_in_one_day_is_no_boilerplate(bulletin: Callable[[int], Fingerprint]) -> None:
    day = day_shingles([bulletin(1)] * 60)
    assert not common_part([], [day]).size


def test_what_is_printed_on_the_days_around_only_is_no_boilerplate(bulletin: Callable[[int], Fingerprint]) -> None:
    day = day_shingles([bulletin(1)])
    assert not common_part([day, day], []).size
    assert np.array_equal(common_part([day], [day]), day)
    assert np.array_equal(common_part([], [day, day]), day)


@given(st.lists(SHINGLES, min_size=1, max_size=3), st.lists(SHINGLES, min_size=1, max_size=3))
def test_parts_by_hash_range_add_up_to_the_whole(near: list[np.ndarray], distant: list[np.ndarray]) -> None:
    parts = (zip(*map(split, days), strict=True) for days in (near, distant))
    by_range = common_set(zip(*parts, strict=True), 3)
    assert np.array_equal(by_range.shingles, common_part(near, distant))


@given(SHINGLES, SHINGLES)
def test_merging_parts_of_a_day_does_not_depend_on_their_order(one: np.ndarray, other: np.ndarray) -> None:
    assert np.array_equal(merge([one, other]), merge([other, one]))
    assert np.array_equal(merge([one, other]), np.union1d(one, other))


def test_a_day_without_parts_printed_nothing() -> None:
    assert not merge([]).size


@given(SHINGLES)
def test_packing_a_day_loses_nothing(shingles: np.ndarray) -> None:
    assert np.array_equal(unpack(pack(shingles)), shingles)
    assert np.array_equal(np.concatenate(split(shingles)), shingles)


def _days(*distances: int) -> list[date]:
    return [TODAY + timedelta(distance) for distance in distances]


@pytest.mark.parametrize(
    ("known", "settled", "near", "distant"),
    [
        pytest.param((-20, -13, -3, -2, -1, 0, 1), False, (-2, -1), (-13, -3), id="the days before, not the day itself"),
        pytest.param((-3, -2, -1, 1, 2, 5), True, (-2, -1), (-3,), id="enough history borrows nothing"),
        pytest.param((-1, 1, 2, 30), False, (-1,), (), id="a first decision knows no later day"),
        pytest.param((-1, 1, 2, 3, 4, 5, 30), True, (-1,), (3, 4, 5), id="a settled one borrows distant days after"),
        pytest.param((-1, 1, 2, 3), True, (-1, 2), (3,), id="and nearer ones where it has to"),
        pytest.param((), True, (), (), id="no day known"),
    ],
)
def test_history(known: tuple[int, ...], settled: bool, near: tuple[int, ...], distant: tuple[int, ...]) -> None:
    assert history(TODAY, _days(*known), settled=settled) == History(tuple(_days(*near)), tuple(_days(*distant)))


def test_a_history_without_a_distant_day_has_no_depth() -> None:
    assert history(TODAY, _days(-2, -1, 1, 2), settled=True).depth == 0
    assert history(TODAY, _days(-3, -2, -1), settled=False).depth == 3
