"""Where `warraq.crawl.manners.robots` stood before; it goes with the next release."""

from __future__ import annotations

from warraq.moved import moved

__getattr__ = moved("warraq.crawl.robots", "warraq.crawl.manners.robots")
