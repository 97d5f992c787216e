"""`warraq outlets add`: from a site's address to its outlet file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, print_json, print_table, shown
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warraq.discovery.survey import Survey
    from warraq.discovery.trial import Trial

Folder = Annotated[
    Path | None, typer.Option("--folder", help="Folder of outlet files to write into; by default the first of WARRAQ_OUTLETS.")
]


def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the site's front page.")],
    folder: Folder = None,
    name: Annotated[str | None, typer.Option("--name", help="Name of the outlet; by default made of its domain.")] = None,
    print_only: Annotated[bool, typer.Option("--print", help="Print the file to stdout and write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Look at a site and write its outlet file.

    It holds feeds, sitemaps, a listing, the pattern of its articles, its names, country and zone.

    Every place is read before it is written down, a few articles are tried, and nothing is stored. The site is asked as politely as in a
    crawl, so this takes a minute or two. An existing file is never overwritten.
    """
    from warraq import clock
    from warraq.discovery.draft import file_text, path_of
    from warraq.outlet_files.own_folder import own_folder, put

    place = None if print_only else own_folder(folder)
    found = _survey(url, name)
    now = clock.now()
    text = file_text(found, now)
    if place is None:
        sys.stdout.write(text)
        return
    path = put(place, path_of(found.outlet), text)
    trials = _tried(found)
    if as_json:
        print_json({"file": path, "outlet": found.outlet, "left_out": found.left_out, "trials": trials, "sources": _rows(found, now)})
    else:
        _show(found, trials, now)
    _tell(path, place)


def _survey(url: str, name: str | None) -> Survey:
    """Carries the survey out; raises UsageError for a bad address, a known outlet or a taken name."""
    from spiders.documents.links import absolute
    from warraq.crawl.visits.visits import Errand, carry_out
    from warraq.discovery.survey import bare_host, survey
    from warraq.outlet_files import all_outlets
    from warraq.outlet_files.own_folder import cited_at, refuse_taken

    address = absolute(url if "://" in url else f"https://{url}", "")
    if address is None:
        raise UsageError(f"{url}: no web address; write the address of the site's front page, such as https://example.com/")
    cited_at(bare_host(address))
    if name:
        refuse_taken(name, bare_host(address))
    with err.status(f"asking {address}") as status:
        (found,) = carry_out([Errand(survey(address, cited_at, all_outlets()))], lambda asked: status.update(shown(f"asking {asked}")))
    named = replace(found.outlet, name=name or found.outlet.name)
    refuse_taken(named.name, named.domains[0])
    return replace(found, outlet=named)


def _tried(found: Survey) -> tuple[Trial, ...]:
    """What comes of the articles; a page that breaks its reader costs itself alone."""
    from warraq import config
    from warraq.crawl.page_reader.handle import Bounds
    from warraq.crawl.page_reader.pool import read_in_turn
    from warraq.discovery.trial import read_articles

    settings = config.load()
    with read_in_turn(Bounds(settings.read_seconds, settings.read_memory_mb)) as read:
        return read_articles(found.outlet, found.fetched, read)


def _rows(found: Survey, now: datetime) -> list[dict[str, object]]:
    from warraq.discovery.findings import newest

    return [
        {
            "kind": source.kind,
            "url": source.url,
            "found": source.found,
            "articles": len(source.entries),
            "newest": newest(source.entries, found.outlet, now),
        }
        for source in found.sources
    ]


def _show(found: Survey, trials: Sequence[Trial], now: datetime) -> None:
    columns = ("kind", "articles", "newest", "found", "url")
    rows = _rows(found, now)
    print_table(columns, ([row[column] for column in columns] for row in rows), right=("articles",), title="Found")
    if found.left_out:
        print_table(("url", "why"), ((left.url, left.why) for left in found.left_out), title="Left out")
    tried = ((trial.published, trial.title or trial.problem, trial.found_in, trial.url) for trial in trials)
    print_table(("published", "title", "found in", "url"), tried, right=("title",), title="A first trial")


def _tell(path: Path, place: Path) -> None:
    """Says where the file is, what is wrong with it among the others, and what to do next."""
    from warraq import config
    from warraq.outlet_files import check_all, default_folders

    read = place.resolve() in {folder.resolve() for folder in config.load().outlets}
    folders = default_folders() if read else (*default_folders(), place)
    for problem in check_all(folders):
        if problem.file == path:
            err.print(f"look at: {problem}")
    err.print(f"written: {path}" + ("" if read else f"; name {place} in WARRAQ_OUTLETS, so that it is read"))
    err.print(f"next: look it through, then warraq crawl {path.stem} --max-items 10")
