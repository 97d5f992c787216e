"""The record of layouts tells which held when, what they read, and why one was retired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from storage.learned import knowledge
from storage.learned.layouts import layout_records
from warraq.items import Observations
from warraq.outlet import Layout, LayoutCheck, PageSample

if TYPE_CHECKING:
    from warraq.outlet import Outlet

DECLARED = Layout("2020", "div.old", drop=("div.share",), valid_until=date(2024, 5, 31))


def sample(number: int) -> PageSample:
    return PageSample(
        f"https://nahar.test/{number}", ("div.story",), {}, ("div.story", "p"), ("div.share",), (f"سطر من المقال رقم {number}",)
    )


def observe(desk: Any, outlet: Outlet, observations: Observations) -> None:
    with desk.store.write() as connection:
        knowledge.observe(connection, outlet, desk.outlet_ids[outlet.name], observations, desk.later(minutes=1))


def test_declared_learned_and_retired_layouts_are_told(desk: Any, nahar: Outlet) -> None:
    outlet = replace(nahar, layouts=(DECLARED,))
    for number in range(3):
        observe(desk, outlet, Observations(sample=sample(number)))
    with desk.store.read() as connection:
        declared, learned = layout_records(connection, [outlet])
    assert (declared.layout, declared.state, declared.held_until) == ("layout:2020", "declared", date(2024, 5, 31))
    assert (learned.state, learned.body, learned.drop, learned.held_until, learned.reason) == (
        "trial",
        "div.story",
        ("div.share",),
        None,
        None,
    )
    for _ in range(2):
        observe(desk, outlet, Observations(checks=(LayoutCheck(learned.layout.removeprefix("learned:"), "differs", "another headline"),)))
    with desk.store.read() as connection:
        retired = layout_records(connection, [], outlet.name)[0]
    assert retired.state == "retired"
    assert retired.held_until is not None
    assert "another headline" in (retired.reason or "")


def test_another_outlet_has_none(desk: Any, nahar: Outlet) -> None:
    with desk.store.read() as connection:
        assert layout_records(connection, [replace(nahar, layouts=(DECLARED,))], "another") == []
