"""A constant's name means one thing: no two files assign it with different values."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]+")
"""Of two letters at least: single ones are type variables."""


def sources() -> list[Path]:
    """Every module of the program; each migration is a file of its own time."""
    found = [path for top in ("warraq", "spiders", "pipelines", "storage") for path in sorted((ROOT / top).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def assigned(source: str) -> Iterator[tuple[str, str]]:
    """The constants that a module assigns at its top, each with its value as written: `X = …`, `X: Final = …` and `X, Y = …`."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        elif isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        else:
            continue
        for node in (node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)):
            if CONSTANT.fullmatch(node.id):
                yield node.id, ast.unparse(value)


def of_two_meanings(modules: dict[str, str]) -> dict[str, dict[str, str]]:
    """The names that several files assign with different values, each with its files and what they assign."""
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path, source in modules.items():
        for name, value in assigned(source):
            values[name].setdefault(path, value)
    return {name: files for name, files in values.items() if len(set(files.values())) > 1}


def test_no_name_of_a_constant_has_two_meanings() -> None:
    assert of_two_meanings({str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sources()}) == {}


def test_two_meanings_are_seen_however_they_are_assigned() -> None:
    modules = {
        "a.py": "MOST: Final = 3\n_WORD = 1\nT = 1",
        "b.py": "MOST = 4\n_WORD, REST = pair()\nT = 2",
        "c.py": "def f():\n    MOST = 5",
    }
    assert of_two_meanings(modules) == {"MOST": {"a.py": "3", "b.py": "4"}, "_WORD": {"a.py": "1", "b.py": "pair()"}}
    assert of_two_meanings({"a.py": "MOST = 3", "b.py": "MOST: Final = 3"}) == {}
