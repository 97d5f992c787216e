"""What `keep` and `block` of an outlet file leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.items import Article, Entry, Outcome, Reason
from warraq.outlet import DocumentKind, Outlet, Rules
from warraq.outlet_files import patterns
from warraq.outlet_files.checks import check_outlet, try_patterns
from warraq.outlet_files.files import examine_text
from warraq.outlet_files.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://sahl.example"


def selection(keep: Rules | None = None, block: Rules | None = None) -> Selection:
    return Selection(Outlet("sahl", "السهل", ("sahl.example",), feeds=(f"{HOST}/rss",), keep=keep, block=block))


def entry(path: str = "/n/1", title: str | None = None, *sections: str, **more: str) -> Entry:
    return Entry(more.pop("url", HOST + path), title, categories=sections, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("أبراج", "الأبراج اليوم في السهل"),
        ("الأبراج", "حظك مع أَبراج الاثنين"),
        ("أبراج", "نظرة إلى الطقس وبالأبراج نختم"),
        ("حظك اليوم", "توقعات: حظك  اليوم!"),
        ("horoscope", "Your Horoscope today"),
    ],
)
def test_words_of_a_headline_are_found_in_any_spelling(rule: str, title: str) -> None:
    verdict = selection(block=Rules(title=(rule,))).of_entry(entry(title=title))
    assert verdict is not None
    assert (verdict.outcome, verdict.reason, verdict.detail) == (Outcome.SKIPPED, Reason.NOT_CHOSEN, f"block.title: {rule}")


@pytest.mark.parametrize(
    ("rule", "title"), [("لد", "ولد في القرية"), ("برج", "أبراج من حجر"), ("حظك اليوم", "اليوم حظك"), ("rain", "A train")]
)
def test_other_words_are_not(rule: str, title: str) -> None:
    assert selection(block=Rules(title=(rule,))).of_entry(entry(title=title)) is None


def test_a_section_is_a_whole_name() -> None:
    chosen = selection(block=Rules(section=("رياضة",)))
    assert chosen.of_entry(entry("/1", None, "أخبار", "الرياضة"))
    assert chosen.of_entry(entry("/2", None, "اقتصاد الرياضة")) is None
    assert chosen.of_article(entry("/3"), Article(f"{HOST}/3", "نص", section="رياضه"))


def test_an_address_is_searched_and_block_wins_over_keep() -> None:
    chosen = selection(Rules(url=("/news/",)), Rules(url=("/news/sport/",)))
    assert chosen.of_entry(entry("/news/1")) is None
    assert (left := chosen.of_entry(entry("/news/sport/1")))
    assert left.detail == "block.url: /news/sport/"
    assert (left := chosen.of_entry(entry("/video/1")))
    assert left.detail == "no rule of keep fits"


def test_keep_waits_for_the_page_where_the_entry_does_not_say() -> None:
    chosen = selection(Rules(section=("سياسة",), title=("انتخابات",)))
    silent = entry("/1", "مجلس المدينة يجتمع")
    assert chosen.of_entry(silent) is None
    assert chosen.of_article(silent, Article(silent.url, "نص", title="مجلس المدينة يجتمع", section="السياسة")) is None
    assert chosen.of_article(silent, Article(silent.url, "نص", title="مجلس المدينة يجتمع", section="ثقافة"))
    assert chosen.of_entry(entry("/2", "مجلس المدينة يجتمع", "ثقافة"))
    assert chosen.of_entry(entry("/3", "نتائج الانتخابات", "ثقافة")) is None


def test_what_a_counter_or_a_cut_link_says_is_not_held_against_an_article() -> None:
    chosen = selection(Rules(url=("/news/",)))
    counted = entry(url="https://clicks.example/r/17")
    assert chosen.of_entry(counted) is None
    assert chosen.of_article(counted, Article(f"{HOST}/news/17", "نص")) is None
    assert chosen.of_article(counted, Article(f"{HOST}/video/17", "نص"))
    cut = entry("/1", "مجلس المدينة…", origin=DocumentKind.LISTING)
    assert selection(Rules(title=("انتخابات",))).of_entry(cut) is None


def test_what_a_person_gives_is_taken() -> None:
    chosen = selection(block=Rules(url=("/sport/",)))
    given = entry("/sport/1", origin="given")
    assert chosen.of_entry(given) is None
    assert chosen.of_article(given, Article(given.url, "نص")) is None


def test_a_pattern_that_uses_up_its_time_is_a_failure_that_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS_A_DOCUMENT", 0.0)
    verdict = selection(block=Rules(url=("x$",))).of_entry(entry())
    assert verdict is not None
    assert (verdict.outcome, verdict.final) == (Outcome.FAILED, False)
    assert "outlets check" in verdict.detail


FILE = """name = "sahl"
title = "السهل"
timezone = "Africa/Cairo"
country = "EG"
domains = ["sahl.example"]
feeds = ["https://sahl.example/rss"]
evidence = "invented"
"""


def test_rules_are_read_from_their_tables(tmp_path: Path) -> None:
    reading = examine_text(tmp_path / "eg/sahl.toml", FILE + "[keep]\nsection = ['سياسة']\n[block]\ntitle = ['أبراج']\nurl = ['/tv/']\n")
    assert reading.problems == ()
    assert reading.outlets[0].keep == Rules(section=("سياسة",))
    assert reading.outlets[0].block == Rules(title=("أبراج",), url=("/tv/",))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("[keep]", "keep"),
        ("block = ['x']", "block"),
        ("[block]\nurls = ['x']", "block.urls"),
        ("[block]\ntitle = 'x'", "block.title"),
        ("[block]\ntitle = ['x', '…']", "block.title[1]"),
        ("[block]\nurl = ['/(x']", "block.url[0]"),
        ("[keep]\nurl = ['/a', '(x+)+$']", "keep.url[1]"),
    ],
)
def test_mistakes_in_rules_are_named_by_their_key(tmp_path: Path, written: str, key: str) -> None:
    problems = examine_text(tmp_path / "eg/sahl.toml", f"{FILE}{written}\n").problems
    assert [problem.key for problem in problems] == [key]


def test_patterns_of_rules_are_tried_as_the_pattern_of_articles_is() -> None:
    slow = selection(block=Rules(url=("/tv/", "(?:aa|a)" * 24 + "$"))).outlet
    assert list(check_outlet(slow)) == []
    assert [problem.key for problem in try_patterns(slow)] == ["block.url[1]"]
