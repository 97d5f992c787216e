"""The house: imports point down its floors, and nothing but the clock asks for the time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FLOORS = (
    ("warraq.items", "warraq.outlet", "warraq.errors", "warraq.clock", "warraq.collector"),
    ("warraq.text",),
    ("warraq.extract", "warraq.attribution", "warraq.dedup", "warraq.polling"),
    ("warraq.config", "warraq.outlet_files", "warraq.outlet_files.registry", "warraq.newsroom", "storage"),
    ("warraq.crawl",),
    ("pipelines", "spiders"),
    (
        "spiders.loader",
        "pipelines.importing.importer",
        "warraq.timer.chores",
        "warraq.timer.preload",
        "warraq.settings",
        "warraq.discovery",
    ),
    ("scheduler", "warraq.cli", "tools.reference"),
)
"""From the ground up; a module may import from its own floor and from those below."""

SAME_FLOOR_APART = {"warraq.extract", "warraq.attribution", "warraq.dedup", "warraq.polling"}
"""Rooms that may not know each other though they are on one floor: each is pure and stands alone."""

SOURCES = [path for top in ("warraq", "spiders", "pipelines", "storage") for path in sorted((ROOT / top).rglob("*.py"))]
SOURCES += [path for path in [ROOT / "scheduler.py"] if path.exists()]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The room a module belongs to; None for packages that are not ours, and for `warraq` itself."""
    return next((room for floor in FLOORS for room in floor if module == room or module.startswith(f"{room}.")), None)


def floor_of(room: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if room in floor)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def upward(path: Path) -> list[str]:
    room = room_of(module_of(path))
    assert room, f"{path}: give it a room in FLOORS"
    others = {other for name in imports_of(path) if (other := room_of(name)) and other != room}
    return sorted(other for other in others if floor_of(other) > floor_of(room) or {room, other} <= SAME_FLOOR_APART)


def ids(path: Path) -> str:
    return module_of(path)


@pytest.mark.parametrize("path", [path for path in SOURCES if module_of(path) != "warraq"], ids=ids)
def test_imports_point_down(path: Path) -> None:
    assert upward(path) == []


@pytest.mark.parametrize("path", [path for path in SOURCES if room_of(module_of(path)) == "storage"], ids=ids)
def test_the_store_does_without_scrapy(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] in {"scrapy", "twisted"}}


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if room_of(module_of(path)) in {"warraq.text", "warraq.items", "warraq.outlet", *SAME_FLOOR_APART}],
    ids=ids,
)
def test_pure_rooms_know_neither_scrapy_nor_sql(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] in {"scrapy", "twisted", "sqlalchemy"}}
