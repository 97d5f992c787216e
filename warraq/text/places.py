"""Knows names of places: those that are listed, and those that open and close as names of places do."""

from __future__ import annotations

import re
from typing import Final

from warraq.text.vocabulary import alternatives, listed
from warraq.words import places

PLACES: Final = listed(places.PLACE_NAMES)
"""Folded."""

_PLACE_OPENING: Final = re.compile(rf"(?:{alternatives(places.PLACE_OPENINGS)}) \w")
_PLACE_CLOSING: Final = re.compile(rf"\w (?:{alternatives(places.PLACE_CLOSINGS)})$")


def is_place(folded: str) -> bool:
    """True for a folded name that is a listed place, or opens or closes as names of places do."""
    return folded in PLACES or bool(_PLACE_OPENING.match(folded)) or bool(_PLACE_CLOSING.search(folded))
