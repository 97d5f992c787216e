"""`warraq --version` and `python -m warraq`: the version of pyproject.toml, told without loading what crawls need."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from warraq.version import UNKNOWN, version

ROOT = Path(__file__).resolve().parents[2]
STATED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
HEAVY = {"lxml", "numpy", "pydantic", "scrapy", "sqlalchemy", "trafilatura", "twisted"}


def python(*arguments: str, place: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=place, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(version() == UNKNOWN, reason="this checkout was never installed")
def test_the_module_is_the_command_and_tells_the_version_of_the_project() -> None:
    told = python("-m", "warraq", "--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"warraq {STATED}\n", "")


def test_the_version_is_told_without_what_crawls_need() -> None:
    code = "import sys; from warraq.cli import main; sys.argv[1:] = ['--version']\ntry: main()\nfinally: print(*sys.modules)"
    assert HEAVY.isdisjoint(python("-c", code).stdout.split())


def test_the_module_answers_and_ends_as_the_script_does() -> None:
    told = python("-m", "warraq", "date", "الأحد 3 تشرين الثاني 2024")
    assert (told.returncode, told.stdout) == (0, '{"value": "2024-11-03", "precision": "day"}\n')
    refused = python("-m", "warraq", "no-such-command")
    assert refused.returncode == 2
    assert "python -m warraq" in refused.stderr


def test_a_checkout_that_was_never_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.Distribution.from_name", _missing)
    assert version() == UNKNOWN


def _missing(name: str) -> None:
    from importlib.metadata import PackageNotFoundError

    raise PackageNotFoundError(name)
