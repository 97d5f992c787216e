"""How documents are asked for: as what they are, with a cookie where a chain of redirects gives one, and whole where they came whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer, Visit

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "<item><title>افتتاح معرض الزهور في الحديقة العامة</title><link>{}</link></item>"


def test_a_feed_behind_a_balancer_that_chooses_by_accept_and_never_ends_its_answer(tmp_path: Path) -> None:
    with FaultServer() as server:
        page = server.url("/n/1", "zuhur.test")

        def feed(visit: Visit) -> None:
            if "pass=7" not in visit.request.headers.get("cookie", ""):
                visit.respond("302 Found", b"", "Location: /rss", "Set-Cookie: pass=7; Path=/")
            elif "html" in visit.request.headers["accept"]:
                visit.respond(body=b"<html><body><p>no feed</p></body></html>")
            else:
                body = f"<rss version='2.0'><channel>{ITEM.format(page)}</channel></rss><!-- cache -->".encode()
                head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                visit.send(head + f"{len(body):x}\r\n".encode() + body + b"\r\n")

        server.routes |= {"/rss": feed, "/n/1": lambda visit: visit.respond()}
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}", variables={"WARRAQ_ALLOWED_PRIVATE": "127.0.0.0/8"})
        front.write_outlet("zuhur", domains=["zuhur.test"], feeds=[server.url("/rss", "zuhur.test")])
        (run,) = json.loads(front.run("warraq", "crawl", "zuhur", "--json", check=False).stdout)
        assert (run["found"], run["entries"]) == (1, 1), run["reason"]
        asked = [(request.path, request.headers.get("cookie")) for request in server.requests if request.path != "/robots.txt"]
        assert asked == [("/rss", None), ("/rss", "pass=7"), ("/n/1", None)]


def test_a_document_that_ends_in_the_middle_is_no_document(tmp_path: Path) -> None:
    with FaultServer() as server:
        body = f"<rss version='2.0'><channel>{ITEM.format(server.url('/n/1', 'zuhur.test'))}<item><title>وقطع".encode()
        server.routes["/rss"] = lambda visit: visit.respond("200 OK", body, "Content-Type: application/rss+xml", length=len(body) + 9)
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}", variables={"WARRAQ_ALLOWED_PRIVATE": "127.0.0.0/8"})
        front.write_outlet("zuhur", domains=["zuhur.test"], feeds=[server.url("/rss", "zuhur.test")])
        (run,) = json.loads(front.run("warraq", "crawl", "zuhur", "--json", check=False).stdout)
        assert (run["found"], run["outcome"]) == (0, "empty")
        assert "shorter than it says" in run["reason"]
