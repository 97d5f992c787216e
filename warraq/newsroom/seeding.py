"""Random choices that repeat: the same keys always give the same generator."""

from __future__ import annotations

from random import Random


def seeded(*keys: object) -> Random:
    """A generator that depends on `keys` alone, not on the process or on what was drawn elsewhere."""
    return Random("/".join(map(str, keys)))  # noqa: S311 - play, no secret
