"""Reading outlet files: from TOML to outlets, with everything that is wrong told at once."""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from warraq.errors import OutletFileError
from warraq.outlet import Outlet
from warraq.outlet_files.checks import DOMAIN, check_cited, check_outlet, in_one_form
from warraq.outlet_files.folders import NO_COUNTRY, cited_paths, default_folders, index, same_stems, stray_paths, taken
from warraq.outlet_files.logins import hidden, take_logins
from warraq.outlet_files.schema import Problem, cited_keys, keys_of, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from warraq.outlet_files.schema import Key

logger = logging.getLogger("warraq.outlet_files")

_told: set[str] = set()

_DOMAINS: Final = re.compile(r"^\s*domains\s*=\s*\[([^\]=]*)", re.MULTILINE)
_QUOTED: Final = re.compile(r"""["']([^"'\s]+)""")
_HOSTS: Final = re.compile(r"https?://(?:[^/\s\"'@]*@)?([^/:?#\s\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend, with its file."""

    file: Path
    key: str
    """As in `Problem`."""
    text: str
    """As in `Problem`."""

    def __str__(self) -> str:
        return ": ".join(part for part in (str(self.file), self.key, self.text) if part)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave."""

    outlets: tuple[Outlet, ...]
    """Those that could be read; one at most for an outlet file."""
    problems: tuple[FileProblem, ...]
    sound: tuple[Outlet, ...] = ()
    """Those of them with which nothing is wrong."""


def read_outlet(path: Path) -> Outlet:
    """The outlet of a file. Raises OutletFileError that names the file, each bad key and the mend."""
    reading = examine_outlet(path)
    if reading.problems:
        raise OutletFileError("\n".join(str(problem) for problem in reading.problems))
    return reading.outlets[0]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What all files gave: each bad one costs its own outlet alone."""

    crawled: tuple[Outlet, ...]
    """Those with a sound file."""
    cited: tuple[Outlet, ...]
    """Sound entries of `cited.toml` that have no file, sound or not."""
    problems: tuple[FileProblem, ...]
    """Why files and entries were left out, in the order of the folders."""
    withheld: tuple[str, ...] = ()
    """Domains that the bad files name: nobody's until they are mended, so that no other outlet takes their pages meanwhile."""


def load(folders: Sequence[Path] | None = None) -> Loaded:
    """Reads every file by itself; `folders`: None for the default ones. Raises UsageError for a missing folder."""
    places = default_folders() if folders is None else folders
    paths = index(places)
    own = [examine_outlet(path) for path in paths.values()]
    switched = {path.stem: on for path, on in switches(places).items()}
    cited = [examine_cited(path) for path in cited_paths(places)]
    sound = (outlet for reading in own if not reading.problems for outlet in reading.outlets)
    crawled = tuple(replace(outlet, enabled=switched.get(outlet.name, outlet.enabled)) for outlet in sound)
    named = tuple(outlet for reading in cited for outlet in reading.sound if outlet.name not in paths)
    problems = [problem for reading in own + cited for problem in reading.problems]
    withheld = (domain for path, reading in zip(paths.values(), own, strict=True) if reading.problems for domain in claimed_domains(path))
    return Loaded(crawled, named, (*problems, *misplaced(places)), tuple(dict.fromkeys(withheld)))


def claimed_domains(path: Path) -> list[str]:
    """The domains that a bad file names, as far as it can be read; the hosts of its addresses where it names none."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return []
    claimed = _DOMAINS.search(text)
    found = _QUOTED.findall(claimed[1]) if claimed else [host.removeprefix("www.") for host in _HOSTS.findall(text)]
    return [domain for domain in map(in_one_form, map(str.lower, found)) if DOMAIN.fullmatch(domain)]


def switches(folders: Sequence[Path]) -> dict[Path, bool]:
    """Files that hold `name` and `enabled` alone, for an outlet whose file stands before them, and whether they switch it on or off."""
    tables = ((path, _parse(path)[0] or {}) for path, _ in same_stems(folders))
    return {
        path: bool(table["enabled"])
        for path, table in tables
        if table.keys() == {"name", "enabled"} and table["name"] == path.stem and isinstance(table["enabled"], bool)
    }


def misplaced(folders: Sequence[Path]) -> Iterator[FileProblem]:
    """Files that are not read for where they stand, or for another of their name that stands before them."""
    for path in stray_paths(folders):
        yield FileProblem(path, "", f"is not read there; move it into a folder of its country, as eg/{path.name}")
    switched = switches(folders)
    for path, other in same_stems(folders):
        if path not in switched:
            yield FileProblem(path, "name", taken(path, other))


def all_outlets(folders: Sequence[Path] | None = None) -> tuple[Outlet, ...]:
    """Every outlet that has a sound file, so a spider; `folders` as in `load`. What is wrong with the others is told once."""
    loaded = load(folders)
    tell(loaded.problems)
    return loaded.crawled


def all_entries(folders: Sequence[Path] | None = None) -> tuple[Outlet, ...]:
    """Every outlet: those with a file, then those of `cited.toml` that have none; otherwise as `all_outlets`."""
    loaded = load(folders)
    tell(loaded.problems)
    return loaded.crawled + loaded.cited


def tell(problems: Iterable[FileProblem]) -> None:
    """Says each problem once a process, in the log."""
    for problem in problems:
        if str(problem) not in _told:
            _told.add(str(problem))
            logger.warning("%s (it is left out; all else goes on)", problem)


def examine_outlet(path: Path) -> Reading:
    """Reads and checks one outlet file; never raises for what stands in it."""
    table, broken = _parse(path)
    return Reading((), broken) if table is None else _examine(path, table)


def examine_text(path: Path, text: str) -> Reading:
    """What `examine_outlet` would say if the file held this text."""
    try:
        return _examine(path, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Reading((), (FileProblem(path, "", f"not valid TOML: {error}"),))


def _examine(path: Path, table: Mapping[str, object]) -> Reading:
    outlet, problems = _build(table, keys_of(Outlet), lambda draft: chain(check_outlet(draft), _place(draft, path)))
    return _reading(path, [outlet], problems)


def examine_cited(path: Path) -> Reading:
    """Reads and checks one `cited.toml`; never raises for what stands in it."""
    table, broken = _parse(path)
    if table is None:
        return Reading((), broken)
    entries = table.get("outlet", [])
    problems = [Problem(key, "unknown key; write each outlet as [[outlet]]") for key in table if key != "outlet"]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return _reading(path, [], [*problems, Problem("outlet", "not a list of tables; write each as [[outlet]]")])
    outlets, sound = [], []
    for place, entry in enumerate(entries):
        outlet, found = _build(entry, cited_keys(), check_cited)
        outlets.append(outlet)
        sound += [outlet] if outlet and not found else []
        problems += [Problem(f"outlet[{place}].{problem.key}", problem.text) for problem in found]
    return replace(_reading(path, outlets, problems), sound=tuple(sound))


def _parse(path: Path) -> tuple[dict[str, object] | None, tuple[FileProblem, ...]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), ()
    except tomllib.TOMLDecodeError as error:
        text = f"not valid TOML: {error}"
    except UnicodeDecodeError as error:
        text = f"not UTF-8 at byte {error.start}; save the file as UTF-8"
    except RecursionError:
        text = "not valid TOML: brackets nest too deep"
    except OSError as error:
        text = f"cannot be read: {error.strerror}"
    return None, (FileProblem(path, "", text),)


def _build(
    table: Mapping[str, object], keys: Mapping[str, Key], check: Callable[[Outlet], Iterator[Problem]]
) -> tuple[Outlet | None, list[Problem]]:
    """The outlet of a table; None where a value is missing or of a wrong type, and then the values that are there are still checked."""
    values, problems = read_table(table, keys)
    for key in ("domains", "feed_hosts"):
        values[key] = tuple(map(in_one_form, values.get(key, ())))
    take_logins(values)
    draft = Outlet(**{"name": "", "title": "", **values})
    bad = {problem.key.split("[")[0] for problem in problems}
    checked = [problem for problem in check(draft) if problem.key.split("[")[0] not in bad]
    return (None if problems else draft), problems + checked


def _place(outlet: Outlet, path: Path) -> Iterator[Problem]:
    """A file's name and folder repeat what stands in it, so that each can be found without opening any."""
    if outlet.name != path.stem:
        yield Problem("name", f"{outlet.name!r} differs from the file's name {path.name!r}; make them equal")
    folder, found = (outlet.country or NO_COUNTRY).lower(), path.parent.name
    if folder != found:
        stated = outlet.country or "no one country"
        yield Problem("country", f"{stated} belongs into the folder {folder!r}, not {found!r}; move the file or mend the key")


def _reading(path: Path, outlets: Sequence[Outlet | None], problems: Iterable[Problem]) -> Reading:
    found = tuple(FileProblem(path, hidden(problem.key), hidden(problem.text)) for problem in problems)
    return Reading(tuple(outlet for outlet in outlets if outlet), found)
