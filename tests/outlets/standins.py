"""Invented sites with the addresses of real content systems: what each answers, and what a search of it must find."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from warraq.crawl.visits.answers import Answer
from warraq.items import Page, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.crawl.visits.answers import Plan, T

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
COUNT = 30
"""Articles of one site."""

SECTIONS = ("politics", "economy", "sport", "culture")
ARABIC_SECTIONS = ("سياسة", "اقتصاد", "رياضة", "ثقافة")
SUBJECTS = ("وزارة الزراعة", "بلدية السهل", "جامعة الوادي", "هيئة الموانئ", "نادي المرجان", "متحف القلعة")
VERBS = ("تعلن افتتاح", "تدرس توسيع", "تنهي أعمال", "تطلق برنامج", "توقع اتفاق")
OBJECTS = (
    "الطريق الساحلي الجديد",
    "محطة المياه الشمالية",
    "المعرض السنوي للكتاب",
    "سوق الخضار المركزي",
    "مشروع الحدائق العامة",
    "مركز الأبحاث البحرية",
)
SERVICES = {"/about-us": "من نحن", "/contact": "اتصل بنا", "/privacy-policy": "سياسة الخصوصية", "/tag/90210": "وسم"}
LATIN = (
    "new-coastal-road-opens",
    "city-water-plant-expands",
    "annual-book-fair-returns",
    "central-market-moves-east",
    "harbour-deal-signed-today",
)


@dataclass(frozen=True, eq=False)
class StandIn:
    """One site, as a table of addresses."""

    id: str
    host: str
    article: str
    """Path of an article: {id}, {slug}, {ar} (Arabic slug), {section}, {arsection}, {y} {m} {d}, {m0} {d0}, {code}, {uuid}."""
    sections: tuple[str, ...]
    """Paths of section pages: {section}, {arsection}, {n}."""
    head: tuple[str, ...] = ()
    """Feeds that the front page's head names."""
    linked: tuple[str, ...] = ()
    """Feeds that the front page links to."""
    directory: str = ""
    """A page that lists `listed`."""
    listed: tuple[str, ...] = ()
    customary: tuple[str, ...] = ()
    """Feeds that no page names."""
    useless: tuple[str, ...] = ()
    """What the head offers and is no feed of articles."""
    robots: tuple[str, ...] = ()
    """Sitemaps that robots.txt names."""
    news: tuple[str, ...] = ()
    """News sitemaps."""
    index: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Indexes and their children."""
    plain: tuple[str, ...] = ()
    """Plain sitemaps of articles."""
    sitemaps: tuple[str, ...] = ()
    """Those that must be found."""
    first_id: int = 4_812_300
    generator: str = ""
    lang: str = "ar"
    encoding: str = "utf-8"
    port: int = 0
    """Of the loopback server that plays the site; 0: it is not served."""

    @property
    def root(self) -> str:
        return f"http://{self.host}:{self.port}" if self.port else f"https://{self.host}"

    @property
    def feeds(self) -> set[str]:
        """The feeds that must be found."""
        return {self.root + path for path in (*self.head, *self.linked, *self.listed, *self.customary)}

    def articles(self) -> list[str]:
        return [self.root + self._filled(self.article, number) for number in range(COUNT)]

    def section_pages(self) -> list[str]:
        paths = [self._filled(template, number) for template in self.sections for number in range(len(SECTIONS))]
        return list(dict.fromkeys(self.root + path for path in paths))

    def _filled(self, template: str, number: int) -> str:
        day = NOW - timedelta(hours=7 * number)
        values = {
            "id": self.first_id + 37 * (COUNT - number),
            "n": 11 + number,
            "slug": f"{LATIN[number % len(LATIN)]}-{('one', 'two', 'three')[number % 3]}",
            "ar": quote(headline(number).replace(" ", "-")),
            "section": SECTIONS[number % len(SECTIONS)],
            "arsection": quote(ARABIC_SECTIONS[number % len(SECTIONS)]),
            "y": day.year,
            "m": day.month,
            "d": day.day,
            "m0": f"{day.month:02}",
            "d0": f"{day.day:02}",
            "code": f"c{number * 7919 % 10_007:05}xk{number}q",
            "uuid": f"9f1c2d3e-{number:04x}-4b5a-8c7d-{number * 7919:012x}",
        }
        return template.format(**values)


def headline(number: int) -> str:
    subject, verb, thing = SUBJECTS[number % 6], VERBS[number % 5], OBJECTS[(number // 2) % 6]
    return f"{subject} {verb} {thing} {('قريبا', 'غدا', 'اليوم', 'رسميا')[number % 4]}"


class Answers:
    """What stand-ins answer, counted."""

    def __init__(self, *sites: StandIn) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        for site in sites:
            self.pages |= pages_of(site)

    def put(self, url: str, html: str) -> None:
        self.pages[_key(url)] = ("text/html; charset=utf-8", html.encode())

    def __call__(self, url: str) -> Answer:
        self.asked.append(url)
        kind, body = self.pages.get(_key(url), ("", b""))
        if not kind:
            return Answer(url, reason=Reason.GONE, detail="the site answered 404")
        return Answer(url, Page(url, body, NOW, headers={"content-type": kind}))


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{unquote(parts.path) or '/'}?{parts.query}"


def carried_out(plan: Plan[T], answer: Callable[[str], Answer]) -> T:
    """What a plan returns when it is told these answers."""
    try:
        asked = next(plan)
        while True:
            asked = plan.send(answer(asked))
    except StopIteration as end:
        value: T = end.value
        return value


# What a site serves


def pages_of(site: StandIn) -> dict[str, tuple[str, bytes]]:
    """Media type and bytes by address."""
    html = f"text/html; charset={site.encoding}"
    found = {"/": (html, front_page(site).encode(site.encoding))}
    found["/robots.txt"] = (
        "text/plain",
        "".join(["User-agent: *\nDisallow: /search\n", *(f"Sitemap: {site.root}{path}\n" for path in site.robots)]).encode(),
    )
    articles = site.articles()
    for place, path in enumerate((*site.head, *site.customary, *site.linked, *site.listed)):
        named = articles if place == 0 else articles[place::3]
        found[path] = ("application/xml", feed(site, named).encode())
    for path in site.useless:
        found[path] = (
            "application/rss+xml",
            feed(site, [f"{articles[0]}#comment-{number}" for number in range(5)], "التعليقات على").encode(),
        )
    for path in site.news:
        found[path] = ("application/xml", news_sitemap(site, articles[:20]).encode())
    for path in site.plain:
        body = urlset(articles).encode()
        found[path] = ("application/xml", gzip.compress(body) if path.endswith(".gz") else body)
    for path, children in site.index.items():
        found[path] = ("application/xml", sitemap_index(site, children).encode())
        for child in set(children) - {*site.news, *site.plain}:
            found[child] = ("application/xml", urlset(site.section_pages()).encode())
    if site.directory:
        found[site.directory] = (html, directory_page(site).encode(site.encoding))
    for number, url in enumerate(articles):
        found[url.removeprefix(site.root)] = (html, article_page(site, number, url).encode(site.encoding))
    return {_key(site.root + path): answer for path, answer in found.items()}


def front_page(site: StandIn) -> str:
    links = [f'<link rel="alternate" type="application/rss+xml" title="{escape(title_of(site))}" href="{path}">' for path in site.head]
    links += [f'<link rel="alternate" type="application/rss+xml" title="x" href="{path}">' for path in site.useless]
    links.append('<link rel="alternate" type="application/json+oembed" href="/oembed?x=1"><link rel="alternate" hreflang="en" href="/en/">')
    generator = f'<meta name="generator" content="{site.generator}">' if site.generator else ""
    pages = site.section_pages()
    menu = "".join(f'<li><a href="{url}">{ARABIC_SECTIONS[number % 4]}</a></li>' for number, url in enumerate(pages))
    cards = "".join(
        f'<article><h2><a href="{url.removeprefix(site.root)}">{headline(number)}</a></h2></article>'
        for number, url in enumerate(site.articles())
    )
    feeds = "".join(f'<a href="{path}">RSS</a>' for path in (*site.linked, *([site.directory] if site.directory else [])))
    services = "".join(f'<a href="{path}">{words}</a>' for path, words in SERVICES.items())
    return (
        f'<!DOCTYPE html><html lang="{site.lang}" dir="rtl"><head><meta charset="{site.encoding}">'
        f"<title>الرئيسية | {title_of(site)}</title>"
        f'<meta property="og:site_name" content="{title_of(site)}">{generator}{"".join(links)}</head><body>'
        f'<nav><ul>{menu}</ul></nav><main>{cards}</main><footer>{services}{feeds}<a href="https://x.com/share?feed=rss">RSS</a></footer></body></html>'
    )


def title_of(site: StandIn) -> str:
    return f"صحيفة {('المرجان', 'السنابل', 'الينبوع', 'المنارة', 'البيدر')[len(site.host) % 5]}"


def directory_page(site: StandIn) -> str:
    rows = "".join(f'<li><a href="{site.root}{path}">خلاصة {number}</a></li>' for number, path in enumerate(site.listed))
    return f'<!DOCTYPE html><html lang="ar"><head><title>خدمة RSS</title></head><body><h1>خدمة RSS</h1><ul>{rows}</ul></body></html>'


def article_page(site: StandIn, number: int, url: str) -> str:
    moment = NOW - timedelta(hours=7 * number)
    text = "".join(
        f"<p>قالت {SUBJECTS[(number + place) % 6]} إن {OBJECTS[(number + place) % 6]} سيخدم آلاف السكان في الأحياء القريبة، وإن العمل فيه "
        f"يستمر حتى نهاية الموسم المقبل بعد أن أنجزت الفرق المرحلة رقم {place + 2} قبل موعدها.</p>"
        for place in range(4)
    )
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="{site.encoding}"><title>{headline(number)}</title>'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{moment.isoformat()}"><link rel="canonical" href="{url}"></head>'
        f"<body><article><h1>{headline(number)}</h1>{text}</article></body></html>"
    )


def feed(site: StandIn, urls: list[str], title: str = "") -> str:
    items = "".join(
        f"<item><title>{headline(number)}</title><link>{escape(url)}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=number))}</pubDate></item>"
        for number, url in enumerate(urls)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title or title_of(site)}</title>{items}</channel></rss>'


def urlset(urls: list[str]) -> str:
    rows = "".join(f"<url><loc>{escape(url)}</loc><lastmod>2026-02-28</lastmod></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def news_sitemap(site: StandIn, urls: list[str]) -> str:
    rows = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>{title_of(site)}</news:name></news:publication>"
        f"<news:publication_date>{(NOW - timedelta(hours=number)).isoformat()}</news:publication_date>"
        f"<news:title>{headline(number)}</news:title>"
        "</news:news></url>"
        for number, url in enumerate(urls)
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {spaces}>{rows}</urlset>'


def sitemap_index(site: StandIn, children: tuple[str, ...]) -> str:
    rows = "".join(
        f"<sitemap><loc>{site.root}{path}</loc><lastmod>2026-02-{20 + number}</lastmod></sitemap>" for number, path in enumerate(children)
    )
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
