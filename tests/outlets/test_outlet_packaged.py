"""The outlet files that come with the program: what must hold over all of them."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from warraq.outlet_files import all_entries, all_outlets, check_all, index
from warraq.outlet_files.checks import countries
from warraq.outlet_files.folders import PACKAGED
from warraq.text.fold import fold

if TYPE_CHECKING:
    from warraq.outlet import Outlet

ARAB = frozenset(
    ["AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"]
)

EDITED_ELSEWHERE = {
    "independentarabia": "owned in Saudi Arabia, edited in London",
    "mubasher": "made in Dubai, its clock is the Saudi market's",
    "sohr": "reports Syria from Britain",
}
"""Outlets whose zone is not one of their country, and why."""
CITED_EDITED_ELSEWHERE = {"majalla": "owned in Saudi Arabia, edited in London"}

WITHOUT_OUTLETS = {"DJ", "KM", "SO"}
"""Arab countries whose press is not among the packaged outlets."""

OUTLETS = all_outlets([PACKAGED])
ONLY_CITED = [entry for entry in all_entries([PACKAGED]) if entry not in OUTLETS]


def by_name(outlet: Outlet) -> str:
    return outlet.name


def zones() -> dict[str, set[str]]:
    """Zones by country, from the table that comes with them."""
    found: dict[str, set[str]] = {}
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found.setdefault(country, set()).add(zone)
    return found


ZONES = zones()


def test_every_file_is_sound() -> None:
    assert [str(problem) for problem in check_all([PACKAGED])] == []


def test_the_arab_press_is_there() -> None:
    assert ARAB - {outlet.country for outlet in OUTLETS} == WITHOUT_OUTLETS


def test_every_file_is_the_outlet_of_its_name_in_the_folder_of_its_country() -> None:
    written = {(path.parent.name, path.stem) for path in PACKAGED.glob("*/*.toml")}
    assert {((outlet.country or "int").lower(), outlet.name) for outlet in OUTLETS} == written
    assert {name for _, name in written} <= set(index([PACKAGED]))


@pytest.mark.parametrize("outlet", OUTLETS, ids=by_name)
def test_the_zone_is_one_of_the_country(outlet: Outlet) -> None:
    fits = outlet.country is None or outlet.timezone in ZONES[outlet.country]
    assert fits != (outlet.name in EDITED_ELSEWHERE)


@pytest.mark.parametrize("outlet", ONLY_CITED, ids=by_name)
def test_outlets_that_are_only_cited_have_a_zone_of_their_country(outlet: Outlet) -> None:
    fits = outlet.country is None or outlet.timezone in ZONES[outlet.country]
    assert fits != (outlet.name in CITED_EDITED_ELSEWHERE)


def test_outlets_edited_elsewhere_are_still_there() -> None:
    assert set(EDITED_ELSEWHERE) <= set(index([PACKAGED]))


@pytest.mark.parametrize("outlet", [outlet for outlet in OUTLETS if outlet.article_url], ids=by_name)
def test_a_pattern_tells_articles_from_front_pages(outlet: Outlet) -> None:
    pattern = re.compile(outlet.article_url or "")
    assert not [address for address in (*outlet.listings, f"https://{outlet.domains[0]}/") if pattern.search(address)]


def test_nobody_is_known_twice() -> None:
    entries = all_entries([PACKAGED])
    assert [name for name, count in Counter(entry.name for entry in entries).items() if count > 1] == []
    assert len(entries) >= 500, "the cited press of the world resolves by name"


def test_no_name_is_clutter() -> None:
    cluttered = re.compile(r"[«»\"“”()\[\]{}+|]|[:،]$|^[:/،-]")
    aliases = [(entry.name, alias) for entry in all_entries([PACKAGED]) for alias in entry.aliases]
    assert [pair for pair in aliases if cluttered.search(pair[1])] == []


def test_no_alias_repeats_another_of_its_outlet() -> None:
    for entry in all_entries([PACKAGED]):
        folded = [fold(name) for name in (entry.title, *entry.aliases)]
        assert len(folded) == len(set(folded)), entry.name


def test_names_that_several_bear_stay_shared() -> None:
    bearers = Counter(fold(name) for entry in all_entries([PACKAGED]) for name in {entry.title, *entry.aliases})
    assert bearers[fold("الوطن")] == 6
    assert bearers[fold("الشروق")] == 3
    assert bearers[fold("وكالة الأنباء اليمنية سبأ")] == 2


def test_country_names_are_known() -> None:
    assert countries()["EG"] == "Egypt"
