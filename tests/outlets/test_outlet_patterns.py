"""Which patterns of article addresses are trusted."""

from __future__ import annotations

import re
import time
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.errors import OutletFileError
from warraq.outlet_files import all_outlets, audit, read_outlet
from warraq.outlet_files.own_folder import put
from warraq.outlet_files.patterns import BoundedPattern, SlowPatternError, pattern_problem, slow_problem

if TYPE_CHECKING:
    from pathlib import Path

LONG = "https://sahl.example/" + "a1-/" * 500


@pytest.mark.parametrize(
    "pattern",
    [
        r"/\d{6,8}(?:/|$)",
        r"/news/[^/]+/\d+/[^/]+/ar$",
        r"/view\.aspx\?cdate=\d{8}&id=",
        r"/(?:node|article)/\d+",
        r"/[a-z-]+/\d+/.+\.html$",
        r"/(?P<year>\d{4})/(?:\d{2}/){2}",
        r"(?i)/story/[)(*+]+",
        r"/[]|*]+/\d+",
        r"(?:/[a-z]+){1,3}/\d+$",
        r"/a\+\+/\(x\)*",
        r"^https?://sahl\.example/(?!tag/).+-\d+$",
    ],
)
def test_sound_patterns(pattern: str) -> None:
    assert pattern_problem(pattern) is None
    re.search(pattern, LONG)


@pytest.mark.parametrize(
    "pattern", [r"(\d+)+$", r"(?:a*)*", r"(?:/[^/]+)+/x", r"((ab+)c?)*", r"(a|aa)+$", r"(?:(?:\d+){2,})*", r"(x+x+)+y", r"(?:a|b){2,}"]
)
def test_patterns_that_can_run_for_ever(pattern: str) -> None:
    assert "can run for ever" in (pattern_problem(pattern) or "")


def test_a_second_endless_dot_is_slow() -> None:
    assert pattern_problem(r"/.+/x") is None
    assert "second endless dot" in (pattern_problem(r"/.*/.+/x") or "")
    assert pattern_problem(r"/\.+/\.+/\.+/x") is None


@pytest.mark.parametrize("pattern", ["(", "[a", "*a", r"\d{3", "(?P<x"])
def test_what_does_not_compile(pattern: str) -> None:
    problem = pattern_problem(pattern)
    assert (problem is None) == (pattern == r"\d{3")  # Python reads a brace that is not closed as itself


def compiles(pattern: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(pattern)
        except (re.error, Warning):
            return False
    return True


SLOW = [
    r"[a-z]+[a-z0-9]+[a-z0-9-]+[a-z]+\d$",
    r"(?:a{1,3}a{1,3}){9}x",
    r"(?:aa?){25}x",
    "(?:aa|a)" * 24 + "$",
    "/news/" + "(?:bb|b)" * 26 + "$",
]
"""Sound by their syntax; each takes from a tenth of a second to hours on one address."""


@pytest.mark.parametrize("pattern", SLOW)
def test_patterns_that_are_slow_on_some_address_are_found_by_trying(pattern: str) -> None:
    assert "takes more than" in (slow_problem(pattern, ["https://sahl.example/news/2026/a-1.html"]) or "")


def test_no_packaged_pattern_is_slow() -> None:
    sites = {outlet.article_url: outlet.examples[:2] for outlet in all_outlets() if outlet.article_url}
    assert {pattern: told for pattern, examples in sites.items() if (told := slow_problem(pattern, examples))} == {}


FILE = """name = "sahl"
title = "السهل"
timezone = "Africa/Cairo"
country = "EG"
domains = ["sahl.example"]
listings = ["https://sahl.example/"]
article_url = '{pattern}'
evidence = "invented"
"""


def test_a_slow_pattern_is_refused_where_files_are_checked_and_written_and_read_all_the_same(tmp_path: Path) -> None:
    text = FILE.format(pattern=SLOW[0])
    with pytest.raises(OutletFileError, match="article_url: takes more than"):
        put(tmp_path, "eg/sahl.toml", text)
    (tmp_path / "eg").mkdir()
    (tmp_path / "eg/sahl.toml").write_text(text, "utf-8")
    assert [problem.key for problem in audit.check_all([tmp_path])] == ["article_url"]
    assert read_outlet(tmp_path / "eg/sahl.toml").name == "sahl"


def test_a_pattern_that_has_used_up_its_time_says_so() -> None:
    pattern = BoundedPattern(SLOW[0], seconds=0.05)
    assert pattern.found_in("https://sahl.example/abcd1")
    for _ in range(2):
        with pytest.raises(SlowPatternError, match="outlets check"):
            pattern.found_in("https://sahl.example/" + "a" * 1_500 + "!")


@given(st.text("(ab)|*+?[]^{2,}\\d.$:", max_size=30))
def test_what_is_trusted_compiles_and_ends(pattern: str) -> None:
    problem = pattern_problem(pattern)
    assert compiles(pattern) or "does not compile" in (problem or "")
    if problem is None:
        began = time.process_time()
        for text in ("a" * 24 + "!", "ab" * 12 + "!", "2" * 24 + "!"):
            re.search(pattern, text)
        assert time.process_time() - began < 2  # of doubling with each character it would be a minute
