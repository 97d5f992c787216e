"""`warraq export`: everything out, or a slice of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.show import err, to_json
from warraq.ends import saying
from warraq.errors import UsageError, WarraqError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Format = Literal["jsonl", "csv", "parquet", "xlsx", "sheet"]
BINARY = ("parquet", "xlsx")
FLAT = ("xlsx", "sheet")


def export(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Where to; its ending says the format, - is standard output.")] = "-",
    query: Annotated[str, typer.Option("--query", help="Only what `warraq search` would find.")] = "",
    outlet: selection.OutletOption = None,
    country: selection.CountryOption = None,
    section: selection.SectionOption = None,
    keyword: selection.KeywordOption = None,
    author: selection.AuthorOption = None,
    since: selection.SinceOption = None,
    until: selection.UntilOption = None,
    credited: selection.CreditedOption = None,
    cited: selection.CitedOption = None,
    outlets: selection.OutletsOption = None,
    uncredited: selection.UncreditedOption = None,
    form: Annotated[Format | None, typer.Option("--format", help="Where the file's ending does not say it.")] = None,
    columns: Annotated[str | None, typer.Option("--columns", help="Only these fields, in this order, parted by commas.")] = None,
    no_bom: Annotated[bool, typer.Option("--no-bom", help="Leave out the mark by which spreadsheets know a .csv file as UTF-8.")] = False,
    with_manifest: Annotated[
        bool, typer.Option("--manifest", help="Write FILE.manifest.json beside it: options, version, counts, hash, coverage.")
    ] = False,
) -> None:
    """Write articles as JSON Lines, CSV or Parquet, or flat for spreadsheets (xlsx, sheet).

    Each with its authors, keywords and sources; docs/store.md explains the fields.
    """
    from dataclasses import asdict

    from storage.query.choice import Choice, refuse_unknown
    from storage.query.export import records
    from storage.query.manifest import Told, manifest
    from storage.schema import HEAD
    from storage.store import Store
    from warraq import clock, config

    form = form or _format_of(file)
    named, now, settings = _columns(columns, form), clock.now(), config.load()
    if with_manifest and file == "-":
        raise UsageError("--manifest stands beside a file; name one")
    choice = Choice(outlet, country, section, keyword, author, since, until, credited, cited, outlets, uncredited)
    filters, options = choice.filters(now), {"query": query, **asdict(choice), "format": form}
    kept = saying(lambda: "the rest was not written" if file == "-" else f"{file} is as it was before; export again")
    told = Told()
    with kept, Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        _write(told.of(records(connection, filters, query)), file, form, named, bom=not no_bom)
        if with_manifest:
            made = manifest(connection, told, Path(file), named, options, filters, settings.zone, now, HEAD)
            _put(Path(f"{file}.manifest.json"), lambda partial: partial.write_text(to_json(made) + "\n", "utf-8"))
    err.print(f"{told.count:,} articles")


def _columns(given: str | None, form: Format) -> tuple[str, ...]:
    """The fields that are asked for, else all of the format; raises UsageError with the nearest name for one that is none."""
    from storage.query.export import FIELDS
    from storage.query.sheets import MADE, SHEET_COLUMNS
    from warraq.outlet_files.schema import suggest

    if given is None:
        return SHEET_COLUMNS if form in FLAT else tuple(FIELDS)
    known = [*FIELDS, *(MADE if form in FLAT else ())]
    named = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in named:
        if name not in known:
            raise UsageError(f"--columns {name}: no such field{suggest(name, known)}; docs/store.md lists them")
    if not named:
        raise UsageError("--columns: name at least one field; docs/store.md lists them")
    return named


def _format_of(file: str) -> Format:
    if file == "-":
        return "jsonl"
    for form in ("jsonl", "csv", "parquet", "xlsx"):
        if file.endswith(f".{form}"):
            return form
    raise UsageError(f"{file}: its ending is no format; name one with --format jsonl, csv, parquet, xlsx or sheet")


def _write(records: Iterator[dict[str, Any]], file: str, form: Format, columns: tuple[str, ...], *, bom: bool) -> None:
    """Writes beside the file and puts it in its place when all is there, so that nobody reads half of it."""
    from storage.query.export_files import write_csv, write_jsonl, write_parquet
    from storage.query.sheets import write_sheet, write_xlsx

    write = {"jsonl": write_jsonl, "csv": write_csv, "sheet": write_sheet}
    if file == "-":
        if form in BINARY:
            raise UsageError(f"{form} cannot be written to standard output; name a file")
        write[form](records, sys.stdout, columns)
        return

    def fill(partial: Path) -> None:
        if form == "parquet":
            write_parquet(records, partial, columns)
        elif form == "xlsx":
            _, cut = write_xlsx(records, partial, columns)
            if str(cut):
                err.print(str(cut))
        else:
            with partial.open("w", encoding="utf-8-sig" if bom and file.endswith(".csv") else "utf-8", newline="") as stream:
                write[form](records, stream, columns)

    _put(Path(file), fill)


def _put(path: Path, fill: Callable[[Path], object]) -> None:
    partial = path.with_name(path.name + ".partial")
    try:
        fill(partial)
        partial.replace(path)
    except OSError as error:
        raise WarraqError(f"cannot write {path}: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)
