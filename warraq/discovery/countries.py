"""A site's country and time zone, where its address or its page says them; never guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from warraq.outlet_files.checks import countries
from warraq.text.countries import SOLD_WORLDWIDE
from warraq.words.countries import ARAB, NATIVE_DOMAINS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from warraq.outlet import Outlet

_ELSEWHERE: Final = {"uk": "GB"}


def country_of_host(host: str) -> str | None:
    """The country whose domain a host is under; None for a general one, and for a country's that is sold worldwide."""
    label = host.rpartition(".")[2].lower()
    if label.startswith("xn--"):
        return NATIVE_DOMAINS.get(label.encode().decode("idna"))
    code = _ELSEWHERE.get(label, label.upper())
    return code if label not in SOLD_WORLDWIDE and code in countries() else None


def zone_of(country: str | None, outlets: Iterable[Outlet]) -> str | None:
    """The zone of a country that has one; of an Arab country that has two the one that most of its `outlets` keep; else None.

    The only such country is Palestine, and its two zones keep one time.
    """
    zones = _zones().get(country or "", ())
    if len(zones) == 1:
        return zones[0]
    kept = Counter(outlet.timezone for outlet in outlets if outlet.country == country and country in ARAB)
    return max(kept, key=lambda zone: (kept[zone], zone), default=None)


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Zones by country, from the table of the time zone database."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country] += (zone,)
    return found
