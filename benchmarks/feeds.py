"""CPU time and memory of the feed and sitemap readers on made-up documents, from ordinary ones to those that mean harm.

    python benchmarks/feeds.py [FEED …]

With files it times those instead. The last line is one JSON object of milliseconds by document.
"""

from __future__ import annotations

import json
import pathlib
import resource
import sys
import time

from spiders.documents.feeds import read_feed
from spiders.documents.listings import read_listing
from spiders.documents.sitemaps import read_sitemap

URL = "https://mina.test/feed.xml"
PARAGRAPH = "وقال المتحدث باسم الهيئة إن أعمال الصيانة في الميناء ستنتهي قبل نهاية الأسبوع المقبل. "


def rss(count: int, extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>عنوان الخبر رقم {n}</title><link>https://mina.test/{n}</link><guid>https://mina.test/{n}</guid>"
        f"<pubDate>Sun, 22 Nov 2026 10:00:00 +0200</pubDate><category>اقتصاد</category><description><![CDATA[<p>{PARAGRAPH * 3}</p>]]>"
        f"</description></item>"
        for n in range(count)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>الميناء</title>{items}{extra}</channel></rss>'.encode()
    )


def news_sitemap(count: int) -> bytes:
    urls = "".join(
        f"<url><loc>https://mina.test/{n}</loc><lastmod>2026-11-22</lastmod><n:news><n:title>خبر {n}</n:title>"
        f"<n:publication_date>2026-11-22T10:00:00+02:00</n:publication_date></n:news></url>"
        for n in range(count)
    )
    return f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'.encode()


def front_page(count: int) -> bytes:
    return "".join(f"<div><a href='/news/{n}'>{PARAGRAPH[:50]} {n}</a></div>" for n in range(10_000, 10_000 + count)).encode()


DOCUMENTS = {
    "rss, 20 entries": rss(20),
    "rss, 1,000 entries": rss(1_000),
    "rss, 20,000 entries": rss(20_000),
    "rss, cut in the middle": rss(1_000)[:300_000],
    "rss, 100,000 nested elements": rss(20, f"<item><link>/x</link>{'<b>' * 100_000}"),
    "rss, name of 2 MB": rss(20, f"<item><link>/x</link><author>{'a' * 2_000_000}</author></item>"),
    "rss, 10 MB of brackets": rss(20, "<" * 10_000_000),
    "rss, 1,000,000 empty elements": rss(20, f"<item>{'<x/>' * 1_000_000}</item>"),
    "rss, description of 9 MB": rss(20, f"<item><link>/x</link><description>{PARAGRAPH * 60_000}</description></item>"),
}


def milliseconds(work: object) -> float:
    assert callable(work)
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return round(best * 1000, 1)


def main() -> None:
    documents = {path: pathlib.Path(path).read_bytes() for path in sys.argv[1:]} or DOCUMENTS
    figures = {name: milliseconds(lambda body=body: read_feed(body, URL)) for name, body in documents.items()}
    if not sys.argv[1:]:
        figures["news sitemap, 1,000 addresses"] = milliseconds(lambda: read_sitemap(news_sitemap(1_000), URL))
        figures["news sitemap, 50,000 addresses"] = milliseconds(lambda: read_sitemap(news_sitemap(50_000), URL))
        figures["front page, 200 links"] = milliseconds(lambda: read_listing(front_page(200), URL, None, ["mina.test"]))
    figures["peak MiB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    for name, figure in figures.items():
        print(f"{figure:10.1f}  {name}")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
