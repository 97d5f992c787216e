from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.attribution import Registry, RegistryEntry, find_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]


@pytest.mark.parametrize(
    "text",
    [
        "ورسمت «الغارديان» صورة قاتمة لموسم الصيد في المرسى.",
        "وأماطت صحيفة الغارديان اللثام عن عقود لم يعلن عنها.",
        "وفي الملف شهادة نشرها باحث في «الغارديان» قبل عام.",
    ],
)
def test_a_name_that_nothing_explains_is_cited(find: Find, text: str) -> None:
    (source,) = find(text)
    assert (source.role, source.outlet, source.rule) == ("cited", "guardian", "presumed")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("وعين سامي رئيسا لتحرير الغارديان بعد زميله.", id="staff"),
        pytest.param("ويعمل أخوه رئيسا للقسم الرياضي في صحيفة «الغارديان» منذ عام.", id="staff, farther"),
        pytest.param("واقتحم محتجون مقر «الغارديان» في المرسى ثم غادروه.", id="house"),
        pytest.param("وباعت الشركة «الغارديان» إلى صندوق في المرسى.", id="sale"),
        pytest.param("وبلغ عدد مشتركي «الغارديان» ثلاثة ملايين في عام.", id="public"),
        pytest.param("وأسسوا صحيفة على غرار الغارديان في المرسى قبل عام.", id="likeness"),
        pytest.param("وأرسل البلدي رسالة إلى «الغارديان» يشكو فيها الميناء.", id="addressee"),
        pytest.param("ونفى العمدة تقريرا لصحيفة «الغارديان» عن الميناء والجسر.", id="denied"),
        pytest.param("وانتهى السباق عند الغروب. «رويترز» عامل ينظف الشارع بعده.", id="picture"),
        pytest.param("The guardian angel of Bloomberg Tower stood there yesterday.", id="another language"),
        pytest.param("وقال قائد الفريق الغارديان 24 كان هنا في المرسى.", id="number"),
    ],
)
def test_the_words_around_say_what_it_is(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("وأضافت الشركة زر Time إلى الساعة التي طرحتها أمس.", []),
        ("وسجل الفريق Record جديدا في المرسى أمس أمام جمهوره.", []),
        ("وقالت Time إن الجسر فتح أمس أمام المشاة.", ["verb"]),
    ],
)
def test_a_latin_word_that_is_a_name_too_needs_a_frame(text: str, rules: list[str]) -> None:
    words = Registry.build([RegistryEntry("time_us", "تايم", ("Time",), country="US"), RegistryEntry("record", "ريكورد", ("Record",))])
    assert [source.rule for source in find_sources(text, registry=words)] == rules


def test_a_list_shares_what_is_said_of_its_first(find: Find) -> None:
    assert find("وعمل مراسلا لصحيفتي «نوارس اليوم» و«الغارديان» ثلاثة أعوام.") == []
    found = find("وفي الملف شهادات نشرت في «الغارديان» و«بيلد» قبل عام.")
    assert [source.outlet for source in found] == ["guardian", "bild"]


def test_an_outlet_that_a_frame_found_is_not_presumed_again(find: Find) -> None:
    found = find("ذكرت رويترز أن الجسر فتح.\nوانفردت رويترز بصور له.")
    assert [source.rule for source in found] == ["verb"]


STATES = Registry.build(
    [
        RegistryEntry("sahl_a", "سهل", ("وكالة سهل",), country="SY", kind="agency"),
        RegistryEntry("sahl_b", "أنباء السهل", country="SY", kind="agency", national=True),
        RegistryEntry("nahr", "نهر", ("وكالة نهر",), country="TR", kind="agency", national=True),
        RegistryEntry("jabal", "جبل", ("وكالة جبل",), country="RU", kind="agency"),
        RegistryEntry("bayan", "البيان", ("صحيفة البيان",), country="AE", common_word=True),
    ]
)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        pytest.param("وقالت وكالة الأنباء السورية إن الجسر فتح.", "sahl_b", id="the marked one of two"),
        pytest.param("وقالت وكالة الأنباء التركية إن الجسر فتح.", "nahr", id="not Arab, marked"),
        pytest.param("وقالت وكالة الأنباء الروسية إن الجسر فتح.", None, id="not Arab, unmarked"),
        pytest.param("وقالت وكالة الأنباء السورية (برنا) إن الجسر فتح.", None, id="unknown initials"),
        pytest.param("وقالت صحيفة «البيان» إن الجسر فتح.", "bayan", id="its kind"),
        pytest.param("وقالت إذاعة «البيان» إن الجسر فتح.", None, id="another kind"),
        pytest.param("وقالت مجلة «البيان» إن الجسر فتح.", None, id="a magazine"),
    ],
)
def test_who_is_meant(text: str, outlet: str | None) -> None:
    (source,) = find_sources(text, registry=STATES)
    assert (source.role, source.outlet) == ("cited", outlet)


@pytest.mark.parametrize(
    ("text", "names"), [("وقالت قناة «الأفق الجديد» إن الجسر فتح.", "الأفق الجديد"), ("وأعجبه جهاز «سهم بيلد» الجديد الذي يباع هنا.", "")]
)
def test_short_quotes_hold_one_name(find: Find, text: str, names: str) -> None:
    assert " ".join(source.name for source in find(text)) == names


def test_a_label_is_no_outlet() -> None:
    registry = Registry.build(
        [RegistryEntry("masdar", "المصدر", country="TN", common_word=True), RegistryEntry("nahr", "نهر نيوز", country="IQ")]
    )
    found = find_sources("2024-01-09 08:15:00 - المصدر: نهر نيوز\nفتح الجسر أمام المشاة.", registry=registry)
    assert [(source.role, source.outlet) for source in found] == [("credited", "nahr")]


@pytest.mark.parametrize(("country", "outlet"), [("SA", "safina"), (None, "safina"), ("EG", None)])
def test_a_page_signs_with_outlets_of_its_country(find: Find, country: str | None, outlet: str | None) -> None:
    (source,) = find("السفينة - متابعات\nفتح الجسر أمام المشاة أمس.", country=country)
    assert source.outlet == outlet
