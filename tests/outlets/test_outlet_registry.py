"""Finding an outlet by slug, by name and by host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq import config
from warraq.outlet import Outlet
from warraq.outlet_files import registry
from warraq.outlet_files.registry import Whose
from warraq.text.urls import same_outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def packaged_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("WARRAQ_OUTLETS", raising=False)
    config.load.cache_clear()
    yield
    config.load.cache_clear()


def name_of(outlet: object) -> str | None:
    return getattr(outlet, "name", None)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.elbalad.news/6659852", "elbalad"),
        ("elbalad.news", "elbalad"),
        ("HTTPS://M.Elbalad.News:443/1", "elbalad"),
        ("https://arabic.cnn.com/world/article/2026/01/01/x", "cnnarabic"),
        ("https://edition.cnn.com/x", "cnn"),
        ("hawadeth.akhbarelyom.com", "akhbar_alhawadeth"),
        ("akhbarelyom.com", "akhbarelyom"),
        ("https://notelbalad.news/1", None),
        ("https://nobody.example/", None),
        ("mailto:desk@elbalad.news", None),
        ("", None),
        ("https://[::", None),
    ],
)
def test_the_host_decides_the_longest_domain_first(address: str, name: str | None) -> None:
    assert name_of(registry.outlet_of(address)) == name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("صدى البلد", "elbalad"),
        ("صدي البلد", "elbalad"),
        ("صحيفة عكاظ", "okaz"),
        ("وكالة رويترز", "reuters"),
        ("REUTERS", "reuters"),
        ("قناة الجزيرة", "aljazeera"),
        ("الوطن السعودية", "alwatan_sa"),
        ("الوطن", None),
        ("الجزيرة", None),
        ("صحيفة لا يعرفها أحد", None),
        ("صحيفة", None),
        ("", None),
    ],
)
def test_a_name_finds_its_outlet_unless_it_is_shared(name: str, slug: str | None) -> None:
    assert name_of(registry.outlet_called(name)) == slug


def test_a_slug_finds_crawled_and_cited_outlets() -> None:
    assert name_of(registry.outlet_named("wsj")) == "wsj"
    assert name_of(registry.outlet_named("safa")) == "safa"
    assert registry.outlet_named("nobody") is None
    assert registry.outlet_named(None) is None


def test_the_names_of_all_outlets_reach_attribution() -> None:
    built = registry.default_registry()
    assert built is registry.default_registry()
    assert {"safa", "wsj"} <= set(built.entries)
    assert (built.entries["safa"].country, built.entries["safa"].kind, built.entries["safa"].common_word) == ("PS", "agency", True)


def pairs() -> list[tuple[Outlet, Outlet, str]]:
    """Packaged outlets of which one's domain contains another's, with the inner domain."""
    found = [(inner, domain) for inner in registry.all_named() for domain in inner.domains]
    every = registry.all_named()
    return [(outer, one, domain) for one, domain in found for outer in every if outer != one and same_outlet(domain, outer.domains)]


def test_a_host_below_anothers_domain_is_the_one_whose_domain_fits_best() -> None:
    found = pairs()
    assert {("argaam", "akhbaar24"), ("akhbarelyom", "akhbar_alhawadeth"), ("cnn", "cnnarabic")} <= {(a.name, b.name) for a, b, _ in found}
    for outer, inner, domain in found:
        for host in (domain, f"www.{domain}", f"sub.{domain}"):
            assert (registry.whose(host, inner), registry.whose(host, outer)) == (Whose.OWN, Whose.ANOTHERS), host
        assert domain in registry.lodgers(outer)
        assert all(registry.whose(own, outer) is Whose.OWN for own in outer.domains)


def test_an_outlet_of_no_file_owns_its_own_hosts_and_no_others() -> None:
    mine = Outlet("mine", "خبر", ("mine.test", "blog.safa.ps"))
    assert registry.whose("news.mine.test", mine) is Whose.OWN
    assert registry.whose("x.blog.safa.ps", mine) is Whose.OWN
    assert registry.whose("safa.ps", mine) is Whose.ANOTHERS
    assert registry.whose("notmine.test", mine) is Whose.NOBODYS


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('name = "riyada"\ndomains = ["riyada.sahl.example"]\nfeeds = ["htt', id="half saved"),
        pytest.param('name = "riyada"\nfeeds = ["https://www.riyada.sahl.example/rss', id="saved before its domains"),
        pytest.param('name = "riyada"\ntitel = "x"\ndomains = [\n  "riyada.sahl.example",\n]\n', id="a wrong key"),
    ],
)
def test_what_a_bad_file_names_is_no_other_outlets_meanwhile(write: Write, as_user_folder: Path, broken: str) -> None:
    write()
    (as_user_folder / "eg/riyada.toml").write_text(broken, "utf-8")
    parent = registry.outlet_named("sahl")
    assert parent is not None
    assert registry.whose("riyada.sahl.example", parent) is Whose.ANOTHERS
    assert registry.whose("news.sahl.example", parent) is Whose.OWN
    assert registry.outlet_of("https://m.riyada.sahl.example/1") is None
    assert "riyada.sahl.example" in registry.lodgers(parent)
    assert [problem.file.stem for problem in registry.file_problems()][:1] == ["riyada"]


def test_a_bad_file_takes_no_domain_of_a_sound_one(write: Write, as_user_folder: Path) -> None:
    write()
    write("eg/twin.toml", name="twin", delay=-1)
    owner = registry.outlet_of("sahl.example")
    assert owner is not None
    assert owner.name == "sahl"
