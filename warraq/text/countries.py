"""Tells an Arab country by the domain of a host or by the region of a language tag."""

from __future__ import annotations

import re
from typing import Final

from warraq.words.countries import ARAB, NATIVE_DOMAINS

SOLD_WORLDWIDE: Final = frozenset(
    """
    ac ad ai am as bz cc cd cf co dj fm ga gg gl gq im io la li me ml ms mu nu pw sc sh so sr st su tk to tv vc ws
    """.split()  # noqa: SIM905 - a vocabulary reads better as words
)
"""Country domains that sites anywhere use for their letters or their price, most of them on search engines' lists of such domains."""

_REGION: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?![A-Za-z])")


def arab_country_of_host(host: str) -> str | None:
    """The Arab country whose domain a host is under; None for others, for general domains and for those sold worldwide."""
    label = host.rpartition(".")[2].lower()
    if label.startswith("xn--"):
        return NATIVE_DOMAINS.get(label.encode().decode("idna"))
    return label.upper() if label.upper() in ARAB and label not in SOLD_WORLDWIDE else None


def country_of_language(tag: str) -> str | None:
    """The Arab country of a tag such as `ar-EG`; None for one without a region, and for regions that only stand for a default (`ar_AR`)."""
    found = _REGION.match(tag.strip())
    code = found[1].upper() if found else ""
    return code if code in ARAB else None
