"""The text of a feed stands in where its page is walled, empty or gone, and gives way to the page's own."""

from __future__ import annotations

import json
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from spiders.documents.feeds import read_feed
from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "قال رئيس بلدية الوادي إن الجسر الجديد سيفتح أمام المركبات الخفيفة قبل نهاية الشهر الجاري بعد أن اجتاز فحص الأحمال.",
    "وأوضح مهندس المشروع سالم الحداد أن فرق الصيانة عملت ليلا ونهارا لاستبدال الدعامات التي أضعفتها سيول الشتاء الماضي.",
    "وطالب أصحاب المتاجر في الحي الشرقي بتعويضهم عن الأشهر التي أغلقت فيها الطريق أمام الزبائن والشاحنات.",
)
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
URL = "https://w.test/1"
LINK = f"<link href='{URL}'/>"
LAST = '<p>The post <a href="/n/1">افتتاح الجسر</a> appeared first on <a href="/">الوادي</a>.</p>'


def feed(server: FaultServer, texts: dict[str, str]) -> Any:
    items = "".join(
        f"<item><title>افتتاح الجسر {path}</title><link>{server.url(f'/{path}', 'wadi.test')}</link>"
        f"<pubDate>Sun, 01 Mar 2026 11:00:00 GMT</pubDate><c:encoded>{escape(text)}</c:encoded></item>"
        for path, text in texts.items()
    )
    outer = "xmlns:c='http://purl.org/rss/1.0/modules/content/' version='2.0'"
    return sent(f"<rss {outer}><channel>{items}</channel></rss>", "application/rss+xml")


@pytest.mark.parametrize(
    ("document", "content_type"),
    [
        (
            f"<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><item><link>https://w.test/1</link><description>قصير</description>"
            f"<c:encoded>{escape(MARKUP)}</c:encoded></item></channel></rss>",
            "application/rss+xml",
        ),
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{LINK}<content type='html'>{escape(MARKUP)}</content></entry></feed>",
            "application/atom+xml",
        ),
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{LINK}<content type='text'>"
            + "\n".join(LINES)
            + "</content></entry></feed>",
            "application/atom+xml",
        ),
        (json.dumps({"version": "1.1", "items": [{"id": "1", "url": URL, "content_html": MARKUP}]}), "application/json"),
        (
            json.dumps({"version": "1.1", "items": [{"id": "1", "url": URL, "content_text": "\n".join(LINES)}]}),
            "application/json",
        ),
        (json.dumps([{"link": "https://w.test/1", "title": {"rendered": "خبر"}, "content": {"rendered": MARKUP}}]), "application/json"),
    ],
    ids=["rss", "atom", "atom text", "json feed", "json feed text", "posts"],
)
def test_every_kind_of_feed_gives_its_whole_text(document: str, content_type: str) -> None:
    (entry,) = read_feed(document.encode(), "https://w.test/feed", content_type, ["w.test"]).entries
    assert entry.text == MARKUP


def test_a_description_is_no_whole_text() -> None:
    document = f"<rss><channel><item><link>https://w.test/1</link><description>{escape(MARKUP)}</description></item></channel></rss>"
    (entry,) = read_feed(document.encode(), "https://w.test/feed", None, ["w.test"]).entries
    assert entry.text is None


def bodies(front: Front) -> dict[str, tuple[str, str]]:
    rows = front.query("SELECT url, extractor, body FROM articles")
    return {row["url"].rpartition("/")[2]: (row["extractor"].partition(":")[0], row["body"]) for row in rows}


def test_the_feeds_text_stands_in_until_the_page_can_be_read(tmp_path: Path) -> None:
    texts = dict.fromkeys(("walled", "gone", "empty", "late"), MARKUP) | {
        "teaser": "<p>المزيد…</p>",
        "open": MARKUP,
        "signed": MARKUP + LAST,
    }
    texts = {path: text.replace("الجسر الجديد", f"جسر {path}") for path, text in texts.items()}
    with FaultServer() as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.write_outlet("wadi", domains=["wadi.test"], feeds=[server.url("/feed", "wadi.test")])
        walled = {path: lambda visit: visit.respond("403 Forbidden", b"") for path in ("/walled", "/teaser", "/signed")}
        server.routes |= {"/feed": feed(server, texts), **walled, "/gone": lambda visit: visit.respond("410 Gone", b"")}
        server.routes |= {"/empty": sent("<html><body><p>سجل الدخول</p></body></html>"), "/open": sent(page(1))}
        server.routes |= {"/late": lambda visit: visit.respond("504 Gateway Timeout", b"")}
        (told,) = json.loads(front.run("warraq", "crawl", "wadi", "--json").stdout)
        found = bodies(front)
        assert {path for path, (extractor, _) in found.items() if extractor == "feed"} == {"walled", "gone", "empty", "signed"}
        assert found["walled"][1].splitlines() == [line.replace("الجسر الجديد", "جسر walled") for line in LINES]
        assert "appeared first" not in found["signed"][1]
        assert found["open"][0] != "feed"
        assert "4 pages without a text for us, for which the feed's own stands in" in told["reason"]
        (row,) = front.query("SELECT outcome, detail FROM urls WHERE url LIKE '%/walled'")
        assert (row["outcome"], row["detail"]) == ("new", "blocked: the site answered 403; the feed's own text stands in")
        server.routes |= {"/walled": sent(page(2)), "/open": lambda visit: visit.respond("403 Forbidden", b"")}
        server.routes |= {"/feed": feed(server, texts | {"open": texts["open"] + "<p>تعديل</p>"})}
        front.now += timedelta(hours=8)
        front.run("warraq", "crawl", "wadi", check=False)
        after = bodies(front)
        assert after["walled"][0] != "feed"
        assert after["open"] == found["open"]
        assert after["gone"] == found["gone"]
        assert [row["changed"] for row in front.query("SELECT changed FROM revisions")]
