"""Addresses of a store that another version wrote: brought into one form, in batches, with no text lost and nothing taken for new."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import bindparam, text

from storage.query.read import article as read
from storage.store import Store
from storage.stories.join import Stories
from storage.upkeep import addresses
from storage.upkeep.taken_out import remove
from storage.upkeep.upgrade import upgrade
from warraq.errors import SchemaError

if TYPE_CHECKING:
    from conftest import Desk

REPORT = "بلغت القافلة الميناء صباحا وعلى متنها أدوية وخيام جمعها أهالي ثلاث بلدات ساحلية خلال أسبوعين من الحملة"
OTHER = "اجتمع مجلس البلدة مساء لمناقشة خطة الطرق الجديدة بعد شكاوى السكان من الحفر التي خلفتها أمطار الشتاء الماضي"
SITE = "https://nahar.test"


def written_before(desk: Desk, **old: str) -> None:
    """Makes the addresses as a version without these rules wrote them; by path what stood in its place."""
    rows = [{"now": f"{SITE}/{path}", "then": f"{SITE}/{written}"} for path, written in old.items()]
    with desk.store.write() as connection:
        for table in ("articles", "urls", "tombstones"):
            statement = text(f"UPDATE {table} SET url = :then WHERE url = :now").bindparams(bindparam("then"), bindparam("now"))  # noqa: S608
            connection.execute(statement, rows)
        connection.execute(text("UPDATE address_forms SET form = 1"))


def two_that_fall_together(desk: Desk, article: Any) -> None:
    """Article 1 is older than article 2, and their texts differ."""
    desk.start()
    desk.offer("one", "two")
    desk.write(replace(article("one", REPORT), fetched_at=desk.now))
    desk.write(replace(article("two", OTHER), fetched_at=desk.later(minutes=5)))
    desk.finish()
    Stories(desk.store).join()
    written_before(desk, one="%D8%A7%D9%93?from=rss", two="%25D8%25A2")


def test_of_two_articles_under_one_address_the_older_stays_and_has_the_youngers_text(desk: Desk, article: Any) -> None:
    two_that_fall_together(desk, article)
    upgrade(desk.store.url)
    assert desk.all("SELECT id, url, body FROM articles") == [(1, f"{SITE}/%D8%A2", REPORT)]
    assert desk.all("SELECT article_id, number, body, changed FROM revisions") == [(1, 1, OTHER, "address")]
    assert desk.all("SELECT url, article_id FROM urls") == [(f"{SITE}/%D8%A2", 1)]
    assert desk.all("SELECT article_count FROM stories WHERE merged_into IS NULL") == [(1,)]
    assert desk.all("SELECT article_id FROM search_texts") == [(1,)]
    [(kind, told)] = desk.all("SELECT kind, detail FROM events")
    assert kind == "one-address"
    assert "article 2" in told
    assert "is article 1 now" in told


def test_the_number_of_the_younger_answers_as_the_older(desk: Desk, article: Any) -> None:
    two_that_fall_together(desk, article)
    upgrade(desk.store.url)
    with desk.store.read() as connection:
        found = read(connection, 2)
    assert found is not None
    assert found.article["id"] == 1
    with desk.store.write() as connection:
        assert remove(connection, 2, "as its outlet asked") == f"{SITE}/%D8%A2"
    with desk.store.read() as connection:
        assert read(connection, 2) is None


def test_what_the_version_before_stored_is_known_to_this_one(desk: Desk, article: Any) -> None:
    two_that_fall_together(desk, article)
    with pytest.raises(SchemaError, match="warraq db upgrade"):
        Store.open(desk.store.url)
    with Store.open(desk.store.url, read_only=True) as store, store.read() as connection:
        assert read(connection, 2) is not None
    upgrade(desk.store.url)
    Store.open(desk.store.url).close()
    desk.start()
    offered = desk.offer("%D8%A7%D9%93?from=rss", "%25D8%25A2", "%D8%A2?srsltid=4")
    assert (offered.known, offered.fetch) == (3, [])


def test_a_renewal_that_is_stopped_goes_on_from_there(desk: Desk, article: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "ADDRESS_BATCH", 1)
    two_that_fall_together(desk, article)
    assert list(islice(addresses.renew(desk.store), 2)) == [1, 1]
    with pytest.raises(SchemaError):
        Store.open(desk.store.url)
    assert desk.all("SELECT count(*) FROM articles") == [(1,)]
    assert sum(addresses.renew(desk.store)) < 4
    assert desk.all("SELECT url FROM urls") == [(f"{SITE}/%D8%A2",)]
    assert list(addresses.renew(desk.store)) == []


def test_a_row_of_the_ledger_with_an_article_stays_before_an_older_one_without(desk: Desk, article: Any) -> None:
    desk.start()
    desk.offer("bare")
    desk.later(minutes=5)
    desk.offer("full")
    desk.write(article("full", REPORT))
    desk.offer("older")
    desk.later(minutes=5)
    desk.offer("younger")
    written_before(desk, bare="a?share=facebook", full="a?share=twitter", older="b?print=1", younger="b?_=1764547200123")
    upgrade(desk.store.url)
    kept = desk.all("SELECT url, url_seen, article_id FROM urls ORDER BY url")
    assert kept == [(f"{SITE}/a", f"{SITE}/full", 1), (f"{SITE}/b", f"{SITE}/older", None)]


def test_an_article_of_another_outlet_is_left_where_it_stands(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("one", REPORT), article("two", OTHER))
    written_before(desk, one="a?from=rss", two="a")
    with desk.store.write() as connection:
        connection.execute(text("UPDATE articles SET outlet_id = :other WHERE id = 2"), {"other": desk.outlet_ids["wakala"]})
    upgrade(desk.store.url)
    assert desk.all("SELECT id, url FROM articles ORDER BY id") == [(1, f"{SITE}/a?from=rss"), (2, f"{SITE}/a")]
    [(kind, outlet, told)] = desk.all("SELECT kind, outlet_id, detail FROM events")
    assert (kind, outlet) == ("one-address", desk.outlet_ids["wakala"])
    assert f"article 2 ({SITE}/a) and article 1 of another outlet ({SITE}/a?from=rss) have one address" in told


def test_a_removed_article_stays_removed_under_its_new_address(desk: Desk, article: Any) -> None:
    desk.start()
    desk.write(article("one", REPORT))
    with desk.store.write() as connection:
        remove(connection, 1, "as its outlet asked")
    written_before(desk, one="a?from=rss")
    upgrade(desk.store.url)
    assert desk.all("SELECT url FROM tombstones") == [(f"{SITE}/a",)]
