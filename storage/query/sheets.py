"""Writes records as flat rows for spreadsheets: the `sheet` format of CSV, and workbooks that open from right to left."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final

from storage.query.cells import cell
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from storage.sql import Row

SHEET_COLUMNS: Final = (
    "article_id", "published", "outlet_title", "country", "title", "url", "credited", "cited", "authors", "keywords", "section", "summary",
    "story_id",
)  # fmt: skip
"""Of a sheet where none are named: no lists, no JSON, no long text. `published`, `credited` and `cited` are made of other fields."""
MADE: Final = ("published", "credited", "cited")

MOST_CHARACTERS_OF_A_CELL: Final = 32_767
MOST_ROWS: Final = 1_048_575
"""Of a sheet, its header aside: both are limits of the format (https://support.microsoft.com/office/excel-specifications-and-limits)."""
_LONGEST_LINK, _MOST_LINKS = 2_000, 65_000
_COMMA: Final = "، "


class Cut:
    """What a workbook had no room for."""

    def __init__(self) -> None:
        self.cells = 0
        self.rows = 0
        self.links = 0
        """Links written; addresses beyond `_MOST_LINKS` stand as text."""

    def __str__(self) -> str:
        cells = f"{self.cells:,} texts were cut at {MOST_CHARACTERS_OF_A_CELL:,} characters" if self.cells else ""
        rows = f"{self.rows:,} articles are left out, as a sheet has {MOST_ROWS:,} rows; choose a shorter time" if self.rows else ""
        return "; ".join(filter(None, (cells, rows)))


def flat(record: Row, columns: Sequence[str]) -> list[Any]:
    """The values of a record for a sheet: lists as their texts parted by «، », line breaks as « ¶ »."""
    return [_flat(_made(record, name) if name in MADE else record[name]) for name in columns]


def _made(record: Row, name: str) -> Any:
    if name == "published":
        return record["published_at"] or record["published_day"]
    roles = ("cited",) if name == "cited" else ("credited", "dateline")
    return list(dict.fromkeys(source["name"] for source in record["attributions"] if source["role"] in roles))


def _flat(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return _COMMA.join(_shown(part) for part in value) or None
    return " ¶ ".join(value.splitlines()) if isinstance(value, str) else value


def _shown(part: Any) -> str:
    """What a person wants of a value in a list: of a source its name, of a link or picture its title, else its address."""
    if isinstance(part, dict):
        return str(next((part[name] for name in ("name", "title", "caption", "url") if part.get(name)), ""))
    return str(part)


def write_sheet(records: Iterable[Row], stream: IO[str], columns: Sequence[str] = SHEET_COLUMNS) -> int:
    """CSV with flat cells, of which none can be a formula; times are UTC. Returns how many articles."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for record in records:
        writer.writerow([cell(_clock(value)) for value in flat(record, columns)])
        count += 1
    return count


def _clock(value: Any) -> Any:
    """An instant as spreadsheets read it."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value


def write_xlsx(records: Iterable[Row], path: Path, columns: Sequence[str] = SHEET_COLUMNS) -> tuple[int, Cut]:
    """A workbook of one sheet, from right to left, with times in UTC and links; returns how many articles, and what had no room.

    Text is written as text: nothing in it is ever a formula. Raises UsageError that names the extra where XlsxWriter is missing.
    """
    try:
        writer = import_module("xlsxwriter")
    except ModuleNotFoundError:
        raise UsageError("xlsx needs XlsxWriter; install it with: pip install 'warraq[xlsx]', or write --format sheet") from None
    cut, count = Cut(), 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with writer.Workbook(str(path), {**options, "remove_timezone": True}) as book:
        sheet = book.add_worksheet("articles")
        sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        forms = {"time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name)
        for record in records:
            if count == MOST_ROWS:
                cut.rows += 1
                continue
            count += 1
            for place, value in enumerate(flat(record, columns)):
                _write_cell(sheet, count, place, value, forms, cut)
    return count, cut


def _write_cell(sheet: Any, row: int, place: int, value: Any, forms: dict[str, Any], cut: Cut) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(UTC), forms["time"])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, forms["day"])
    elif value is not None:
        cut.cells += len(value) > MOST_CHARACTERS_OF_A_CELL
        _write_text(sheet, row, place, str(value)[:MOST_CHARACTERS_OF_A_CELL], cut)


def _write_text(sheet: Any, row: int, place: int, text: str, cut: Cut) -> None:
    """Web addresses as links, as long and as many as a sheet takes."""
    is_link = text.startswith(("http://", "https://")) and len(text) <= _LONGEST_LINK and not any(map(str.isspace, text))
    if is_link and cut.links < _MOST_LINKS:
        cut.links += 1
        sheet.write_url(row, place, text, string=text)
    else:
        sheet.write_string(row, place, text)
