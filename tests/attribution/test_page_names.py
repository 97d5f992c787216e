from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.attribution import find_sources
from warraq.attribution.mentions.own_names import own_names

if TYPE_CHECKING:
    from warraq.attribution.mentions.registry import Registry


@pytest.mark.parametrize(
    ("given", "names"),
    [
        pytest.param(["موقع نوارس برس الإخباري"], {"موقع نوارس برس الاخباري", "نوارس برس الاخباري", "نوارس برس"}, id="kind word and tail"),
        pytest.param(["نوارس برس | أخبار المرسى"], {"نوارس برس"}, id="what it offers"),
        pytest.param(["الرئيسية - نوارس"], {"نوارس"}, id="home"),
        pytest.param(["www.nawares.example"], {"nawares.example", "nawares"}, id="host"),
        pytest.param(["أخبار", "وكالات", "", "كل ما يهمك من أخبار المرسى والميناء والمدينة"], set(), id="no names"),
    ],
)
def test_what_a_page_calls_itself(given: list[str], names: set[str]) -> None:
    assert set(own_names(given)) == names


OWN_VOICE = {
    "line": "نوارس برس\nفتح الجسر أمام المشاة أمس.",
    "desk": "متابعات - نوارس برس\nفتح الجسر أمام المشاة أمس.",
    "bar": "نوارس برس | خاص\nفتح الجسر أمام المشاة أمس.",
    "told": "وقال العمدة لـ«نوارس برس» إن الجسر فتح.",
    "glued": "وأكدت مصادر لنوارس برس أن الجسر فتح.",
    "learned": "علمت «نوارس برس» أن الجسر فتح.",
    "learned later": "علمت قبل قليل «نوارس برس» أن الجسر فتح.",
    "in hand": "والصور المتوفرة لدى موقع «نوارس برس» تظهر الجسر.",
    "editor": "محرر نوارس برس\nفتح الجسر أمام المشاة أمس.",
    "followed": "وقال في مؤتمر صحفي تابعته وكالة نوارس برس إن الجسر فتح.",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in OWN_VOICE.items()])
def test_the_page_s_own_voice(registry: Registry, text: str) -> None:
    (source,) = find_sources(text, registry=registry, names=["نوارس برس"])
    assert (source.role, source.name, source.outlet) == ("published", "نوارس برس", None)


@pytest.mark.parametrize("known", [{"names": ["الحقيقة"]}, {"outlet": "الحقيقة"}])
def test_one_word_may_be_an_ordinary_one(registry: Registry, known: dict[str, str]) -> None:
    assert find_sources("وهذه هي الحقيقة كاملة، ولم يقل أحد غير الحقيقة.", registry=registry, **known) == []
    (source,) = find_sources("علمت الحقيقة أن الجسر فتح.", registry=registry, **known)
    assert source.role == "published"


def test_a_name_of_a_registered_outlet_alone_stays_its_own(registry: Registry) -> None:
    (source,) = find_sources("وقال العمدة لرويترز إن الجسر فتح.", registry=registry, names=["رويترز"])
    assert (source.role, source.outlet) == ("cited", "reuters")


def test_a_name_that_others_bear_too_is_the_page_s(registry: Registry) -> None:
    (source,) = find_sources("علمت «المنارة» أن الجسر فتح.", registry=registry, names=["المنارة"])
    assert (source.role, source.outlet) == ("published", None)


def test_a_registered_page_needs_no_names(registry: Registry) -> None:
    (source,) = find_sources("وقال العمدة لـ«السفينة» إن الجسر فتح.", registry=registry, outlet="safina", names=["نوارس برس"])
    assert (source.role, source.outlet) == ("published", "safina")


def test_the_registry_itself_stays_as_it_was(registry: Registry) -> None:
    before = dict(registry.names)
    find_sources("نوارس برس", registry=registry, names=["نوارس برس"])
    assert registry.names == before
