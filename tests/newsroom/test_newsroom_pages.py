"""Article pages: every truth stands on its page, in the outlet's encoding and mark-up."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import lxml.html
import pytest

from warraq.newsroom import Fault

OUTLETS = ["nawaris", "sawtaldelta", "alnakheel", "jabalnews", "atlaspress", "elwadi", "sahelfm", "furatain", "khalijpost", "qafila"]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def parse(answer, encoding: str = "utf-8"):
    return lxml.html.fromstring(answer.body, parser=lxml.html.HTMLParser(encoding=encoding))


@pytest.mark.parametrize("outlet", [*OUTLETS, "marfa", "hasad"])
def test_every_truth_stands_on_its_page(room, fetch, outlet):
    encoding = room.press.profiles[outlet].encoding
    articles = list(room.press.articles(outlet))
    assert articles
    for article in articles:
        answer = fetch(article.url)
        assert answer.status == 200
        text, truth = squeeze(parse(answer, encoding).text_content()), article.truth
        expected = [truth.title, *truth.paragraphs, truth.date_text, truth.byline, truth.credit_line, *truth.keywords]
        expected += [label for label, _ in truth.related]
        if truth.embedded:
            expected += [truth.embedded.title, truth.embedded.credit_line, *truth.embedded.paragraphs]
        assert [words for words in expected if words and words not in text] == []


def test_the_windows_1256_page_declares_no_encoding(room, fetch):
    answer = fetch(next(iter(room.press.articles("elwadi"))).url)
    assert answer.headers["Content-Type"] == "text/html"
    assert b"charset" not in answer.body.lower()
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert "الوادي" in answer.body.decode("windows-1256")


def test_json_ld_tells_the_instant_and_the_headline(room, fetch):
    for article in room.press.articles("sawtaldelta"):
        data = json.loads(parse(fetch(article.url)).xpath("string(//script[@type='application/ld+json'])"))
        assert data["headline"] == article.truth.title
        assert datetime.fromisoformat(data["datePublished"]) == article.truth.published_at


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [("khalijpost", "json-ld"), ("jabalnews", "meta"), ("sahelfm", "microdata"), ("atlaspress", "visible"), ("elwadi", "visible")],
)
def test_a_page_offers_the_structured_data_of_its_house_and_no_other(room, fetch, outlet, expected):
    article = next(iter(room.press.articles(outlet)))
    page = parse(fetch(article.url), room.press.profiles[outlet].encoding)
    found = {
        "json-ld": bool(page.xpath("//script[@type='application/ld+json']")),
        "meta": bool(page.xpath("//meta[@property='article:published_time']")),
        "microdata": bool(page.xpath("//*[@itemprop='datePublished']")),
    }
    assert [name for name, present in found.items() if present] == ([] if expected == "visible" else [expected])
    assert article.truth.date_source == expected


def test_heavy_outlets_print_heavy_pages(room, fetch):
    for outlet in ("sawtaldelta", "khalijpost"):
        sizes = [len(fetch(article.url).body) for article in room.press.articles(outlet)]
        assert 150_000 <= min(sizes) <= max(sizes) <= 210_000


def test_a_round_up_has_the_shape_of_an_aggregator(room, fetch):
    for article in room.press.articles("hasad"):
        truth, second = article.truth, article.truth.embedded
        lines = [squeeze(line) for line in parse(fetch(article.url)).xpath("//div[@class='news-text']//text()") if line.strip()]
        at = {name: lines.index(name) for name in (truth.credit_line, "إقرأ أيضاً:", second.title, second.credit_line, "مقالات مشابهة")}
        assert list(at.values()) == sorted(at.values())
        assert truth.credit_line.startswith("المصدر: ")
        assert "كلمات دلالية: " in lines
        assert lines[at[second.title] + 1] == second.credit_line
        assert lines[at["مقالات مشابهة"] + 1 :] == [label for label, _ in truth.related]


def test_the_newest_round_up_lists_ten_similar_headlines(room):
    assert len(next(iter(room.press.articles("hasad"))).truth.related) == 10


def test_round_ups_credit_the_outlets_whose_texts_they_take(room):
    for article in room.press.articles("hasad"):
        assert article.truth.credited == article.source
        assert article.truth.credit_line == f"المصدر: {room.press.profiles[article.source].title}"


def test_some_second_articles_link_to_a_page_of_their_own(room, fetch):
    targets = {article.truth.embedded.canonical_url != article.url for article in room.press.articles("hasad")}
    assert targets == {True, False}
    linked = next(article.truth.embedded for article in room.press.articles("hasad") if article.truth.embedded.canonical_url != article.url)
    assert linked.title in parse(fetch(linked.canonical_url)).text_content()


def test_an_edit_changes_its_page_and_no_other(own_room, fetch):
    tags = {article.url: fetch(article.url).headers["ETag"] for article in own_room.press.articles("nawaris")}
    edited_before = {article.url for article in own_room.press.articles("nawaris") if article.edited}
    own_room.press.advance(timedelta(minutes=31))
    standing = [article for article in own_room.press.articles("nawaris") if article.url in tags]
    edited = {article.url for article in standing if article.edited} - edited_before
    assert edited
    assert {article.url for article in standing if fetch(article.url).headers["ETag"] != tags[article.url]} == edited


def test_a_vanished_article_answers_404_or_410(own_room, fetch):
    room = own_room.press
    room.set_fault("difaf", Fault.OK)
    before = {article.url for article in room.articles()}
    room.advance(timedelta(minutes=61))
    gone = before - {article.url for article in room.articles()}
    assert {fetch(url).status for url in gone} == {404, 410}


def test_two_page_kinds_of_one_outlet(room, fetch):
    kinds = {bool(parse(fetch(article.url)).xpath("//div[@class='g-body']")) for article in room.press.articles("furatain")}
    assert kinds == {True, False}


def test_mark_up_switched_at_run_time_prints_the_same_truth_otherwise(own_room, fetch):
    article = next(iter(own_room.press.articles("jabalnews")))
    old = fetch(article.url)
    own_room.press.set_templates("jabalnews", "app")
    new = fetch(article.url)
    assert parse(old).xpath("//article[@id='the-post']")
    assert not parse(new).xpath("//article[@id='the-post']")
    assert old.headers["ETag"] != new.headers["ETag"]
    text = squeeze(parse(new).text_content())
    assert all(paragraph in text for paragraph in article.truth.paragraphs)


def test_listing_pages_link_articles_and_say_how_old_they_are(room, fetch):
    page = parse(fetch(room.url("jabalnews", "/latest/")))
    page.make_links_absolute(room.url("jabalnews", "/latest/"))
    links = set(page.xpath("//article//h2/a/@href"))
    assert links == {article.url for article in room.press.articles("jabalnews")}
    assert all(label.startswith("منذ ") for label in page.xpath("//span[@class='ago']/text()"))


def test_pages_of_a_keyword_list_its_articles_only(room, fetch):
    article = next(iter(room.press.articles("jabalnews")))
    page = parse(fetch(article.url))
    page.make_links_absolute(article.url)
    listed = parse(fetch(page.xpath("//p[@class='post-tag']/a/@href")[0])).text_content()
    assert article.truth.title in listed
