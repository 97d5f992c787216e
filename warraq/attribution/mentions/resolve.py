"""Decides which registered outlet a mention names, or leaves it open where several bear the name and nothing decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.kinds import KINDS
from warraq.attribution.mentions.registry import Registry, RegistryEntry, Strength
from warraq.words.countries import ARAB

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.registry import Name


_MAGAZINE: Final = "مجله"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page."""

    registry: Registry
    outlet: str | None = None
    """Slug of the page's outlet."""
    country: str | None = None
    """ISO 3166 alpha-2 country of the page."""


def resolve(mention: Mention, context: Context, place: str | None = None) -> str | None:
    """The slug, or None; `place` is the folded city of the dateline that the mention stands in."""
    candidates = _speaking(mention, _candidates(mention))
    if context.outlet in {entry.slug for entry in candidates}:
        return context.outlet
    name = mention.name or mention.twin
    if name and place and (hint := _by_place(name.text, place, context.registry)):
        return hint
    candidates = _of_country(mention, candidates)
    if name is None and mention.kind and KINDS[mention.kind] == "agency" and mention.country:
        return _agency_of(mention.country, context.registry)
    if not candidates or name is None:
        return None
    if len(candidates) == 1 and not name.shared:
        return None if is_of_other_kind(mention, name, candidates[0], context.registry) else candidates[0].slug
    hinted = _by_kind(mention, name.text, candidates, context.registry)
    if hinted is None and mention.country is None:
        hinted = _only(entry for entry in candidates if context.country and entry.country == context.country)
    return hinted or (_only(candidates) if mention.country else None)


def _candidates(mention: Mention) -> list[RegistryEntry]:
    first = mention.name.entries if mention.name else ()
    second = mention.twin.entries if mention.twin else ()
    return [entry for entry in first if entry in second] or list(first or second)


def _speaking(mention: Mention, candidates: list[RegistryEntry]) -> list[RegistryEntry]:
    """Those that publish in the language the text names."""
    if mention.languages is None:
        return candidates
    return [entry for entry in candidates if entry.country in mention.languages]


def _of_country(mention: Mention, candidates: list[RegistryEntry]) -> list[RegistryEntry]:
    """Those of the nationality the text names. A distinct name keeps its one outlet, for people differ about where an outlet belongs,
    unless an outlet of the Arab countries were said to be of another part of the world («وكالة الأنباء المركزية الكورية»).
    """
    if mention.country is None:
        return candidates
    fitting = [entry for entry in candidates if entry.country == mention.country]
    name = mention.name or mention.twin
    distinct = len(candidates) == 1 and name is not None and name.strength is not Strength.ORDINARY and not name.shared
    if fitting or not distinct or (candidates[0].country in ARAB and mention.country not in ARAB):
        return fitting
    return candidates


def _agency_of(country: str, registry: Registry) -> str | None:
    """«وكالة الأنباء المصرية»: the agency marked as its state's; without a mark the only one of an Arab country."""
    agencies = [entry for entry in registry.entries.values() if entry.kind == "agency" and entry.country == country]
    national = [entry for entry in agencies if entry.national]
    return _only(national) if national or country not in ARAB else _only(agencies)


def is_of_other_kind(mention: Mention, name: Name, entry: RegistryEntry, registry: Registry) -> bool:
    """«إذاعة البيان» is no newspaper, «مجلة البيان» not the daily: an ordinary word that another may bear."""
    if not mention.kind or name.strength is not Strength.ORDINARY or (name.text, mention.kind) in registry.kinds:
        return False
    if KINDS[mention.kind] == "broadcast":
        return entry.kind == "publisher"
    return mention.kind == _MAGAZINE or (KINDS[mention.kind] == "paper" and entry.kind in ("broadcaster", "agency"))


def _by_kind(mention: Mention, name: str, candidates: list[RegistryEntry], registry: Registry) -> str | None:
    """A broadcaster behind «قناة», an agency behind «وكالة», and whoever is written with just this kind word.

    «صحيفة» decides only where a single one of them is a newspaper at all and is written with that word.
    """
    if not mention.kind:
        return None
    written = registry.kinds.get((name, mention.kind), frozenset())
    kinds = {"broadcast": "broadcaster", "agency": "agency", "paper": "publisher"}
    fitting = [entry for entry in candidates if entry.kind == kinds.get(KINDS[mention.kind], entry.kind)]
    if KINDS[mention.kind] == "paper":
        sisters = {slug for (other, kind), slugs in registry.kinds.items() if other == name and KINDS[kind] == "paper" for slug in slugs}
        return _only(entry for entry in fitting if len(fitting) == 1 and entry.slug in sisters)
    return _only(entry for entry in candidates if entry.slug in written) or _only(fitting)


def _by_place(name: str, place: str, registry: Registry) -> str | None:
    """The one outlet whose datelines join this name and city («صنعاء - سبأ»)."""
    return _only(registry.entries[slug] for slug in registry.places.get((name, place), ()))


def _only(entries: Iterable[RegistryEntry]) -> str | None:
    """The slug of the single entry, None for none or several."""
    found = list(entries)
    return found[0].slug if len(found) == 1 else None
