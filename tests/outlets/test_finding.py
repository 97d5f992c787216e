"""Finding feeds and sitemaps: what is kept, what is left out and why, and how little is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.outlets.standins import Answers, StandIn, carried_out, feed, front_page, news_sitemap, sitemap_index, urlset
from warraq.discovery.feeds import find_feeds
from warraq.discovery.front import article_like, read_front, section_like
from warraq.discovery.sitemaps import find_sitemaps, sitemaps_in
from warraq.items import Page

if TYPE_CHECKING:
    from warraq.discovery.findings import Hunt

SITE = StandIn("a site", "sahl.eg", "/news/{id}", ("/section/{n}",))
ROOT = "https://sahl.eg"
HTML = "text/html; charset=utf-8"
XML = "application/xml"


class Shelf(Answers):
    """A site of its own whose answers are given one by one."""

    def put(self, path: str, body: str, kind: str = XML, host: str = "sahl.eg") -> Shelf:
        path, _, query = path.partition("?")
        self.pages[f"{host}{path}?{query}"] = (kind, body.encode())
        return self


def shelf(head: str = "", body: str = "") -> Shelf:
    html = front_page(SITE).replace("</head>", f"{head}</head>").replace("</footer>", f"{body}</footer>")
    return Shelf(SITE).put("/", html, HTML)


def rss(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


def feeds_of(answers: Shelf) -> Hunt:
    answer = answers(f"{ROOT}/")
    assert answer.page
    return carried_out(find_feeds(read_front(answer.page), ("sahl.eg",)), answers)


def sitemaps_of(answers: Shelf) -> Hunt:
    answer = answers(f"{ROOT}/")
    assert answer.page
    return carried_out(find_sitemaps(read_front(answer.page), ("sahl.eg",)), answers)


def kept(hunt: Hunt) -> list[str]:
    return [source.url for source in hunt.sources]


def why(hunt: Hunt, path: str) -> str:
    return next(left.why for left in hunt.left_out if left.url == (path if "://" in path else ROOT + path))


# Feeds


def test_other_formats_of_one_stream_are_left_out() -> None:
    answers = shelf(rss("/feed/") + rss("/feed/atom/", kind="application/atom+xml") + rss("/?feed=rss2"))
    answers.put("/feed/", feed(SITE, SITE.articles()[:10])).put("/feed/atom/", feed(SITE, SITE.articles()[:15]))
    answers.put("/?feed=rss2", feed(SITE, SITE.articles()[:10]))
    hunt = feeds_of(answers)
    assert kept(hunt) == [f"{ROOT}/feed/"]
    assert why(hunt, "/feed/atom/") == why(hunt, "/?feed=rss2") == f"names the same articles as {ROOT}/feed/"


def test_a_section_of_the_main_feed_is_kept() -> None:
    answers = shelf(rss("/feed/") + rss("/sport/feed/"))
    answers.put("/feed/", feed(SITE, SITE.articles())).put("/sport/feed/", feed(SITE, SITE.articles()[:5]))
    assert kept(feeds_of(answers)) == [f"{ROOT}/feed/", f"{ROOT}/sport/feed/"]


@pytest.mark.parametrize(
    ("path", "title"),
    [("/comments/feed/", ""), ("/?feed=comments-rss2", ""), ("/x.xml", "التعليقات على: السهل"), ("/x.xml", "Comments for Sahl")],
    ids=["path", "query", "Arabic title", "English title"],
)
def test_comments_are_no_articles(path: str, title: str) -> None:
    answers = shelf(rss(path) + rss("/rss")).put("/rss", feed(SITE, SITE.articles())).put(path, feed(SITE, SITE.articles()[:3], title))
    hunt = feeds_of(answers)
    assert kept(hunt) == [f"{ROOT}/rss"]
    assert why(hunt, path) == "comments, not articles"


def test_the_comments_of_one_article_are_known_by_their_one_address() -> None:
    article = SITE.articles()[0]
    answers = shelf(rss("/news/1/feed")).put("/news/1/feed", feed(SITE, [f"{article}#c{number}" for number in range(4)]))
    assert why(feeds_of(answers), "/news/1/feed") == "comments, not articles"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://elsewhere.example/rss", "elsewhere.example is no host of this site"),
        ("/empty.rss", "it has no entries"),
        ("/others.rss", "all its articles stand on wadi.om"),
        ("/gone.rss", "gone: the site answered 404"),
        ("/broken.rss", "neither a feed nor a sitemap"),
    ],
)
def test_what_is_no_feed_of_the_site_is_left_out_with_the_reason(url: str, reason: str) -> None:
    answers = shelf(rss(url)).put("/empty.rss", feed(SITE, [])).put("/broken.rss", "صفحة")
    answers.put("/others.rss", feed(SITE, [f"https://wadi.om/{number}" for number in range(3)]))
    hunt = feeds_of(answers)
    assert (kept(hunt), why(hunt, url)) == ([], reason)


def test_a_feed_on_a_feed_service_is_the_sites() -> None:
    answers = shelf(rss("http://feeds.feedburner.com/sahl")).put("/sahl", feed(SITE, SITE.articles()), host="feeds.feedburner.com")
    assert kept(feeds_of(answers)) == ["http://feeds.feedburner.com/sahl"]


def test_where_a_feed_moved_for_good_is_written_down() -> None:
    answers = shelf(rss("/old")).put("/old", feed(SITE, SITE.articles()))
    front = read_front(Page(f"{ROOT}/", answers.pages["sahl.eg/?"][1], headers={"content-type": HTML}))
    hunt = carried_out(find_feeds(front, ("sahl.eg",)), lambda url: replace(answers(url), moved_to=f"{ROOT}/new"))
    assert kept(hunt) == [f"{ROOT}/new"]


def test_customary_addresses_are_tried_only_where_the_page_names_no_feed() -> None:
    answers = shelf(rss("/mine")).put("/mine", feed(SITE, SITE.articles())).put("/rss", feed(SITE, SITE.articles()[:4]))
    assert kept(feeds_of(answers)) == [f"{ROOT}/mine"]
    assert f"{ROOT}/rss" not in answers.asked


def test_a_site_that_answers_every_address_with_its_front_page_has_no_feed() -> None:
    answers = shelf()
    page = answers.pages["sahl.eg/?"]
    hunt = carried_out(
        find_feeds(read_front(Page(f"{ROOT}/", page[1], headers={"content-type": HTML})), ("sahl.eg",)),
        lambda url: replace(answers(f"{ROOT}/"), url=url),
    )
    assert kept(hunt) == []
    assert {left.why for left in hunt.left_out} == {"a page, not a feed"}


def test_no_address_is_asked_for_twice() -> None:
    answers = shelf(rss("/rss") + rss("/rss#top"), '<a href="/rss">RSS</a><a href="/feeds">خلاصات RSS</a>')
    answers.put("/rss", feed(SITE, SITE.articles())).put("/feeds", '<html><body><a href="/rss">RSS</a></body></html>', HTML)
    feeds_of(answers)
    assert answers.asked.count(f"{ROOT}/rss") == 1


# Sitemaps


def test_robots_txt_is_read_as_the_protocol_has_it() -> None:
    robots = (
        "User-agent: *\r\nSITEMAP:https://sahl.eg/a.xml\r\n  sitemap : /b.xml # news\nSitemap: https://sahl.eg/a.xml\nSitemap: ftp://x/y"
    )
    assert sitemaps_in(robots, f"{ROOT}/") == [f"{ROOT}/a.xml", f"{ROOT}/b.xml"]


def with_robots(*paths: str) -> Shelf:
    lines = "".join(f"Sitemap: {path if '://' in path else ROOT + path}\n" for path in paths)
    return shelf().put("/robots.txt", lines, "text/plain")


def test_of_an_index_its_news_sitemaps_stand() -> None:
    answers = with_robots("/index.xml").put("/index.xml", sitemap_index(SITE, ("/2024.xml", "/news-1.xml", "/tags.xml")))
    hunt = sitemaps_of(answers.put("/news-1.xml", news_sitemap(SITE, SITE.articles())))
    assert kept(hunt) == [f"{ROOT}/news-1.xml"]
    assert why(hunt, "/index.xml") == "an index; its news sitemaps stand instead"
    assert f"{ROOT}/2024.xml" not in answers.asked


def test_an_index_of_articles_stands_for_itself_after_one_look() -> None:
    answers = with_robots("/index.xml").put("/index.xml", sitemap_index(SITE, ("/2024.xml", "/2025.xml")))
    hunt = sitemaps_of(answers.put("/2025.xml", urlset(SITE.articles())))
    assert kept(hunt) == [f"{ROOT}/index.xml"]
    assert f"{ROOT}/2024.xml" not in answers.asked


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/sections.xml", urlset([f"{ROOT}/{word}/" for word in ("sport", "world", "egypt")]), "names no articles"),
        ("/category-sitemap.xml", urlset(SITE.articles()), "names no articles"),
        ("/empty.xml", urlset([]), "it has no entries"),
        ("/others.xml", urlset(["https://wadi.om/news/51300"]), "it has no entries"),
        ("/page.xml", "<html><body>x</body></html>", "html, not a sitemap"),
        ("/gone.xml", "", "gone: the site answered 404"),
        ("/tags-index.xml", sitemap_index(SITE, ("/tags-1.xml",)), "an index without sitemaps of articles"),
    ],
    ids=["sections", "categories by name", "empty", "another site's", "a page", "gone", "index of tags"],
)
def test_what_names_no_articles_is_left_out_with_the_reason(path: str, body: str, reason: str) -> None:
    answers = with_robots(path)
    hunt = sitemaps_of(answers.put(path, body) if body else answers)
    assert (kept(hunt), why(hunt, path)) == ([], reason)


def test_sitemaps_on_other_hosts_are_not_asked() -> None:
    answers = with_robots("https://wadi.om/news.xml", "/index.xml")
    index = sitemap_index(SITE, ("/news.xml",)).replace(f"{ROOT}/news.xml", "https://wadi.om/news.xml")
    sitemaps_of(answers.put("/index.xml", index))
    assert not [url for url in answers.asked if "wadi.om" in url]


def test_an_index_that_names_itself_ends() -> None:
    answers = with_robots("/news-index.xml")
    assert kept(sitemaps_of(answers.put("/news-index.xml", sitemap_index(SITE, ("/news-index.xml",))))) == []


def test_the_same_articles_are_written_down_once() -> None:
    answers = with_robots("/news.xml", "/google-news.xml").put("/news.xml", news_sitemap(SITE, SITE.articles()))
    hunt = sitemaps_of(answers.put("/google-news.xml", news_sitemap(SITE, SITE.articles())))
    assert kept(hunt) == [f"{ROOT}/news.xml"]
    assert why(hunt, "/google-news.xml") == f"names the same articles as {ROOT}/news.xml"


# The front page


def test_links_of_the_page_fall_into_articles_and_sections() -> None:
    page = read_front(Page(f"{ROOT}/", front_page(SITE).encode(), headers={"content-type": HTML}))
    links = page.own_links(("sahl.eg",))
    assert article_like(links) == SITE.articles()
    assert set(section_like(links)) >= set(SITE.section_pages())
    assert not set(section_like(links)) & set(SITE.articles())


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.4", b"<rss></rss>", b"\xff\xfe\x00", b"<" * 5_000], ids=["empty", "pdf", "feed", "bytes", "brackets"]
)
def test_what_is_no_page_offers_nothing(body: bytes) -> None:
    page = read_front(Page(f"{ROOT}/", body))
    assert (page.offered, page.links) == ((), ())
