"""`warraq outlets import` and `warraq outlets export`: readers' lists of feeds, in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.crawl import Country
from warraq.cli.options import AsJson
from warraq.cli.outlets_add import Folder
from warraq.cli.show import err, print_json, print_table
from warraq.errors import NothingReadError, UsageError, WarraqError

if TYPE_CHECKING:
    from warraq.discovery.lists import Imported
    from warraq.discovery.opml import Listed
    from warraq.outlet import Outlet


def import_list(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list as feed readers export it.")],
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Make outlet files from a reader's list of feeds (OPML).

    One for each site; what is known already is left out and said.

    The sites are not asked: `warraq outlets check --live` does that.
    """
    from warraq import clock
    from warraq.discovery.draft import path_of
    from warraq.discovery.findings import LeftOut
    from warraq.discovery.lists import list_file_text
    from warraq.outlet_files.own_folder import own_folder, put

    place = own_folder(folder)
    found = _imported(_read(file))
    now = clock.now()
    rows = []
    for outlet in found.outlets:
        try:
            path = put(place, path_of(outlet), list_file_text(outlet, file.name, now, found.sections))
        except UsageError as error:
            found.left_out += [LeftOut(feed, str(error)) for feed in outlet.feeds]
            continue
        rows.append({"name": outlet.name, "title": outlet.title, "feeds": outlet.feeds, "file": path})
    if as_json:
        print_json({"outlets": rows, "left_out": found.left_out})
        return
    if rows:
        print_table(("name", "title", "file"), ((row["name"], row["title"], row["file"]) for row in rows), right=("title",))
    if found.left_out:
        print_table(("url", "why"), ((left.url, left.why) for left in found.left_out), title="Left out")
    err.print(f"{len(rows)} outlet files written to {place}, {len(found.left_out)} feeds left out")


def export_list(country: Country = None) -> None:
    """Write the feeds of outlets to stdout as OPML.

    Of all outlets, or of one country's; for any feed reader.
    """
    from warraq import clock
    from warraq.discovery.opml import write_opml
    from warraq.outlet_files import all_outlets
    from warraq.outlet_files.checks import countries

    chosen = [outlet for outlet in all_outlets() if country in (None, outlet.country)]
    if country and not chosen:
        raise UsageError(f"--country {country}: no outlet of this country; `warraq list` shows all")
    folders: dict[str, list[Outlet]] = {}
    for outlet in sorted(chosen, key=lambda outlet: (outlet.country or "", outlet.name)):
        if outlet.feeds:
            folders.setdefault(countries().get(outlet.country or "", "International"), []).append(outlet)
    sys.stdout.write(write_opml(folders, clock.now()))
    if closed := sum(len(outlet.logins) for outlet in chosen):
        err.print(f"{closed} feeds ask for a user and password, which are not in the list")
    silent = sum(not outlet.feeds for outlet in chosen)
    if silent:
        err.print(f"{silent} outlets have no feed, only sitemaps or listings, and are not in the list")


def _read(file: Path) -> list[Listed]:
    from warraq.discovery.opml import read_opml

    try:
        feeds = read_opml(file.read_bytes(), str(file))
    except OSError as error:
        raise WarraqError(f"{file}: cannot be read: {error.strerror}") from None
    if not feeds:
        raise NothingReadError(f"{file}: no feeds in it; an outline of a feed has an xmlUrl")
    return feeds


def _imported(feeds: list[Listed]) -> Imported:
    from warraq.discovery.lists import outlets_of
    from warraq.outlet_files import all_entries, all_outlets, names
    from warraq.outlet_files.own_folder import cited_at

    cited = {outlet.name for outlet in all_entries()}
    return outlets_of(feeds, cited_at, {*cited, *names()}, all_outlets())
