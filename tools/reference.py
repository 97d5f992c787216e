"""Writes the generated parts of the pages from the code: commands, settings, columns, outlets and their keys, rooms and floors."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools.sources_page import sources_page
from warraq.outlet_files.pages import keys_page, outlets_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column

ROOT: Final = Path(__file__).resolve().parent.parent
DOCS: Final = ROOT / "docs"
NOTE: Final = "<!-- Written by `make docs` from the code; change it there. -->\n"


def settings_page() -> str:
    """Every key of `warraq.toml` with its variable, default and meaning."""
    from warraq.config import PREFIX, Config

    lines = ["| key | variable | default | meaning |", "|---|---|---|---|"]
    for name, field in Config.model_fields.items():
        default = (
            "a file in the user's data folder"
            if field.default_factory and name == "database_url"
            else field.get_default(call_default_factory=True)
        )
        lines.append(f"| `{name}` | `{PREFIX}{name.upper()}` | {_shown(default)} | {' '.join((field.description or '').split())} |")
    return "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    if default in ((), {}, ""):
        return "empty"
    return default if isinstance(default, str) and " " in default else f"`{default}`"


def store_page() -> str:
    """Every table, by name, and column with its type and meaning."""
    from storage.models import Base

    kinds = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda kind: kind.__tablename__)
    return "\n".join(line for kind in kinds for line in _table(kind.__doc__ or "", kind.__table__))


def _table(meaning: str, table: object) -> Iterator[str]:
    yield from (f"### `{table.name}`", "", " ".join(meaning.split()), "", "| column | type | meaning |", "|---|---|---|")  # type: ignore[attr-defined]
    yield from (f"| `{column.name}` | {_type(column)} | {column.comment or ''} |" for column in table.columns)  # type: ignore[attr-defined]
    yield ""


def _type(column: Column[object]) -> str:
    """In words that hold for both engines."""
    kind = type(column.type).__name__
    words = {
        "Instant": "instant",
        "Text": "text",
        "String": "text",
        "BigInteger": "integer",
        "Integer": "integer",
        "Float": "number",
        "JSON": "JSON",
    }
    return words.get(kind, kind.lower()) + ("" if column.nullable else ", always set")


def commands_page() -> str:
    """What `--help` says of every command."""
    import typer.main

    from warraq.cli.app import app

    return "\n".join(_help(typer.main.get_command(app), ("warraq",)))


def _help(command: Any, path: tuple[str, ...]) -> Iterator[str]:
    """The help of a command and of those below it, at a fixed width; typer keeps the type of its commands to itself."""
    context = command.make_context(path[-1], [], resilient_parsing=True)
    context.info_name = " ".join(path)
    context.max_content_width = context.terminal_width = 100
    yield from (f"## {' '.join(path)}", "", "```", command.get_help(context).rstrip(), "```", "")
    for name, below in sorted(getattr(command, "commands", {}).items()):
        yield from _help(below, (*path, name))


TOPS: Final = ("spiders", "pipelines", "storage", "warraq", "tools", "benchmarks")
"""Where rooms are."""


def rooms_page() -> str:
    """Every room with the first line of its `__init__.py`."""
    found = (path for top in TOPS for path in sorted((ROOT / top).rglob("__init__.py")))
    lines = ["| room | purpose |", "|---|---|"]
    lines += [f"| `{path.parent.relative_to(ROOT)}/` | {first_line(path)} |" for path in found]
    return "\n".join(lines) + "\n"


def first_line(path: Path) -> str:
    """What a module says of itself in one line; empty where it says nothing."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


def floors_page() -> str:
    """The floors that `tests/test_house.py` holds the imports to, the uppermost first: of the house, then of each room that has rooms."""
    from tests.test_house import FLOORS, INNER_FLOORS

    inner = (["", f"Within `{top}`:", "", *_floors(floors)] for top, floors in INNER_FLOORS.items())
    return "\n".join([*_floors(FLOORS), *(line for lines in inner for line in lines)]) + "\n"


def _floors(floors: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield from ("| floor | rooms and modules |", "|---|---|")
    for number, rooms in reversed([*enumerate(floors)]):
        yield f"| {number} | {', '.join(f'`{room}`' for room in rooms)} |"


PARTS: Final[dict[Path, Callable[[], str]]] = {
    DOCS / "settings.md": settings_page,
    DOCS / "store.md": store_page,
    DOCS / "commands.md": commands_page,
    DOCS / "outlet-files.md": keys_page,
    DOCS / "outlets.md": outlets_page,
    DOCS / "architecture.md": floors_page,
    DOCS / "sources.md": sources_page,
    ROOT / "CONTRIBUTING.md": rooms_page,
}


def pages() -> dict[Path, str]:
    """Each page as it should be: what stands above the note is written by hand, what follows it here."""
    found = {}
    for path, make in PARTS.items():
        head = path.read_text(encoding="utf-8").partition(NOTE)[0] if path.exists() else f"# {path.stem.title()}\n\n"
        found[path] = f"{head}{NOTE}\n{make()}"
    return found


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
