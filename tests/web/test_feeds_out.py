"""Feeds of articles: what is written comes back through the readers of the crawl, whatever the texts hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from spiders.documents.json_feed import read_json_feed
from spiders.documents.xml_feed import read_xml_feed
from warraq.web.feeds import Channel, Item, atom, json_feed, rss

AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


def item(title: str = "سوق جديد", summary: str = "نص الخبر", origin: str | None = "وكالة صدى") -> Item:
    return Item("https://sada.test/1", title, summary, AT, AT, "صدى الواحة", "https://sada.test/", origin, "ar")


def channel(*items: Item) -> Channel:
    return Channel("ورّاق", "http://localhost/search?q=x", "http://localhost/search.atom?q=x", AT, items, "http://localhost/next")


@pytest.mark.parametrize("write", [atom, rss])
def test_entries_come_back_with_address_title_and_time(write: object) -> None:
    written = write(channel(item())).decode()  # type: ignore[operator]
    (entry,) = read_xml_feed(written, "http://localhost/feed", 10).entries
    assert (entry.url, entry.title) == ("https://sada.test/1", "سوق جديد")
    parsed = feedparser.parse(written)
    assert not parsed.bozo
    assert parsed.entries[0].published_parsed[:5] == (2026, 3, 9, 8, 30)
    assert "صدى الواحة" in parsed.entries[0].source.values()


def test_json_feed_comes_back_and_names_the_origin() -> None:
    written = json_feed(channel(item())).decode()
    (entry,) = read_json_feed(written, "http://localhost/feed", 10).entries
    assert (entry.url, entry.title) == ("https://sada.test/1", "سوق جديد")
    told = json.loads(written)
    assert told["next_url"] == "http://localhost/next"
    assert told["items"][0]["_warraq"] == {"outlet": "صدى الواحة", "origin": "وكالة صدى"}


def test_an_entry_of_atom_has_what_the_standard_wants() -> None:
    root = etree.fromstring(atom(channel(item(), item(origin=None))))
    names = "{http://www.w3.org/2005/Atom}"
    for entry in root.findall(f"{names}entry"):
        assert {f"{names}{name}" for name in ("id", "title", "updated", "author", "source")} <= {child.tag for child in entry}
    assert [each.find(f"{names}name").text for each in root.iter(f"{names}contributor")] == ["وكالة صدى"]


@given(st.text(), st.text())
def test_any_text_is_written_as_sound_xml_and_json(title: str, summary: str) -> None:
    one = channel(item(title, summary))
    etree.fromstring(atom(one))
    etree.fromstring(rss(one))
    json.loads(json_feed(one))
