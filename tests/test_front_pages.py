"""The front pages in English and Arabic: the same sections, commands and links, and SQL that runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

if TYPE_CHECKING:
    from storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, ARABIC = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ar.md"))
_FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(([^)]+)\)")


def commands(page: str) -> list[str]:
    """The lines of all boxes, without what is said of them."""
    boxes = (box for kind, box in _FENCED.findall(page) if kind != "sql")
    return [line.partition("  #")[0].rstrip() for box in boxes for line in box.splitlines() if line.strip()]


def queries(page: str) -> list[str]:
    return [query.strip() for kind, box in _FENCED.findall(page) if kind == "sql" for query in box.split(";") if query.strip()]


def explained(page: str) -> list[bool]:
    """For each command whether words stand beside it."""
    boxes = (box for kind, box in _FENCED.findall(page) if kind != "sql" and "#" in box and "warraq" in box)
    return ["#" in line for box in boxes for line in box.splitlines() if line.strip()]


def parts(page: str, mark: str) -> int:
    return len(re.findall(rf"^{mark} ", page, re.MULTILINE))


def test_both_pages_have_the_same_sections_and_claims() -> None:
    for mark in ("#", "##", "-"):
        assert parts(ENGLISH, mark) == parts(ARABIC, mark), mark


def test_both_pages_show_the_same_commands() -> None:
    assert commands(ARABIC) == commands(ENGLISH)
    assert explained(ARABIC) == explained(ENGLISH)


def test_both_pages_name_the_same_words_of_code() -> None:
    said = [set(re.findall(r"`([^`\n]+)`", _FENCED.sub("", page))) for page in (ENGLISH, ARABIC)]
    assert said[0] == said[1]


def test_links_lead_to_files_that_are_there() -> None:
    linked = [[link for link in _LINK.findall(page) if "README" not in link] for page in (ENGLISH, ARABIC)]
    assert linked[0] == linked[1]
    assert all((ROOT / link).exists() for link in linked[0])


@pytest.mark.parametrize("query", queries(ENGLISH))
def test_the_queries_run(store: Store, query: str) -> None:
    with store.read() as connection:
        assert connection.execute(text(query)).all() == []


def test_both_pages_show_the_same_queries() -> None:
    assert queries(ARABIC) == queries(ENGLISH)
