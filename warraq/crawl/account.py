"""Where `warraq.crawl.run` stood before; it goes with the next release."""

from __future__ import annotations

from warraq.moved import moved

__getattr__ = moved("warraq.crawl.account", "warraq.crawl.run", Account="Run")
