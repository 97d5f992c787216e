"""A spider of one's own that raises: counted, and kept in ledger and quarantine with type, place and text; Scrapy's exit code stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from warraq.crawl.errors_told import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPIDERS = """
from spiders.outlet import OutletSpider

class Pages(OutletSpider):
    name = "pages"
    async def parse_article(self, response, entry):
        raise KeyError("no such field")
        yield

class Documents(OutletSpider):
    name = "documents"
    async def parse_feed(self, response, feed, depth, child=None):
        raise ValueError("no such format")
        yield

class Start(OutletSpider):
    name = "begins"
    async def start(self):
        async for request in super().start():
            yield request
        raise LookupError("no such place")
"""


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    (tmp_path / "mine.py").write_text(SPIDERS, encoding="utf-8")
    with FaultServer({f"/{number}": sent(page(number)) for number in range(3)}) as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.variables["PYTHONPATH"] = str(tmp_path)
        for name in ("pages", "documents", "begins"):
            items = "".join(f"<item><link>{server.url(f'/{number}', f'{name}.test')}</link></item>" for number in range(3))
            server.routes[f"/{name}.xml"] = sent(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")
            front.write_outlet(name, domains=[f"{name}.test"], feeds=[server.url(f"/{name}.xml", f"{name}.test")])
        yield front


@pytest.mark.parametrize(
    ("name", "outcome", "held", "words"),
    [
        pytest.param("pages", "failed", 3, "KeyError at {}/mine.py:7: 'no such field'", id="at a page"),
        pytest.param("documents", "empty", 1, "ValueError at {}/mine.py:13: no such format", id="at a document"),
        pytest.param("begins", "failed", 1, "LookupError at {}/mine.py:21: no such place", id="at its start"),
    ],
)
def test_what_a_spider_raises_is_kept_and_counted(name: str, outcome: str, held: int, words: str, front: Front) -> None:
    assert front.run("scrapy", "crawl", name, "-s", "SPIDER_MODULES=mine").returncode == 0
    (run,) = front.query("SELECT * FROM runs")
    assert run["outcome"] == outcome
    errors = [row["error"] for row in front.query("SELECT error FROM quarantine")]
    place = "/".join(front.folder.parts[-2:])
    assert errors == [words.format(place)] * held
    if name == "pages":
        assert {row["detail"] for row in front.query("SELECT detail FROM urls")} == {errors[0]}
        assert "all 3 of 3 pages failed (parse-error 3)" in run["reason"]
    else:
        assert errors[0] in run["reason"]


def test_an_error_without_a_place_is_told_too() -> None:
    assert told(ValueError("x")) == "ValueError: x"
