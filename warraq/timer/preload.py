"""Imported once by the process that crawls are forked from, so that each begins in a fraction of a second.

Nothing here may install a reactor, open a store or read the configuration: those belong to each crawl.
"""

from __future__ import annotations

import scrapy.core.downloader.handlers.http11
import scrapy.core.engine
import scrapy.crawler

import pipelines.attribute
import pipelines.deduplicate
import pipelines.normalise
import pipelines.store
import pipelines.validate
import spiders.loader
from warraq.collector import settle

settle()  # what is loaded here is shared with every crawl, as long as none looks through it

__all__ = ["pipelines", "scrapy", "spiders"]
