"""Cells of a CSV file that a spreadsheet cannot take for formulas."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Final

_RISKY: Final = re.compile(r"""[\s"]*[=+\-@]|[\t\r']""")
"""What begins a formula, also behind spaces and quotes, which some programs drop (https://owasp.org/www-community/attacks/CSV_Injection);
the apostrophe, so that it can be undone."""


def cell(value: object) -> str:
    """The value as a cell: nothing for None, ISO 8601 for dates and times, JSON for lists. Text that could be a formula gets an apostrophe
    before it, as does text that begins with one; `text_of` takes it away again."""
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple, dict)):
        value = json.dumps(value, ensure_ascii=False, default=plain)
    return f"'{value}" if isinstance(value, str) and _RISKY.match(value) else str(value)


def plain(value: object) -> str:
    """What JSON has no form for, as text: dates and times as ISO 8601. Raises TypeError for anything else."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def text_of(cell: str) -> str:
    """The text that a cell was made of."""
    return cell[1:] if cell.startswith("'") else cell
