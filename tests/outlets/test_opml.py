"""Readers' lists of feeds, in and out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.outlets.standins import NOW
from warraq.cli.outlets import app
from warraq.discovery.lists import list_file_text, outlets_of
from warraq.discovery.opml import MOST_OPML_BYTES, NO_FEED, common_title, read_opml, write_opml
from warraq.errors import NothingReadError, UsageError
from warraq.outlet import Outlet
from warraq.outlet_files import check_all, read_outlet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from warraq.discovery.lists import Imported

    Write = Callable[..., Path]

READER = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>قائمتي</title></head><body>
  <outline text="أخبار" title="أخبار">
    <outline text="مصر">
      <outline text="السهل - رياضة" type="rss" xmlUrl="https://www.sahl.eg/rss?s=1&id=2" htmlUrl="https://www.sahl.eg/"/>
      <outline text="السهل - ثقافة" type="rss" xmlUrl="https://www.sahl.eg/rss?s=2" htmlUrl="https://www.sahl.eg/culture"/>
    </outline>
    <outline title="الوادي" xmlurl="feed://wadi.om/rss.xml"/>
  </outline>
  <outline text="المرصد" type="rss" xmlUrl="http://feeds.feedburner.com/marsad" htmlUrl="https://marsad.ly"/>
  <outline text="بلا موقع" type="rss" xmlUrl="http://feeds.feedburner.com/nobody"/>
  <outline text="مكرر" type="rss" xmlUrl="https://www.sahl.eg/rss?s=2#top"/>
  <outline text="عند غيره" type="rss" xmlUrl="https://cdn.example/x.xml" htmlUrl="https://wadi.om/"/>
  <outline text="ليس عنوانا" type="rss" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def nobody(domain: str) -> None:
    """A registry that knows no domain."""


def imported(body: str, *outlets: Outlet) -> Imported:
    return outlets_of(read_opml(body.encode(), "list.opml"), nobody, {"wadi"}, outlets)


def test_feeds_are_read_with_the_folders_around_them() -> None:
    first, _, third, *_ = read_opml(READER.encode(), "list.opml")
    assert (first.feed, first.title, first.folders) == ("https://www.sahl.eg/rss?s=1&id=2", "السهل - رياضة", ("أخبار", "مصر"))
    assert (third.feed, third.site, third.title) == ("http://wadi.om/rss.xml", None, "الوادي")


def test_feeds_are_grouped_by_site_and_named_by_what_they_share() -> None:
    sahl, wadi, marsad = imported(READER).outlets
    assert (sahl.name, sahl.title, sahl.domains, sahl.country, sahl.timezone) == ("sahl", "السهل", ("sahl.eg",), "EG", "Africa/Cairo")
    assert sahl.feeds == ("https://www.sahl.eg/rss?s=1&id=2", "https://www.sahl.eg/rss?s=2")
    assert (wadi.name, wadi.domains) == ("wadi_om", ("wadi.om",))
    assert (marsad.domains, marsad.feeds) == (("marsad.ly",), ("http://feeds.feedburner.com/marsad",))


def test_what_is_left_out_is_said() -> None:
    why = {left.url: left.why for left in imported(READER).left_out}
    assert why == {
        "http://feeds.feedburner.com/nobody": "a feed service, and the list does not name the site",
        "https://www.sahl.eg/rss?s=2#top": "stands in the list twice",
        "javascript:alert(1)": "no web address",
    }


def test_a_feed_of_a_registered_outlet_is_left_out() -> None:
    sahl = Outlet("sahl", "السهل", ("sahl.eg",), feeds=("https://www.sahl.eg/rss?s=2",))
    left = {left.url: left.why for left in imported(READER, sahl).left_out}
    assert left["https://www.sahl.eg/rss?s=2"] == "is a feed of sahl already"


def test_a_known_domain_is_left_out_with_all_its_feeds() -> None:
    def known(domain: str) -> None:
        if domain == "sahl.eg":
            raise UsageError("sahl.eg: is sahl already, in eg/sahl.toml; probe it")

    found = outlets_of(read_opml(READER.encode(), "list.opml"), known, (), ())
    assert [outlet.name for outlet in found.outlets] == ["wadi", "marsad"]
    assert [left.why for left in found.left_out].count("sahl.eg: is sahl already, in eg/sahl.toml") == 2


def test_an_outlet_that_was_only_cited_keeps_its_facts() -> None:
    cited = Outlet("wadi_paper", "صحيفة الوادي", ("wadi.om",), "OM", aliases=("الوادي",))
    found = outlets_of(read_opml(READER.encode(), "list.opml"), lambda domain: cited if domain == "wadi.om" else None, (), ())
    outlet = next(outlet for outlet in found.outlets if outlet.domains == ("wadi.om",))
    assert (outlet.name, outlet.title, outlet.aliases, outlet.timezone) == ("wadi_paper", "صحيفة الوادي", ("الوادي",), "Asia/Muscat")


def test_the_files_are_sound(folder: Path) -> None:
    for outlet in imported(READER).outlets:
        path = folder / str(outlet.country).lower() / f"{outlet.name}.toml"
        path.parent.mkdir()
        path.write_text(list_file_text(outlet, "list.opml", NOW), encoding="utf-8")
    assert check_all([folder]) == []


def test_what_is_written_reads_back() -> None:
    one = Outlet("sahl", "السهل & الجبل", ("sahl.eg",), "EG", "Africa/Cairo", feeds=("https://sahl.eg/rss?a=1&b=2", "https://sahl.eg/b"))
    other = Outlet("wadi", "الوادي", ("wadi.om",), "OM", "Asia/Muscat", feeds=("https://wadi.om/rss",))
    text = write_opml({"Egypt": [one], "Oman": [other]}, NOW)
    found = imported(text).outlets
    assert [(outlet.title, outlet.feeds) for outlet in found] == [(one.title, one.feeds), (other.title, other.feeds)]


@pytest.mark.parametrize(
    ("titles", "shared"),
    [
        (["السهل - رياضة", "السهل - ثقافة"], "السهل"),
        (["صحيفة السهل | سياسة", "صحيفة السهل | اقتصاد"], "صحيفة السهل"),
        (["رياضة", "ثقافة"], ""),
        (["السهل", "السهل"], "السهل"),
    ],
    ids=["dash", "bar", "nothing in common", "equal"],
)
def test_the_title_is_what_all_begin_with(titles: list[str], shared: str) -> None:
    assert common_title(titles) == shared


@pytest.mark.parametrize("body", [b"", b"<html><body>x</body></html>", b"\x00\x01\x02", b"{}"], ids=["empty", "html", "binary", "json"])
def test_what_is_no_opml_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(UsageError, match=r"^mine\.opml: no OPML"):
        read_opml(body, "mine.opml")


def test_entities_of_the_document_are_not_expanded() -> None:
    body = (
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" xmlUrl="https://a.eg/r"/></body></opml>'
    )
    (listed,) = read_opml(body.encode(), "x")
    assert "root" not in (listed.title or "")


@settings(deadline=None)  # the first call imports the readers
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(noise: bytes) -> None:
    for listed in read_opml(b"<opml><body><outline xmlUrl='https://a.eg/r' text='" + noise + b"'/></body></opml>", "x"):
        assert listed.feed


def test_the_command_writes_new_files_and_says_what_it_left_out(tmp_path: Path, as_user_folder: Path) -> None:
    (tmp_path / "mine.opml").write_text(READER, encoding="utf-8")
    done = CliRunner().invoke(app, ["import", str(tmp_path / "mine.opml"), "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert [row["title"] for row in answer["outlets"]] == ["السهل", "الوادي", "المرصد"]
    assert len(answer["left_out"]) == 3
    assert read_outlet(as_user_folder / "eg" / "sahl.toml").feeds


def test_a_list_without_feeds_ends_with_3(tmp_path: Path, as_user_folder: Path) -> None:
    (tmp_path / "empty.opml").write_text("<opml><body><outline text='x'/></body></opml>", encoding="utf-8")
    done = CliRunner().invoke(app, ["import", str(tmp_path / "empty.opml")])
    assert isinstance(done.exception, NothingReadError)
    assert "no feeds in it" in str(done.exception)


def test_export_lists_every_feed_of_the_registry_and_importing_it_makes_nothing(tmp_path: Path, as_user_folder: Path) -> None:
    done = CliRunner().invoke(app, ["export"])
    assert done.exit_code == 0
    (tmp_path / "all.opml").write_text(done.stdout, encoding="utf-8")
    again = CliRunner().invoke(app, ["import", str(tmp_path / "all.opml"), "--json"])
    assert json.loads(again.stdout)["outlets"] == []


def test_export_of_a_country_without_outlets_is_wrong_usage() -> None:
    assert isinstance(CliRunner().invoke(app, ["export", "--country", "AQ"]).exception, UsageError)


def test_what_the_check_refuses_is_left_out_with_its_words(tmp_path: Path, as_user_folder: Path) -> None:
    odd = (
        ("http://192.0.2.5:1200/x", "is no domain"),
        ("http://[2001:db8::1]/x", "is no domain"),
        ("http://bridge/x", "is no domain"),
    )
    feeds = "".join(f'<outline text="x" xmlUrl="{feed}"/>' for feed, _ in odd)
    sound = '<outline text="&#34;سهل&#34; &lt;b&gt;" xmlUrl="https://sahl.example/a?q=&#34;"/><outline xmlUrl="https://بوابة.مصر/rss"/>'
    feeds += '<outline text="x" xmlUrl="http://desk:word@jabal.example/x"/><outline xmlUrl="htp://desk:word@jabal.example/y"/>'
    path = tmp_path / "my\nlist.opml"
    path.write_text(f"<opml><body>{feeds}{sound}</body></opml>", encoding="utf-8")
    done = CliRunner().invoke(app, ["import", str(path), "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert len(answer["outlets"]) == 2
    why = {left["url"]: left["why"] for left in answer["left_out"]}
    assert all(words in why[feed] for feed, words in odd), why
    assert "user and password" in why["http://jabal.example/x"]
    assert "word" not in done.output.replace("password", "")
    assert check_all([as_user_folder]) == []


@pytest.mark.parametrize(
    ("written", "feed"),
    [
        ('xmlUrl="feed:https://wadi.om/rss"', "https://wadi.om/rss"),
        ('xmlUrl="feed://wadi.om/rss"', "http://wadi.om/rss"),
        ('xmlUrl="feed:http://wadi.om/rss"', "http://wadi.om/rss"),
        ('xmlUrl="www.wadi.om:8080/rss?x=1"', "https://www.wadi.om:8080/rss?x=1"),
        ('type="rss" url="https://wadi.om/rss"', "https://wadi.om/rss"),
    ],
)
def test_addresses_as_old_readers_wrote_them(written: str, feed: str) -> None:
    (listed,) = read_opml(f"<opml><body><outline {written}/></body></opml>".encode(), "old.opml")
    assert (listed.feed, listed.usable) == (feed, True)


def test_what_is_no_address_stays_as_written_and_is_told() -> None:
    body = b'<opml><body><outline xmlUrl="letter:1:77"/><outline type="link" url="https://wadi.om/"/></body></opml>'
    letter, link = read_opml(body, "old.opml")
    assert (letter.feed, letter.usable, link.feed, link.usable) == ("letter:1:77", False, "https://wadi.om/", False)
    why = {left.url: left.why for left in imported(body.decode()).left_out}
    assert why == {"letter:1:77": "no web address", "https://wadi.om/": NO_FEED}


def test_the_folders_of_a_list_stand_beside_its_feeds_as_sections(tmp_path: Path, as_user_folder: Path) -> None:
    (tmp_path / "mine.opml").write_text(READER, encoding="utf-8")
    assert CliRunner().invoke(app, ["import", str(tmp_path / "mine.opml")]).exit_code == 0
    text = (as_user_folder / "eg" / "sahl.toml").read_text("utf-8")
    assert '"https://www.sahl.eg/rss?s=1&id=2",  # أخبار / مصر: السهل - رياضة\n' in text
    assert check_all([as_user_folder]) == []


def test_a_list_of_which_only_a_part_would_be_read_is_refused() -> None:
    body = READER.encode().replace(b"</body>", b" " * MOST_OPML_BYTES + b"</body>")
    with pytest.raises(UsageError, match="of a usable size"):
        read_opml(body, "mine.opml")


def test_what_is_exported_holds_no_login_and_says_so(write: Write, as_user_folder: Path) -> None:
    write(country="AQ", place="aq/sahl.toml", feeds=["https://desk:word@sahl.example/rss", "https://sahl.example/open"])
    done = CliRunner().invoke(app, ["export", "--country", "AQ"])
    assert [listed.feed for listed in read_opml(done.stdout.encode(), "x")] == ["https://sahl.example/rss", "https://sahl.example/open"]
    assert "1 feeds ask for a user and password" in done.stderr
    assert "word@" not in done.output
