"""Where `tools.reference` stood before; it goes with the next release."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from runpy import run_module

from warraq.moved import moved

__getattr__ = moved("warraq.reference", "tools.reference")

if __name__ == "__main__":
    if find_spec("tools.reference") is None:
        sys.exit("warraq.reference writes the project's own docs/ and is no part of an installed Warraq; in a checkout: make docs")
    print("python -m warraq.reference is python -m tools.reference now", file=sys.stderr)
    run_module("tools.reference", run_name="__main__")
