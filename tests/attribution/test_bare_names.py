"""Names of outlets that are places or dates too, in the slots of bylines and datelines, with every outlet of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from warraq.attribution import Registry, RegistryEntry, find_sources
from warraq.attribution.lexicon.dates import DATE_WORDS
from warraq.outlet_files.registry import default_registry
from warraq.text.places import PLACES

if TYPE_CHECKING:
    from warraq.items import Attribution

TEXT: Final = "أغلق الطريق الساحلي أمام السيارات بعد عاصفة رملية ضربت المنطقة مساء أمس."
AMBIGUOUS: Final = PLACES | DATE_WORDS


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The packaged outlets, and some with months and numbers in their names though no file says that these are ordinary words."""
    named = {"aylul": "أيلول", "rajab": "رجب", "twenty": "20 نيسان", "naba24": "نبأ 24", "today24": "اليوم 24"}
    packaged = [entry for entry in default_registry().entries.values() if "اليوم 24" not in (entry.title, *entry.aliases)]
    return Registry.build([*packaged, *(RegistryEntry(slug, title) for slug, title in named.items())])


def found(registry: Registry, text: str, **known: str | None) -> list[tuple[str, str | None]]:
    return [(source.role, source.outlet) for source in find_sources(text, registry=registry, **known)]


def _roles(sources: list[Attribution]) -> list[str]:
    return [source.role for source in sources]


def test_every_place_is_read_in_a_dateline(registry: Registry) -> None:
    read = {place: _roles(find_sources(f"{place} - الجزيرة: {TEXT}", registry=registry)) for place in PLACES}
    assert {place: roles for place, roles in read.items() if roles != ["dateline"]} == {}


def test_no_name_that_is_a_place_or_a_date_is_an_outlet_behind_a_place(registry: Registry) -> None:
    names = {name.text for bearing in registry.names.values() for name in bearing if name.text in AMBIGUOUS}
    assert {"فبراير", "اليوم", "القدس", "ايلول"} <= names
    heads = [f"{place} - {name}" for place in PLACES for name in names]
    assert {head: sources for head in heads if (sources := found(registry, f"{head}: {TEXT}"))} == {}


def test_no_place_or_date_alone_in_a_slot_is_an_outlet(registry: Registry) -> None:
    heads = [head for word in AMBIGUOUS for head in (f"{word}:", f"{word} -", f"({word})", f"{word}\n")]
    assert {head: sources for head in heads if (sources := found(registry, f"{head} {TEXT}"))} == {}
    assert {word: sources for word in AMBIGUOUS if (sources := found(registry, TEXT, byline=word))} == {}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("طرابلس 17 فبراير - رويترز:", [("dateline", "reuters")], id="day and month behind the city"),
        pytest.param("القاهرة في 12 فبراير /أ ش أ/", [("dateline", "mena_eg")], id="with a preposition"),
        pytest.param("القاهرة, 12 فبراير (رويترز) -", [("dateline", "reuters")], id="in a segment of its own"),
        pytest.param("دمشق أيلول 2024 - رويترز:", [("dateline", "reuters")], id="month and year"),
        pytest.param("مكة المكرمة 3 رجب (واس) -", [("dateline", "spa")], id="Hijri"),
        pytest.param("الرباط 20 نيسان - رويترز:", [("dateline", "reuters")], id="an outlet of the name of a day"),
        pytest.param("20 نيسان - رويترز:", [("dateline", "reuters")], id="the day first"),
        pytest.param("المملكة العربية السعودية - رويترز:", [("dateline", "reuters")], id="a country that opens with an outlet's name"),
        pytest.param("وادي الزعفران - الجزيرة:", [("dateline", None)], id="a place that no list has"),
        pytest.param("سامي الزعفراني - الجزيرة:", [("published", None)], id="a person"),
        pytest.param("صحيفة فبراير - الرباط:", [("dateline", "febrayer")], id="a kind word makes it a name"),
        pytest.param("الرباط - «فبراير»:", [("dateline", "febrayer")], id="quotes make it a name"),
        pytest.param("الرباط - نبأ 24:", [("dateline", "naba24")], id="a number in the name"),
        pytest.param("الرباط - اليوم 24:", [("dateline", "today24")], id="a number behind the name of a day"),
        pytest.param("اليوم - جيزان:", [("dateline", "alyaum")], id="first in the line, a city behind it"),
        pytest.param("اليوم - خاص:", [("published", "alyaum")], id="first in the line, a desk behind it"),
    ],
)
def test_dates_and_places_beside_outlets(registry: Registry, head: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(registry, f"{head} {TEXT}") == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param("اليوم", [("published", "alyaum")], id="alone"),
        pytest.param("القاهرة - اليوم", [("dateline", "alyaum")], id="behind a city"),
        pytest.param("القاهرة 12 اليوم", [], id="in a date"),
    ],
)
def test_the_page_s_own_name_is_believed_in_its_bylines(registry: Registry, byline: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(registry, TEXT, byline=byline, outlet="alyaum") == expected


def test_an_own_page_that_opens_with_today_names_nobody(registry: Registry) -> None:
    assert found(registry, f"اليوم: {TEXT}", outlet="alyaum") == []
