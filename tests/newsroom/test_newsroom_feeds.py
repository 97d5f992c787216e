"""Feeds and sitemaps: valid, complete, and wrong only where a house is wrong on purpose."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import feedparser
import lxml.etree
import pytest

XML_FEEDS = [
    ("nawaris", "atom10"),
    ("sawtaldelta", "rss20"),
    ("alnakheel", "rss20"),
    ("atlaspress", "rss10"),
    ("elwadi", "rss20"),
    ("furatain", "rss20"),
    ("hasad", "rss20"),
]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed_of(room, fetch, outlet):
    answer = fetch(room.url(outlet, room.press.profiles[outlet].feed_path))
    assert answer.status == 200
    return feedparser.parse(answer.body, response_headers={"content-type": answer.headers["Content-Type"]})


def instant(entry) -> datetime | None:
    stamp = entry["published_parsed"] if "published" in entry else entry["updated_parsed"]
    return datetime(*stamp[:6], tzinfo=UTC) if stamp else None


@pytest.mark.parametrize(("outlet", "version"), XML_FEEDS)
def test_a_feed_is_valid_and_lists_the_newest_articles(room, fetch, outlet, version):
    feed = feed_of(room, fetch, outlet)
    articles = list(room.press.articles(outlet))[: room.press.profiles[outlet].feed_size]
    assert (feed.version, bool(feed.bozo)) == (version, False)
    assert [entry.link for entry in feed.entries] == [article.url for article in articles]
    assert [entry.title for entry in feed.entries] == [article.truth.title for article in articles]
    assert [entry.summary for entry in feed.entries] == [article.truth.summary for article in articles]


@pytest.mark.parametrize("outlet", ["nawaris", "alnakheel", "atlaspress", "elwadi", "hasad"])
def test_dates_in_most_feeds_are_right(room, fetch, outlet):
    published = [article.published for article in room.press.articles(outlet)]
    assert [instant(entry) for entry in feed_of(room, fetch, outlet).entries] == published[: room.press.profiles[outlet].feed_size]


def test_cairo_time_is_stamped_as_gmt(room, fetch):
    entry, article = feed_of(room, fetch, "sawtaldelta").entries[0], next(iter(room.press.articles("sawtaldelta")))
    assert entry.published.endswith(" GMT")
    cairo = article.published.astimezone(room.press.profiles["sawtaldelta"].zone)
    assert instant(entry) == cairo.replace(tzinfo=UTC)


def test_arabic_dates_are_beyond_feed_readers(room, fetch):
    entries = feed_of(room, fetch, "furatain").entries
    assert {instant(entry) for entry in entries} == {None}
    assert all("تشرين الثاني" in entry.published for entry in entries)


def test_one_feed_carries_whole_texts(room, fetch):
    entry, article = feed_of(room, fetch, "alnakheel").entries[0], next(iter(room.press.articles("alnakheel")))
    assert all(paragraph in entry.content[0].value for paragraph in article.truth.paragraphs)
    assert "content" not in feed_of(room, fetch, "elwadi").entries[0]


def test_the_json_feed_has_tracking_parameters(room, fetch):
    data = json.loads(fetch(room.url("sahelfm", "/feed.json")).body)
    articles = list(room.press.articles("sahelfm"))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"].partition("?")[0] for item in data["items"]] == [article.url for article in articles]
    assert all("utm_source=" in item["url"] for item in data["items"])
    assert fetch(data["items"][0]["url"]).status == 200
    assert datetime.fromisoformat(data["items"][0]["date_published"]) == articles[0].published


def test_identifiers_stay_and_are_unique(room, fetch):
    for outlet in ("nawaris", "alnakheel"):
        identifiers = [entry.id for entry in feed_of(room, fetch, outlet).entries]
        assert len(set(identifiers)) == len(identifiers)


def test_the_broken_feed_ends_in_mid_entry(room, fetch):
    answer = fetch(room.url("qafila", "/rss"))
    assert answer.status == 200
    with pytest.raises(lxml.etree.XMLSyntaxError):
        lxml.etree.fromstring(answer.body)
    assert feedparser.parse(answer.body).entries


def test_a_healed_feed_is_whole(own_room, fetch):
    own_room.press.set_fault("qafila", "ok")
    assert lxml.etree.fromstring(fetch(own_room.url("qafila", "/rss")).body).tag == "rss"


def locations(document: bytes) -> list[str]:
    return [element.text for element in lxml.etree.fromstring(document).iter(f"{SITEMAP}loc")]


@pytest.mark.parametrize("outlet", ["nawaris", "khalijpost"])
def test_the_sitemap_index_leads_to_every_article(room, fetch, outlet):
    robots = fetch(room.url(outlet, "/robots.txt")).body.decode()
    index = room.url(outlet, "/sitemap.xml")
    assert f"Sitemap: {index}" in robots
    news, archive = locations(fetch(index).body)
    packed = fetch(archive).body
    urls = [article.url for article in room.press.articles(outlet)]
    assert archive.endswith(".gz")
    assert locations(gzip.decompress(packed)) == urls
    assert locations(fetch(news).body) == urls
