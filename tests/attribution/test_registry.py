from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.attribution.mentions.registry import Registry, RegistryEntry, Strength

if TYPE_CHECKING:
    from warraq.attribution.mentions.registry import Name


def names(*entries: RegistryEntry) -> dict[str, Name]:
    return {name.text: name for found in Registry.build(entries).names.values() for name in found}


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        pytest.param("«صدى الميناء»", "صدي الميناء", id="quotes"),
        pytest.param("(صدى الميناء)", "صدي الميناء", id="brackets"),
        pytest.param("صدى الميناء:", "صدي الميناء", id="trailing colon"),
        pytest.param("دبي - صدى الميناء", "صدي الميناء", id="dateline"),
        pytest.param("صدى الميناء - خاص", "صدي الميناء", id="desk"),
        pytest.param("موقع صدى الميناء", "صدي الميناء", id="kind word"),
    ],
)
def test_clutter_of_aliases(alias: str, name: str) -> None:
    assert set(names(RegistryEntry("mina", "صدى الميناء", (alias,)))) == {name}


def test_brackets_hold_a_second_name() -> None:
    found = names(RegistryEntry("wafa", "وفا", ("وكالة الأنباء الفلسطينية (وفا)",), kind="agency"))
    assert {"وفا", "وكاله الانباء الفلسطينيه"} <= set(found)


def test_a_cluttered_alias_takes_no_name_of_another_outlet() -> None:
    found = names(RegistryEntry("cnn", "CNN"), RegistryEntry("cnnarabic", "CNN بالعربية", ("دبي، الإمارات العربية المتحدة (CNN)",)))
    assert [entry.slug for entry in found["cnn"].entries] == ["cnn"]


def test_shared_names_keep_all_bearers() -> None:
    found = names(RegistryEntry("a", "المنارة"), RegistryEntry("b", "المنارة"))
    assert [entry.slug for entry in found["المناره"].entries] == ["a", "b"]


def test_digits_stand_glued_or_apart() -> None:
    assert {"مرفا24", "مرفا 24"} <= set(names(RegistryEntry("m", "مرفأ 24")))


@pytest.mark.parametrize(
    ("entry", "text", "strength"),
    [
        pytest.param(RegistryEntry("m", "مرفأ", common_word=True), "مرفا", Strength.ORDINARY, id="flagged"),
        pytest.param(RegistryEntry("m", "مرفأ نيوز", common_word=True), "مرفا نيوز", Strength.DISTINCT, id="flagged, two words"),
        pytest.param(RegistryEntry("m", "تونس اليوم"), "تونس اليوم", Strength.PHRASE, id="place and time"),
        pytest.param(RegistryEntry("m", "أ ب"), "ا ب", Strength.ORDINARY, id="two letters"),
        pytest.param(RegistryEntry("m", "مرفأ"), "مرفا", Strength.DISTINCT, id="distinct"),
    ],
)
def test_strength(entry: RegistryEntry, text: str, strength: Strength) -> None:
    assert names(entry)[text].strength is strength


def test_other_spellings_lead_to_a_foreign_name_only_where_one_outlet_has_it() -> None:
    registry = Registry.build([RegistryEntry("b", "بلومبرغ", country="US"), RegistryEntry("m", "لوموند", country="FR")])
    found = registry.name_spelt(["بلومبيرج"])
    assert found is not None
    assert found.entries[0].slug == "b"
    assert registry.name_spelt(["لو", "موند"]) is not None
    assert registry.name_spelt(["إل", "موندو"]) is None
