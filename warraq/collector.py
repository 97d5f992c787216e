"""How often Python looks for garbage: seldom while the program loads, and not again through what it has loaded."""

from __future__ import annotations

import gc
from typing import Final

SELDOM: Final = (10_000, 20, 20)
"""Thresholds of the three generations. With Python's own, loading what a crawl needs (150,000 objects) takes 1.2 times the CPU."""


def look_seldom() -> None:
    """For the beginning of a program: most of what it makes then is kept to its end."""
    gc.set_threshold(*SELDOM)


def settle() -> None:
    """Leaves what is loaded out of all later searches, each of which would take 80 ms in a crawl, and makes them seldom.

    Works once a process, as what is garbage by then stays too.
    """
    look_seldom()
    if not gc.get_freeze_count():
        gc.freeze()
