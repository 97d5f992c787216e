"""The pattern of article addresses: general enough for tomorrow's, narrow enough to leave sections out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.discovery.patterns import induce
from warraq.outlet_files.patterns import pattern_problem

ROOT = "https://www.sahl.eg"

SPELLINGS = (("News", "ArticleID"), ("Opinion", "ArticleId"))


def urls(template: str, *sections: str, first: int = 51_300, number: int = 12) -> list[str]:
    return [
        ROOT + template.format(id=first + 91 * place, section=section, day=f"2026/01/{place + 1:02}")
        for section in sections or ("",)
        for place in range(number)
    ]


def pattern(articles: list[str], *others: str) -> str:
    induced = induce(articles, [ROOT + other for other in others])
    assert induced
    return induced.pattern


@pytest.mark.parametrize(
    ("articles", "later", "others"),
    [
        (urls("/{id}"), "/9051300", ("/category/4", "/12", "/")),
        (urls("/news/{id}"), "/news/4100", ("/news/", "/news/page/2", "/video/51300")),
        (urls("/{section}/{id}-one-two", "egypt", "world"), "/space/51300-three-four", ("/egypt/", "/tag/51300-one", "/author/51300-x")),
        (urls("/{day}/one-two-{id}/"), "/2031/12/31/three-four/", ("/2026/01/01/", "/2026/01/", "/2026/")),
        (urls("/a/{section}/x_{id}.html", "egypt", "world"), "/a/space/x_61300.html", ("/a/egypt/", "/a/egypt.html")),
        (urls("/view.php?lang=ar&id={id}"), "/view.php?id=99999", ("/list.php?lang=ar&id=51300", "/view.php")),
        (urls("/index.php?task=read&id={id}"), "/index.php?id=99999&task=read", ("/index.php?task=list&id=51300",)),
        (urls("/2025/news/{id}"), "/2026/news/51300", ("/2025/news/",)),
        (
            [
                f"{ROOT}/{folder}.aspx?{name}={number}"
                for number in range(51_300, 51_310)
                for folder, name in (("News", "ArticleID"), ("Opinion", "ArticleId"))
            ],
            "/News.aspx?ArticleID=77777",
            ("/List.aspx?CategoryID=51300", "/Default.aspx?id=51300"),
        ),
        (
            [f"{ROOT}/{code}" for code in ("SMCgde", "4fDgde", "qWertZ", "I5Dgde", "aBcdef")],
            "/xYzabc",
            ("/sports", "/economy", "/Economy", "/about-us"),
        ),
    ],
    ids=[
        "number",
        "folder",
        "any section",
        "day",
        "prefix and extension",
        "parameter",
        "router",
        "a year that all share",
        "a parameter in two spellings",
        "code of letters",
    ],
)
def test_it_finds_later_articles_and_no_other_pages(articles: list[str], later: str, others: tuple[str, ...]) -> None:
    found = pattern(articles, *others)
    assert re.search(found, ROOT + later)
    assert [other for other in others if re.search(found, ROOT + other)] == []


def test_sections_that_look_like_articles_narrow_it() -> None:
    articles = urls("/{section}/{id}", "egypt", "world")
    assert re.search(pattern(articles), f"{ROOT}/programme/51300")
    narrowed = pattern(articles, "/programme/51300")
    assert not re.search(narrowed, f"{ROOT}/programme/777777")
    assert re.search(narrowed, f"{ROOT}/space/51300")


def test_a_few_articles_in_a_long_menu_are_passed_over() -> None:
    articles = urls("/{day}/one-two-{id}/")
    menu = [f"/section-{number}/" for number in range(30)]
    found = pattern(articles, *menu, "/2025/05/05/the-story-of-the-week/")
    assert re.search(found, articles[0])
    assert induce(articles, [ROOT + f"/2025/05/{number + 1:02}/a-b-c/" for number in range(30)]) is None


def test_slugs_are_told_from_sections_by_their_words() -> None:
    slugs = [
        f"{ROOT}/{'-'.join(words.split())}/"
        for words in ("قرار جديد في السهل اليوم", "نادي المرجان يفوز مرة أخرى", "افتتاح معرض الكتاب غدا مساء")
    ]
    found = pattern(slugs, "/اتصل-بنا/", "/سياسة/", "/about-us/")
    assert re.search(found, f"{ROOT}/%D8%AE%D8%A8%D8%B1-%D8%A2%D8%AE%D8%B1-%D9%85%D9%86-%D8%A7%D9%84%D8%B3%D9%87%D9%84/")


def test_two_kinds_of_addresses_make_two_branches() -> None:
    found = pattern([*urls("/news/{id}"), *urls("/video/one-two-three-four-{section}", "a", "b", "c", number=1)])
    assert re.search(found, f"{ROOT}/news/99999")
    assert re.search(found, f"{ROOT}/video/one-two-three-four-d")


def test_one_stray_address_does_not_bend_it() -> None:
    induced = induce([*urls("/news/{id}"), f"{ROOT}/special"])
    assert induced
    assert induced.missed == (f"{ROOT}/special",)


@pytest.mark.parametrize(
    "articles",
    [[], urls("/news/{id}", number=2), [f"{ROOT}/{word}" for word in ("sport", "world", "egypt", "culture")]],
    ids=["none", "too few", "nothing tells them from sections"],
)
def test_nothing_is_concluded_from_too_little(articles: list[str]) -> None:
    assert induce(articles) is None


@settings(deadline=None)  # the first call imports the readers
@given(st.lists(st.text("ab12-_/.?=&%()[*+", max_size=24), min_size=3, max_size=12, unique=True))
def test_whatever_the_addresses_it_is_sound_and_true(paths: list[str]) -> None:
    articles = [f"{ROOT}/{path}" for path in paths]
    induced = induce(articles[1:], articles[:1])
    if induced:
        assert pattern_problem(induced.pattern) is None
        assert all(re.search(induced.pattern, url) for url in induced.found)
        assert not re.search(induced.pattern, articles[0])
