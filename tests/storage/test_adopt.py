"""Rows that stand under the wrong outlet: given to the one whose host they are on, in batches, and told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, insert, select, update

from storage.ledger.outlets import ensure_unregistered, outlet_id
from storage.query.choice import known_outlet
from storage.search.filters import Filters, conditions
from storage.tables import articles, outlets, schedules, tombstones, urls
from storage.upkeep import adopt, chores, owners
from tests.storage.conftest import NAHAR, NOON, WAKALA
from warraq.items import Attribution, Entry, Outcome, Reason
from warraq.outlet_files import choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Article

    Make = Callable[..., Article]

FILES = {outlet.name: outlet for outlet in (NAHAR, WAKALA)}


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outlet files in force."""

    def outlet_of(address: str) -> Any:
        return next((outlet for outlet in FILES.values() if any(domain in address for domain in outlet.domains)), None)

    monkeypatch.setattr(adopt, "outlet_of", outlet_of)
    monkeypatch.setattr(adopt, "outlet_named", FILES.get)
    monkeypatch.setattr(owners, "outlet_of", outlet_of)
    monkeypatch.setattr(choice, "outlet_of", outlet_of)


def unregistered(desk: Any, host: str) -> None:
    with desk.store.write() as connection:
        ensure_unregistered(connection, host)


def test_a_file_that_comes_adopts_the_rows_of_its_host(desk: Any, article: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopt, "ADOPT_BATCH", 2)
    held(desk, "www.nahar.test")
    desk.start()
    cited = Attribution("cited", "جريدة النهر", "www.nahar.test", "body", 0, 3, "نص ", 0, 3, "verb")
    texts = [article(f"https://www.nahar.test/{n}", f"نص {n}", outlet="www.nahar.test", attributions=(cited,)) for n in range(5)]
    desk.write(*texts)
    (done,) = adopt.adopt(desk.store)
    assert (done.outlet, done.of, done.articles, done.addresses) == ("nahar", "www.nahar.test", 5, 5)
    nahar = desk.outlet_ids["nahar"]
    for table in ("articles", "urls", "attributions"):
        assert desk.all(f"SELECT DISTINCT outlet_id FROM {table}") == [(nahar,)]  # noqa: S608
    assert desk.all("SELECT DISTINCT origin_outlet_id FROM stories") == [(nahar,)]
    assert desk.all("SELECT role, name, rule, count(*) FROM attributions GROUP BY role, name, rule ORDER BY role") == [
        ("cited", "جريدة النهر", "verb", 5),
        ("published", "جريدة النهر", "page-host", 5),
    ]
    assert desk.all("SELECT kind, outlet_id FROM events") == [("adopted", nahar)]
    assert adopt.adopt(desk.store) == []


@pytest.mark.parametrize("hosts", [("bayt.test", "www.bayt.test"), ("www.bayt.test",)])
def test_the_www_twin_of_an_outlet_without_a_file_joins_it(desk: Any, article: Make, hosts: tuple[str, ...]) -> None:
    for host in hosts:
        held(desk, host)
    desk.start()
    desk.write(*(article(f"https://{host}/1", f"نص {host}", outlet=host) for host in hosts))
    with desk.store.write() as connection:
        told = {"reason": "asked", "removed_at": NOON, "url": "https://www.bayt.test/0", "article_id": 900}
        www = outlet_id(connection, "www.bayt.test")
        connection.execute(insert(tombstones).values(outlet_id=www, **told))
    (done,) = adopt.adopt(desk.store)
    assert (done.outlet, done.of, done.articles) == ("bayt.test", "www.bayt.test", 1)
    assert desk.all("SELECT DISTINCT o.name FROM articles a JOIN outlets o ON o.id = a.outlet_id") == [("bayt.test",)]
    assert desk.all("SELECT name FROM outlets WHERE kind = 'unregistered'") == [("bayt.test",)]
    assert desk.all("SELECT detail FROM events") == [("1 articles and 1 addresses of www.bayt.test are its own now",)]
    assert desk.all("SELECT count(*) FROM attributions") == [(0,)]
    for name in ("www.bayt.test", "bayt.test", "WWW.bayt.test"):
        assert found(desk, name) == (len(hosts), "bayt.test")
    assert adopt.adopt(desk.store) == []


def test_what_is_not_joined_yet_is_found_under_both_names(desk: Any, article: Make) -> None:
    held(desk, "www.bayt.test")
    desk.start()
    desk.write(article("https://www.bayt.test/1", "نص", outlet="www.bayt.test"), article("https://www.bayt.test/2", "آخر"))
    assert found(desk, "bayt.test") == (1, "www.bayt.test")


def test_an_adopted_host_is_still_found_by_its_name(desk: Any, article: Make) -> None:
    held(desk, "www.nahar.test")
    desk.start()
    desk.write(article("https://www.nahar.test/1", "نص", outlet="www.nahar.test"))
    adopt.adopt(desk.store)
    assert found(desk, "www.nahar.test") == (1, "nahar")
    assert desk.all("SELECT count(*) FROM outlets WHERE name = 'www.nahar.test'") == [(0,)]


def test_a_row_that_something_still_names_stays(desk: Any) -> None:
    held(desk, "www.bayt.test")
    with desk.store.write() as connection:
        connection.execute(insert(schedules).values(outlet_id=outlet_id(connection, "www.bayt.test")))
    adopt.adopt(desk.store)
    assert desk.all("SELECT name FROM outlets WHERE kind = 'unregistered' ORDER BY name") == [("bayt.test",), ("www.bayt.test",)]


def test_pages_of_both_hosts_are_one_outlet_from_the_start(desk: Any, article: Make) -> None:
    desk.start()
    desk.write(article("https://www.bayt.test/1", "نص", outlet=None), article("https://bayt.test/2", "نص آخر", outlet=None))
    assert desk.all("SELECT o.name, count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id GROUP BY o.name") == [("bayt.test", 2)]


def held(desk: Any, host: str) -> None:
    """The row as an earlier version made it, named after the whole host."""
    with desk.store.write() as connection:
        connection.execute(insert(outlets).values(name=host, title=host, kind="unregistered"))


def found(desk: Any, name: str) -> tuple[int, str]:
    """How many articles a person finds under the name of an outlet, and which row is meant."""
    with desk.store.read() as connection:
        chosen = select(func.count()).select_from(articles).where(*conditions(Filters(outlet=name)))
        return connection.scalar(chosen) or 0, known_outlet(connection, name)


def refused(desk: Any, *addresses: str) -> None:
    """Rows of wakala's ledger that an earlier version rejected as another's."""
    desk.start("wakala")
    desk.offer(*map(Entry, addresses), feed=None, outlet="wakala")
    for address in addresses:
        desk.settle(address.partition("test/")[2], Outcome.REJECTED, Reason.FOREIGN_HOST)


def test_addresses_go_back_to_their_owner_once_and_at_most_fifty_a_day(desk: Any) -> None:
    refused(desk, *(f"https://nahar.test/{number}" for number in range(60)))
    done = owners.give_back(desk.store, NOON + timedelta(days=1))
    assert done is not None
    assert (done.pending, done.removed) == ({"nahar": 60}, 0)
    nahar = desk.outlet_ids["nahar"]
    assert desk.all("SELECT DISTINCT outlet_id, state, outcome, reason FROM urls") == [(nahar, "pending", None, None)]
    desk.later(days=1)
    desk.start()
    assert len(desk.due()) == 50
    assert owners.give_back(desk.store, NOON + timedelta(days=2)) is None
    assert desk.all("SELECT kind FROM events") == [("addresses-returned",)]


def test_old_addresses_of_others_are_removed_and_strangers_stay(desk: Any) -> None:
    refused(desk, "https://nahar.test/1")
    with desk.store.write() as connection:
        connection.execute(update(urls).values(url="https://nobody.test/1"))
    refused(desk, "https://nahar.test/2")
    done = owners.give_back(desk.store, NOON + timedelta(days=31))
    assert done is not None
    assert (done.pending.total(), done.removed) == (0, 1)
    assert desk.all("SELECT url FROM urls") == [("https://nobody.test/1",)]


def test_articles_under_anothers_address_are_listed_and_stay(desk: Any, article: Make) -> None:
    desk.start("wakala")
    desk.write(article("https://nahar.test/9", "نص", outlet="wakala"))
    owners.give_back(desk.store, NOON)
    ((kind, number, detail),) = desk.all("SELECT kind, outlet_id, detail FROM events WHERE kind = 'articles-elsewhere'")
    assert (kind, number, detail) == ("articles-elsewhere", desk.outlet_ids["wakala"], "1 articles have an address of nahar: 1")
    assert desk.all("SELECT outlet_id FROM articles") == [(desk.outlet_ids["wakala"],)]


def test_the_chores_do_both(desk: Any, article: Make) -> None:
    refused(desk, "https://nahar.test/1")
    unregistered(desk, "nahar.test")
    desk.write(article("https://nahar.test/2", "نص", outlet="nahar.test"))
    told = chores.do(desk.store, story_days=30).detail
    assert "0 addresses given to the outlets whose they are, 1 rows of other outlets' removed" in told  # it was first seen long ago
    assert "1 articles adopted" in told
    assert "given to" not in chores.do(desk.store, story_days=30).detail
