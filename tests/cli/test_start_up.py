"""A question to the store loads what it asks with, and nothing of what fetches and reads pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]
NEVER = {"lxml", "numpy", "scrapy", "trafilatura", "twisted", "warraq.attribution", "warraq.crawl", "warraq.extract"}
"""What no question needs."""


@pytest.mark.parametrize(
    ("arguments", "besides"),
    [
        pytest.param(["list"], {"sqlalchemy"}, id="the list of outlets opens no store"),
        pytest.param(["search", "ماء"], set(), id="a search"),
        pytest.param(["runs"], {"warraq.text.dates"}, id="the runs"),
    ],
)
def test_a_question_loads_only_what_it_uses(
    arguments: list[str], besides: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    Store.open(url).close()
    monkeypatch.setenv("WARRAQ_DATABASE_URL", url)
    code = f"import sys; from warraq.cli import main; sys.argv[1:] = {arguments!r}\ntry: main()\nfinally: print('>>>', *sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    loaded = set(told.stdout.rpartition(">>> ")[2].split())
    assert "warraq.cli.app" in loaded, told.stderr
    assert loaded & (NEVER | besides) == set()
