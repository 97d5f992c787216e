"""A page whose outlet nobody registered has a clock only where its address or its own statements name its country."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipelines.stage import Context, pure_stages
from warraq.attribution import Registry
from warraq.extract import extract
from warraq.items import Article, Page
from warraq.outlet import OutletKnowledge

LINES = (
    "أعلنت بلدية المرج اليوم بدء العمل في الحديقة العامة الجديدة قرب السوق القديم بعد عامين من التأجيل.",
    "وقال رئيس البلدية إن الحديقة ستفتح أبوابها في الربيع المقبل وتضم ملاعب للأطفال ومكتبة صغيرة.",
)
PRINTED = "الجمعة 24 نيسان / أبريل 2020 09:22 مساءً"


def address_of(country: str) -> str:
    data = {"@type": "NewsMediaOrganization", "name": "المرج", "address": {"@type": "PostalAddress", "addressCountry": country}}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def article(head: str = "", lang: str = "ar", url: str = "https://marj.example/n/1", printed: str = PRINTED) -> Article:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    body = f"<article><h1>حديقة جديدة في المرج</h1><div class='date'>{printed}</div>{text}</article>"
    html = f"<!doctype html><html lang='{lang}'><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    found = extract(Page(url=url, body=html.encode(), headers={"content-type": "text/html; charset=utf-8"}), OutletKnowledge()).articles[0]
    return pure_stages(Context(lambda _: None, lambda: Registry.build(())))[0].process_item(found)


@pytest.mark.parametrize(
    ("head", "lang", "url", "expected"),
    [
        pytest.param("", "ar", "https://marj.example.jo/n/1", "JO", id="domain"),
        pytest.param("", "ar", "https://xn--mgbai9azgqp6j.xn--mgbayh7gpa/n/1", "JO", id="domain-in-arabic-letters"),
        pytest.param("", "ar", "https://marj.example.so/n/1", None, id="domain-sold-worldwide"),
        pytest.param(address_of("JO"), "ar", "https://marj.example/n/1", "JO", id="address-of-the-publisher"),
        pytest.param("<meta name='geo.region' content='IQ-BG'>", "ar", "https://marj.example/n/1", "IQ", id="region"),
        pytest.param("<meta property='og:locale' content='ar_LB'>", "ar", "https://marj.example/n/1", "LB", id="region-of-the-language"),
        pytest.param("", "ar-SA", "https://marj.example/n/1", None, id="a-default-of-systems"),
        pytest.param(address_of("SA"), "ar-SA", "https://marj.example/n/1", "SA", id="a-default-that-the-address-bears-out"),
        pytest.param("<meta property='og:locale' content='ar_LB'>", "ar-JO", "https://marj.example/n/1", None, id="two-that-differ"),
        pytest.param("<meta name='geo.region' content='US-MA'>", "ar", "https://marj.example/n/1", None, id="a-state-of-another-country"),
        pytest.param("", "ar", "https://marj.example/n/1", None, id="nothing-said"),
    ],
)
def test_the_country_that_a_page_says(head: str, lang: str, url: str, expected: str | None) -> None:
    assert article(head, lang, url).country == expected


def test_the_printed_time_is_on_the_clock_of_that_country() -> None:
    found = article("<meta name='geo.region' content='JO'>")
    assert (found.published_at, found.published_offset) == (datetime(2020, 4, 24, 18, 22, tzinfo=UTC), 180)


def test_without_a_country_only_the_day_is_known() -> None:
    found = article()
    assert (found.published_at, str(found.published_day)) == (None, "2020-04-24")


def test_a_time_that_names_its_own_zone_needs_none() -> None:
    found = article(printed="24-04-2020 09:22 بتوقيت غرينتش", lang="ar-JO")
    assert found.published_at == datetime(2020, 4, 24, 9, 22, tzinfo=UTC)
