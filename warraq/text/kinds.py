"""The words that say what kind of outlet a name is, folded, with the kind."""

from __future__ import annotations

from typing import Final

from warraq.text.vocabulary import listed
from warraq.words.kinds import DEFINITE, DUAL, PLURAL, SINGULAR, Kind

KINDS: Final[dict[str, Kind]] = {
    word: kind for forms in (SINGULAR, DEFINITE, DUAL, PLURAL) for kind, words in forms.items() for word in listed(words)
}
