"""Scores programs on the labelled sets of this folder, beside each other.

    python benchmarks/compare.py [--slips] [SET.jsonl …]

Without files it reads sources/judge.jsonl. `--slips` prints what each program got wrong. The last line is one JSON object.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruler import Row, bare, score

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
FIELDS = ("byline", "title", "text")
# Glued to an Arabic name: and, so, by, to, as.
_CLITICS = "(?:[وف]?[بلك]?)"


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def warraq(row: Row) -> list[Row]:
    """`find_sources`, with all that the row tells of its page."""
    from warraq.attribution import find_sources
    from warraq.outlet_files.registry import default_registry

    given: dict[str, Any] = {name: row[name] for name in ("title", "byline", "outlet", "country")}
    found = find_sources(row["text"], registry=default_registry(), names=[row["site_name"]] if row["site_name"] else [], **given)
    return [
        {
            "role": source.role,
            "name": source.name,
            "outlet": source.outlet,
            "field": "text" if source.field == "body" else source.field,
            "start": source.name_start,
            "end": source.name_end,
            "rule": source.rule,
        }
        for source in found
    ]


def alias_match(row: Row) -> list[Row]:
    """Every registered name wherever it stands, the longest first, as cited; a name of several outlets names none."""
    pattern, slugs = _aliases()
    found: dict[str, Row] = {}
    for field in FIELDS:
        for match in pattern.finditer(_letters(row[field] or "")):
            name = bare(match["name"])
            bearers = slugs[name]
            start, end = match.span("name")
            outlet = next(iter(bearers)) if len(bearers) == 1 else None
            found.setdefault(name, {"role": "cited", "name": name, "outlet": outlet, "field": field, "start": start, "end": end})
    return list(found.values())


@cache
def _aliases() -> tuple[re.Pattern[str], dict[str, set[str]]]:
    from warraq.outlet_files.registry import default_registry

    slugs: dict[str, set[str]] = {}
    for slug, entry in default_registry().entries.items():
        for name in (entry.title, *entry.aliases):
            if bare(name):
                slugs.setdefault(bare(name), set()).add(slug)
    names = "|".join(re.escape(name) for name in sorted(slugs, key=len, reverse=True))
    return re.compile(rf"(?<!\w){_CLITICS}(?P<name>{names})(?!\w)"), slugs


def _letters(text: str) -> str:
    """The text with exchanged spellings made one, letter for letter, so that places stay."""
    return "".join(bare(letter) or letter for letter in text)


PROGRAMS: dict[str, Callable[[Row], list[Row]]] = {"warraq": warraq, "alias match": alias_match}


def main() -> None:
    slips = "--slips" in sys.argv
    paths = [Path(name) for name in sys.argv[1:] if not name.startswith("--")] or [HERE / "sources" / "judge.jsonl"]
    figures = {}
    for path in paths:
        rows = read(path)
        for name, program in PROGRAMS.items():
            result = score(rows, [program(row) for row in rows])
            figures[f"{path.stem}: {name}"] = result.figures()
            if slips:
                print(*(f"{name}: {slip}" for slip in result.slips), sep="\n")
    for name, each in figures.items():
        print(f"{name:24}", *(f"{key}={value}" for key, value in each.items()))
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
