"""`warraq outlets check --live`: whether the places in outlet files still answer."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from warraq.cli.show import err, print_json, print_table, shown, to_json
from warraq.errors import UsageError, WarraqError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.discovery.report import Report


def check_live(names: Sequence[str], report: Path | None, *, everything: bool, as_json: bool) -> None:
    """Probes the outlets and exits: 0 where nothing is dead, 1 where something is, 3 where nothing could be reached."""
    from warraq.discovery.report import as_json as values
    from warraq.outlet_files.choice import chosen_outlets

    if report and report.suffix not in (".md", ".json"):
        raise UsageError(f"--report {report}: write a name that ends in .md or .json")
    found = _probed(chosen_outlets(names, everything=everything))
    if report:
        _write(report, found)
    if as_json:
        print_json(values(found))
    else:
        _show(found, everything=everything)
    raise typer.Exit(found.exit_code)


def _probed(names: Sequence[str]) -> Report:
    from warraq import clock
    from warraq.crawl.visits.visits import Errand, Manner, carry_out
    from warraq.discovery.live import broken, probe
    from warraq.discovery.report import Report
    from warraq.outlet_files import index, read_outlet

    paths, now = index(), clock.now()
    outlets = [read_outlet(paths[name]) for name in names]
    errands = [
        Errand(probe(outlet, now), Manner(outlet.delay or 0.0, outlet.verify_tls), functools.partial(broken, outlet)) for outlet in outlets
    ]
    with err.status(f"asking {len(outlets)} outlets") as status:
        answered = carry_out(errands, lambda asked: status.update(shown(f"asking {asked}")))
    return Report(now, tuple(found for probes in answered for found in probes))


def _write(path: Path, found: Report) -> None:
    from warraq.discovery.report import as_json, as_markdown

    text = as_markdown(found) if path.suffix == ".md" else to_json(as_json(found)) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WarraqError(f"--report {path}: cannot be written: {error.strerror}") from None


def _show(found: Report, *, everything: bool) -> None:
    """All places of outlets that were named; of all outlets only what is not as it should be."""
    columns = ("outlet", "kind", "state", "articles", "newest", "url", "detail", "proposal")
    shown = [probe for probe in found.worst_first() if not everything or probe.state != "ok"]
    if shown:
        print_table(columns, ([getattr(probe, column) for column in columns] for probe in shown), right=("articles",))
    err.print(f"{len(found.probes)} places: " + ", ".join(f"{count} {state}" for state, count in found.counts.items() if count))
