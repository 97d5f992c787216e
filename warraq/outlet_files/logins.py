"""User and password in the address of a place to look: taken apart when a file is read, so that nothing shows or stores them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import MutableMapping

PLACES_TO_LOOK: Final = ("feeds", "sitemaps", "listings")

_LOGIN_IN_ADDRESS: Final = re.compile(r"^(https?://)([^/?#\s]*)@", re.IGNORECASE)
_ANY_LOGIN: Final = re.compile(r"""((?:[a-z][a-z\d+.-]*:)?//|(?<=['"]))(?:[^'"\n]|['"](?!\s))*@|[^\s'"]*:\S*@""", re.IGNORECASE)
"""In words about a value, which stands in quotes: all from its scheme, or its beginning, to the last «@»; and without quotes one word."""


def apart(address: str) -> tuple[str, str | None]:
    """The address without its login, and that as `user:password` in plain letters; None where it has none."""
    found = _LOGIN_IN_ADDRESS.match(address)
    if not found:
        return address, None
    user, _, password = found[2].partition(":")
    return found[1] + address[found.end() :], f"{unquote(user)}:{unquote(password)}"


def take_logins(values: MutableMapping[str, Any]) -> None:
    """Takes the logins out of the addresses of a file's values, and puts them beside as `logins`."""
    logins: dict[str, str] = {}
    for key in PLACES_TO_LOOK:
        parted = [apart(address) for address in values.get(key, ())]
        logins |= {address: login for address, login in parted if login is not None}
        if key in values:
            values[key] = tuple(address for address, _ in parted)
    values["logins"] = tuple(logins.items())


def hidden(words: str) -> str:
    """Words about an address, with whatever may be a login in it left out."""
    return _ANY_LOGIN.sub(r"\1…@", words)
