"""Adjectives of nationality and languages of publication, folded."""

from __future__ import annotations

from typing import Final

from warraq.attribution.lexicon.forms import feminine
from warraq.text.fold import fold
from warraq.words.countries import ADJECTIVES, LANGUAGE_COUNTRIES


def _nationalities() -> dict[str, str]:
    forms: dict[str, str] = {}
    for country, adjectives in ADJECTIVES.items():
        for adjective in fold(adjectives).replace("+", " ").split():
            forms.update(dict.fromkeys((f"ال{adjective}", f"ال{feminine(adjective)}"), country))
    return forms


# Definite adjective, masculine or feminine -> country: «السعودية» -> SA.
NATIONALITIES: Final = _nationalities()
# The same without the article: «صحيفة سعودية».
INDEFINITE: Final = frozenset(word.removeprefix("ال") for word in NATIONALITIES)
LANGUAGES: Final = {fold(name): frozenset(countries.split()) for name, countries in LANGUAGE_COUNTRIES.items()}
