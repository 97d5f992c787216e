"""Imported once by the process that crawls are forked from, so that each begins in a fraction of a second.

Nothing here may install a reactor, open a store or read the configuration: those belong to each crawl. So the settings are not imported
either; what Scrapy's own defaults name is, and all of ours that fetches.
"""

from __future__ import annotations

import concurrent.futures.thread
from importlib import import_module
from pkgutil import walk_packages

import dateutil.parser
import dateutil.tz
from scrapy.settings import default_settings

import pipelines
import spiders
import warraq.crawl
import warraq.timer.json_log
import warraq.version
from warraq.collector import settle

_ROOMS = (warraq.crawl, spiders)
_LEFT_OUT = ("spiders.custom", "warraq.crawl.page_reader.worker")
"""Code of users, and the main of another process."""


def _named(value: object) -> set[str]:
    """The dotted names of classes and functions in a setting, however deep."""
    if isinstance(value, dict):
        return {name for key, below in value.items() for one in (key, below) for name in _named(one)}
    if isinstance(value, (list, tuple)):
        return {name for one in value for name in _named(one)}
    return {value} if isinstance(value, str) and value.startswith("scrapy.") and value.count(".") > 1 else set()


def _modules() -> set[str]:
    """What a crawl may load: the modules that Scrapy's defaults and our stages name, those of the rooms that fetch, and the zones."""
    named = _named([value for name, value in vars(default_settings).items() if name.isupper()]) | set(pipelines.STAGES)
    ours = {found.name for room in _ROOMS for found in walk_packages(room.__path__, f"{room.__name__}.")}
    return {name.rpartition(".")[0] for name in named} | {name for name in ours if not name.startswith(_LEFT_OUT)} | {"tzdata.zoneinfo"}


for _name in sorted(_modules()):
    import_module(_name)

settle()  # what is loaded here is shared with every crawl, as long as none looks through it

__all__ = ["concurrent", "dateutil", "pipelines", "spiders", "warraq"]
