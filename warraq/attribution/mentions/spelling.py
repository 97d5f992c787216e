"""The skeleton of a foreign name: what all its Arabic spellings share."""

from __future__ import annotations

import re
from typing import Final

# بلومبرغ, بلومبيرج, بلومبرك: the same paper may mix them.
_EXCHANGED: Final = str.maketrans({"غ": "ج", "ك": "ج", "ق": "ج", "ط": "ت", "ض": "د", "ظ": "ز", "ذ": "د", "ث": "س", "ص": "س"})
_VOWELS: Final = re.compile("[اويء]")
_DOUBLED: Final = re.compile(r"(.)\1+")
# Shorter skeletons collide: «لوموند» and «إل موندو» are both لمند.
_SHORTEST: Final = 5


def skeleton(name: str) -> str | None:
    """Consonants of a folded name, letters that spellings exchange made one; None where too few are left to tell names apart."""
    if name.isascii():
        return None
    words = [word.removeprefix("ال").removesuffix("ه") for word in name.split()]
    consonants = _DOUBLED.sub(r"\1", _VOWELS.sub("", "".join(words).translate(_EXCHANGED)))
    return consonants if len(consonants) >= _SHORTEST else None
