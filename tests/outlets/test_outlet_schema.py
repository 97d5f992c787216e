"""What a single outlet file may say, and how its mistakes are told."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from typing import TYPE_CHECKING

import pytest

from warraq.errors import OutletFileError
from warraq.outlet import Layout, Outlet, Rules
from warraq.outlet_files import read_outlet
from warraq.outlet_files.files import examine_outlet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

EVERYTHING = r"""
[[layouts]]
id = "old"
body = "div.story > p"
match = "body.v1"
drop = ["aside", "p:first-child"]
valid_until = 2023-12-31
evidence = "the page of 2024-01-01 has the new shape"

[[layouts]]
id = "new"
body = "article"
title = "h1"
byline = ".by"
published = "time[datetime]"
credit = ".source"
keywords = "a[rel~=tag]"
"""


def told(path: Path) -> dict[str, str]:
    """The texts of the problems by key, several of one key joined."""
    found: dict[str, str] = {}
    for problem in examine_outlet(path).problems:
        found[problem.key] = f"{found.get(problem.key, '')}{problem.text}\n"
    return found


def test_a_file_becomes_the_outlet_it_describes(write: Write) -> None:
    path = write(
        aliases=["صحيفة السهل", "Sahl"],
        common_word=True,
        kind="agency",
        sitemaps=["https://news.sahl.example/sitemap.xml"],
        listings=["http://sahl.example/latest?page=1"],
        article_url=r"/\d{6,8}(?:/|$)",
        examples=["https://sahl.example/1234567"],
        schedule="*/10 * * * *",
        delay=5,
        verify_tls=False,
        tail=EVERYTHING,
    )
    assert read_outlet(path) == Outlet(
        name="sahl",
        title="السهل",
        domains=("sahl.example",),
        country="EG",
        timezone="Africa/Cairo",
        aliases=("صحيفة السهل", "Sahl"),
        common_word=True,
        kind="agency",
        feeds=("https://sahl.example/rss",),
        sitemaps=("https://news.sahl.example/sitemap.xml",),
        listings=("http://sahl.example/latest?page=1",),
        article_url=r"/\d{6,8}(?:/|$)",
        schedule="*/10 * * * *",
        delay=5.0,
        verify_tls=False,
        evidence="invented",
        examples=("https://sahl.example/1234567",),
        layouts=(
            Layout(
                "old",
                "div.story > p",
                match="body.v1",
                drop=("aside", "p:first-child"),
                valid_until=date(2023, 12, 31),
                evidence="the page of 2024-01-01 has the new shape",
            ),
            Layout("new", "article", "h1", ".by", "time[datetime]", ".source", "a[rel~=tag]"),
        ),
    )


def test_an_outlet_of_no_one_country_stands_in_int(write: Write) -> None:
    assert read_outlet(write("int/sahl.toml", country=None, timezone="UTC")).country is None


@pytest.mark.parametrize(
    ("changes", "key", "text"),
    [
        ({"titel": "السهل"}, "titel", "unknown key; did you mean title?"),
        ({"zzz": 1}, "zzz", "unknown key; the keys are name, title,"),
        ({"title": None}, "title", "missing; add a line title = …"),
        ({"timezone": None}, "timezone", "missing; add"),
        ({"evidence": None}, "evidence", "missing; add"),
        ({"title": 24}, "title", "24 is not text; put it in quotes"),
        ({"title": ""}, "title", "is empty"),
        ({"title": " السهل"}, "title", "blanks around it"),
        ({"aliases": "السهل"}, "aliases", "is not a list; put it in square brackets"),
        ({"aliases": ["a", 7]}, "aliases[1]", "7 is not text"),
        ({"aliases": ["a", "b", "a"]}, "aliases[2]", "'a' stands there twice"),
        ({"common_word": "yes"}, "common_word", "'yes' is neither true nor false"),
        ({"common_word": 1}, "common_word", "1 is neither true nor false"),
        ({"kind": "newspaper"}, "kind", "'newspaper' is not one of publisher, agency, broadcaster, aggregator"),
        ({"kind": "unregistered"}, "kind", "is not one of"),
        ({"delay": "5"}, "delay", "'5' is not a number"),
        ({"delay": True}, "delay", "True is not a number"),
        ({"delay": 0}, "delay", "0 is not above zero"),
        ({"layouts": "article"}, "layouts", "write each as [[…]]"),
        ({"name": "Sahl"}, "name", "'Sahl' is no slug"),
        ({"name": "sahl__eg"}, "name", "is no slug"),
        ({"name": "other"}, "name", "differs from the file's name 'sahl.toml'"),
        ({"country": "EGY"}, "country", "'EGY' is no ISO 3166 code"),
        ({"country": "eg"}, "country", "'eg' is no ISO 3166 code"),
        ({"country": "UK"}, "country", "'UK' is no ISO 3166 code"),
        ({"country": "JO"}, "country", "JO belongs into the folder 'jo', not 'eg'"),
        ({"country": None}, "country", "no one country belongs into the folder 'int', not 'eg'"),
        ({"timezone": "Cairo"}, "timezone", "'Cairo' is no IANA zone"),
        ({"timezone": "EST"}, "timezone", "is no IANA zone"),
        ({"timezone": "Africa/"}, "timezone", "is no IANA zone"),
        ({"timezone": "../etc/passwd"}, "timezone", "is no IANA zone"),
        ({"domains": []}, "domains", "empty"),
        ({"domains": ["https://sahl.example/"]}, "domains[0]", "is no domain"),
        ({"domains": ["sahl.example", "Sahl.example"]}, "domains[1]", "is no domain"),
        ({"domains": ["sahl.example", "www.sahl.net"]}, "domains[1]", "leave www. out"),
        ({"feeds": ["ftp://sahl.example/rss"]}, "feeds[0]", "is no web address"),
        ({"feeds": ["https:///rss"]}, "feeds[0]", "is no web address"),
        ({"feeds": ["https://me:s3cr3t@sahl.example/the feed"]}, "feeds[0]", "is no web address"),
        ({"feeds": ["https://me:s3@cr3t@/rss"]}, "feeds[0]", "is no web address"),
        ({"feed_hosts": ["https://bridge.example/"]}, "feed_hosts[0]", "is no host"),
        ({"feeds": ["https://sahl.example/the feed"]}, "feeds[0]", "is no web address"),
        ({"feeds": ["https://[sahl.example/rss"]}, "feeds[0]", "is no address"),
        (
            {"listings": ["https://sahl.example/", "https://other.example/"]},
            "listings[1]",
            "other.example is none of this outlet's domains",
        ),
        ({"listings": ["https://notsahl.example/"]}, "listings[0]", "is none of this outlet's domains"),
        ({"sitemaps": ["https://other.example/s.xml"]}, "sitemaps[0]", "is none of this outlet's domains"),
        ({"feeds": None}, "feeds", "none, and no sitemaps or listings; add one, or move the outlet to cited.toml"),
        ({"listings": ["https://sahl.example/"]}, "listings", "useless without article_url"),
        ({"examples": ["https://sahl.example/1"]}, "examples", "useless without article_url"),
        ({"article_url": r"/(\d+"}, "article_url", "does not compile"),
        ({"article_url": r"/(?:\d+)+$"}, "article_url", "can run for ever"),
        ({"article_url": r"/\d+$", "examples": ["https://sahl.example/a"]}, "examples[0]", "is not found by article_url"),
        ({"article_url": r"/\d+$", "examples": ["https://other.example/1"]}, "examples[0]", "is none of this outlet's domains"),
        ({"schedule": "*/10 * * *"}, "schedule", "write five fields"),
        ({"schedule": "61 * * * *"}, "schedule", "is no cron expression"),
        ({"schedule": "0 6 30 2 *"}, "schedule", "never comes"),
    ],
    ids=str,
)
def test_a_mistake_is_told_with_its_key_and_the_mend(write: Write, changes: dict[str, object], key: str, text: str) -> None:
    assert text in told(write(**changes))[key]
    assert "cr3t" not in "".join(told(write(**changes)).values())


OTHER_LAYOUT = '[[layouts]]\nid = "b"\nbody = "main"\n'


@pytest.mark.parametrize(
    ("tail", "key", "text"),
    [
        ('[[layouts]]\nid = "a"\n', "layouts[0].body", "missing; add"),
        ('[[layouts]]\nid = "a"\nbody = "p"\nboddy = "p"\n', "layouts[0].boddy", "did you mean body?"),
        ('[[layouts]]\nid = "a"\nbody = "div["\n', "layouts[0].body", "'div[' is no CSS selector"),
        ('[[layouts]]\nid = "a"\nbody = "p"\ndrop = ["aside", "p::"]\n', "layouts[0].drop[1]", "is no CSS selector"),
        ('[[layouts]]\nid = "b"\nbody = "p"\nmatch = ".x"\n' + OTHER_LAYOUT, "layouts[1].id", "'b' names two layouts"),
        ('[[layouts]]\nid = "a"\nbody = "p"\nvalid_until = "2024-01-01"\n', "layouts[0].valid_until", "is not a day"),
        ('[[layouts]]\nid = "a"\nbody = "p"\nvalid_until = 2024-01-01T10:00:00\n', "layouts[0].valid_until", "is not a day"),
        (
            '[[layouts]]\nid = "a"\nbody = "p"\nvalid_until = 2024-01-01\n' + OTHER_LAYOUT,
            "layouts[0].evidence",
            "missing beside valid_until",
        ),
        ('[[layouts]]\nid = "a"\nbody = "p"\nvalid_until = 2024-01-01\n', "layouts[0].valid_until", "set on the newest layout"),
        ('[[layouts]]\nid = "a"\nbody = "p"\n' + OTHER_LAYOUT, "layouts[0].valid_until", "end on the same day"),
        (
            '[[layouts]]\nid = "a"\nbody = "p"\nvalid_until = 2024-01-01\n[[layouts]]\nid = "c"\nbody = "p"\nvalid_until = 2023-01-01\n'
            + OTHER_LAYOUT,
            "layouts[0].valid_until",
            "not earlier than the next layout's",
        ),
        ('[[layouts]]\nid = "a"\nbody = "p"\n' + OTHER_LAYOUT + "valid_until = 2024-01-01\n", "layouts[0].valid_until", "not earlier"),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else str(value),
)
def test_mistakes_in_layouts(write: Write, tail: str, key: str, text: str) -> None:
    assert text in told(write(tail=tail))[key]


def test_layouts_that_live_at_once_are_told_apart_by_match(write: Write) -> None:
    path = write(tail='[[layouts]]\nid = "a"\nbody = "p"\nmatch = ".live"\n' + OTHER_LAYOUT)
    assert told(path) == {}


@pytest.mark.parametrize(
    "address",
    [
        "https://feeds.feedburner.com/sahl",
        "https://rss.sahl.example/all",
        "https://www.sahl.example/rss?a=1&b=أخبار",
        "http://localhost:1200/sahl/latest",
        "http://[fd00::1]:1200/sahl",
        "https://desk:s%3Acr3t@wire.example/rss",
    ],
)
def test_where_a_feed_may_stand(write: Write, address: str) -> None:
    assert told(write(feeds=[address])) == {}


def test_a_login_in_an_address_is_kept_apart(write: Write) -> None:
    (outlet,) = examine_outlet(write(feeds=["https://desk:s%3Acr3t@wire.example/rss", "https://sahl.example/rss"])).outlets
    assert outlet.feeds == ("https://wire.example/rss", "https://sahl.example/rss")
    assert outlet.logins == (("https://wire.example/rss", "desk:s:cr3t"),)
    assert "cr3t" not in repr(outlet)


@pytest.mark.parametrize(
    "address",
    [
        "https://desk:s3cr3t@sahl.example/rss",
        "ftp://desk:s3cr3t@sahl.example/rss",
        "desk:s3cr3t@sahl.example/rss",
        "https://de sk:s3cr3t@sahl.example/rss",
        "https:// desk:x@s3cr3t@sahl.example/rss",
    ],
)
def test_no_error_of_a_file_shows_a_login(write: Write, address: str) -> None:
    wrong = {"feeds": [address, address], "listings": address, "kind": address, "delay": address, "schedule": address}
    for told_of in (told(write(**wrong)), told(write(feeds=["https://"], sitemaps=[address], schedule=address, timezone=address))):
        assert {"schedule"} < set(told_of)
        assert "s3cr3t" not in repr(told_of)


def test_a_listing_may_not_stand_on_a_feed_host(write: Write) -> None:
    assert "domains" in told(write(listings=["https://feeds.feedburner.com/sahl"], article_url="/x"))["listings[0]"]


def test_all_mistakes_of_a_file_are_told_at_once(write: Write) -> None:
    path = write("jo/sahl.toml", titel="x", title=None, delay=-1, timezone="Cairo", feeds=["ftp://a/b", "https:///rss"])
    assert set(told(path)) == {"titel", "title", "delay", "timezone", "feeds[0]", "feeds[1]", "country"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b'name = "x\n', "not valid TOML", id="syntax"),
        pytest.param(b'name = "x"\nname = "y"\n', "not valid TOML", id="key twice"),
        pytest.param(b"name = " + b"[" * 100_000, "brackets nest too deep", id="bomb"),
        pytest.param("title = 'é'".encode("latin-1"), "not UTF-8 at byte 9", id="encoding"),
        pytest.param(b"", "missing", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read(write: Write, content: bytes, text: str) -> None:
    path = write()
    path.write_bytes(content)
    with pytest.raises(OutletFileError, match=text) as caught:
        read_outlet(path)
    assert str(path) in str(caught.value)


def test_a_folder_in_place_of_a_file_is_a_mistake_too(folder: Path) -> None:
    (folder / "eg" / "sahl.toml").mkdir(parents=True)
    assert "cannot be read" in told(folder / "eg" / "sahl.toml")[""]


@pytest.mark.parametrize("schema", [Outlet, Layout, Rules])
def test_every_key_is_documented(schema: type[Outlet] | type[Layout] | type[Rules]) -> None:
    from warraq.outlet_files.pages import field_docs
    from warraq.outlet_files.schema import keys_of

    assert set(field_docs(schema)) - {"logins"} == set(keys_of(schema))
    assert isinstance(ast.parse(inspect.getsource(schema)).body[0], ast.ClassDef)
