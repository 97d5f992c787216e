"""Pages as heavy as news sites serve them: the press's articles in several mark-ups among menus, lists and scripts; and their server."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from warraq.items import Page
from warraq.newsroom import Press
from warraq.newsroom.pages import article_page
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from multiprocessing.connection import Connection

    from warraq.newsroom.model import Slot

NOW: Final = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
MARKUPS: Final = ("wordpress", "classic", "drupal", "portal", "radio", "joomla")
BYTES: Final = 200_000
SCRIPTS: Final = 80_000
ELEMENTS: Final = 1_050
"""82 stored news pages of 150 to 300 kB have 980 to 1,240 elements and 68 to 93 kB of scripts and styles, on the average of their sets."""
MENU: Final = 2 / 3
ABOVE: Final = 4 / 5
"""Shares of the elements and of the scripts that a page lacks which stand before its article. Of 90 stored pages of that size a text has
49 % of the elements before it and 39 % after it, 22 % after what still tells of the article; these begin at 81 % of the bytes. The body
begins at 20 %."""
LEARNED_FROM: Final = 14
"""Pages of each outlet that its layouts are learned from and that are not crawled."""

_CARD: Final = (
    '<div class="card card-{place}"><a class="card-link" href="{url}" title="{title}"><img class="card-image" loading="lazy" '
    'src="/media/{place}/300x200.jpg" srcset="/media/{place}/300x200.jpg 300w, /media/{place}/600x400.jpg 600w" alt="{title}">'
    '<h4 class="card-title">{title}</h4></a><span class="card-date">{place:02} مارس 2026</span></div>\n'
)
_TAG: Final = re.compile("<[a-z]")


@dataclass(frozen=True)
class Site:
    """One outlet in one mark-up."""

    outlet: Outlet
    markup: str
    pages: tuple[Page, ...]
    """Those to learn from first."""

    @property
    def crawled(self) -> tuple[Page, ...]:
        return self.pages[LEARNED_FROM:]


def sites(pages: int) -> list[Site]:
    """An outlet for each mark-up, with so many pages to crawl at most."""
    press = Press(NOW, seed=6, back=timedelta(days=4))
    busiest = sorted(press.profiles, key=lambda name: len(press.slots(name)), reverse=True)
    names = [name for name in busiest if press.profiles[name].kind == "publisher" and press.profiles[name].encoding == "utf-8"]
    for name, markup in zip(names, MARKUPS, strict=False):
        press.profiles[name] = replace(press.profiles[name], page_bytes=SCRIPTS)
        press.set_templates(name, markup)
    return [_site(press, name, markup, pages) for name, markup in zip(names, MARKUPS, strict=False)]


def _site(press: Press, name: str, markup: str, pages: int) -> Site:
    outlet = Outlet(name, press.profiles[name].title, (press.profiles[name].host, "127.0.0.1"), timezone=press.profiles[name].timezone)
    slots = press.slots(name)[: LEARNED_FROM + pages]
    made = (Page(f"https://{outlet.domains[0]}/{slot.number}", _heavy(press, slot), NOW, headers=_HEADERS) for slot in slots)
    return Site(outlet, markup, tuple(made))


_HEADERS: Final = {"content-type": "text/html; charset=utf-8"}


def _heavy(press: Press, slot: Slot) -> bytes:
    """The article's page with a menu before it and lists of older headlines after it, up to the usual elements and bytes."""
    page = article_page(press, slot)
    older = [press.headline(other) for other in press.older(slot, 40)] or [press.headline(slot)]
    missing = max(0, ELEMENTS - len(_TAG.findall(page)))
    menu = "".join(f'<li class="item item-{n}"><a href="/section/{n}/">قسم {n}</a></li>\n' for n in range(round(missing * MENU / 2)))
    cards = "".join(_card(older, place) for place in range(round(missing * (1 - MENU) / 5)))
    rest = max(0, BYTES - len((page + menu + cards).encode()))
    page = page.replace("</head>", f"{_script(rest * ABOVE / 2)}</head>")
    top = f'{_script(rest * ABOVE / 2)}<div class="mega-menu"><ul>{menu}</ul></div>'
    page = re.sub("(<body[^>]*>)", rf"\1{top}", page, count=1)
    return page.replace("</body>", f'<div class="more-news">{cards}</div>{_script(rest * (1 - ABOVE))}</body>').encode()


def _script(size: float) -> str:
    return f'<script>window.ads="{"x1y2z3 " * (round(size) // 7)}"</script>'


def _card(titles: Sequence[str], place: int) -> str:
    return _CARD.format(place=place, url=f"/news/{place}/", title=escape(titles[place % len(titles)]))


def feed(site: Site, port: int) -> bytes:
    """An RSS feed of the pages to crawl."""
    addresses = (f"http://127.0.0.1:{port}/{site.outlet.name}/{number}" for number in range(len(site.crawled)))
    items = "".join(f"<item><title>خبر</title><link>{address}</link><guid>{address}</guid></item>" for address in addresses)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{site.outlet.name}</title>{items}</channel></rss>".encode()


def served(made: Sequence[Site]) -> AbstractContextManager[int]:
    """Serves the pages in a process of its own; gives the port."""
    return _Served(made)


class _Served:
    def __init__(self, made: Sequence[Site]) -> None:
        context = get_context("fork")
        self._mine, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(made, theirs), daemon=True)

    def __enter__(self) -> int:
        self._process.start()
        return int(self._mine.recv())

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.join()


def _serve(made: Sequence[Site], told: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    files = dict(_files(made, server.server_port))
    server.RequestHandlerClass = partial(_Handler, files)  # type: ignore[assignment]
    told.send(server.server_port)
    server.serve_forever()


def _files(made: Sequence[Site], port: int) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for site in made:
        yield f"/{site.outlet.name}/feed.xml", ("application/rss+xml; charset=utf-8", feed(site, port))
        for number, page in enumerate(site.crawled):
            yield f"/{site.outlet.name}/{number}", ("text/html; charset=utf-8", page.body)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, files: dict[str, tuple[str, bytes]], *arguments: object) -> None:
        self.files = files
        super().__init__(*arguments)

    def do_GET(self) -> None:
        kind, body = self.files.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
