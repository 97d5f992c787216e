"""Pages that are not there yet when their feed names them: a crawl after a while stores what came."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.crawl.fault_server import Visit

GATE = "http://gate.example/wait"
ODD: dict[str, tuple[Callable[[Visit], None], Reason]] = {
    "/404": (lambda visit: visit.respond("404 Not Found", b""), Reason.GONE),
    "/410": (lambda visit: visit.respond("410 Gone", b""), Reason.GONE),
    "/400": (lambda visit: visit.respond("400 Bad Request", b""), Reason.HTTP_STATUS),
    "/elsewhere": (lambda visit: visit.redirect(f"http://gate.test:{visit.server.port}/wait"), Reason.FOREIGN_HOST),
    "/inside": (lambda visit: visit.redirect("http://10.0.0.1/"), Reason.PRIVATE_ADDRESS),
    "/forbidden-place": (lambda visit: visit.redirect("/closed/page"), Reason.ROBOTS),
    "/odd-scheme": (lambda visit: visit.redirect("file:///etc/hosts"), Reason.BAD_LINK),
    "/front": (lambda visit: visit.redirect("/"), Reason.FRONT_PAGE),
    "/maintenance": (sent("<html><body><p>الموقع تحت الصيانة ونعود قريبا</p></body></html>"), Reason.TOO_SHORT),
    "/nothing": (sent("<html></html>"), Reason.NO_ARTICLE),
    "/blank": (sent(""), Reason.EMPTY),
    "/urgent": (sent("<html><body><article><h1>عاجل</h1><p>عاجل: انقطاع المياه عن الحي.</p></article></body></html>"), Reason.TOO_SHORT),
    "/picture": (sent("GIF89a", "image/gif"), Reason.NOT_HTML),
}


@pytest.fixture
def late(tmp_path: Path) -> Iterator[tuple[Front, FaultServer]]:
    """A feed that is out before its pages are, and one of whose addresses robots.txt refuses."""
    with FaultServer({path: answer for path, (answer, _) in ODD.items()}) as server:
        links = "".join(f"<item><link>{server.url(path, 'late.test')}</link></item>" for path in (*ODD, "/closed/one"))
        server.routes["/rss"] = sent(f"<rss version='2.0'><channel>{links}</channel></rss>", "application/rss+xml")
        server.routes["/robots.txt"] = sent("User-agent: *\nDisallow: /closed/\n", "text/plain")
        server.routes["/"] = sent("<html><body><a href='/404'>x</a></body></html>")
        server.routes["/wait"] = sent("<html><body>wait</body></html>")
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.write_outlet("late", domains=["late.test"], feeds=[server.url("/rss", "late.test")])
        yield front, server


def crawl(front: Front) -> dict[str, Any]:
    (line,) = json.loads(front.run("warraq", "crawl", "late", "--json").stdout)
    return line  # type: ignore[no-any-return]


def test_no_verdict_on_a_page_is_final_at_its_first_look(late: tuple[Front, FaultServer]) -> None:
    front, server = late
    assert crawl(front)["rejected"] == len(ODD) + 1
    said = {row["url"].rpartition(".test")[2].partition("/")[2]: row for row in front.query("SELECT * FROM urls")}
    assert {f"/{path}": row["reason"] for path, row in said.items() if path != "closed/one"} == {
        path: reason for path, (_, reason) in ODD.items()
    }
    assert [path for path, row in said.items() if row["next_check_at"] is None] == ["closed/one"]
    (run,) = json.loads(front.run("warraq", "runs", "--json").stdout)
    assert run["waiting"] == len(ODD)
    for number, path in enumerate(ODD):
        server.routes[path] = sent(page(number))
    front.now += timedelta(minutes=6)
    again = crawl(front)
    assert (again["found"], again["new"]) == (len(ODD), len(ODD))
    assert front.query("SELECT count(*) AS n FROM urls WHERE outcome = 'new'") == [{"n": len(ODD)}]
