"""Whatever Apprise reaches: chats, telephones and the like, each by one address."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MISSING = "Apprise is missing; install it with: pip install 'warraq[alerts]'"


def is_there() -> bool:
    """Whether Apprise is installed."""
    return find_spec("apprise") is not None


def notify(job: Mapping[str, str | None], seconds: float) -> str:
    """Sends title and text to the address; "" where it was taken, else why not.

    What Apprise says of it may hold secrets and is not told.
    """
    if not is_there():
        return MISSING
    from apprise import Apprise

    box = Apprise()
    if not box.add(job["apprise"] or ""):
        return "Apprise knows no service by this address"
    return "" if box.notify(title=job["subject"] or "", body=job["text"] or "") else "Apprise could not deliver it"
