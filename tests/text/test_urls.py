"""Addresses: one form for every way of writing the same page, and no form for what is no web address."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.urls import LONGEST_URL, canonical_url, embedded_url, host_of, registrable, same_outlet

SAME = {
    "host in capitals": ("HTTPS://WWW.Nahar.Test/a", "https://www.nahar.test/a"),
    "default port of http": ("http://nahar.test:80/a", "http://nahar.test/a"),
    "default port of https": ("https://nahar.test:443/a", "https://nahar.test/a"),
    "other port stays": ("http://nahar.test:8080/a", "http://nahar.test:8080/a"),
    "default port of the other scheme stays": ("http://nahar.test:443/a", "http://nahar.test:443/a"),
    "no path": ("https://nahar.test", "https://nahar.test/"),
    "root dot of the host": ("https://nahar.test./a", "https://nahar.test/a"),
    "credentials": ("https://user:secret@nahar.test/a", "https://nahar.test/a"),
    "dot segments": ("https://nahar.test/a/../b/./c", "https://nahar.test/b/c"),
    "spaces around": ("  https://nahar.test/a \n", "https://nahar.test/a"),
    "Arabic path": ("https://nahar.test/خبر", "https://nahar.test/%D8%AE%D8%A8%D8%B1"),
    "escapes in small letters": ("https://nahar.test/%d8%ae%d8%a8%d8%b1", "https://nahar.test/%D8%AE%D8%A8%D8%B1"),
    "Arabic host": ("https://موقع.مصر/a", "https://xn--4gbrim.xn--wgbh1c/a"),
    "query sorted": ("https://nahar.test/?b=2&a=1", "https://nahar.test/?a=1&b=2"),
    "query that is the article": ("https://nahar.test/news.aspx?id=77", "https://nahar.test/news.aspx?id=77"),
    "campaign parameters": ("https://nahar.test/a?utm_source=rss&id=7&UTM_Medium=x&fbclid=IwAR0", "https://nahar.test/a?id=7"),
    "only campaign parameters": ("https://nahar.test/a?gclid=1&at_medium=RSS&at_campaign=rss", "https://nahar.test/a"),
    "session in the query": ("https://nahar.test/a?PHPSESSID=1f&id=7", "https://nahar.test/a?id=7"),
    "session in the path": ("https://nahar.test/a;jsessionid=1F2E?id=7", "https://nahar.test/a?id=7"),
    "empty parameters": ("https://nahar.test/a?&id=7&", "https://nahar.test/a?id=7"),
    "blank value stays": ("https://nahar.test/a?page=", "https://nahar.test/a?page="),
    "fragment": ("https://nahar.test/a#comments", "https://nahar.test/a"),
    "amp at the end": ("https://nahar.test/news/77/amp/", "https://nahar.test/news/77"),
    "amp at the front": ("https://nahar.test/amp/news/77", "https://nahar.test/news/77"),
    "amp in the file name": ("https://nahar.test/news/77.amp.html", "https://nahar.test/news/77.html"),
    "amp as a parameter": ("https://nahar.test/news/77?amp", "https://nahar.test/news/77"),
    "amp as an output": ("https://nahar.test/news/77?outputType=amp", "https://nahar.test/news/77"),
    "amp within a word stays": ("https://nahar.test/example/camp", "https://nahar.test/example/camp"),
    "section called amp stays with its articles": ("https://nahar.test/x/amp/77", "https://nahar.test/x/amp/77"),
    "mobile host": ("https://m.nahar.test/77", "https://www.nahar.test/77"),
    "mobile host under a shared second level": ("https://m.nahar.com.eg/77", "https://www.nahar.com.eg/77"),
    "mobile host of a section": ("https://m.sport.nahar.test/77", "https://sport.nahar.test/77"),
    "name that is the letter": ("https://m.test/77", "https://m.test/77"),
    "decomposed letters": ("https://nahar.test/%D8%A7%D9%93%D9%81?q=e%CC%81", "https://nahar.test/%D8%A2%D9%81?q=%C3%A9"),
    "decomposed letters, written out": ("https://nahar.test/\u0627\u0653\u0641", "https://nahar.test/%D8%A2%D9%81"),
    "encoded twice": ("https://nahar.test/%25D8%25AE%25D8%25A8%25D8%25B1-1", "https://nahar.test/%D8%AE%D8%A8%D8%B1-1"),
    "encoded three times": ("https://nahar.test/%2525D8%2525AE", "https://nahar.test/%D8%AE"),
    "encoded twice, with a blank": ("https://nahar.test/%25D8%25AE%2520%25D8%25AE", "https://nahar.test/%D8%AE%20%D8%AE"),
    "a percent sign stays": ("https://nahar.test/50%2525-off", "https://nahar.test/50%2525-off"),
    "other encodings stay": ("https://nahar.test/%CE%C8%D1", "https://nahar.test/%CE%C8%D1"),
    "who shared it": ("https://nahar.test/a?share=facebook&id=7", "https://nahar.test/a?id=7"),
    "where it was found": ("https://nahar.test/a?from=rss", "https://nahar.test/a"),
    "a source that is a search stays": ("https://nahar.test/a?source=archive", "https://nahar.test/a?source=archive"),
    "for a printer": ("https://nahar.test/a?id=7&print=1", "https://nahar.test/a?id=7"),
    "against caches": ("https://nahar.test/a?_=1764547200123", "https://nahar.test/a"),
    "an answer to a comment": ("https://nahar.test/a?replytocom=55", "https://nahar.test/a"),
    "networks of advertisers": ("https://nahar.test/a?srsltid=x&__twitter_impression=true&gaa_at=g&gad_source=1", "https://nahar.test/a"),
    "session of ASP.NET": ("https://nahar.test/(S(4xk2))/news/7.aspx", "https://nahar.test/news/7.aspx"),
    "brackets in a name stay": ("https://nahar.test/(s)/news/7", "https://nahar.test/(s)/news/7"),
    "IPv6": ("http://[::1]:8000/a", "http://[::1]:8000/a"),
}

REFUSED = {
    "script": "javascript:alert(1)",
    "mail": "mailto:editor@nahar.test",
    "file": "file:///etc/passwd",
    "data": "data:text/html,x",
    "no scheme": "//nahar.test/a",
    "relative": "/news/77",
    "empty": "",
    "no host": "http:///a",
    "space in the host": "http://na har.test/a",
    "quote in the host": 'http://na"har.test/a',
    "port in letters": "http://nahar.test:http/a",
    "port out of range": "http://nahar.test:70000/a",
    "broken IPv6": "http://[::1/a",
    "too long": "https://nahar.test/" + "a" * LONGEST_URL,
    "too long once escaped": "https://nahar.test/" + "خ" * (LONGEST_URL // 4),
}


@pytest.mark.parametrize(("written", "canonical"), SAME.values(), ids=SAME.keys())
def test_every_way_of_writing_leads_to_one_form(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("written", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_url(written)
    with pytest.raises(ValueError, match=r"."):
        host_of(written)


def test_no_letter_that_another_form_could_have_is_passed_over() -> None:
    changing = (
        chr(code) for code in range(0x80, 0x1000) if unicodedata.combining(chr(code)) or not unicodedata.is_normalized("NFC", chr(code))
    )
    letters = (letter for letter in changing if not unicodedata.normalize("NFC", letter).isascii())
    for written in (f"ا{letter}{mark}" for letter in letters for mark in ("", "\u0651")):
        composed = unicodedata.normalize("NFC", written)
        assert canonical_url(f"https://nahar.test/{quote(written)}") == canonical_url(f"https://nahar.test/{quote(composed)}")


def test_the_fragment_of_an_embedded_article_is_part_of_its_address() -> None:
    address = embedded_url("https://nahar.test/77?utm_source=x#top", "2f1")
    assert canonical_url(address) == address
    assert address.startswith("https://nahar.test/77#")
    assert canonical_url("https://nahar.test/77#part", keep_fragment=True) == "https://nahar.test/77#part"


@pytest.mark.parametrize(
    ("host", "domains", "same"),
    [
        ("nahar.test", ["nahar.test"], True),
        ("www.nahar.test", ["nahar.test"], True),
        ("badnahar.test", ["nahar.test"], False),
        ("nahar.test.evil.test", ["nahar.test"], False),
        ("sport.test", ["nahar.test", "sport.test"], True),
        ("nahar.test", [], False),
    ],
)
def test_a_host_belongs_to_an_outlet_by_whole_labels(host: str, domains: list[str], same: bool) -> None:
    assert same_outlet(host, domains) is same


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("www.nahar.test", "nahar.test"),
        ("news.nahar.com.eg", "nahar.com.eg"),
        ("com.eg", "com.eg"),
        ("a.b.co", "b.co"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("localhost", "localhost"),
    ],
)
def test_the_registered_part_of_a_host(host: str, registered: str) -> None:
    assert registrable(host) == registered


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://nahar.test/", "https://nahar.test/?", "http://m.", "//"]))
def test_any_text_gives_a_stable_form_or_a_value_error(text: str, start: str) -> None:
    try:
        once = canonical_url(start + text)
    except ValueError:
        return
    assert canonical_url(once) == once
    assert host_of(once)


@given(st.from_regex(r"[a-z0-9_.-]{1,40}(:[0-9]{1,6})?", fullmatch=True), st.text(max_size=20))
def test_a_host_is_the_same_whichever_way_its_address_is_written(host: str, path: str) -> None:
    try:
        slowly = host_of(f"HTTP://{host.upper()}/{path}")
    except ValueError:
        with pytest.raises(ValueError, match=r"host|Port"):
            host_of(f"http://{host}/{path}")
        return
    assert host_of(f"http://{host}/{path}") == slowly
