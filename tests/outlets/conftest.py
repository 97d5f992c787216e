"""Outlet files written for a test."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from warraq import config
from warraq.outlet_files import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SOUND = {
    "name": "sahl",
    "title": "السهل",
    "country": "EG",
    "timezone": "Africa/Cairo",
    "domains": ["sahl.example"],
    "feeds": ["https://sahl.example/rss"],
    "evidence": "invented",
}
"""The least that a file needs."""


def toml(values: dict[str, object]) -> str:
    """JSON values are TOML values too; None leaves a key out."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value is not None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "outlets"
    made.mkdir()
    return made


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes an outlet file: the sound one with `changes`, under `place`, followed by `tail`; returns its path."""

    def write(place: str = "eg/sahl.toml", tail: str = "", **changes: object) -> Path:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(toml({**SOUND, **changes}) + tail, encoding="utf-8")
        return path

    return write


@pytest.fixture
def as_user_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder as one that WARRAQ_OUTLETS names, in this process and its children."""
    monkeypatch.setenv("WARRAQ_OUTLETS", str(folder))
    forget()
    yield folder
    forget()


def forget() -> None:
    """Lets the settings and the outlets be read again in this process, which else does so once."""
    config.load.cache_clear()
    for known in (registry._files, registry._by_slug, registry._by_name, registry._by_domain, registry.default_registry):
        known.cache_clear()
