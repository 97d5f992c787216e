"""Articles that stand in JSON: WordPress's lists of posts, and the data of pages that scripts draw."""

from __future__ import annotations

import json

import pytest

from spiders.documents.feeds import read_feed
from spiders.documents.listings import read_listing
from spiders.documents.results import Note, Problem

URL = "https://bustan.test/wp-json/wp/v2/posts"
POST = {
    "id": 7,
    "date": "2026-03-10T08:00:00",
    "date_gmt": "2026-03-10T06:00:00",
    "modified": "2026-03-10T09:00:00",
    "link": "https://bustan.test/n/7",
    "title": {"rendered": "افتتاح &#8220;سوق البستان&#8221;"},
    "excerpt": {"rendered": "<p>ملخص الخبر</p>"},
}


def test_a_list_of_posts_is_a_feed() -> None:
    (entry,) = read_feed(json.dumps([POST]).encode(), URL).entries
    assert (entry.url, entry.title, entry.summary) == ("https://bustan.test/n/7", "افتتاح “سوق البستان”", "ملخص الخبر")
    assert (entry.published, entry.updated) == ("2026-03-10T06:00:00Z", "2026-03-10T09:00:00")


def test_posts_of_the_hosted_kind_and_a_list_that_was_cut_off() -> None:
    hosted = json.dumps({"found": 1, "posts": [{"URL": "https://bustan.test/n/8", "title": "خبر", "date": "2026-03-10T06:00:00+00:00"}]})
    assert [entry.url[-1] for entry in read_feed(hosted.encode(), URL).entries] == ["8"]
    cut = json.dumps([POST, POST | {"link": "https://bustan.test/n/9"}])[:-40]
    assert [entry.url[-1] for entry in read_feed(cut.encode(), URL).entries] == ["7"]


@pytest.mark.parametrize("data", [[1, 2], [{"code": "rest_no_route"}]])
def test_json_that_lists_no_posts_is_no_feed(data: object) -> None:
    assert read_feed(json.dumps(data).encode(), URL).problem == Problem.JSON


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json">{"rows": [{"path": "/news/71/suq"}, {"path": "/about"}]}</script>',
        '<script>window.state = {"u":"https:\\/\\/bustan.test\\/news\\/71\\/suq","x":"https:\\/\\/else.test\\/news\\/72\\/x"}</script>',
        r'<script>var s={"a":"\u002fnews\u002f71\u002fsuq"};</script>',
    ],
)
def test_addresses_in_a_listings_scripts_are_found_by_the_pattern(script: str) -> None:
    page = f"<html><body><div id=app></div>{script}</body></html>"
    reading = read_listing(page.encode(), "https://bustan.test/", r"/news/\d+/", ["bustan.test"])
    assert [entry.url for entry in reading.entries] == ["https://bustan.test/news/71/suq"]
    assert read_listing(page.encode(), "https://bustan.test/", None, ["bustan.test"]).note == Note.NO_ARTICLES


def test_a_listing_that_is_data_itself() -> None:
    body = json.dumps({"rows": [{"url": "/news/71/suq"}]}).encode()
    assert [entry.url for entry in read_listing(body, "https://bustan.test/api", r"/news/\d+/", ["bustan.test"]).entries] == [
        "https://bustan.test/news/71/suq"
    ]
