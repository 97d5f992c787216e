"""Who a site is: its names, language, kind, country and zone, each with what said it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.discovery.countries import country_of_host, zone_of
from warraq.extract.facts.language import language_of
from warraq.extract.page import jsonld
from warraq.outlet_files.checks import SLUG, countries
from warraq.text.clean import clean_line
from warraq.text.countries import country_of_language
from warraq.text.fold import fold
from warraq.text.kinds import KINDS
from warraq.text.suffixes import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from warraq.discovery.front import Front
    from warraq.extract.page.jsonld import Json, Object
    from warraq.outlet import Kind, Outlet

LONGEST_SITE_NAME: Final = 40
"""Characters; the longest title of the packaged outlets has 27. What is longer is a slogan."""

SAMPLE_WORDS: Final = 100
"""Links whose words decide the language."""

_NAME_SEPARATOR: Final = re.compile(r"\s+[|\-–—:•·»«]+\s+|\s*[|»«]\s*")
_WORD_BREAK: Final = re.compile(r"[^\w]+")
_ARABIC_LETTERS: Final = re.compile(r"[\u0621-\u064a]")
_LETTER_OF_NAME: Final = re.compile(r"[^\W\d_]")
_NO_NAMES: Final = frozenset(
    map(fold, ("الرئيسية", "الصفحة الرئيسية", "أخبار", "الأخبار", "آخر الأخبار", "home", "homepage", "rss", "feed", "index", "news"))
)
_ORGANISATIONS: Final = re.compile(r"Organization$|^WebSite$|^Corporation$|Newspaper$|Broadcaster$|Station$|^Periodical$")
_OF_KIND: Final[dict[str, Kind]] = {"agency": "agency", "broadcast": "broadcaster"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a site says of itself; None and empty where nothing says it."""

    name: str
    """Slug, made of its domain."""
    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind = "publisher"
    country: str | None = None
    country_from: str = ""
    """What said the country, for people."""
    timezone: str | None = None
    language: str | None = None
    """BCP 47 primary tag of its front page."""


def identify(front: Front, host: str, feed_titles: Sequence[str], known: Outlet | None, outlets: Sequence[Outlet]) -> Identity:
    """The identity of the site at `host`.

    `known` is the entry of an outlet that is so far only cited, on the same domain; its facts count before the page's. `outlets` are the
    registered ones: where a country has several zones, theirs decide.
    """
    names = _names(front, feed_titles)
    country, country_from = _country(front, host, known)
    title = known.title if known else (names or [slug_of(host)])[0]
    return Identity(
        name=known.name if known else slug_of(host),
        title=title,
        aliases=tuple(_once((*(known.aliases if known else ()), *names), besides=title)),
        kind=known.kind if known else _kind(names),
        country=country,
        country_from=country_from,
        timezone=zone_of(country, outlets),
        language=language_of(" ".join(link.text for link in front.links[:SAMPLE_WORDS]), *front.languages),
    )


def slug_of(host: str) -> str:
    """A name for the outlet at a host: the label that its owner registered, as letters, digits and single underscores."""
    label = site_of(host).split(".")[0]
    slug = "_".join(re.findall(r"[a-z0-9]+", label.removeprefix("xn--").lower()))
    return slug if SLUG.fullmatch(slug) else "outlet"


def _names(front: Front, feed_titles: Sequence[str]) -> list[str]:
    """Names by which the site calls itself, Arabic ones first, then those that most of its statements hold; each once."""
    statements = [clean_line(said) for said in (*_stated(front), front.metadata.document_title, *feed_titles[:1])]
    names = _once((part for statement in statements for part in _parts(statement) if _is_name(part)), besides="")
    texts = [_spaced(statement) for statement in statements]
    return sorted(names, key=lambda name: (not _ARABIC_LETTERS.search(name), -sum(_spaced(name) in text for text in texts)))


def _once(names: Iterable[str], besides: str) -> list[str]:
    """The names, each once, letter variants aside, without that of the title."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return [name for same, name in found.items() if same != fold(besides)]


def _spaced(text: str) -> str:
    """Folded, with spaces for everything between words, and around it, so that names are found as whole words."""
    return f" {_WORD_BREAK.sub(' ', fold(text)).strip()} "


def _stated(front: Front) -> Iterator[str]:
    """What the page declares to be the name of its site or publisher."""
    yield from front.metadata.site_names
    for found in _organisations(front.graph):
        yield from jsonld.texts(found.get("name"))
        yield from jsonld.texts(found.get("alternateName"))


def _parts(title: str) -> list[str]:
    """The parts of a title that may be the name: all of «الرئيسية | صدى», the ends of longer ones."""
    parts = [part for part in _NAME_SEPARATOR.split(title) if part and fold(part) not in _NO_NAMES]
    return parts if len(parts) < 3 else [parts[0], parts[-1]]


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST_SITE_NAME and bool(_LETTER_OF_NAME.search(text)) and fold(text) not in _NO_NAMES and "://" not in text


def _organisations(values: Iterable[Json], depth: int = 0) -> Iterator[Object]:
    """Objects of JSON-LD that describe the publisher or its site."""
    for value in values:
        if isinstance(value, list):
            yield from _organisations(value, depth + 1)
        elif isinstance(value, dict) and depth < jsonld.MAX_JSON_DEPTH:
            if any(map(_ORGANISATIONS.search, jsonld.texts(value.get("@type")))):
                yield value
            yield from _organisations((value.get("@graph"), value.get("publisher")), depth + 1)


def _kind(names: Iterable[str]) -> Kind:
    """By the kind word of a name («وكالة …», «قناة …»); a publisher where none says otherwise."""
    words = (KINDS.get(word) for name in names for word in fold(name).split()[:1])
    return next((_OF_KIND[word] for word in words if word in _OF_KIND), "publisher")


def _country(front: Front, host: str, known: Outlet | None) -> tuple[str | None, str]:
    """The surest statement first: the registry, the domain, the address in structured data, the page's language."""
    if known and known.country:
        return known.country, "registered so far as an outlet that is cited"
    if found := country_of_host(host):
        return found, f"from the domain .{host.rpartition('.')[2]}"
    for organisation in _organisations(front.graph):
        for text in jsonld.texts(organisation.get("address"), "addressCountry", "name"):
            if text.upper() in countries():
                return text.upper(), "from the address in the page's structured data"
    regions = ((tag, country_of_language(tag)) for tag in front.languages)
    return next(((code, f"from the page's language {tag}; check it") for tag, code in regions if code), (None, ""))
