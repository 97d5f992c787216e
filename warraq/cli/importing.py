"""`warraq import`: articles from JSON Lines through the same stages as crawled ones."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warraq.cli.options import AsJson, json_object, lines_in
from warraq.cli.show import err, print_json, print_table
from warraq.ends import heard, saying, undisturbed
from warraq.errors import WarraqError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.importing.importer import Importer

IMPORT_BATCH = 100
"""Articles a transaction: most of the speed there is to gain, see benchmarks/store.py."""


def import_articles(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…|-", help="JSON Lines: url, title, body, published_at, fetched_at, outlet, …")
    ],
    as_json: AsJson = False,
) -> None:
    """Store articles that another program gathered.

    With --json one answer a line, in the order of the articles.
    """
    from rich.progress import Progress

    from pipelines.importing.importer import Importer
    from storage.store import Store
    from warraq import config

    settings = config.load()
    with (
        Store.open(settings.database_url) as store,
        _closing(Importer(store, settings.story_days, files)) as importer,
        heard(),
        Progress(console=err, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("articles", total=None)
        for batch in _batches(_rows(files)):
            with undisturbed():
                answers = importer.take(batch)
            for answer in answers if as_json else ():
                print_json(answer)
            progress.advance(task, len(batch))
    _report(importer, as_json)


@contextmanager
def _closing(importer: Importer) -> Iterator[Importer]:
    with saying(lambda: f"{importer.found:,} rows were taken and stay; import the same again, what is stored is known"), importer:
        yield importer


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, IMPORT_BATCH)):
        yield batch


def _rows(files: list[str]) -> Iterator[dict[str, Any]]:
    for file in files:
        for place, line in _lines(file):
            yield json_object(line, place)


def _lines(file: str) -> Iterator[tuple[str, str]]:
    if file == "-":
        yield from ((f"line {number}", line) for number, line in lines_in())
        return
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:
            yield from ((f"{file}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip())
    except OSError as error:
        raise WarraqError(f"cannot read {file}: {error.strerror}") from None


def _report(importer: Any, as_json: bool) -> None:
    for host, name in importer.unregistered.items():
        err.print(f"{host}: no outlet file; its articles stand under the outlet {name} of kind unregistered")
    if not as_json:
        print_table(("outcome", "articles"), sorted(importer.counts.items()), right=("articles",))
