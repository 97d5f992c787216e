"""How the commands speak: data to stdout, messages to stderr, tables that read well from the right."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from warraq.text.visible import escaped, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from rich.console import RenderableType
    from rich.status import Status


class Speaker(Console):
    """A console that takes no text for markup, and gives a terminal none that it would obey."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **options)

    def print(self, *objects: Any, **options: Any) -> None:
        """As rich prints, with every bare string made visible."""
        super().print(*(shown(each, lines=True) if isinstance(each, str) else each for each in objects), **options)

    def status(self, status: RenderableType, **options: Any) -> Status:
        """As rich shows it, with a bare string made visible."""
        return super().status(shown(status) if isinstance(status, str) else status, **options)


# A program that reads a table wants its lines whole; a person's terminal has a width.
out = Speaker(width=None if sys.stdout.isatty() else 4000)
err = Speaker(stderr=True)
NARROWEST_COLUMN: Final = 12
"""Characters of a column below which words are torn into letters."""
_BETWEEN_COLUMNS: Final = 2
"""Spaces between two columns."""
_BEYOND_ASCII: Final = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def to_json(value: object) -> str:
    """One line of JSON; instants as ISO 8601 in UTC, Arabic as itself."""
    return escaped(json.dumps(value, ensure_ascii=False, default=_plain))


def print_json(value: object) -> None:
    """A value as one line on stdout."""
    sys.stdout.write(to_json(value) + "\n")


def _plain(value: object) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def isolate(text: str) -> str:
    """The text, visible; on a terminal in bidi isolates where it holds right-to-left letters, so that it stays inside its own cell.

    What reads a pipe or file gets no marks of direction.
    """
    text = visible(text)
    turned = out.is_terminal and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return f"\u2068{text}\u2069" if turned else text


def readable(url: str) -> str:
    """A URL with the letters that its escapes stand for, as browsers show and take it; escapes of anything but letters stay."""

    def letters(found: re.Match[str]) -> str:
        decoded = unquote_to_bytes(found[0]).decode(errors="replace")
        return decoded if decoded.isalnum() else found[0]

    return _BEYOND_ASCII.sub(letters, url)


def moment(value: datetime | date | None, *, named: bool = False) -> str:
    """An instant as people read it, to the minute in the zone of the settings (`timezone`), which is `named` behind it where nothing else
    says it; a bare day stays a day; nothing where there is none."""
    if value is None or not isinstance(value, datetime):
        return value.isoformat() if value else ""
    return value.astimezone(_zone()).strftime("%Y-%m-%d %H:%M") + (f" {zone_name()}" if named else "")


def zone_name() -> str:
    """The zone of the times that are shown: `UTC`, `Asia/Beirut`."""
    return _zone().key


def _zone() -> ZoneInfo:
    from warraq import config  # few commands show a time, and `--help` none

    return config.load().zone


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str | None = None,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """A table on stdout; columns in `right` are set flush right, as figures and Arabic are read, those in `whole` are never folded.

    On a terminal too narrow to leave every folded column `NARROWEST_COLUMN` characters the last columns stand below their row.
    """
    given = [list(row) for row in rows]
    timed = {place for row in given for place, value in enumerate(row) if isinstance(value, datetime)}
    heads = [f"{column} {zone_name()}".strip() if place in timed else column for place, column in enumerate(columns)]
    cells = [[_cell(value) for value in row] for row in given]
    fitting = _fitting(heads, cells, {place for place, column in enumerate(columns) if column in whole})
    if fitting < len(heads):
        _print_folded(heads, cells, fitting, title)
        return
    table = Table(
        title=None if title is None else shown(title),
        title_justify="left",
        header_style="bold",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for column, head in zip(columns, heads, strict=True):
        table.add_column(shown(head), justify="right" if column in right else "left", overflow="fold", no_wrap=column in whole)
    for row in cells:
        table.add_row(*row)
    out.print(table)


def _widths(heads: Sequence[str], cells: Sequence[Sequence[Text]]) -> list[int]:
    """Of each column, as wide as its widest line."""
    return [max(cell_len(head), *(row[place].cell_len for row in cells)) if cells else cell_len(head) for place, head in enumerate(heads)]


def _fitting(heads: Sequence[str], cells: Sequence[Sequence[Text]], whole: set[int]) -> int:
    """How many of the columns, from the first, have room side by side."""
    needed = 0
    for place, width in enumerate(_widths(heads, cells)):
        needed += (width if place in whole else min(width, NARROWEST_COLUMN)) + _BETWEEN_COLUMNS
        if needed - _BETWEEN_COLUMNS > out.width:
            return max(1, place)
    return len(heads)


def _print_folded(heads: Sequence[str], cells: Sequence[Sequence[Text]], fitting: int, title: str | None) -> None:
    """Each row with its first columns side by side, and below it the others that say something, each behind its name."""
    widths = [min(width, out.width) for width in _widths(heads, cells)[:fitting]]
    while (excess := sum(widths) + _BETWEEN_COLUMNS * (fitting - 1) - out.width) > 0:
        widest = max(range(fitting), key=lambda place: widths[place])
        widths[widest] -= max(1, min(excess, widths[widest] - NARROWEST_COLUMN))
    if title is not None:
        out.print(shown(title, style="italic"))
    for number, row in enumerate([[shown(head, style="bold") for head in heads], *cells]):
        grid = Table.grid(padding=(0, _BETWEEN_COLUMNS, 0, 0))
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        grid.add_row(*row[:fitting])
        out.print(grid)
        for head, cell in zip(heads[fitting:], row[fitting:] if number else (), strict=False):
            if cell.plain:
                out.print(Padding(Text.assemble((f"{head}: ", "dim"), cell), (0, 0, 0, 4), expand=False))


def shown(text: str, *, lines: bool = False, style: str = "") -> Text:
    """Text of whatever origin as rich prints it: neither markup nor anything that a terminal obeys; `lines`: line feeds stay."""
    return Text(visible(text, lines=lines), style)


def _cell(value: object) -> Text:
    if isinstance(value, (datetime, date)) or value is None:
        return Text(moment(value))
    return Text(isolate(str(value)))


def print_rows(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    *,
    as_json: bool,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
    none: str | None = None,
) -> None:
    """Rows as a table of the given columns, or whole as one JSON array; without rows no table, but the words `none` on stderr."""
    if as_json:
        print_json(list(rows))
    elif rows:
        print_table(columns, ([row.get(column) for column in columns] for row in rows), right=right, whole=whole)
    elif none:
        err.print(none)
