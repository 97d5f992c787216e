"""Names that people's settings and code may hold and that stand elsewhere now: they go on working for one release, and warn."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from warnings import warn

if TYPE_CHECKING:
    from collections.abc import Callable


def moved(old: str, new: str, **renamed: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module `old` whose names stand in the module `new` now; `renamed` gives those that changed, old to new.

    Each use warns with a DeprecationWarning that names both places; a name that `new` does not have is an AttributeError.
    """

    def find(name: str) -> Any:
        there = renamed.get(name, name)
        if name.startswith("__") or not hasattr(found := import_module(new), there):
            raise AttributeError(f"module {old!r} has no attribute {name!r}")
        warn(f"{old}.{name} is {new}.{there} now; the old name goes with the next release", DeprecationWarning, stacklevel=2)
        return getattr(found, there)

    return find
