"""Finds every source of an article: who published it, whom it credits, its dateline, whom it cites."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.attribution.mentions.own_names import own_names
from warraq.attribution.mentions.registry import OWN_PAGE
from warraq.attribution.mentions.resolve import Context
from warraq.attribution.reader import FieldReader, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.attribution.mentions.registry import Registry
    from warraq.items import Attribution, Field


# A byline or credit line names nobody in passing.
_PROSE_FIELDS: Final = frozenset({"title", "body"})


def find_sources(
    text: str,
    *,
    registry: Registry,
    title: str | None = None,
    byline: str | None = None,
    credit_line: str | None = None,
    outlet: str | None = None,
    country: str | None = None,
    names: Iterable[str] = (),
    once: bool = True,
) -> list[Attribution]:
    """The sources that an article names, each `once` per role or every time, in the order credit line, byline, title, text.

    `text` is the body with one paragraph a line; `outlet` is the slug of the page's own outlet and `country` the page's ISO 3166 alpha-2
    code, None where unknown. `names` are what the page calls its site (site name, publisher, end of its title, host); they count where no
    registered outlet owns the page, as does an `outlet` that the registry does not have. Offsets are code points into the field as given.
    No text raises; a name that nothing resolves has outlet None.
    """
    context = _context(registry, outlet, country, names)
    fields: list[tuple[Field, str | None]] = [("credit_line", credit_line), ("byline", byline), ("title", title), ("body", text)]
    readers = [FieldReader(content, field, context) for field, content in fields if content]
    found = [source for reader in readers for source in reader.sources()]
    known = {key for source in found for key in (source.attribution.outlet, source.folded_name) if key}
    found += [source for reader in readers if reader.field in _PROSE_FIELDS for source in reader.presumed(known)]
    settled = _settled(found)
    return [source.attribution for source in (_first(settled) if once else settled)]


def _context(registry: Registry, outlet: str | None, country: str | None, names: Iterable[str]) -> Context:
    if outlet in registry.entries:
        return Context(registry, outlet, country)
    own = own_names((*([outlet] if outlet else ()), *names))
    return Context(_with_page(registry, own, country), OWN_PAGE, country) if own else Context(registry, None, country)


@lru_cache(maxsize=16)
def _with_page(registry: Registry, names: tuple[str, ...], country: str | None) -> Registry:
    """The pages of one site come one after the other."""
    return registry.with_page(names, country)


def _settled(found: list[Source]) -> list[Source]:
    """Names left open take the outlet that the same name has elsewhere in the article; what the page copies is not its own."""
    known = {source.folded_name: source.attribution.outlet for source in found if source.attribution.outlet}
    found = [_resolved(source, known.get(source.folded_name)) for source in found]
    copied = {_identity(source) for source in found if source.attribution.role == "credited"}
    return [_copied(source) if source.own and _identity(source) in copied else source for source in found]


def _first(found: list[Source]) -> list[Source]:
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
