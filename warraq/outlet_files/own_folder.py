"""Where a person's own outlet files stand: which folder, whether the outlet is new, and writing without overwriting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq import config
from warraq.errors import OutletFileError, UsageError, WarraqError
from warraq.outlet_files import index
from warraq.outlet_files.checks import SLUG, try_patterns
from warraq.outlet_files.files import examine_text
from warraq.outlet_files.registry import outlet_named, outlet_of

if TYPE_CHECKING:
    from pathlib import Path

    from warraq.outlet import Outlet


def own_folder(given: Path | None) -> Path:
    """The folder to write into: `given`, else the first of WARRAQ_OUTLETS. Raises UsageError that says how to set one."""
    folders = config.load().outlets
    if given is None and not folders:
        raise UsageError(
            "no folder of your own outlet files; create one and name it in WARRAQ_OUTLETS, or as `outlets` in warraq.toml, or say --folder"
        )
    return given or folders[0]


def cited_at(domain: str) -> Outlet | None:
    """The outlet of a domain that has no file yet; None for an unknown domain. Raises UsageError for one whose outlet has a file."""
    known = outlet_of(domain)
    if known is None or domain not in known.domains:
        return None
    if path := index().get(known.name):
        raise UsageError(f"{domain}: is {known.name} already, in {path}; `warraq outlets check --live {known.name}` probes it")
    return known


def refuse_taken(name: str, domain: str) -> None:
    """Raises UsageError where the name is no slug, or another outlet, with a file or only cited, bears it."""
    if not SLUG.fullmatch(name):
        raise UsageError(f"--name {name}: write small Latin letters and digits, joined by single underscores")
    path, other = index().get(name), outlet_named(name)
    if path or (other and domain not in other.domains):
        raise UsageError(f"{name}: the name is taken by {path or (other and other.title)}; choose another with --name")


def put(folder: Path, place: str, text: str) -> Path:
    """Writes a new file below the folder, making folders as needed.

    Raises OutletFileError with the checker's words where the text would be refused when it is read, UsageError where the file exists,
    WarraqError where it cannot be written.
    """
    path = folder / place
    if path.exists():
        raise UsageError(f"{path}: exists already; remove it, or choose another name")
    reading = examine_text(path, text)
    problems = [(problem.key, problem.text) for problem in reading.problems]
    problems += [(slow.key, slow.text) for outlet in reading.outlets for slow in try_patterns(outlet)]
    if problems:
        raise OutletFileError("; ".join(": ".join(filter(None, problem)) for problem in problems))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise WarraqError(f"{path}: cannot be written: {error.strerror}") from None
    return path
