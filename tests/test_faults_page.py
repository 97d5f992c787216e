"""The page of faults: every case has a row, and every test it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.crawl.bad_pages import CASES
from tests.crawl.test_bad_feeds import BAD_FEEDS, ODD_FEEDS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
SHORT = {"bad_input": "tests/crawl/test_bad_input.py", "bad_feeds": "tests/crawl/test_bad_feeds.py"}
SHORT |= {"store_faults": "tests/crawl/test_store_faults_of_crawls.py"}
NAMED = sorted(set(re.findall(r"`([\w/.]+)::(\w+)(?:\[([^\]]+)\])?`", PAGE)))
AMOUNT = 79
CRAWLED = {f"{case.number} {path.strip('/')}" for path, case in CASES.items()}
CRAWLED |= {f"{number} {name}" for table in (BAD_FEEDS, ODD_FEEDS) for name, (number, *_) in table.items()}
"""The names of the cases that are crawled, each with its number."""


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@cache
def words_of(path: Path) -> frozenset[str]:
    """All texts in a module, among them the names of its cases."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_every_case_has_one_row() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)] == list(range(1, AMOUNT + 1))


@pytest.mark.parametrize(("place", "test", "case"), NAMED)
def test_a_test_that_is_named_is_there(place: str, test: str, case: str) -> None:
    path = ROOT / SHORT.get(place, place)
    assert test in functions_of(path)
    if case:
        assert case in (CRAWLED if place in SHORT else words_of(path))


def test_every_row_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?!case|fault|-)", line)]
    assert len(rows) > AMOUNT
    assert not [row for row in rows if "::test_" not in row]
