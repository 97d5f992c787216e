"""The pages for those who change the program: what they name is there, what they show runs, and their list of moves is of this history."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import subprocess
from pathlib import Path

import pytest

from pipelines import STAGES
from tests.crawl import bad_pages

ROOT = Path(__file__).resolve().parent.parent
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "docs/architecture.md")}
MOVES = ROOT / ".git-blame-ignore-revs"

_FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.\-]+(?:/[\w.\-]*)+|[\w\-]+\.(?:py|md|toml|txt|cfg)")
_DOTTED = re.compile(r"(?:warraq|spiders|pipelines|storage|tools|scheduler)(?:\.\w+)+")
"""A module of ours, or what stands in one."""


def words_of_code(page: str) -> list[str]:
    return _CODE.findall(_FENCED.sub("", page))


def named(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    found = dict.fromkeys((name, word) for name, page in PAGES.items() for word in words_of_code(page))
    return [(name, word) for name, word in found if pattern.fullmatch(word)]


def resolve(dotted: str) -> object:
    """The module, class, function or method of that name; raises ImportError or AttributeError where there is none."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ImportError(dotted)


def test_every_path_that_the_pages_name_is_there() -> None:
    paths = named(_PATH)
    assert len(paths) > 40
    assert [(page, path) for page, path in paths if not (ROOT / path).exists()] == []


def test_every_module_and_function_that_the_pages_name_is_there() -> None:
    names = named(_DOTTED)
    assert len(names) > 30
    missing = []
    for page, name in names:
        if (ROOT / name).exists():  # a file such as scheduler.py
            continue
        try:
            resolve(name)
        except (ImportError, AttributeError):
            missing.append((page, name))
    assert missing == []


def test_links_lead_to_files_that_are_there() -> None:
    for name, page in PAGES.items():
        for link in re.findall(r"\]\(((?!https:)[^)#]+)\)", page):
            assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"


def test_the_architecture_names_every_stage_in_order() -> None:
    places = [PAGES["docs/architecture.md"].index(f"`{stage}`") for stage in STAGES]
    assert places == sorted(places)


def test_the_lines_for_a_library_run_beside_a_saved_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = (box for kind, box in _FENCED.findall(PAGES["docs/architecture.md"]) if kind == "python")
    (tmp_path / "page.html").write_text(bad_pages.page(1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with contextlib.redirect_stdout(io.StringIO()) as told:
        exec(compile(code, "architecture.md", "exec"), {})  # noqa: S102 - the lines of our own page
    article, date, found = told.getvalue().splitlines()
    assert article.startswith(bad_pages.title(1))
    assert (date, found) == ("2024-11-03T17:30+02:00", "[]")


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {target for page in PAGES.values() for target in re.findall(r"\bmake ([a-z-]+)", page)} - {"layout"} <= targets


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_commits_that_blame_looks_through_are_of_this_history() -> None:
    if git("rev-parse", "--is-shallow-repository").stdout.strip() != "false":
        pytest.skip("no whole history here")
    commits = [line.partition("#")[0].strip() for line in MOVES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(commits) >= 17
    assert [commit for commit in commits if git("merge-base", "--is-ancestor", commit, "HEAD").returncode] == []
