"""Real pages, served on loopback under a feed and a listing, crawled into a store: every one accounted for.

Needs the pages that `WARRAQ_CORPUS` names; skipped without them.
"""

from __future__ import annotations

import html
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.crawl.desk import Front

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = os.environ.get("WARRAQ_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="WARRAQ_CORPUS names no folder of real pages")

OUTLET = """
name = "corpus"
title = "مجموعة الصفحات"
domains = ["corpus.test"]
timezone = "UTC"
feeds = ["http://corpus.test:{port}/feed.xml"]
listings = ["http://corpus.test:{port}/"]
article_url = '/page/'
evidence = "served by the test"
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Front, list[str]]]:
    """A store in front of a server that has half of the pages in its feed and half in its listing."""
    root = Path(str(CORPUS)) / "pages"
    rows = [json.loads(line) for line in (root / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = {f"/page/{number}": root.parent / row["path"] for number, row in enumerate(rows)}
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "outlets" / "int").mkdir(parents=True)
    (tmp_path / "outlets" / "int" / "corpus.toml").write_text(OUTLET.format(port=server.server_port), encoding="utf-8")
    yield Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}"), list(pages)
    server.shutdown()
    server.server_close()


def handler(pages: dict[str, Path]) -> type[BaseHTTPRequestHandler]:
    names = list(pages)
    half = len(names) // 2

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://corpus.test:{self.server.server_port}"  # type: ignore[attr-defined]
            if self.path == "/feed.xml":
                items = "".join(f"<item><title>{name}</title><link>{html.escape(base + name)}</link></item>" for name in names[:half])
                self.answer(f"<rss version='2.0'><channel><title>c</title>{items}</channel></rss>".encode(), "application/rss+xml")
            elif self.path == "/":
                links = "".join(f"<p><a href='{name}'>an article with the number {name}</a></p>" for name in names[half:])
                self.answer(f"<html><body>{links}</body></html>".encode(), "text/html")
            elif self.path in pages:
                self.answer(pages[self.path].read_bytes(), "text/html")
            else:
                self.send_error(404)

        def answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
            """The test's output is not the place for an access log."""

    return Pages


def test_every_real_page_is_accounted_for(served: tuple[Front, list[str]]) -> None:
    desk, pages = served
    desk.run("scrapy", "crawl", "corpus", timeout=600)
    (run,) = desk.query("SELECT * FROM runs")
    assert run["outcome"] == "ok"
    assert run["found"] >= len(pages) - 1, "the listing reader may leave out a doubled link"
    assert run["found"] == sum(run[name] for name in ("new", "updated", "duplicate", "rejected", "failed", "skipped"))
    assert run["failed"] == 0
    assert run["new"] > 0.9 * run["found"]
    assert not desk.query("SELECT url FROM urls WHERE outcome != 'new' AND reason IS NULL")
