"""The options that choose articles, alike in `search`, `stories`, `stats` and `export`; `storage.query.choice` reads their words."""

from __future__ import annotations

from typing import Annotated

import typer

OutletOption = Annotated[str | None, typer.Option("--outlet", help="Only this outlet: its slug, name or an alias.")]
CountryOption = Annotated[str | None, typer.Option("--country", help="Only outlets of this country: two letters, such as EG.")]
SectionOption = Annotated[str | None, typer.Option("--section", help="Only this section.")]
KeywordOption = Annotated[str | None, typer.Option("--keyword", help="Only with this keyword.")]
AuthorOption = Annotated[str | None, typer.Option("--author", help="Only by this author; a part of the name is enough.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="Nothing older: 6h, 7d, a date or time, «أمس», «هذا الأسبوع».")]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="Nothing newer, a day to its end: 6h, 7d, a date or time, «أمس», «هذا الأسبوع».")
]
CreditedOption = Annotated[str | None, typer.Option("--credited", help="Only texts credited to this source: its slug, name or an alias.")]
CitedOption = Annotated[str | None, typer.Option("--cited", help="Only texts that cite this source: its slug, name or an alias.")]
OutletsOption = Annotated[int | None, typer.Option("--outlets", min=1, help="Only of stories that so many outlets carry, or more.")]
UncreditedOption = Annotated[
    str | None, typer.Option("--uncredited", help="Only what uses this outlet's text or name without credit: its slug, name or an alias.")
]
