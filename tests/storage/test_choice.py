"""What people choose by is read in one place, whatever asks: outlets by any of their names, times as typed, slips told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert

from storage.ledger.outlets import ensure_unregistered
from storage.query.choice import Choice, known_outlet, refuse_unknown
from storage.query.read import most_sourced
from storage.search.filters import Filters
from storage.search.index import why_stale
from storage.tables import outlets, search_index
from warraq.errors import UsageError
from warraq.items import Attribution
from warraq.outlet_files import all_outlets
from warraq.outlet_files.choice import chosen_outlets, slug_of
from warraq.outlet_files.registry import all_named, outlet_called

if TYPE_CHECKING:
    from storage.store import Store

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
CRAWLED = next(outlet for outlet in all_outlets() if outlet_called(outlet.title) is not None)
CITED_ONLY = next(outlet for outlet in all_named() if outlet not in all_outlets() and outlet_called(outlet.title) is not None)


def test_an_outlet_is_chosen_by_any_of_its_names() -> None:
    assert Choice(outlet=CRAWLED.title).filters(NOW) == Choice(outlet=CRAWLED.name).filters(NOW) == Filters(outlet=CRAWLED.name)
    assert chosen_outlets([CRAWLED.title, CRAWLED.name]) == [CRAWLED.name]
    assert slug_of("rawi.example") == "rawi.example"


def test_outlets_are_chosen_in_one_way() -> None:
    assert CRAWLED.name in chosen_outlets([], everything=True)
    assert chosen_outlets([], country="eg") == [outlet.name for outlet in all_outlets() if outlet.country == "EG"]
    for names, everything in (([], False), ([CRAWLED.name], True)):
        with pytest.raises(UsageError, match="--all or --country"):
            chosen_outlets(names, everything=everything)


@pytest.mark.parametrize("name", [CITED_ONLY.title, "rawi.example", "", CRAWLED.name[:-1]])
def test_what_has_no_spider_cannot_be_crawled(name: str) -> None:
    with pytest.raises(UsageError, match="no such outlet"):
        chosen_outlets([name])


def test_a_slip_is_told_and_what_the_store_alone_knows_is_none(store: Store) -> None:
    with store.write() as connection:
        ensure_unregistered(connection, "rawi.example")
        connection.execute(insert(outlets).values(name="stray", title="stray", kind="publisher", country="QZ"))
    with store.read() as connection:
        for known in (Filters(outlet="rawi.example"), Filters(country="qz"), Filters(outlet=CITED_ONLY.name), Filters()):
            refuse_unknown(connection, known)
        for slip in (Filters(outlet="rawi.exampel"), Filters(country="QQ")):
            with pytest.raises(UsageError, match="no outlet of this"):
                refuse_unknown(connection, slip)
        assert [known_outlet(connection, name) for name in ("rawi.example", CRAWLED.title)] == ["rawi.example", CRAWLED.name]
        with pytest.raises(UsageError, match="no such outlet"):
            known_outlet(connection, "rawi.exampel")


def test_a_stale_index_is_told_with_its_mend(store: Store) -> None:
    with store.write() as connection:
        assert why_stale(connection) is None
        connection.execute(search_index.update().values(version=0))
        assert "warraq db reindex" in (why_stale(connection) or "")


def test_the_article_of_most_sources_is_found(desk: Any, article: Any) -> None:
    with desk.store.read() as connection:
        assert most_sourced(connection) is None
    sources = [Attribution("cited", name, None, "structured", None, None, name, None, None, "slot") for name in ("أ", "ب", "ب")]
    desk.write(
        article("1", "نص", attributions=tuple(sources[:1])),
        article("2", "نص آخر", attributions=tuple(sources)),
        article("3", "نص ثالث", attributions=tuple(sources[:2])),
        run_id=None,
    )
    with desk.store.read() as connection:
        assert most_sourced(connection) == desk.row("2").article_id
