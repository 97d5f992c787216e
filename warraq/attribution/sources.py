"""Finds every source of an article: who published it, whom it credits, its dateline, whom it cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.attribution.mentions.resolve import Context
from warraq.attribution.reader import FieldReader, Source

if TYPE_CHECKING:
    from warraq.attribution.mentions.registry import Registry
    from warraq.items import Attribution, Field


def find_sources(
    text: str,
    *,
    registry: Registry,
    title: str | None = None,
    byline: str | None = None,
    credit_line: str | None = None,
    outlet: str | None = None,
    country: str | None = None,
) -> list[Attribution]:
    """The sources that an article names, each once per role, in the order credit line, byline, title, text.

    `text` is the body with one paragraph a line; `outlet` is the slug of the page's own outlet and `country` the page's ISO 3166 alpha-2
    code, None where unknown. Offsets are code points into the field as given. No text raises; a name that nothing resolves has outlet None.
    """
    context = Context(registry, outlet, country)
    fields: list[tuple[Field, str | None]] = [("credit_line", credit_line), ("byline", byline), ("title", title), ("body", text)]
    found = [source for field, content in fields if content for source in FieldReader(content, field, context).sources()]
    return [source.attribution for source in _settled(found)]


def _settled(found: list[Source]) -> list[Source]:
    """Names left open take the outlet that the same name has elsewhere in the article; what the page copies is not its own; no doubles."""
    known = {source.folded_name: source.attribution.outlet for source in found if source.attribution.outlet}
    found = [_resolved(source, known.get(source.folded_name)) for source in found]
    copied = {_identity(source) for source in found if source.attribution.role == "credited"}
    found = [_copied(source) if source.own and _identity(source) in copied else source for source in found]
    unique: dict[tuple[str, str], Source] = {}
    for source in found:
        unique.setdefault((source.attribution.role, _identity(source)), source)
    return list(unique.values())


def _identity(source: Source) -> str:
    return source.attribution.outlet or source.folded_name


def _resolved(source: Source, outlet: str | None) -> Source:
    if source.attribution.outlet or outlet is None:
        return source
    return replace(source, attribution=replace(source.attribution, outlet=outlet))


def _copied(source: Source) -> Source:
    return replace(source, attribution=replace(source.attribution, role="credited"))
