"""The reading room: pages, their JSON, the API and feeds of one store."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from lxml import html

from storage.query.read import article
from tests.web.conftest import HOSTILE, NEWS
from warraq.text.visible import visible

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from storage.store import Store

PAGES = (
    "/stories",
    "/stories/1",
    "/stories/1?diff=true",
    f"/search?q={quote('سوق التمور')}",
    "/search",
    "/search?outlet=riyah.test&order=newest&limit=1",
    "/articles/2",
    "/articles/2?diff=true",
    "/outlets",
    "/outlets/riyah.test?since=2026-03-01",
    "/sources",
    "/coverage?since=2026-03-01&until=2030-01-01&limit=3",
    "/runs",
    "/events",
    "/quarantine",
    "/about",
)


def tree(page: str) -> Any:
    return html.fromstring(page)


def twin(address: str) -> str:
    """The address of a page's JSON."""
    path, mark, query = address.partition("?")
    return f"{path}.json{mark}{query}"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_drawn_in_both_languages(room: TestClient, address: str, language: str) -> None:
    answered = room.get(address + ("&" if "?" in address else "?") + f"lang={language}")
    assert answered.status_code == 200
    page = tree(answered.text)
    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    (other,) = page.xpath("//link[@rel='alternate' and @hreflang]")
    assert room.get(other.get("href")).status_code == 200
    for link in page.xpath("//a/@href[starts-with(., '/')]"):
        assert language == "ar" or "lang=en" in link or link == other.get("href") or "openapi" in link or ".json" in link, link


@pytest.mark.parametrize("address", PAGES)
def test_the_json_of_a_page_is_the_answer_of_the_api(room: TestClient, address: str) -> None:
    told = room.get(twin(address))
    assert told.headers["content-type"] == "application/json"
    assert told.json() == room.get(f"/api/v1{address}").json()


def test_every_link_of_every_page_leads_somewhere(room: TestClient) -> None:
    links = {link for address in PAGES for link in tree(room.get(address).text).xpath("//@href[starts-with(., '/')]")}
    assert {link: answered.status_code for link in sorted(links) if (answered := room.get(link)).status_code not in (200, 307)} == {}


def test_sources_are_marked_at_their_words(room: TestClient, filled: Store) -> None:
    with filled.read() as connection:
        found = article(connection, 4)
    assert found
    page = tree(room.get("/articles/4").text)
    placed = [row for row in found.attributions if row["quote_start"] is not None]
    assert placed
    for row in placed:
        marks = [mark for mark in page.xpath("//mark") if str(row["id"]) in mark.get("data-id").split()]
        assert "".join(mark.text for mark in marks) == row["quote"]
        names = [mark for mark in marks if "name" in mark.get("class").split()]
        assert row["name"] in "".join(mark.text for mark in names)
        text = str(found.article[str(row["field"])])
        assert all(text[int(mark.get("data-start")) : int(mark.get("data-end"))] == mark.text for mark in marks)


def test_the_front_leads_to_the_stories_of_today(room: TestClient) -> None:
    assert room.get("/").headers["location"] == "/stories?since=today"
    assert room.get("/?lang=en").headers["location"] == "/stories?since=today&lang=en"


def test_a_long_query_may_be_sent_by_post(room: TestClient) -> None:
    asked = {"q": "سوق OR " * 1000 + "التمور", "limit": 2}
    told = room.post("/api/v1/search", json=asked).json()
    assert (len(told["items"]), told["count"]) == (2, 3)
    assert room.get("/search", params=asked).status_code == 414


def test_pages_of_results_follow_each_other_in_both_orders(room: TestClient) -> None:
    for order in ("score", "newest"):
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            told = room.get("/search.json", params={"q": "سوق", "limit": 2, "order": order, "cursor": cursor}).json()
            seen += [hit["article_id"] for hit in told["items"]]
            cursor = told["next"]
        assert sorted(seen) == [1, 2, 3]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        pytest.param("/articles/99999", 404, "not in the store", id="no such article"),
        pytest.param("/articles/x", 400, "number", id="no number"),
        pytest.param("/stories/99999", 404, "not in the store", id="no such story"),
        pytest.param("/outlets/nobody", 404, "nobody", id="no such outlet"),
        pytest.param("/search?limit=0", 400, "limit", id="too small a page"),
        pytest.param("/search?q=NOT%20x", 400, "only words", id="only words that must not occur"),
        pytest.param("/search?since=nonsense&q=x", 400, "since nonsense", id="no time"),
        pytest.param("/search?cursor=x&q=x", 400, "cursor", id="no cursor"),
        pytest.param("/search?frob=1", 400, "frob", id="an unknown parameter"),
        pytest.param("/nothing", 404, "", id="no such page"),
    ],
)
def test_what_is_wrong_is_said_to_people_and_to_programs(room: TestClient, address: str, status: int, words: str) -> None:
    page = room.get(address)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in unescape(page.text)
    told = room.get(f"/api/v1{address}")
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.json()["status"] == status
    assert words in told.json()["detail"]


def test_an_unchanged_answer_is_not_sent_again(room: TestClient) -> None:
    for address in ("/articles/1", "/articles/1.json", "/search.atom?q=سوق"):
        tag = room.get(address).headers["etag"]
        again = room.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("ending", [".atom", ".rss", ".feed.json"])
@pytest.mark.parametrize("address", ["/search{}?q=سوق", "/stories{}", "/stories/1{}"])
def test_listings_have_feeds(room: TestClient, address: str, ending: str) -> None:
    answered = room.get(address.format(ending))
    assert answered.status_code == 200
    assert "https://sada.test/1" in answered.text


# A text traced


def test_a_text_is_traced_to_its_story_by_people_and_by_programs(room: TestClient) -> None:
    told = room.post("/api/v1/trace", json={"text": NEWS}).json()
    assert told["stories"][0]["first_article_id"] == 1
    assert told == room.post("/trace.json", json={"text": NEWS}).json()
    page = tree(room.post("/trace", data={"text": NEWS, "lang": "en"}).text)
    assert page.get("lang") == "en"
    assert {link.get("href") for link in page.xpath("//a[@class='traced']")} <= {f"/articles/{number}?lang=en" for number in (1, 2, 3)}
    assert page.xpath("//section//a[contains(@href, '/stories/1')]")


def test_an_address_is_looked_up_and_never_fetched(room: TestClient) -> None:
    assert room.post("/api/v1/trace", json={"text": " https://sada.test/1 "}).json()["share"] == 1.0
    refused = room.post("/api/v1/trace", json={"text": "http://127.0.0.1:9/none"})
    assert refused.status_code == 404
    assert "nothing is fetched here" in refused.json()["detail"]


def test_what_cannot_be_traced_says_so(room: TestClient, street: TestClient) -> None:
    assert "أقصر من أن يتتبع" in room.post("/trace", data={"text": "كلمتان فقط"}).text
    assert "لا يوجد هذا النص" in room.post("/trace", data={"text": "كلام آخر لم ينشره أحد هنا قط " * 8}).text
    assert room.get("/trace").status_code == room.get("/trace?lang=en").status_code == 200
    assert street.post("/api/v1/trace", json={"text": "كلمة " * 5000}).status_code == 400
    assert room.post("/api/v1/trace", json={"words": "x"}).status_code == 400


# Who may ask, and what a browser may do


def test_only_names_of_this_machine_are_answered(room: TestClient) -> None:
    refused = room.get("/about", headers={"host": "evil.example"})
    assert refused.status_code == 421
    assert "web_hosts" in refused.text
    for host in ("127.0.0.1:8050", "[::1]:8050", "LOCALHOST"):
        assert room.get("/about", headers={"host": host}).status_code == 200


def test_a_browser_may_load_nothing_from_elsewhere_and_run_nothing(room: TestClient) -> None:
    for address in PAGES:
        answered = room.get(address)
        assert answered.headers["content-security-policy"].startswith("default-src 'self'")
        page = tree(answered.text)
        assert page.xpath("//script | //style | //iframe | //object | //@style | //@*[starts-with(name(), 'on')]") == []
        assert [url for url in page.xpath("//link[@rel='stylesheet']/@href | //img/@src") if not url.startswith("/static/")] == []


def test_a_request_too_large_is_refused(room: TestClient) -> None:
    assert room.post("/api/v1/search", content=b"x" * 1_000_001).status_code == 413
    assert room.post("/api/v1/search", headers={"content-length": "x"}).status_code == 413


def test_hostile_articles_command_nothing(room: TestClient) -> None:
    listed = room.get("/search.json?outlet=aduw.test&limit=100").json()["items"]
    assert len(listed) >= len(HOSTILE) - 1
    for hit in listed:
        answered = room.get(f"/articles/{hit['article_id']}")
        page = tree(answered.text)
        assert page.xpath("//script | //svg[not(ancestor::figure)] | //img | //@onerror | //@onload") == []
        assert not re.search("[\u202a-\u202e]", answered.text)
        assert all(visible(text) == text or "\u2069" not in text for text in page.xpath("//article//text()"))
    assert "49" not in tree(room.get(f"/search?q={quote('raw')}").text).text_content()


def test_an_address_that_is_a_program_is_no_link() -> None:
    from warraq.web.pages.render import web_address

    assert [web_address(url) for url in ("javascript:alert(1)", "data:text/html,x", "//x", None, "http://[", "ftp://x")] == [None] * 6
    assert web_address("https://sada.test/1") == "https://sada.test/1"


# Strangers


def test_strangers_read_headlines_and_sources_and_no_texts(street: TestClient) -> None:
    told = street.get("/articles/4.json").json()
    assert told["title"]
    assert told["attributions"]
    assert {"body", "summary", "body_markdown", "page_id", "text_hash", "urls", "revisions"} & set(told) == set()
    assert "الوادي الكبير" not in street.get("/articles/4").text
    assert "الوادي الكبير" not in street.get(f"/search?q={quote('الوادي')}").text
    assert "الوادي الكبير" not in street.get(f"/search.atom?q={quote('الوادي')}").text
    assert "changes" not in street.get("/stories/1.json?diff=true").json()


def test_strangers_see_no_payloads_no_reasons_and_no_feeds(street: TestClient) -> None:
    assert street.get("/quarantine").status_code == 404
    assert street.get("/api/v1/quarantine").status_code == 404
    for run in street.get("/runs.json").json()["items"]:
        assert {"reason", "stats", "failure"} & set(run) == set()
    assert "health" not in street.get("/outlets/riyah.test.json").json()


@pytest.mark.parametrize("address", [address for address in PAGES if address != "/quarantine"])
def test_every_page_is_drawn_for_strangers(street: TestClient, address: str) -> None:
    assert street.get(address).status_code == 200
