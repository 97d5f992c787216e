"""CPU milliseconds a page of the extraction's readers: structured data alone, a declared layout, the generic reader.

    python benchmarks/extract.py [PAGE.html …]

Without files it reads a made-up page of about 200 kB in the shape of a modern news page. Steps are timed one by one as well, to see where
the time goes. The last line is one JSON object of the figures.
"""

from __future__ import annotations

import json
import pathlib
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from warraq.extract import extract
from warraq.extract.page.document import open_page
from warraq.extract.page.metadata import read_metadata
from warraq.extract.page.segments import part
from warraq.items import Page
from warraq.outlet import Layout, Outlet, OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 15
PARAGRAPH = "وقالت الهيئة في بيان إن أعمال الصيانة في الميناء القديم ستنتهي قبل نهاية الأسبوع المقبل، وإن السفن ستعود إلى أرصفتها تباعا. "
HEADLINE = "عودة السفن إلى الميناء القديم بعد أسبوع من التوقف"
LAYOUT = Layout("bench", body="div.text", title="h1", byline=".author", published="time")


def made_up() -> bytes:
    """A page of an outlet that does not exist: menus, teasers, scripts and one article of 600 words."""
    menu = "".join(f"<li class='menu-item menu-item-{n}'><a href='/section/{n}/'>قسم {n}</a></li>" for n in range(80))
    cards = "".join(
        f"<div class='card'><a href='/news/{n}/'><img src='/img/{n}.jpg' alt=''>"
        f"<h4>{HEADLINE} {n}</h4></a><span class=date>منذ يومين</span></div>"
        for n in range(120)
    )
    article = {"@type": "NewsArticle", "headline": HEADLINE, "author": {"name": "سلمى الحداد"}}
    article["datePublished"] = "2026-10-05T09:30:00+03:00"
    text = "".join(f"<p>{PARAGRAPH * 2}</p>" for _ in range(15))
    script = "window.data = " + json.dumps([{"id": n, "name": f"item-{n}", "on": True} for n in range(1_500)]) + ";"
    style = "".join(f".c{n}{{margin:{n}px;padding:0 {n}px}}" for n in range(1_200))
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>{HEADLINE} | الساحل</title><style>{style}</style>"
        f"<meta property='og:title' content='{HEADLINE}'><meta property='og:type' content='article'>"
        f"<script type='application/ld+json'>{json.dumps(article)}</script><script>{script}</script></head><body>"
        f"<header><ul>{menu}</ul></header><main><article><h1>{HEADLINE}</h1><div class=author>سلمى الحداد</div>"
        f"<time datetime='2026-10-05T09:30:00+03:00'>5 أكتوبر 2026</time><div class=text>{text}</div><p>المصدر: وكالات</p></article></main>"
        f"<aside><h3>الأكثر قراءة</h3>{cards}</aside><footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()


def milliseconds(work: Callable[[], object]) -> float:
    """Median CPU time of several rounds, the first one left out: it fills caches."""
    work()
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return median(times) * 1000


def measure(body: bytes) -> dict[str, float]:
    page = Page(url="https://sahil.test/news/1", body=body, headers={"content-type": "text/html"})
    outlet = Outlet(name="sahil", title="الساحل", domains=("sahil.test",), layouts=(LAYOUT,))
    unknown, known = OutletKnowledge(), OutletKnowledge(outlet)
    document = open_page(page, unknown)
    assert document.tree is not None
    return {
        "decode and parse": milliseconds(lambda: open_page(page, unknown)),
        "blocks": milliseconds(lambda: open_page(page, unknown).blocks),
        "segments": milliseconds(lambda: part(document.blocks)),
        "structured data": milliseconds(lambda: read_metadata(document.tree)),
        "layout": milliseconds(lambda: extract(page, known)),
        "generic": milliseconds(lambda: extract(page, unknown)),
    }


def main() -> None:
    pages = [pathlib.Path(path).read_bytes() for path in sys.argv[1:]] or [made_up()]
    measured = [measure(body) for body in pages]
    figures: dict[str, float] = {"pages": len(pages), "kB": round(sum(map(len, pages)) / len(pages) / 1000, 1)}
    figures |= {name: round(median(each[name] for each in measured), 2) for name in measured[0]}
    for name, figure in figures.items():
        print(f"{name:20} {figure:10}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
