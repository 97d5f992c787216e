"""A small Arabic press on loopback, for the demo and the tests: invented outlets that publish, republish, edit, fail and fall silent."""

from __future__ import annotations

from warraq.newsroom.definitions import outlet_files
from warraq.newsroom.model import Article, Fault, Profile, Truth
from warraq.newsroom.press import Press
from warraq.newsroom.server import Hit, Newsroom, RequestLog

__all__ = ["Article", "Fault", "Hit", "Newsroom", "Press", "Profile", "RequestLog", "Truth", "outlet_files"]
