"""`warraq list` and `warraq crawl`: the outlets, and crawling them now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.options import LARGEST, AsJson
from warraq.cli.show import err, print_json, print_rows, print_table
from warraq.outcomes import COUNTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.progress import Progress, TaskID

    from warraq.crawl.run import Run
    from warraq.crawl.summary import Summary

COUNTS_ALWAYS_SHOWN = ("found", "new", "known")
"""Counts that are shown even where all are 0."""

Country = Annotated[str | None, typer.Option("--country", help="Two letters, such as EG.")]


def list_outlets(country: Country = None, as_json: AsJson = False) -> None:
    """The outlets that have spiders."""
    from warraq.outlet_files.choice import in_country

    outlets = in_country(country)
    keys = ("name", "title", "country", "kind", "domains", "enabled")
    rows = [{key: getattr(outlet, key) for key in keys} for outlet in outlets]
    shown = [{**row, "domains": " ".join(row["domains"] or ())} for row in rows]
    print_rows(rows if as_json else shown, ("name", "country", "kind", "title", "domains"), as_json=as_json, right=("title",))
    if off := [outlet.name for outlet in outlets if not outlet.enabled]:
        err.print(f"{len(off)} switched off (enabled = false): {', '.join(off)}")


def crawl(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME…", help="Outlets: slug, name or alias.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every outlet.")] = False,
    country: Country = None,
    max_items: Annotated[
        int | None,
        typer.Option("--max-items", min=1, max=LARGEST, help="Articles of each outlet at most; the rest waits for the next run."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Nothing older, back so far: 6h, 2d, a date, time (UTC), «أمس».")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read the feeds and tell what would be fetched; store nothing.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for an outlet that another process is crawling.")] = False,
    as_json: AsJson = False,
) -> None:
    """Crawl one or many outlets now.

    Ends with 0 when done, also when nothing was new; 1 when a crawl failed; 3 when no entries could be read or a crawl was cut short.
    """
    from spiders.limits import Limits
    from warraq import clock, config
    from warraq.outlet_files.choice import chosen_outlets

    chosen = chosen_outlets(names or [], everything=everything, country=country)
    Limits.parse(max_items, since, clock.now())
    given = {"max_items": max_items, "since": since, "dry_run": dry_run, "wait": wait, "trigger": "cli"}
    summaries = run_crawls(chosen, {name: str(value) for name, value in given.items() if value}, config.load().parallel)
    if dry_run:
        _show_rehearsal(summaries, as_json)
    else:
        show_summaries(summaries, as_json)
    raise typer.Exit(exit_code(summaries))


def exit_code(summaries: Sequence[Summary]) -> int:
    """1 when a crawl failed, else 3 when one read nothing or was cut short, else 0."""
    outcomes = {summary.outcome for summary in summaries}
    return 1 if "failed" in outcomes else 3 if outcomes & {"empty", "cut-short"} else 0


def run_crawls(names: Sequence[str], arguments: Mapping[str, str], parallel: int) -> list[Summary]:
    """Crawls the outlets with a bar for each on stderr; arguments are those of the spider."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:
        from warraq.crawl.runner import Runner

        runner = Runner(names, arguments, parallel, _watcher(progress))
        summaries = runner.run()
    if runner.stopping:
        err.print("stopped as told: what is stored stays, and the next crawl takes up the rest")
    return summaries


def _watcher(progress: Progress) -> Callable[[Run], None]:
    """Shows each outlet's account as a bar: addresses settled of addresses taken up."""
    tasks: dict[str, TaskID] = {}

    def watch(account: Run) -> None:
        name = account.summary.outlet
        if name not in tasks:
            tasks[name] = progress.add_task(name, total=None)
        progress.update(tasks[name], total=account.taken or None, completed=account.settled)

    return watch


def show_summaries(summaries: Sequence[Summary], as_json: bool = False) -> None:
    """One line an outlet, whose sums add up."""
    rows = [_row(summary) for summary in summaries]
    if as_json:
        print_json(rows)
        return
    counts = [name for name in (*COUNTS, "known", "elsewhere") if name in COUNTS_ALWAYS_SHOWN or any(row[name] for row in rows)]
    columns = ("outlet", *counts, "outcome", *(["reason"] if any(row["reason"] for row in rows) else []))
    print_table(columns, ([row[column] for column in columns] for row in rows), right=counts, whole=columns[:-1])


def _row(summary: Summary) -> dict[str, object]:
    counts = {name: getattr(summary.account, name, 0) for name in COUNTS}
    return {
        "outlet": summary.outlet,
        **counts,
        "entries": summary.entries,
        "known": summary.known,
        "elsewhere": summary.elsewhere,
        "outcome": summary.outcome,
        "reason": summary.reason,
        "run_id": summary.run_id,
    }


def _show_rehearsal(summaries: Sequence[Summary], as_json: bool) -> None:
    rows = [
        {"outlet": summary.outlet, "url": entry.url, "title": entry.title, "published": entry.published}
        for summary in summaries
        for entry in summary.would_fetch
    ]
    print_rows(rows, ("outlet", "published", "title", "url"), as_json=as_json, right=("title",), none="nothing to fetch")
    for summary in summaries:
        if summary.outcome != "ok":
            err.print(f"{summary.outlet}: {summary.outcome}: {summary.reason}")
