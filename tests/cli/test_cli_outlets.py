"""`warraq outlets check` says what is wrong with outlet files, and ends with 2 where anything is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from storage.store import Store
from warraq import config
from warraq.cli.outlets import app
from warraq.errors import UsageError
from warraq.outlet_files import registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = """
name = "sahl"
title = "السهل"
country = "EG"
timezone = "Africa/Cairo"
domains = ["sahl.example"]
feeds = ["https://sahl.example/rss"]
evidence = "invented"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("WARRAQ_OUTLETS", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    forget()
    (tmp_path / "eg").mkdir()
    (tmp_path / "eg" / "sahl.toml").write_text(FILE, encoding="utf-8")
    yield tmp_path
    forget()


def forget() -> None:
    """Leaves nothing of the outlets that were read before, or by one of these tests."""
    for found in (config.load, *vars(registry).values()):
        if hasattr(found, "cache_clear"):
            found.cache_clear()


def test_sound_files_end_with_0() -> None:
    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 0
    assert "no problems" in done.output


def test_every_mistake_is_listed_and_ends_with_2(folder: Path) -> None:
    (folder / "eg" / "sahl.toml").write_text(FILE + "delay = -1\nkinds = 3\n", encoding="utf-8")
    (folder / "eg" / "rabi.toml").write_text("not TOML", encoding="utf-8")
    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 2
    assert all(text in done.output for text in ("unknown key; did you mean kind", "-1 is not above zero", "not valid TOML", "3 problems"))


def test_json_has_one_row_a_mistake(folder: Path) -> None:
    path = folder / "eg" / "sahl.toml"
    path.write_text(FILE + "delay = -1\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["check", "sahl", "--json"])
    assert done.exit_code == 2
    text = "-1 is not above zero; write seconds, or leave the key out"
    assert json.loads(done.stdout) == [{"file": str(path), "key": "delay", "text": text}]


def test_one_outlet_alone(folder: Path) -> None:
    (folder / "eg" / "rabi.toml").write_text("not TOML", encoding="utf-8")
    assert CliRunner().invoke(app, ["check", "sahl"]).exit_code == 0
    assert CliRunner().invoke(app, ["check", "rabi"]).exit_code == 2


def test_an_unknown_outlet_is_wrong_usage() -> None:
    done = CliRunner().invoke(app, ["check", "sahel"])
    assert isinstance(done.exception, UsageError)
    assert str(done.exception).startswith("sahel: no such outlet; did you mean sahl")


def test_layouts_are_told_with_what_they_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{folder}/store.db")
    config.load.cache_clear()
    declared = '\n[[layouts]]\nid = "2026"\nbody = "div.text"\n'
    (folder / "eg" / "sahl.toml").write_text(FILE + declared, encoding="utf-8")
    Store.open(f"sqlite:///{folder}/store.db").close()
    done = CliRunner().invoke(app, ["layouts", "sahl", "--json"])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)
    assert (row["outlet"], row["layout"], row["state"], row["body"], row["articles"]) == ("sahl", "layout:2026", "declared", "div.text", 0)


def test_layouts_of_an_unknown_outlet_are_a_mistake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{folder}/store.db")
    config.load.cache_clear()
    Store.open(f"sqlite:///{folder}/store.db").close()
    with pytest.raises(UsageError, match="sahll"):
        CliRunner().invoke(app, ["layouts", "sahll"], catch_exceptions=False)
