"""`warraq export`: everything out, or a slice of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from warraq.cli import selection
from warraq.cli.show import err
from warraq.ends import saying
from warraq.errors import UsageError, WarraqError

if TYPE_CHECKING:
    from collections.abc import Iterator

Format = Literal["jsonl", "csv", "parquet"]


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
) -> None:
    """Write articles as JSON Lines, CSV or Parquet.

    Each with its authors, keywords and sources; docs/store.md explains the fields.
    """
    from storage.query.choice import Choice, refuse_unknown
    from storage.query.export import records
    from storage.store import Store
    from warraq import clock, config

    form = form or _format_of(file)
    filters = Choice(outlet, country, section, keyword, author, since, until, credited, cited, outlets, uncredited).filters(clock.now())
    kept = saying(lambda: "the rest was not written" if file == "-" else f"{file} is as it was before; export again")
    with kept, Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        refuse_unknown(connection, filters)
        count = _write(records(connection, filters, query), file, form)
    err.print(f"{count:,} articles")


def _format_of(file: str) -> Format:
    if file == "-":
        return "jsonl"
    for form in ("jsonl", "csv", "parquet"):
        if file.endswith(f".{form}"):
            return form
    raise UsageError(f"{file}: its ending is no format; name one with --format jsonl, csv or parquet")


def _write(records: Iterator[dict[str, Any]], file: str, form: Format) -> int:
    """Writes beside the file and puts it in its place when all is there, so that nobody reads half of it."""
    from storage.query.export_files import write_csv, write_jsonl, write_parquet

    write = {"jsonl": write_jsonl, "csv": write_csv}
    if file == "-":
        if form == "parquet":
            raise UsageError("a Parquet file cannot be written to standard output; name a file")
        return write[form](records, sys.stdout)
    path = Path(file)
    partial = path.with_name(path.name + ".partial")
    try:
        if form == "parquet":
            count = write_parquet(records, partial)
        else:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                count = write[form](records, stream)
        partial.replace(path)
    except OSError as error:
        raise WarraqError(f"cannot write {file}: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)
    return count
