"""Checking every outlet file at once, alone and against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from warraq.outlet_files.checks import try_patterns
from warraq.outlet_files.files import FileProblem, examine_cited, examine_outlet, misplaced, switches
from warraq.outlet_files.folders import CITED_FILE, cited_paths, default_folders, outlet_paths, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from warraq.outlet import Outlet

    Owned = tuple[Path, Outlet]


def check_all(folders: Sequence[Path] | None = None) -> list[FileProblem]:
    """All that is wrong in all files, ordered by file; `folders`: None for the default ones. Raises UsageError for a missing folder."""
    places = default_folders() if folders is None else folders
    switched = switches(places)
    files = [(path, examine_outlet(path)) for path in outlet_paths(places) if path not in switched]
    cited = [(path, examine_cited(path)) for path in cited_paths(places)]
    problems = [problem for _, reading in files + cited for problem in reading.problems]
    problems += [
        FileProblem(path, slow.key, slow.text) for path, reading in files for outlet in reading.outlets for slow in try_patterns(outlet)
    ]
    problems += misplaced(places)
    problems += _against_each_other([(path, outlet) for path, reading in files + cited for outlet in reading.outlets])
    return sorted(problems, key=lambda problem: str(problem.file))


def check_one(name: str, folders: Sequence[Path] | None = None) -> list[FileProblem]:
    """All that is wrong with the file of one outlet, alone and against the others. Raises UsageError for an unknown name."""
    places = default_folders() if folders is None else folders
    own = {path for path in outlet_paths(places) if path.stem == name}
    if not own:
        require([name], places)
    return [problem for problem in check_all(places) if problem.file in own]


def _against_each_other(owned: Sequence[Owned]) -> Iterator[FileProblem]:
    """Entries of `cited.toml` that have a file elsewhere are left out: there the file counts."""
    crawled = {outlet.name for path, outlet in owned if path.name != CITED_FILE}
    living = []
    for path, outlet in owned:
        if path.name != CITED_FILE or outlet.name not in crawled:
            living.append((path, outlet))
        elif any(path.parent in other.parents for other, one in owned if one.name == outlet.name and other.name != CITED_FILE):
            yield FileProblem(path, outlet.name, "has a file of its own; take this entry out")
    yield from _same_entries(living)
    yield from _shared(living)


def _same_entries(owned: Iterable[Owned]) -> Iterator[FileProblem]:
    seen: set[str] = set()
    for path, outlet in owned:
        if path.name == CITED_FILE and outlet.name in seen:
            yield FileProblem(path, outlet.name, "stands there twice; put the two entries into one")
        seen.add(outlet.name)


def _shared(owned: Iterable[Owned]) -> Iterator[FileProblem]:
    """Domains and addresses that two outlets claim: a page, or a feed, is one outlet's. Each of the two is told."""
    claims: defaultdict[str, list[tuple[Path, str, str]]] = defaultdict(list)
    for path, outlet in owned:
        for key in ("domains", "feeds", "sitemaps", "listings"):
            for place, claim in enumerate(getattr(outlet, key)):
                where = f"{key}[{place}]" if path.name != CITED_FILE else f"{outlet.name}.{key}[{place}]"
                claims[claim.removeprefix("www.") if key == "domains" else claim].append((path, where, outlet.name))
    for claim, claimants in claims.items():
        for path, where, name in claimants:
            others = sorted({other for _, _, other in claimants} - {name})
            if others:
                yield FileProblem(path, where, f"{claim} is claimed by {' and '.join(others)} too; leave it to one of them")
