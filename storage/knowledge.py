"""What is known of an outlet before its pages are read: today the facts of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from warraq.items import Observations
    from warraq.outlet import Outlet


def load(connection: Connection, outlet: Outlet) -> OutletKnowledge:
    """The knowledge that a crawl of the outlet begins with."""
    return OutletKnowledge(outlet)


def observe(connection: Connection, outlet_id: int, observations: Observations) -> None:
    """Takes what a page taught; nothing is learned from pages yet, so it leaves no trace."""
