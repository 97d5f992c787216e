"""A site whose pages go on coming and are no articles any more, from the server to what a person is told."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.crawl.desk import Front

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCES = (
    "افتتح المجلس البلدي صباح الخميس سوق السمك الجديد على رصيف المرفأ بحضور مئات الصيادين وأسرهم.",
    "وقال رئيس الجمعية إن المشروع استغرق عامين وبلغت كلفته ثلاثة ملايين، وشمل مخازن مبردة وساحة للمزاد.",
    "وأضاف أن الرسوم ستبقى على حالها حتى نهاية الموسم، وأن التسجيل متاح لأصحاب القوارب الصغيرة والكبيرة.",
    "ويتوقع التجار أن تنخفض الأسعار مع وصول الشحنات الأولى، فيما طالب السكان بتنظيم حركة الشاحنات ليلا.",
)


class Site(BaseHTTPRequestHandler):
    """A feed of four pages a batch, which are articles until the site changes."""

    batch: ClassVar[int] = 0
    changed: ClassVar[bool] = False

    def do_GET(self) -> None:
        if self.path == "/rss":
            self.answer("application/rss+xml", self.feed())
        elif self.path.startswith("/news/"):
            self.answer("text/html; charset=utf-8", "<p>تابعونا</p>" if self.changed else self.article())
        else:
            self.send_error(404)

    def feed(self) -> str:
        links = [f"http://{self.headers['Host']}/news/{self.batch * 4 + number}" for number in range(4)]
        return (
            f"<rss version='2.0'><channel><title>س</title>{''.join(f'<item><link>{link}</link></item>' for link in links)}</channel></rss>"
        )

    def article(self) -> str:
        number = self.path.rpartition("/")[2]
        paragraphs = "".join(f"<p>{sentence} ({number})</p>" for sentence in SENTENCES)
        return f"<html><head><title>خبر {number}</title></head><body><article><h1>خبر رقم {number}</h1>{paragraphs}</article></body></html>"

    def answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Nothing is printed."""


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    """An empty store before the site."""
    Site.batch, Site.changed = 0, False
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        front = Front(tmp_path, f"sqlite:///{tmp_path}/store.db")
        front.write_outlet("rasif", domains=["rasif.test"], feeds=[f"http://rasif.test:{server.server_port}/rss"])
        front.variables = {"WARRAQ_RECHECK_HOURS": ""}
        yield front
        server.shutdown()
        thread.join()


def crawl(front: Front) -> dict[str, object]:
    done = front.run("warraq", "crawl", "rasif", "--json", check=False)
    (line,) = json.loads(done.stdout)
    front.now += timedelta(hours=1)
    Site.batch += 1
    return {"code": done.returncode, **{name: line[name] for name in ("outcome", "new", "rejected")}}


def test_looks_at_what_is_stored_come_when_the_settings_say(front: Front) -> None:
    front.variables = {"WARRAQ_RECHECK_HOURS": "2,5"}
    crawl(front)
    begun = front.now - timedelta(hours=1)
    checks = [datetime.fromisoformat(row["next_check_at"]) for row in front.query("SELECT next_check_at FROM urls")]
    assert len(checks) == 4
    assert all(timedelta(hours=2) <= moment - begun < timedelta(hours=2, minutes=5) for moment in checks)


@pytest.mark.long
def test_a_site_that_changed_is_a_failure_with_its_class(front: Front) -> None:
    assert crawl(front) == {"code": 0, "outcome": "ok", "new": 4, "rejected": 0}
    Site.changed = True
    assert crawl(front) == {"code": 3, "outcome": "empty", "new": 0, "rejected": 4}
    (run,) = front.query("SELECT failure, reason FROM runs WHERE outcome = 'empty'")
    assert run["failure"] == "site-changed"
    assert run["reason"] == "none of the last 4 pages was an article; the site's layout may have changed"
    assert front.query("SELECT failure, fail_points, state FROM feeds") == [
        {"failure": "site-changed", "fail_points": 0.5, "state": "active"}
    ]
    Site.changed = False
    assert crawl(front)["outcome"] == "ok"
    assert front.query("SELECT failure, fail_points FROM feeds") == [{"failure": None, "fail_points": 0}]
