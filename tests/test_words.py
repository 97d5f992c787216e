"""One vocabulary: no list of places, kinds of outlets, agencies, months, weekdays or countries stands outside `warraq/words`."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from warraq.text.fold import fold
from warraq.text.vocabulary import customary, listed, numbered
from warraq.words import agencies, calendar, countries, kinds, places, zone_places

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = [path for top in ("warraq", "spiders", "pipelines", "storage", "tools") for path in sorted((ROOT / top).rglob("*.py"))]
WORD: Final = re.compile("[\u0621-\u064a]+")
LONG: Final = 10
"""Arabic words of a literal that may be anything."""
SHARED: Final = 3

GRAMMAR: Final = {
    "warraq/text/stem_words.py": "the stemmer's dictionary: each word with its forms and the root they share",
    "warraq/extract/page/label_words.py: SHARE": "«الخبر» is a piece of news there, «قناه» and «واتس اب» are where readers follow a site",
    "warraq/attribution/lexicon/explained.py: NAMES_OF_PRESS": "words that only the press bears in its names, some of them kinds",
    "warraq/extract/page/calls.py: _CHANNEL": "where readers are called to follow a site, in the forms that calls use",
    "warraq/text/loanwords.py: _WELL_KNOWN": "foreign words with a letter before them, as search meets them",
    "tools/sources_page.py: EXAMPLES": "sentences that show each rule",
}
"""Lists of grammar and labels that share words with the vocabulary, by file, or file and name, and what they are."""

VOCABULARY: Final = frozenset(
    {
        *listed(
            places.PLACE_NAMES, agencies.AGENCIES, *countries.ADJECTIVES.values(), *countries.LANGUAGE_COUNTRIES, *countries.NATIVE_DOMAINS
        ),
        *listed(*(words for forms in (kinds.SINGULAR, kinds.DEFINITE, kinds.DUAL, kinds.PLURAL) for words in forms.values())),
        *listed(*calendar.WEEKDAYS),
        *(fold(name) for row in (*calendar.MONTH_NAMES.values(), calendar.HIJRI_NAMES) for name, _ in numbered(row)),
        *(fold(place) for row in zone_places.ZONE_PLACES.values() for place in row.split("|")),
    }
)
PHRASES: Final = [name for name in VOCABULARY if " " in name]


def literals(source: str) -> Iterator[tuple[str, str]]:
    """The name under which each statement binds its strings ("" for none), and these in one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return | ast.For):
            inside = node.iter if isinstance(node, ast.For) else node
            target = getattr(node, "target", None) or next(iter(getattr(node, "targets", ())), None)
            text = " ".join(part.value for part in ast.walk(inside) if isinstance(part, ast.Constant) and isinstance(part.value, str))
            yield (target.id if isinstance(target, ast.Name) else "", text)


def shared(text: str) -> set[str]:
    """The names of the vocabulary in a literal of more than ten Arabic words."""
    words = WORD.findall(fold(text))
    said = f" {' '.join(words)} "
    return (VOCABULARY & set(words)) | {name for name in PHRASES if f" {name} " in said} if len(words) > LONG else set()


def copies() -> dict[str, set[str]]:
    """What the literals outside the vocabulary share with it, by file and name, where that is three names or more."""
    found = {}
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for name, text in literals(source) if len(WORD.findall(source)) > LONG else ():
            if len(names := shared(text)) >= SHARED:
                found[f"{path.relative_to(ROOT)}: {name}"] = names
    return {place: names for place, names in found.items() if not place.startswith("warraq/words/")}


def allowed(place: str) -> set[str]:
    return GRAMMAR.keys() & {place, place.partition(":")[0]}


def test_no_list_of_the_vocabulary_stands_outside_of_it() -> None:
    found = copies()
    assert {place: names for place, names in found.items() if not allowed(place)} == {}
    assert set().union(*map(allowed, found)) == set(GRAMMAR), "an entry of GRAMMAR that excuses nothing any more"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('X = "يناير فبراير مارس كتاب قلم باب دار نهر بحر جبل سهل"', id="months in a string"),
        pytest.param('x: Final = ["القاهرة", "رام الله", "عدن", "كتاب", "قلم", "باب", "دار", "نهر", "بحر", "سهل"]', id="places in a list"),
        pytest.param('def f():\n    return re.compile("ال(?:صحيفه|جريده|قناه|كتاب|قلم|باب|دار|نهر|بحر|سهل|جبل)")', id="kinds in a pattern"),
        pytest.param('for x in ("رويترز", "شينخوا", "بترا", "ا", "ب", "ت", "ث", "ج", "ح", "خ", "د"): pass', id="agencies in a loop"),
    ],
)
def test_a_copy_is_found(source: str) -> None:
    assert max(len(shared(text)) for _, text in literals(source)) >= SHARED


def test_every_list_is_written_without_doubles() -> None:
    for words in (places.PLACE_NAMES, agencies.AGENCIES, places.PLACE_OPENINGS, places.PLACE_CLOSINGS, kinds.LOOSE):
        names = words.split()
        assert len(names) == len(set(names))


def test_the_rows_of_the_calendar_have_twelve_months() -> None:
    rows = (*calendar.MONTH_NAMES.values(), calendar.LATIN_MONTHS, calendar.LIBYAN_MONTHS, calendar.HIJRI_NAMES)
    assert {len(customary(row)) for row in rows} == {12}
    assert all(len(row) == 7 for row in (calendar.WEEKDAYS, calendar.OTHER_WEEKDAYS, calendar.LATIN_WEEKDAYS))
