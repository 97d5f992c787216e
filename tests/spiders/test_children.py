"""Which sitemaps of an index are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zlib import crc32

import pytest

from spiders.documents.children import CHILDREN_AT_MOST, tells_nothing, to_read
from spiders.documents.results import SitemapRef
from storage.timing.children import ChildState

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CUTOFF = NOW - timedelta(days=3)
DAY = "2026-01-15"


def refs(*names: str, lastmod: str | None = None) -> list[SitemapRef]:
    return [SitemapRef(f"https://rawda.test/{name}", lastmod) for name in names]


def read(children: list[SitemapRef], *states: ChildState, unchanged: bool = False, now: datetime = NOW) -> list[str]:
    found = to_read(children, {state.url: state for state in states}, now, CUTOFF, unchanged=unchanged)
    return [ref.url.partition("rawda.test/")[2] for ref in found]


def seen(name: str, hours: float = 1, **more: object) -> ChildState:
    return ChildState(f"https://rawda.test/{name}", NOW - timedelta(hours=hours), **more)  # type: ignore[arg-type]


MONTHS = [f"map-{month:02}-{year}.xml" for year in range(2019, 2027) for month in range(1, 13) if (year, month) <= (2026, 3)]


@pytest.mark.parametrize("lastmod", [None, DAY, "2026-03-10T11:59:00Z"])
@pytest.mark.parametrize("order", [1, -1, 7])
@pytest.mark.parametrize(("names", "newest"), [([f"sitemap-{n}.xml" for n in range(1, 61)], "sitemap-60.xml"), (MONTHS, "map-03-2026.xml")])
def test_the_newest_of_many_is_read_wherever_it_stands(names: list[str], newest: str, order: int, lastmod: str | None) -> None:
    moved = sorted(names, key=lambda name: (crc32(name.encode()) if order == 7 else names.index(name)) * order)
    found = read(refs(*moved, lastmod=lastmod))
    assert newest in found
    assert len(found) == CHILDREN_AT_MOST
    later = read(refs(*moved, lastmod=lastmod), *(seen(name, lastmod=lastmod, newest_seen_at=NOW) for name in found))
    assert newest in later
    assert len(later) <= 4, "the rest in turn, one a poll"


def test_what_gave_something_is_read_and_the_rest_in_turn() -> None:
    children = refs(*(f"s{n}.xml" for n in range(30)))
    states = [seen(f"s{n}.xml", hours=100 - n, last_new_at=NOW - timedelta(days=2) if n == 11 else None) for n in range(30) if n != 17]
    assert read(children, *states) == ["s11.xml", "s29.xml", "s0.xml", "s17.xml"]
    assert read(children, *states, seen("s17.xml", hours=0))[-1] == "s1.xml"


def test_changes_that_are_borne_out_are_followed_alone() -> None:
    children = [SitemapRef(f"https://rawda.test/s{n}.xml", f"2026-03-{n:02}T10:00:00Z") for n in range(1, 11)]
    states = [seen(f"s{n}.xml", hours=3, lastmod=f"2026-03-{n:02}T10:00:00Z") for n in range(1, 11)]
    assert read(children, *states) == ["s10.xml"]
    moved = [*children[:-1], SitemapRef("https://rawda.test/s10.xml", "2026-03-10T11:30:00Z")]
    assert read(moved, *states) == ["s10.xml"]
    assert read(children, *states, unchanged=True) == []


def test_a_bare_day_may_change_until_it_is_over() -> None:
    children = refs("a.xml", lastmod="2026-03-10") + refs("b.xml", lastmod="2026-03-02")
    assert "a.xml" in read(children, seen("a.xml", lastmod="2026-03-10"), seen("b.xml", lastmod="2026-03-02"))


def test_an_index_is_put_to_the_proof_from_time_to_time() -> None:
    children = [SitemapRef(f"https://rawda.test/s{n}.xml", f"2025-1{n}-01") for n in range(3)]
    states = [seen(f"s{n}.xml", hours=8 + n, lastmod=f"2025-1{n}-01") for n in range(3)]
    assert read(children, *states, unchanged=True) == ["s2.xml"]


def test_an_index_that_was_seen_to_be_wrong_is_believed_no_more() -> None:
    right = seen("a.xml", lastmod=DAY, newest_seen_at=datetime(2026, 1, 15, 20, tzinfo=UTC))
    wrong = seen("a.xml", lastmod=DAY, newest_seen_at=NOW)
    assert [tells_nothing([state], NOW) for state in (right, wrong)] == [False, True]
    assert not tells_nothing([wrong], NOW + timedelta(days=40)), "a record that was not renewed is past"
    children = refs("a.xml", lastmod=DAY) + refs("b.xml", "c.xml", lastmod="2026-02-01")
    assert set(read(children, wrong, seen("b.xml", lastmod="2026-02-01"))) == {"a.xml", "c.xml", "b.xml"}
