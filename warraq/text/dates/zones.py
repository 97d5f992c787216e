"""Time zones as Arabic stamps name them, and the one zone of each Arabic country."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

COUNTRY_ZONES: Final = {
    "AE": "Asia/Dubai",
    "BH": "Asia/Bahrain",
    "DJ": "Africa/Djibouti",
    "DZ": "Africa/Algiers",
    "EG": "Africa/Cairo",
    "IL": "Asia/Jerusalem",
    "IQ": "Asia/Baghdad",
    "IR": "Asia/Tehran",
    "JO": "Asia/Amman",
    "KM": "Indian/Comoro",
    "KW": "Asia/Kuwait",
    "LB": "Asia/Beirut",
    "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "OM": "Asia/Muscat",
    "PS": "Asia/Hebron",
    "QA": "Asia/Qatar",
    "SA": "Asia/Riyadh",
    "SD": "Africa/Khartoum",
    "SO": "Africa/Mogadishu",
    "SY": "Asia/Damascus",
    "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul",
    "YE": "Asia/Aden",
}
"""ISO 3166 code to tz database name, for countries that keep one zone."""

ZONE_COUNTRIES: Final = {name: country for country, name in COUNTRY_ZONES.items()} | {"Asia/Gaza": "PS"}

UNIVERSAL: Final = ("غرينتش", "جرينتش", "غرينيتش", "جرينيتش", "غرنتش", "جرنتش", "غرينتش العالمي", "gmt", "utc", "z", "ut")
"""Words that mean UTC wherever they stand beside a time."""

ABBREVIATIONS: Final = {"eet": 120, "eest": 180, "ksa": 180, "cet": 60, "cest": 120, "gst": 240}
"""Latin zone letters without a second meaning on Arabic pages, in minutes east of Greenwich."""


@cache
def named_zone(name: str) -> tzinfo:
    """The zone of a tz database name; ValueError names a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone is named {name!r}; give a tz database name such as Africa/Cairo") from error


@cache
def fixed_zone(minutes: int) -> tzinfo:
    """The zone that many minutes east of Greenwich."""
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def zone_of(zone: str | tzinfo | None, country: str | None) -> tzinfo | None:
    """The zone of an outlet: the one given, else the only one of its country, else None."""
    if isinstance(zone, str):
        return named_zone(zone)
    return zone or (named_zone(COUNTRY_ZONES[country]) if country in COUNTRY_ZONES else None)


def country_of(country: str | None, zone: tzinfo | None) -> str | None:
    """The country given, else the one that a zone's name implies, else None."""
    return country or ZONE_COUNTRIES.get(getattr(zone, "key", ""))
