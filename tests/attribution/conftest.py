from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.attribution import Registry, RegistryEntry, find_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

# Invented outlets in the shapes that real ones have, beside agencies everybody knows.
ENTRIES = (
    RegistryEntry("reuters", "رويترز", ("وكالة رويترز", '"رويترز"', "Reuters"), country="GB", kind="agency"),
    RegistryEntry(
        "afp",
        "فرانس برس",
        ("أ ف ب", "أ.ف.ب", "وكالة الصحافة الفرنسية", "الصحافة الفرنسية", "الفرنسية", "وكالة فرانس برس"),
        country="FR",
        kind="agency",
    ),
    RegistryEntry("aa", "الأناضول", ("وكالة الأناضول", "وكالة أنباء الأناضول"), country="TR", kind="agency"),
    RegistryEntry("wafa", "وفا", ("وكالة الأنباء الفلسطينية (وفا)", "رام الله -وفا"), country="PS", kind="agency"),
    RegistryEntry("dogan", "دوغان", ("وكالة دوغان",), country="TR", kind="agency", common_word=True),
    RegistryEntry("guardian", "الغارديان", ("صحيفة الغارديان",), country="GB"),
    RegistryEntry("bloomberg", "بلومبرغ", ("بلومبيرغ",), country="US", kind="agency"),
    RegistryEntry("bild", "بيلد", ("صحيفة بيلد",), country="DE"),
    RegistryEntry("mina", "صدى الميناء", ("موقع صدى الميناء", "صدى الميناء -"), ("mina.example",), country="EG"),
    RegistryEntry("safina", "السفينة", ("صحيفة السفينة", "السفينة الإلكترونية"), country="SA", common_word=True),
    RegistryEntry("manara_jo", "المنارة", ("صحيفة المنارة",), country="JO", common_word=True),
    RegistryEntry("manara_tv", "المنارة", ("قناة المنارة",), country="LB", kind="broadcaster", common_word=True),
    RegistryEntry("manara_ma", "المنارة", ("جريدة المنارة", "المنارة المغربية"), country="MA", common_word=True),
    RegistryEntry("rimal_north", "رمال (الشمالية)", ("وكالة الأنباء الرملية (رمال)", "حلب - رمال:"), country="SY", kind="agency"),
    RegistryEntry("rimal_south", "رمال", ("وكالة الأنباء الرملية رمال", "درعا - رمال"), country="SY", kind="agency"),
    RegistryEntry("alam", "العالم", ("قناة العالم",), country="IR", kind="broadcaster", common_word=True),
    RegistryEntry("sahifa", "الصحيفة", country="MA", common_word=True),
    RegistryEntry("oman_today", "عُمان اليوم", country="OM"),
    RegistryEntry("ofuq", "الأفق", ("قناة الأفق",), country="AE", kind="broadcaster"),
)


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.build(ENTRIES)


@pytest.fixture(scope="session")
def find(registry: Registry) -> Callable[..., list[Attribution]]:
    """`find_sources` over these outlets."""

    def find(text: str, **known: str | None) -> list[Attribution]:
        return find_sources(text, registry=registry, **known)

    return find
