"""Where `warraq.crawl.manners.resolver` stood before; it goes with the next release."""

from __future__ import annotations

from warraq.moved import moved

__getattr__ = moved("warraq.crawl.resolver", "warraq.crawl.manners.resolver")
