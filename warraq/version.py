"""Which Warraq this is: the version that `pyproject.toml` states, as the installed package tells it."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "0"
"""Said of a checkout that was never installed."""


def version() -> str:
    """The version of the program, as `0.1.0`; `UNKNOWN` where it runs from files that no installation knows."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("warraq")
    except PackageNotFoundError:
        return UNKNOWN
