from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spiders.documents.feeds import MOST_FEED_ENTRIES, read_feed
from spiders.documents.results import FeedReading, Note, Problem, Skip
from warraq.items import Entry
from warraq.outlet import DocumentKind

URL = "https://mina.test/news/feed.xml"
TITLE = "افتتاح ميناء جديد في مدينة الساحل"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def rss(items: str, *, channel: str = "", end: str = "</channel></rss>") -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel><title>صحيفة الميناء</title>'
    return f"{head}<link>https://mina.test/</link>{channel}{items}{end}".encode()


def item(inside: str = "", *, number: int = 1, link: str | None = None) -> str:
    address = f"https://mina.test/news/{number}" if link is None else link
    return f"<item><title>{TITLE} {number}</title><link>{address}</link>{inside}</item>"


def atom(entries: str, *, attributes: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>وكالة النورس</title>{entries}</feed>'.encode()


def read(body: bytes, content_type: str | None = None) -> FeedReading:
    return read_feed(body, URL, content_type)


def only(body: bytes) -> Entry:
    reading = read(body)
    assert reading.problem is None
    (entry,) = reading.entries
    return entry


def test_rss_entry() -> None:
    body = rss(
        item(
            "<guid isPermaLink='false'>mina-17</guid><pubDate>الأحد، 22 نوفمبر 2026 10:30 م</pubDate>"
            "<description>&lt;p&gt;قال &lt;b&gt;المدير&lt;/b&gt;&amp;nbsp;إن العمل بدأ.&lt;/p&gt;"
            "&lt;script&gt;x()&lt;/script&gt;</description>"
            "<dc:creator>سلمى الحداد</dc:creator><category>اقتصاد</category><category>موانئ</category><category>اقتصاد</category>"
            '<media:thumbnail url="/i/1.jpg"/>'
        )
    )
    assert only(body) == Entry(
        url="https://mina.test/news/1",
        title=f"{TITLE} 1",
        guid="mina-17",
        published="الأحد، 22 نوفمبر 2026 10:30 م",
        summary="قال المدير إن العمل بدأ.",
        authors=("سلمى الحداد",),
        categories=("اقتصاد", "موانئ"),
        image_url="https://mina.test/i/1.jpg",
        origin="feed",
    )


def test_atom_entry() -> None:
    entry = only(
        atom(
            "<entry><title type='html'>خبر &amp;amp; تعليق</title><id>tag:nawras.test,2026:5</id>"
            '<link rel="self" href="/e/5.atom"/><link rel="alternate" href="5.html"/>'
            "<published>2026-11-22T08:00:00+02:00</published><updated>2026-11-22T09:00:00+02:00</updated>"
            "<author><name>نادر سالم</name><email>n@nawras.test</email></author>"
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>الفقرة <i>الأولى</i></p><p>الثانية</p></div></content>'
            "</entry>",
            attributes='xml:base="https://nawras.test/ar/"',
        )
    )
    assert entry.url == "https://nawras.test/ar/5.html"
    assert entry.title == "خبر & تعليق"
    assert entry.guid == "tag:nawras.test,2026:5"
    assert (entry.published, entry.updated) == ("2026-11-22T08:00:00+02:00", "2026-11-22T09:00:00+02:00")
    assert entry.authors == ("نادر سالم",)
    assert entry.summary == "الفقرة الأولى الثانية"


def test_rdf_entry_takes_its_only_date_as_publication() -> None:
    body = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://mina.test/"><title>الميناء</title></channel>'
        f'<item rdf:about="https://mina.test/9"><title>{TITLE}</title><link>https://mina.test/9</link><dc:date>2026-11-22</dc:date></item>'
        "</rdf:RDF>"
    )
    entry = only(body.encode())
    assert (entry.url, entry.published, entry.updated) == ("https://mina.test/9", "2026-11-22", None)


def test_json_feed_entry() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "موقع البيان",
            "next_url": "?page=2",
            "items": [
                {
                    "id": 7,
                    "url": "/a/7",
                    "title": TITLE,
                    "content_html": "<p>نص الخبر</p>",
                    "date_published": "2026-11-22T10:00:00Z",
                    "authors": [{"name": "ليلى"}],
                    "tags": ["ثقافة"],
                    "image": "/i/7.png",
                },
                {"id": "https://mina.test/a/8", "title": "بلا رابط"},
                {"id": "9", "title": "لا عنوان له"},
                "ليس قيدا",
            ],
        }
    ).encode()
    reading = read(body)
    assert reading.entries[0] == Entry(
        "https://mina.test/a/7",
        TITLE,
        "7",
        "2026-11-22T10:00:00Z",
        None,
        "نص الخبر",
        ("ليلى",),
        ("ثقافة",),
        "https://mina.test/i/7.png",
        text="<p>نص الخبر</p>",
    )
    assert reading.entries[1].url == "https://mina.test/a/8"
    assert reading.skipped == {Skip.NO_LINK: 2}
    assert (reading.title, reading.hints.next_url) == ("موقع البيان", "https://mina.test/news/feed.xml?page=2")


def test_json_feed_that_is_cut_keeps_its_whole_entries() -> None:
    whole = json.dumps({"items": [{"url": f"/{n}", "title": "ن"} for n in range(5)]}, ensure_ascii=False)
    reading = read(whole[:-30].encode())
    assert [entry.url for entry in reading.entries] == [f"https://mina.test/{n}" for n in range(4)]
    assert reading.skipped == {Skip.CUT_OFF: 1}


@pytest.mark.parametrize(
    ("link", "url"),
    [
        pytest.param("\n  https://mina.test/a \t", "https://mina.test/a", id="white space"),
        pytest.param("https://mina.test/a\n  b", "https://mina.test/ab", id="line break"),
        pytest.param("<![CDATA[https://mina.test/a?x=1&y=2]]>", "https://mina.test/a?x=1&y=2", id="cdata"),
        pytest.param("https://mina.test/a?x=1&y=2", "https://mina.test/a?x=1&y=2", id="bare ampersand"),
        pytest.param("https://mina.test/a?x=1&amp;copy=2", "https://mina.test/a?x=1&copy=2", id="ampersand"),
        pytest.param("/خبر/عاجل", "https://mina.test/خبر/عاجل", id="absolute path"),
        pytest.param("17.html", "https://mina.test/17.html", id="relative to the site that the channel names"),
        pytest.param("//cdn.test/17", "https://cdn.test/17", id="scheme relative"),
        pytest.param("\u200fhttps://mina.test/a", "https://mina.test/a", id="bidi mark"),
    ],
)
def test_links(link: str, url: str) -> None:
    assert only(rss(item(link=link))).url == url


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "java\nscript:x()",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.test",
        "http://",
        "https:// /x",
        "http://a b/",
        "ftp://a.test/x",
        f"https://mina.test/{'a' * 3000}",
        "http://mina.test:99999/",
    ],
)
def test_links_that_lead_nowhere_are_counted(link: str) -> None:
    reading = read(rss(item(link=link) + item(number=2)))
    assert [entry.url for entry in reading.entries] == ["https://mina.test/news/2"]
    assert reading.skipped == {Skip.BAD_LINK: 1}


def test_entries_without_address_are_counted() -> None:
    reading = read(rss("<item><title>بلا رابط</title><guid isPermaLink='false'>x</guid></item><item><title>كذلك</title></item>"))
    assert reading.problem == Problem.NO_ADDRESS
    assert reading.skipped == {Skip.NO_LINK: 2}


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        pytest.param("<guid>https://mina.test/g/1</guid>", "https://mina.test/g/1", id="permalink"),
        pytest.param("<guid isPermaLink='false'>https://mina.test/g/1</guid>", "https://mina.test/g/1", id="address that denies it"),
        pytest.param(
            "<link>https://feeds.example.net/~r/x</link><feedburner:origLink>https://mina.test/o/1</feedburner:origLink>",
            "https://mina.test/o/1",
            id="feedburner",
        ),
        pytest.param("<atom:link rel='alternate' href='https://mina.test/l/1'/>", "https://mina.test/l/1", id="atom link"),
    ],
)
def test_address_of_an_entry(inside: str, url: str) -> None:
    assert only(rss(f"<item><title>ت</title>{inside}</item>")).url == url


def test_address_named_twice_is_one_entry() -> None:
    reading = read(rss(item() + item("<category>آخر</category>")))
    assert len(reading.entries) == 1
    assert reading.skipped == {Skip.REPEATED: 1}


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        pytest.param("utf-8", "utf-8", None, id="utf-8"),
        pytest.param("utf-8-sig", "utf-8", None, id="utf-8 with mark"),
        pytest.param("utf-16", "utf-16", None, id="utf-16"),
        pytest.param("cp1256", "windows-1256", None, id="windows-1256"),
        pytest.param("cp1256", "utf-8", None, id="windows-1256 declared utf-8"),
        pytest.param("cp1256", "utf-8", "text/xml; charset=utf-8", id="windows-1256 sent as utf-8"),
        pytest.param("utf-8", "windows-1256", None, id="utf-8 declared windows-1256"),
        pytest.param("utf-8", "utf-8", "text/xml", id="text/xml without charset"),
        pytest.param("utf-8", "x-unknown", None, id="unknown"),
    ],
)
def test_encoding_is_decided_before_parsing(encoding: str, declared: str, content_type: str | None) -> None:
    sentence = "أعلنت الهيئة اليوم أن الأعمال ستنتهي قبل نهاية الشهر وفق ما قاله المتحدث"
    body = rss(item(f"<description>{sentence}</description>")).decode().replace('encoding="utf-8"', f'encoding="{declared}"')
    (entry,) = read(body.encode(encoding), content_type).entries
    assert (entry.title, entry.summary) == (f"{TITLE} 1", sentence)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<br />\n<b>Warning</b>: include(x.php) &nbsp;<br/>" + rss(item()), id="junk before the declaration"),
        pytest.param(b"<!-- <html> -->\n\n" + rss(item()), id="comment before the declaration"),
        pytest.param(rss(item()) + b"<script>track()</script><!-- 0.3s -->", id="junk after the end"),
        pytest.param(gzip.compress(rss(item())), id="gzip"),
        pytest.param(rss(item()).replace(b"<title>", b"<title>\x00\x0b\x1f"), id="controls"),
        pytest.param(rss(item("<x:y>1</x:y>")), id="undeclared prefix"),
        pytest.param(rss(item("<description>a<br>b<p>c</description>")), id="unescaped html"),
        pytest.param(rss(item("<description>&nbsp;&laquo;x&raquo; &unknown; & AT&T</description>")), id="html entities"),
        pytest.param(rss(item("<description>5 < 6 and <3</description>")), id="stray bracket"),
        pytest.param(rss(item()).replace(b"</item>", b""), id="entry that is not closed"),
        pytest.param(rss(item('<enclosure url=https://mina.test/a.mp3 length="1"length="2"/>')), id="broken attributes"),
        pytest.param(rss(item()).replace(b'"http://purl.org/dc/elements/1.1/"', b'" http://purl.org/dc/elements/1.1/\n"'), id="namespace"),
        pytest.param(rss(item()).replace(b"<item>", b"<ITEM>").replace(b"</item>", b"</Item>"), id="case"),
    ],
)
def test_ill_formed_feeds_are_read(body: bytes) -> None:
    (entry,) = read(body).entries
    assert (entry.url, entry.title) == ("https://mina.test/news/1", f"{TITLE} 1")


@pytest.mark.parametrize("cut", range(10, 120, 7))
def test_truncated_feed_keeps_its_whole_entries(cut: int) -> None:
    whole = rss("".join(item(number=number) for number in range(1, 5)), end="")
    reading = read(whole[:-cut] if cut < len(item().encode()) else whole[: -len(item().encode())])
    assert [entry.title for entry in reading.entries] == [f"{TITLE} {number}" for number in range(1, 4)]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(b"", Problem.EMPTY, id="nothing"),
        pytest.param(b" \n\xef\xbb\xbf ", Problem.EMPTY, id="white space"),
        pytest.param(b"<!DOCTYPE html><html><body>404</body></html>", Problem.HTML, id="html"),
        pytest.param(b"<!doctype html><p>wait", Problem.HTML, id="bare html"),
        pytest.param(b"%PDF-1.7 \x00\x01", Problem.UNKNOWN, id="pdf"),
        pytest.param(b"<opml><head><title>x</title></head></opml>", Problem.UNKNOWN, id="opml"),
        pytest.param(b'{"error": 1}', Problem.JSON, id="json"),
        pytest.param(b"[1, 2]", Problem.JSON, id="json list"),
        pytest.param(b'{"items": ', Problem.BROKEN_JSON, id="broken json"),
        pytest.param(b"[" * 200_000, Problem.TOO_COMPLEX, id="nested json"),
        pytest.param(rss(item(), end="")[:-20], Problem.CUT_OFF, id="cut in its first entry"),
        pytest.param(b"\x1f\x8b\x08broken", Problem.EMPTY, id="broken gzip"),
    ],
)
def test_what_cannot_be_used_says_why(body: bytes, problem: Problem) -> None:
    reading = read(body)
    assert (reading.entries, reading.problem) == ((), problem)


def test_feed_without_entries_is_no_problem_but_noted() -> None:
    assert read(rss("")) == FeedReading(note=Note.NO_ENTRIES, title="صحيفة الميناء")


def test_html_page_tells_the_feeds_it_offers() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"><link rel=stylesheet href=/x.css>'
        "<link type='application/atom+xml' rel='alternate' href='atom.xml'><link type=application/rss+xml href=javascript:x()>"
    )
    reading = read(f"<html><head>{head}</head><body></body></html>".encode())
    assert reading.offered == ("https://mina.test/rss?a=1&b=2", "https://mina.test/news/atom.xml")


def test_sitemap_at_a_feed_address_is_read_as_one() -> None:
    body = b"<urlset><url><loc>https://mina.test/1</loc><lastmod>2026-11-22</lastmod></url></urlset>"
    assert read(body).entries == (Entry("https://mina.test/1", updated="2026-11-22", origin=DocumentKind.SITEMAP),)
    index = read(b"<sitemapindex><sitemap><loc>https://mina.test/s.xml</loc></sitemap></sitemapindex>")
    assert (index.problem, index.offered) == (Problem.SITEMAP_INDEX, ("https://mina.test/s.xml",))


@pytest.mark.parametrize(
    ("channel", "seconds"),
    [
        pytest.param("<ttl>30</ttl>", 1800, id="ttl"),
        pytest.param("<ttl> 30 minutes</ttl>", 1800, id="ttl with words"),
        pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600, id="period"),
        pytest.param("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600, id="frequency"),
        pytest.param("<sy:updatePeriod> Hourley </sy:updatePeriod>", 3600, id="misspelt hourly"),
        pytest.param("<sy:updatePeriod>dayly</sy:updatePeriod>", 86_400, id="misspelt daily"),
        pytest.param("<sy:updatePeriod>hour</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600, id="frequency 0"),
        pytest.param("<ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 3600, id="the longer"),
        pytest.param("<ttl>-5</ttl>", None, id="negative"),
        pytest.param("<ttl>soon</ttl>", None, id="words"),
        pytest.param("<sy:updatePeriod>sometimes</sy:updatePeriod>", None, id="unknown period"),
        pytest.param("", None, id="absent"),
    ],
)
def test_time_to_live(channel: str, seconds: int | None) -> None:
    assert read(rss(item(), channel=channel)).hints.ttl_seconds == seconds


def test_addresses_a_feed_states_for_itself() -> None:
    links = "".join(f"<atom:link rel='{rel}' href='/{rel}'/>" for rel in ("self", "next", "hub"))
    hints = read(rss(item(), channel=links)).hints
    assert (hints.self_url, hints.next_url, hints.hub_url) == (
        "https://mina.test/self",
        "https://mina.test/next",
        "https://mina.test/hub",
    )


def test_entry_on_which_the_parser_fails_costs_only_itself() -> None:
    # feedparser raises IndexError for the link of a picture of a source.
    broken = "<item><link>/x</link><source><image><title>t</title><link>z</link></image></source></item>"
    reading = read(rss(item() + broken + item(number=2)))
    assert [entry.url for entry in reading.entries] == ["https://mina.test/news/1", "https://mina.test/news/2"]
    assert reading.skipped == {Skip.UNREADABLE: 1}


def test_more_entries_than_are_read_are_counted() -> None:
    reading = read(rss("".join(item(number=number) for number in range(MOST_FEED_ENTRIES + 7))))
    assert len(reading.entries) == MOST_FEED_ENTRIES
    assert reading.skipped == {Skip.OVER_LIMIT: 7}


def test_values_are_bounded() -> None:
    entry = only(rss(f"<item><title>{'كلمة ' * 9000}</title><link>/1</link><description>{'نص ' * 90_000}</description></item>"))
    assert entry.title is not None
    assert entry.summary is not None
    assert len(entry.title) <= 500
    assert len(entry.summary) <= 2_000


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param(f'<!DOCTYPE rss [<!ENTITY e0 "ها">{ENTITIES}]>', id="billion laughs"),
        pytest.param('<!DOCTYPE rss [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>', id="external entity"),
        pytest.param(
            '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>', id="external dtd"
        ),
    ],
)
def test_entities_are_not_expanded(declaration: str) -> None:
    body = rss(item("<description>&e9;</description>")).decode().replace("<rss", f"{declaration}<rss")
    assert only(body.encode()).summary == "&e9;"


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<b>" * 100_000, id="nesting"),
        pytest.param("<author>" + "a" * 2_000_000 + "</author>", id="long name"),
        pytest.param("<![CDATA[" * 100_000, id="unclosed cdata"),
        pytest.param("<!--" * 100_000, id="unclosed comments"),
        pytest.param(f"<description><![CDATA[{'<a' * 1_000_000}]]></description>", id="brackets in cdata"),
        pytest.param("<link href='/x'/>" * 300_000, id="many links"),
        pytest.param("<!DOCTYPE [" * 50_000, id="doctypes"),
        pytest.param("<" * 1_000_000, id="brackets"),
        pytest.param("&" * 1_000_000, id="ampersands"),
        pytest.param('<a b="' * 100_000, id="unclosed quotes"),
        pytest.param("<x/>" * 300_000, id="many elements"),
        pytest.param("<title>" + "&amp;lt;" * 200_000 + "</title>", id="long title"),
        pytest.param("".join(f"<category>{number}</category>" for number in range(90_000)), id="many categories"),
        pytest.param("<x " + " ".join(f"a{number}='1'" for number in range(90_000)) + "/>", id="many attributes"),
        pytest.param("".join(f"<p{number}:x>1</p{number}:x>" for number in range(90_000)), id="many prefixes"),
    ],
)
def test_bombs_end_and_spare_the_entries_before_them(inside: str) -> None:
    reading = read(rss(item() + f"<item><link>https://mina.test/bomb</link>{inside}"))
    assert reading.entries[0].url == "https://mina.test/news/1"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        pytest.param("5 < 6 && \"7\" > 'x'", "5 < 6 && \"7\" > 'x'", id="marks"),
        pytest.param("ends in ]", "ends in ]", id="bracket at its end"),
        pytest.param("a]]]]><![CDATA[>b", "a]]>b", id="two sections that make an end"),
        pytest.param("<", "<", id="one mark"),
        pytest.param("line\nby line", "line by line", id="lines"),
    ],
)
def test_literal_text_is_read_as_it_stands(written: str, read_as: str) -> None:
    body = rss(f"<item><title><![CDATA[{written}]]></title><link>https://mina.test/1</link></item>")
    assert read(body).entries[0].title == read_as


def test_an_address_in_which_a_line_break_hides_an_end_is_read() -> None:
    body = rss("<item><link><![CDATA[https://mina.test/]]\n>1]]></link></item>")
    assert [entry.url for entry in read(body).entries] == ["https://mina.test/]]>1"]


def test_gzip_bomb_is_cut() -> None:
    reading = read(gzip.compress(rss(item()) + b" " * 40_000_000))
    assert len(reading.entries) == 1


MARKUP = (
    "<rss>¦<feed>¦<channel>¦<item>¦</item>¦<entry>¦</entry>¦<link>¦</link>¦<link href='http://a.test/1'/>¦<![CDATA[¦]]>¦<!--¦"
    '-->¦<!DOCTYPE x [¦]>¦<?xml ¦?>¦<title>¦</title>¦&#x1F600;¦&#0;¦&lt;b&gt;¦&¦<¦>¦"¦http://a.test/2¦<guid>¦</guid>¦<author>¦'
    "<x:y z:w='1'>¦xmlns:q='u'¦<content type='xhtml'><div>¦خبر¦\x00¦\ud7ff¦<media:content url='x'>¦<itunes:duration>9¦"
    "<georss:point>1 2</georss:point>¦<category term='a'/>¦<pubDate>1</pubDate>"
)
TAGS = st.sampled_from(MARKUP.split("¦"))


@given(
    st.binary() | st.lists(TAGS).map(lambda parts: "".join(["<rss>", *parts]).encode()) | st.lists(TAGS).map(lambda p: "".join(p).encode())
)
@example(b'{"items": [{"url": 1, "id": [], "authors": {}, "tags": [1]}]}')
@example(b'{"items": {"a": 1}}')
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(body: bytes) -> None:
    reading = read_feed(body, URL, "text/xml; charset=nonsense")
    assert reading.entries or reading.problem or reading.note
    assert all(entry.url.startswith(("http://", "https://")) for entry in reading.entries)


def test_what_stands_behind_the_root_is_not_read() -> None:
    second = "<rss version='2.0'><channel><item><link>https://mina.test/news/2</link></item></channel></rss>"
    reading = read(rss(item(), end=f"</channel></rss>{second}<item><link>https://mina.test/news/3</link></item>"))
    assert [entry.url for entry in reading.entries] == ["https://mina.test/news/1"]


OWN = ("jar.test",)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://go.test/r/1</link><guid>https://jar.test/news/1</guid>", "https://jar.test/news/1"),
        ("<guid>https://other.test/1</guid><link>https://www.jar.test/1</link>", "https://www.jar.test/1"),
        ("<link>https://go.test/r/1</link><guid>tag:1</guid>", "https://go.test/r/1"),
        ("<link>/news/1</link>", "https://www.jar.test/news/1"),
    ],
)
def test_of_an_entrys_addresses_the_outlets_own_counts(item: str, url: str) -> None:
    body = f"<rss version='2.0'><channel><link>https://www.jar.test/</link><item><title>x</title>{item}</item></channel></rss>"
    (entry,) = read_feed(body.encode(), "https://rss.jar.test/all.xml", None, OWN).entries
    assert entry.url == url


def test_a_site_that_is_not_the_outlets_own_is_no_base() -> None:
    body = "<rss version='2.0'><channel><link>https://theme.test/</link><item><title>x</title><link>/1</link></item></channel></rss>"
    assert [entry.url for entry in read_feed(body.encode(), "https://rss.jar.test/all.xml", None, OWN).entries] == [
        "https://rss.jar.test/1"
    ]


def test_an_xml_base_counts_before_the_channels_link() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.jar.test/a/"><link href="https://www.jar.test/"/>
    <entry><id>1</id><title>x</title><link href="b/1"/></entry></feed>"""
    assert [entry.url for entry in read_feed(body.encode(), "https://rss.jar.test/all.xml", None, OWN).entries] == [
        "https://news.jar.test/a/b/1"
    ]


def test_a_json_feeds_relative_links_are_its_home_pages() -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://www.jar.test/", "items": [{"id": "1", "url": "/n/1"}]}'
    )
    assert [entry.url for entry in read_feed(body.encode(), "https://rss.jar.test/f.json", None, OWN).entries] == [
        "https://www.jar.test/n/1"
    ]


ENTRY = """<entry xmlns="http://www.w3.org/2005/Atom"><title>رصيف جديد</title><id>tag:mina.test,7</id>
<link rel="alternate" href="/news/7"/><updated>2026-03-01T10:00:00Z</updated></entry>"""


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(ENTRY, id="bare"),
        pytest.param(f"<?xml version='1.0'?><!-- <entry> from a hub -->{ENTRY}", id="after a declaration"),
        pytest.param(
            ENTRY.replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a="),
            id="with a prefix",
        ),
    ],
)
def test_an_atom_entry_by_itself_is_read(written: str) -> None:
    reading = read_feed(written.encode(), "https://mina.test/hub", "application/atom+xml;type=entry")
    assert [(entry.url, entry.title, entry.guid) for entry in reading.entries] == [
        ("https://mina.test/news/7", "رصيف جديد", "tag:mina.test,7")
    ]
