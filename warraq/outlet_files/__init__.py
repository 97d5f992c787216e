"""Outlet files: one TOML file an outlet, its keys those of `warraq.outlet.Outlet`.

`folders` is None for the packaged folder and the user's own.
"""

from __future__ import annotations

from warraq.outlet_files.audit import check_all, check_one
from warraq.outlet_files.files import FileProblem, all_entries, all_outlets, load, read_outlet
from warraq.outlet_files.folders import default_folders, index, names, require

__all__ = [
    "FileProblem",
    "all_entries",
    "all_outlets",
    "check_all",
    "check_one",
    "default_folders",
    "index",
    "load",
    "names",
    "read_outlet",
    "require",
]
