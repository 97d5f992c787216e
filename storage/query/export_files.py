"""Writes records as JSON Lines, CSV or Parquet, as they come, holding no more than a batch."""

from __future__ import annotations

import csv
import json
from importlib import import_module
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from storage.query.cells import cell, plain
from storage.query.export import FIELDS, PARTS
from warraq.errors import UsageError
from warraq.text.visible import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from storage.sql import Row

_ROW_GROUP: Final = 2_000
"""Articles in a row group of a Parquet file, about 20 MB before compression."""


def write_jsonl(records: Iterable[Row], stream: IO[str], columns: Sequence[str] = tuple(FIELDS)) -> int:
    """One JSON object a line; instants and days as ISO 8601. Returns how many."""
    count = 0
    for record in records:
        chosen = {name: record[name] for name in columns}
        stream.write(escaped(json.dumps(chosen, ensure_ascii=False, default=plain)) + "\n")
        count += 1
    return count


def write_csv(records: Iterable[Row], stream: IO[str], columns: Sequence[str] = tuple(FIELDS)) -> int:
    """RFC 4180 with a header; cells as `storage.query.cells` makes them, lists as JSON. Returns how many."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for record in records:
        writer.writerow([cell(record[name]) for name in columns])
        count += 1
    return count


def write_parquet(records: Iterable[Row], path: Path, columns: Sequence[str] = tuple(FIELDS)) -> int:
    """A Parquet file with the types of `FIELDS`. Returns how many. Raises UsageError that names the extra where pyarrow is missing."""
    pyarrow = _pyarrow()
    schema = _schema(pyarrow, columns)
    count = 0
    with import_module("pyarrow.parquet").ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(iter(records)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _groups(records: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(records, _ROW_GROUP)):
        yield group


def _pyarrow() -> ModuleType:
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError:
        raise UsageError("Parquet needs pyarrow; install it with: pip install 'warraq[parquet]', or write jsonl or csv") from None


def _schema(pyarrow: ModuleType, columns: Sequence[str]) -> Any:
    simple = {
        "integer": pyarrow.int64(),
        "text": pyarrow.string(),
        "boolean": pyarrow.bool_(),
        "instant": pyarrow.timestamp("us", tz="UTC"),
        "day": pyarrow.date32(),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    lists = {of: pyarrow.list_(pyarrow.struct([(name, simple[kind]) for name, kind in parts.items()])) for of, parts in PARTS.items()}
    return pyarrow.schema([(name, (simple | lists)[FIELDS[name]]) for name in columns])
