"""Names of sources that had no outlet when their article was stored, tried again when a file comes or changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from storage.ledger.outlets import ensure_unregistered
from storage.query.choice import Choice
from storage.query.stats import who_names_whom
from storage.search.find import search
from storage.store import Store
from storage.upkeep import adopt, chores, resolve
from tests.storage.conftest import NAHAR, NOON, WAKALA
from warraq.attribution import find_sources
from warraq.attribution.mentions.registry import Registry, RegistryEntry
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk

    from warraq.items import Article

    Make = Callable[..., Article]

MARAYA = Outlet("maraya", "مرايا البحر", ("maraya.test",), country="EG", aliases=("المرايا البحرية",))
CITING = "ذكرت صحيفة «مرايا البحر» أن الجسر فتح أمس أمام المشاة.\nوأضافت جريدة «المرايا البحرية» أن الحافلات تعبره غدا."
CREDITING = "فتح الجسر أمس أمام المشاة.\nالمصدر: مرايا البحر"


class Files:
    """The outlet files in force, as the program reads them at its start."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch = monkeypatch
        self.are(NAHAR, WAKALA)

    def are(self, *known: Outlet) -> None:
        by_name = {outlet.name: outlet for outlet in known}
        self.names = Registry.build(RegistryEntry(one.name, one.title, one.aliases, one.domains, one.country, one.kind) for one in known)
        self.patch.setattr(resolve, "default_registry", lambda: self.names)
        self.patch.setattr(resolve, "outlet_named", by_name.get)
        self.patch.setattr(adopt, "outlet_named", by_name.get)
        self.patch.setattr(adopt, "outlet_of", lambda host: next((one for one in known if host in one.domains), None))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    return Files(monkeypatch)


@pytest.fixture
def told(article: Make, files: Files) -> Callable[..., Article]:
    """An article with the sources that its text names by the files of this moment."""

    def told(path: str, body: str, **more: Any) -> Article:
        outlet = more.get("outlet", "nahar")
        sources = find_sources(body, outlet=outlet, registry=files.names)
        return article(path, body, attributions=tuple(sources), **more)

    return told


def named(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.all("SELECT role, a.name, o.name FROM attributions a LEFT JOIN outlets o ON o.id = a.outlet_id ORDER BY a.id")


def test_a_file_that_comes_is_the_outlet_of_names_that_had_none(desk: Desk, told: Make, files: Files) -> None:
    desk.start()
    desk.write(told("1", CITING), told("2", CREDITING))
    assert {outlet for _, _, outlet in named(desk)} == {None}
    files.are(NAHAR, WAKALA, MARAYA)
    done = resolve.resolve(desk.store)
    assert (done.tried, done.names) == (3, {("maraya", "مرايا البحر"): 2, ("maraya", "المرايا البحرية"): 1})
    assert named(desk) == [("cited", "مرايا البحر", "maraya"), ("credited", "مرايا البحر", "maraya")]  # two names of one cite it once
    assert desk.all("SELECT o.name, origin_rule FROM stories JOIN outlets o ON o.id = origin_outlet_id ORDER BY o.name") == [
        ("maraya", "credited"),
        ("nahar", "first-fetched"),
    ]
    assert desk.all("SELECT kind, detail FROM events") == [("resolved", "3 names of sources are outlets' now")]
    with desk.store.read() as connection:
        rows = who_names_whom(connection, Choice().filters(NOON))
        assert [(row["source"], row["role"]) for row in rows] == [("maraya", "cited"), ("maraya", "credited")]


@pytest.mark.parametrize("name", ["maraya", "مرايا البحر", "المرايا البحرية", "صحيفة مرايا البحر"])
def test_what_was_resolved_is_found_under_slug_name_and_alias(
    desk: Desk, told: Make, files: Files, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk.start()
    desk.write(told("1", CREDITING), told("2", CITING))
    files.are(NAHAR, WAKALA, MARAYA)
    resolve.resolve(desk.store)
    monkeypatch.setattr("warraq.outlet_files.choice.outlet_named", {"maraya": MARAYA}.get)
    monkeypatch.setattr("warraq.outlet_files.choice.outlet_called", lambda name: MARAYA if "مرايا" in name else None)
    for choice, path in ((Choice(credited=name), "1"), (Choice(cited=name), "2")):
        with desk.store.read() as connection:
            assert [hit.url for hit in search(connection, "", choice.filters(NOON))] == [f"https://nahar.test/{path}"]


def test_a_file_that_changes_is_tried_and_one_that_does_not_is_not(desk: Desk, told: Make, files: Files) -> None:
    desk.start()
    desk.write(told("1", CITING))
    files.are(NAHAR, WAKALA, Outlet("maraya", "مرايا", ("maraya.test",), country="EG"))
    assert (resolve.resolve(desk.store).tried, resolve.resolve(desk.store).tried) == (2, 0)
    assert not resolve.resolve(desk.store, whole=True).names
    files.are(NAHAR, WAKALA, MARAYA)
    assert resolve.resolve(desk.store).names.total() == 2
    desk.write(told("3", "ذكرت صحيفة «صدى الموج» أن الجسر فتح أمس أمام المشاة."))
    assert resolve.resolve(desk.store).tried == 1  # what came since, by whatever names it was read


def test_resolving_that_was_cut_off_goes_on_where_it_was(desk: Desk, told: Make, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "RESOLVE_BATCH", 2)
    desk.start()
    desk.write(*(told(str(number), CREDITING.replace("أمس", f"يوم {number}")) for number in range(5)))
    files.are(NAHAR, WAKALA, MARAYA)
    done = 0

    def patiently(function: Any, *arguments: Any) -> Any:
        nonlocal done
        done += function.__name__ == "_resolve_batch"
        if done == 2:
            raise KeyboardInterrupt
        with desk.store.write() as connection:
            return function(connection, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "patiently", lambda _, function, *arguments: patiently(function, *arguments))
        with pytest.raises(KeyboardInterrupt):
            resolve.resolve(desk.store)
    assert [outlet for _, _, outlet in named(desk)] == ["maraya"] * 2 + [None] * 3
    assert resolve.resolve(desk.store).tried == 3
    assert {outlet for _, _, outlet in named(desk)} == {"maraya"}


def test_what_a_page_without_a_file_says_of_itself_stays_its_own(desk: Desk, article: Make, files: Files) -> None:
    host = "bahr.test"
    with desk.store.write() as connection:
        ensure_unregistered(connection, host)
    desk.start()
    body = "علمت «مرايا البحر» أن السوق الكبير يفتح أبوابه غدا أمام الباعة."
    sources = find_sources(body, names=("مرايا البحر",), registry=files.names)
    desk.write(article(f"https://{host}/1", body, outlet=host, attributions=tuple(sources)))
    assert named(desk) == [("published", "مرايا البحر", None)]
    files.are(NAHAR, WAKALA, MARAYA)
    assert not resolve.resolve(desk.store).names
    own = Outlet("bahr", "مرايا البحر", (host,), country="EG")
    files.are(NAHAR, WAKALA, own)
    assert resolve.resolve(desk.store).adopted
    assert named(desk) == [("published", "مرايا البحر", "bahr")] * 2  # by its host, and by its own words


def test_the_chores_resolve_and_tell(desk: Desk, told: Make, files: Files) -> None:
    desk.start()
    desk.write(told("1", CREDITING))
    files.are(NAHAR, WAKALA, MARAYA)
    assert "1 names of sources are outlets' now" in chores.do(desk.store, story_days=30).detail
    assert "names of sources" not in chores.do(desk.store, story_days=30).detail
