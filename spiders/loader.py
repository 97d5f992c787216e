"""The spider loader: serves every outlet file as a spider, from `OutletSpider` or the subclass of its name in `spiders/custom/`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.spiderloader import SpiderLoader

from spiders.outlet import OutletSpider
from warraq.errors import OutletFileError, UsageError
from warraq.outlet_files import all_outlets, index, read_outlet
from warraq.outlet_files.folders import unknown
from warraq.outlet_files.registry import outlet_of

if TYPE_CHECKING:
    import builtins
    from pathlib import Path

    from scrapy import Request, Spider

    from warraq.outlet import Outlet


class SpiderFileError(OutletFileError, ScrapyUsageError):
    """A bad outlet file; Scrapy's commands print its text without a traceback."""


class UnknownSpiderError(UsageError, ScrapyUsageError, KeyError):
    """A name without an outlet file; the KeyError that Scrapy expects, printed without a traceback."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would quote it


class OutletSpiderLoader(SpiderLoader):
    """Finds spiders by the names of outlet files, and opens only the file of the one that is asked for."""

    def list(self) -> builtins.list[str]:
        """The names of all outlets with a sound file. Reads every file, so that a bad one is told here too."""
        return sorted(outlet.name for outlet in self._outlets)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of an outlet, from its file alone.

        Raises UnknownSpiderError (a KeyError) with the nearest names, SpiderFileError where the file is bad, or its class in `custom/`
        is no OutletSpider.
        """
        if spider_name not in self._paths:
            raise UnknownSpiderError(self._unknown(spider_name))
        try:
            return self._spider(read_outlet(self._paths[spider_name]))
        except OutletFileError as error:
            raise SpiderFileError(str(error)) from None

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The outlets whose pages the address belongs to."""
        try:
            owner = outlet_of(request.url)
        except UsageError as error:
            raise SpiderFileError(str(error)) from None
        return [owner.name] if owner and owner.name in self._paths else []

    @cached_property
    def _paths(self) -> dict[str, Path]:
        """Built at first use: Scrapy makes the loader before it is ready to print an error."""
        try:
            return index()
        except UsageError as error:
            raise SpiderFileError(str(error)) from None

    @cached_property
    def _outlets(self) -> tuple[Outlet, ...]:
        try:
            return all_outlets()
        except UsageError as error:
            raise SpiderFileError(str(error)) from None

    def _unknown(self, name: str) -> str:
        if name in self._spiders:
            return f"{self._spiders[name].__module__}: name: no outlet file {name}.toml; a spider with code needs one too"
        return unknown(name, self._paths)

    def _spider(self, outlet: Outlet) -> type[Spider]:
        base = self._spiders.get(outlet.name, OutletSpider)
        if not issubclass(base, OutletSpider):
            raise OutletFileError(f"{base.__module__}: {base.__name__}: not a subclass of spiders.outlet.OutletSpider; make it one")
        return type(outlet.name, (base,), {"name": outlet.name, "outlet": outlet, "__module__": base.__module__})
