"""Which patterns of article addresses are trusted."""

from __future__ import annotations

import re
import time
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.outlet_files.patterns import pattern_problem

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


@given(st.text("(ab)|*+?[]^{2,}\\d.$:", max_size=30))
def test_what_is_trusted_compiles_and_ends(pattern: str) -> None:
    problem = pattern_problem(pattern)
    assert compiles(pattern) or "does not compile" in (problem or "")
    if problem is None:
        began = time.process_time()
        for text in ("a" * 24 + "!", "ab" * 12 + "!", "2" * 24 + "!"):
            re.search(pattern, text)
        assert time.process_time() - began < 2  # of doubling with each character it would be a minute
