"""The house: imports point down its floors and never in a circle, rooms stay small, and nothing but the clock asks for the time."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FLOORS = (
    (
        "warraq.items",
        "warraq.fields",
        "warraq.outcomes",
        "warraq.outlet",
        "warraq.errors",
        "warraq.clock",
        "warraq.ends",
        "warraq.collector",
        "warraq.moved",
        "warraq.version",
        "warraq.words",
    ),
    ("warraq.text", "warraq.delivery"),
    ("warraq.extract", "warraq.attribution", "warraq.dedup", "warraq.polling"),
    ("warraq.config", "warraq.outlet_files", "warraq.newsroom", "storage"),
    ("warraq.sending", "warraq.crawl"),
    ("pipelines", "spiders"),
    ("warraq.timer", "warraq.settings", "warraq.discovery"),
    ("warraq.loader", "warraq.importing", "warraq.reference"),
    ("warraq.web",),
    ("scheduler", "warraq.cli", "warraq.__main__", "tools"),
)
"""From the ground up; a module may import from its own floor and from those below."""

INNER_FLOORS = {
    "storage": (
        ("sql", "types", "engine", "deadline"),
        ("models", "faults"),
        ("tables",),
        ("ledger", "learned", "search"),
        ("timing", "query", "schema"),
        ("store", "drives", "watch", "migrations"),
        ("stories",),
        ("write",),
        ("upkeep",),
    ),
    "warraq.extract": (
        ("page",),
        ("facts", "refuse"),
        ("text", "doubts", "related"),
        ("describe", "learn"),
        ("embedded", "choose"),
        ("check",),
        ("assemble",),
        ("quick",),
    ),
    "warraq.attribution": (("lexicon", "rules"), ("mentions",), ("fields", "frames"), ("reader",), ("sources",)),
    "warraq.crawl": (
        ("errors_told",),
        ("manners", "page_reader", "refusal", "summary", "strangers", "log"),
        ("elsewhere",),
        ("transactions", "polls", "visits"),
        ("records",),
        ("rehearsal", "open_run"),
        ("run",),
        ("runner",),
        ("account", "readers", "resolver", "robots", "retry_after"),
    ),
    "spiders": (
        ("limits",),
        ("documents", "article_page"),
        ("index_walk", "older_pages", "feed_answers", "feed_text"),
        ("outlet", "custom"),
        ("loader",),
    ),
    "warraq.web": (
        ("dates", "highlight", "chart", "feeds", "public", "site", "access"),
        ("api",),
        ("resources",),
        ("pages",),
        ("answering",),
        ("problems", "tracing"),
        ("app",),
    ),
    "pipelines": (("stage",), ("normalise", "attribute", "validate", "deduplicate", "store"), ("importing",)),
}
"""The floors within the rooms that have rooms, in the same order."""

APART = ({"warraq.extract", "warraq.attribution", "warraq.dedup", "warraq.polling"},)
"""Rooms that may not know each other though they are on one floor: each is pure and stands alone."""

PURE = {"warraq.words", "warraq.text", "warraq.items", "warraq.fields", "warraq.outcomes", "warraq.outlet", *APART[0]}
"""Rooms that know neither Scrapy nor SQL."""

MOST_FILES = 20
"""In a room; `__init__.py`, migrations and models are not counted."""

GROWN = {"warraq/cli": 25, "warraq/newsroom": 22}
"""Rooms that were larger when the house was drawn, with the number that they may not pass."""

PACKAGES = ("warraq", "spiders", "pipelines", "storage", "tools")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for top in PACKAGES for path in sorted((ROOT / top).rglob("*.py"))} | {"scheduler": ROOT / "scheduler.py"}


def room_of(module: str) -> str | None:
    """The room a module belongs to; None for packages that are not ours, and for `warraq` itself."""
    return next((room for floor in FLOORS for room in floor if module == room or module.startswith(f"{room}.")), None)


def inner_room_of(module: str, top: str) -> str | None:
    """The room below `top` that a module belongs to; None for `top` itself and for modules elsewhere."""
    return module.removeprefix(f"{top}.").split(".")[0] if module.startswith(f"{top}.") else None


def floor_of(room: str, floors: tuple[tuple[str, ...], ...]) -> int | None:
    return next((number for number, floor in enumerate(floors) if room in floor), None)


@cache
def imports_of(module: str) -> frozenset[str]:
    """What it imports anywhere in it: modules, and names in modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def upward(module: str) -> list[str]:
    """The rooms above its own that it imports from, and those that it may not know."""
    room = room_of(module)
    assert room, f"{module}: give it a room in FLOORS"
    others = {other for name in imports_of(module) if (other := room_of(name)) and other != room}
    height = {other: floor_of(other, FLOORS) or 0 for other in (*others, room)}
    return sorted(other for other in others if height[other] > height[room] or any({room, other} <= apart for apart in APART))


def upward_within(module: str, top: str) -> list[str]:
    """The same for the rooms below `top`."""
    floors, room = INNER_FLOORS[top], inner_room_of(module, top)
    if room is None:
        return []
    mine = floor_of(room, floors)
    assert mine is not None, f"{module}: give {room} a floor in INNER_FLOORS[{top!r}]"
    others = {other for name in imports_of(module) if (other := inner_room_of(name, top)) and other != room}
    return sorted(other for other in others if (floor := floor_of(other, floors)) is not None and floor >= mine)


def test_imports_point_down() -> None:
    assert {module: up for module in MODULES if module not in ("warraq",) and (up := upward(module))} == {}


@pytest.mark.parametrize("top", INNER_FLOORS)
def test_imports_point_down_within(top: str) -> None:
    inside = [module for module in MODULES if module.startswith(f"{top}.")]
    assert inside, f"there is no {top}"
    assert {module: up for module in inside if (up := upward_within(module, top))} == {}


def test_no_floor_names_a_room_that_is_gone() -> None:
    there = {room for floor in FLOORS for room in floor} | {
        f"{top}.{room}" for top, floors in INNER_FLOORS.items() for one in floors for room in one
    }
    assert sorted(there - set(MODULES)) == []


def test_nothing_imports_in_a_circle() -> None:
    def target(name: str) -> str | None:
        return name if name in MODULES else parent if (parent := name.rpartition(".")[0]) in MODULES else None

    graph = {module: {other for name in imports_of(module) if (other := target(name)) and other != module} for module in MODULES}
    leaves = {module: {other for other in others if MODULES[other].name != "__init__.py"} for module, others in graph.items()}
    try:
        TopologicalSorter(leaves).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")


def test_rooms_stay_small() -> None:
    sizes: dict[str, int] = {}
    for path in MODULES.values():
        room = path.parent.relative_to(ROOT).as_posix()
        if path.name != "__init__.py" and not {"migrations", "models"} & set(path.parts):
            sizes[room] = sizes.get(room, 0) + 1
    assert {room: size for room, size in sizes.items() if size > GROWN.get(room, MOST_FILES)} == {}
    assert {room for room, most in GROWN.items() if sizes[room] <= MOST_FILES} == set(), "no longer an exception"


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        module
        for module, path in MODULES.items()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_the_store_does_without_scrapy() -> None:
    inside = [module for module in MODULES if room_of(module) == "storage"]
    assert [module for module in inside if {name.split(".")[0] for name in imports_of(module)} & {"scrapy", "twisted"}] == []


def test_pure_rooms_know_neither_scrapy_nor_sql() -> None:
    inside = [module for module in MODULES if room_of(module) in PURE]
    assert [module for module in inside if {name.split(".")[0] for name in imports_of(module)} & {"scrapy", "twisted", "sqlalchemy"}] == []


def test_the_command_line_holds_no_sql() -> None:
    """Its types aside, which it hands on."""

    def runs(module: str) -> set[str]:
        tree = ast.parse(MODULES[module].read_text("utf-8"))
        types = {
            id(node)
            for test in ast.walk(tree)
            if isinstance(test, ast.If)
            for node in ast.walk(test)
            if "TYPE_CHECKING" in ast.dump(test.test)
        }
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and id(node) not in types]
        return {
            node.module
            for node in nodes
            if node.module and node.module.startswith(("sqlalchemy", "storage.tables", "storage.models", "storage.sql"))
        }

    assert {module: found for module in MODULES if room_of(module) == "warraq.cli" and (found := runs(module))} == {}
