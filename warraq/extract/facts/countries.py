"""Finds the Arab country whose site a page says it is of, for the clock of outlets that nobody registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.text.countries import arab_country_of_host, country_of_language
from warraq.text.urls import host_of
from warraq.words.countries import ARAB

if TYPE_CHECKING:
    from warraq.extract.page.metadata import Metadata

DEFAULTS: Final = frozenset(("AE", "EG", "SA"))
"""Regions that systems put beside Arabic unasked (`ar-SA` is that of Windows); pages anywhere state them."""


def country_of_page(address: str, metadata: Metadata) -> str | None:
    """ISO 3166 code of the country under whose domain the page is, else of the one that its publisher's address, its region or the region
    of its language name; None where none does, where they differ, and for all but Arab countries."""
    if address.startswith(("http://", "https://")) and (found := arab_country_of_host(_host(address))):
        return found
    regions = {said[:2].upper() for said in metadata.regions if said[:2].upper() in ARAB and not said[2:3].isalpha()}
    spoken = {region for tag in metadata.locales if (region := country_of_language(tag))}
    stated = regions | (spoken if len(spoken) > 1 else spoken - (DEFAULTS - regions))
    return stated.pop() if len(stated) == 1 else None


def _host(address: str) -> str:
    try:
        return host_of(address)
    except ValueError:
        return ""
