"""Who a site is: what its address, its page and the registry say, and nothing where none says it."""

from __future__ import annotations

import json

import pytest

from tests.outlets.standins import NOW
from warraq.discovery.front import Front, read_front
from warraq.discovery.identity import Identity, identify, slug_of
from warraq.items import Page
from warraq.outlet import Outlet


def front(head: str = "", lang: str = "ar", body: str = "<p>نص عربي قصير</p>") -> Front:
    html = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return read_front(Page("https://www.sahl.example/", html.encode(), NOW, headers={"content-type": "text/html; charset=utf-8"}))


def identity(page: Front, host: str = "sahl.example", *, titles: tuple[str, ...] = (), known: Outlet | None = None) -> Identity:
    return identify(page, host, titles, known, ())


def structured(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values, ensure_ascii=False)}</script>'


@pytest.mark.parametrize(
    ("host", "country", "zone"),
    [
        ("sahl.eg", "EG", "Africa/Cairo"),
        ("news.sahl.com.sa", "SA", "Asia/Riyadh"),
        ("sahl.co.uk", "GB", "Europe/London"),
        ("xn--mgbai9a5eva00b.xn--wgbh1c", "EG", "Africa/Cairo"),
        ("sahl.tv", None, None),
        ("sahl.me", None, None),
        ("sahl.com", None, None),
        ("sahl.news", None, None),
        ("sahl.ps", "PS", None),
    ],
)
def test_the_domain_says_the_country(host: str, country: str | None, zone: str | None) -> None:
    found = identity(front(), host)
    assert (found.country, found.timezone) == (country, zone)


@pytest.mark.parametrize(
    ("lang", "country"),
    [("ar-EG", "EG"), ("ar_ma", "MA"), ("ar-Arab-TN", "TN"), ("ar", None), ("ar_AR", None), ("en-US", None), ("ar-001", None)],
)
def test_the_pages_language_says_an_arab_country(lang: str, country: str | None) -> None:
    assert identity(front(lang=lang)).country == country


def test_the_domain_counts_before_the_language() -> None:
    assert identity(front(lang="ar-SA"), "sahl.jo").country == "JO"


def test_the_address_of_the_house_says_the_country() -> None:
    page = front(
        structured(**{"@type": "NewsMediaOrganization", "name": "السهل", "address": {"@type": "PostalAddress", "addressCountry": "KW"}})
    )
    assert (identity(page).country, identity(page).timezone) == ("KW", "Asia/Kuwait")


def test_of_a_country_with_two_zones_the_registered_outlets_decide() -> None:
    neighbours = [
        Outlet(name, name, (f"{name}.ps",), "PS", zone) for name, zone in (("a", "Asia/Gaza"), ("b", "Asia/Hebron"), ("c", "Asia/Gaza"))
    ]
    assert identify(front(), "sahl.ps", (), None, neighbours).timezone == "Asia/Gaza"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:site_name" content="صحيفة السهل">', "صحيفة السهل"),
        ("<title>الرئيسية | السهل نيوز</title>", "السهل نيوز"),
        ("<title>السهل - آخر الأخبار</title>", "السهل"),
        ('<meta property="og:site_name" content="Sahl"><title>السهل | Sahl</title>', "السهل"),
        ("<title>آخر الأخبار | السهل</title>", "السهل"),
        (structured(**{"@type": "WebSite", "name": "السهل"}), "السهل"),
    ],
    ids=["site name", "title after home", "title before latest", "title after latest", "the Arabic of two", "structured data"],
)
def test_the_title_is_the_name_that_the_page_gives(head: str, title: str) -> None:
    assert identity(front(head)).title == title


def test_the_name_that_most_statements_hold_comes_first() -> None:
    head = '<meta name="copyright" content="شركة الوادي للنشر"><meta property="og:site_name" content="السهل">'
    page = front(f"{head}<title>السهل - منبر الجميع</title>")
    assert identity(page).title == "السهل"
    assert set(identity(page).aliases) == {"شركة الوادي للنشر", "منبر الجميع"}


def test_a_slogan_is_no_name() -> None:
    page = front(f'<meta property="og:site_name" content="{"أخبار " * 12}"><title>السهل</title>')
    assert identity(page).title == "السهل"


def test_without_any_name_the_domain_stands_in() -> None:
    assert identity(front()).title == "sahl"


def test_other_names_are_aliases_once_letter_variants_aside() -> None:
    page = front(
        '<meta property="og:site_name" content="صدى السهل">'
        + structured(**{"@type": "Organization", "name": "صدي السهل", "alternateName": ["Sada Sahl", "sada sahl"]})
    )
    assert (identity(page).title, identity(page).aliases) == ("صدى السهل", ("Sada Sahl",))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("وكالة السهل للأنباء", "agency"), ("قناة السهل", "broadcaster"), ("تلفزيون السهل", "broadcaster"), ("السهل", "publisher")],
)
def test_the_kind_word_says_the_kind(name: str, kind: str) -> None:
    assert identity(front(f'<meta property="og:site_name" content="{name}">')).kind == kind


def test_what_the_registry_knows_counts_before_the_page() -> None:
    known = Outlet("sahl_paper", "جريدة السهل", ("sahl.example",), "LB", aliases=("السهل اللبنانية",), kind="agency")
    found = identity(front('<meta property="og:site_name" content="السهل">', lang="ar-EG"), known=known)
    assert (found.name, found.title, found.country, found.timezone, found.kind) == (
        "sahl_paper",
        "جريدة السهل",
        "LB",
        "Asia/Beirut",
        "agency",
    )
    assert found.aliases == ("السهل اللبنانية", "السهل")


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("almarsad-news.com", "almarsad_news"),
        ("gate.sahl.org.eg", "sahl"),
        ("24.ae", "24"),
        ("sahl.blogspot.com", "sahl"),
        ("xn--mgbai9a5eva00b.xn--wgbh1c", "mgbai9a5eva00b"),
    ],
)
def test_the_name_is_the_label_that_the_owner_registered(host: str, slug: str) -> None:
    assert slug_of(host) == slug


def test_a_page_in_another_language_says_so() -> None:
    links = "".join(f'<a href="/{number}">The council meets again on {number}</a>' for number in range(9))
    assert identity(front(lang="en", body=links)).language == "en"
