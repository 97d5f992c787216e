"""Which patterns of article addresses are trusted."""

from __future__ import annotations

import re

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


@given(st.text("(ab)|*+?[]^{2,}\\d.$:", max_size=30))
def test_any_text_is_judged(pattern: str) -> None:
    problem = pattern_problem(pattern)
    assert problem is None or problem
