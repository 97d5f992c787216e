"""Where outlet files stand and whose each is, told from their paths alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.errors import UsageError
from warraq.outlet_files.schema import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

PACKAGED: Final = Path(__file__).parents[2] / "spiders" / "outlets"
"""The outlet files that come with the program."""

CITED_FILE: Final = "cited.toml"
"""File at the root of a folder: outlets that are only ever cited."""

NO_COUNTRY: Final = "int"
"""Folder of outlets of no one country."""


def default_folders() -> tuple[Path, ...]:
    """The packaged folder, then the user's: `WARRAQ_OUTLETS`, or `outlets` in `warraq.toml`."""
    from warraq import config  # pydantic is a heavy import, and callers that name their folders do without

    return (PACKAGED, *config.load().outlets)


def outlet_paths(folders: Iterable[Path]) -> list[Path]:
    """Every outlet file, ordered by folder, country and name. Raises UsageError where a folder is missing."""
    paths: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder of outlet files; create it, or mend WARRAQ_OUTLETS")
        paths += sorted(folder.glob("*/*.toml"))
    return paths


def cited_paths(folders: Iterable[Path]) -> list[Path]:
    """The files of outlets without a spider."""
    return [path for path in (folder / CITED_FILE for folder in folders) if path.is_file()]


def stray_paths(folders: Sequence[Path]) -> list[Path]:
    """TOML files that stand too high or too deep to be read."""
    expected = {*outlet_paths(folders), *cited_paths(folders)}
    found = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".toml")
    return [path for path in found if path not in expected]


def index(folders: Sequence[Path] | None = None) -> dict[str, Path]:
    """Outlet files by name, without opening them; `folders`: None for the default ones. Of two with one name the first counts."""
    found: dict[str, Path] = {}
    for path in outlet_paths(default_folders() if folders is None else folders):
        found.setdefault(path.stem, path)
    return found


def same_stems(folders: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Each file whose name another has that stands before it, and that one."""
    first = index(folders)
    return [(path, first[path.stem]) for path in outlet_paths(folders) if first[path.stem] != path]


def names(folders: Sequence[Path] | None = None) -> list[str]:
    """The names of all outlets with a file, sorted. Raises as `index` does."""
    return sorted(index(folders))


def require(wanted: Iterable[str], folders: Sequence[Path] | None = None) -> None:
    """Raises UsageError with the nearest names where an outlet has no file."""
    known = index(folders)
    for name in wanted:
        if name not in known:
            raise UsageError(unknown(name, known))


def unknown(name: str, known: Collection[str]) -> str:
    """The error of a name that is none of the known ones."""
    return f"{name}: no such outlet{suggest(name, known) or '; warraq list shows all'}"


def taken(path: Path, other: Path) -> str:
    """The error of a second file of one name."""
    mend = "rename one of the two files, and the name in it (one that holds only name and enabled switches that outlet)"
    return f"{path.stem!r} is taken by {other}; {mend}"
