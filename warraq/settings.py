"""Scrapy's settings, each with its distance from the default of Scrapy 2.19 and why."""

from __future__ import annotations

from typing import Any

from pipelines import STAGES as _stages  # noqa: N811 - upper-case names of this module are settings
from warraq import config as _config
from warraq.version import version as _version

_in_force = _config.load()

# What is crawled
BOT_NAME = "warraq"  # default scrapybot
SPIDER_MODULES = ["spiders.custom"]  # default []: only outlets that need code; the rest come from outlet files
SPIDER_LOADER_CLASS = "spiders.loader.OutletSpiderLoader"  # serves the outlet files as spiders

# Who we are: an honest agent with a contact, and robots.txt obeyed
USER_AGENT = f"Warraq/{_version()} (news archive; {_in_force.contact or 'no contact set'})"  # default names Scrapy
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "warraq"  # default None: robots.txt groups are matched by our name, not by the whole agent string
COOKIES_ENABLED = False  # default True: articles are public, sessions only make two visits differ; ChainCookiesMiddleware has the exception
REFERRER_POLICY = "no-referrer"  # default: as browsers do; where we found a page is nobody's business
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar,en;q=0.5",  # default en
}

# Politeness: one request at a time per host, with a delay
DOWNLOAD_DELAY = _in_force.delay  # default 0
DOWNLOAD_DELAY_JITTER = 0.25  # default 0.5: the delay is a floor for people's servers, so it varies less
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
CONCURRENT_REQUESTS = 4  # default 16: an outlet is one host or two, and a stop waits for all that is queued for them
CONCURRENT_ITEMS = 4  # default 100: Scrapy makes as many tasks for every answer, 0.5 ms of them; a page has one to three articles
RETRY_TIMES = 1  # default 2: the ledger tries again later, with back-off
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # default ERROR: the account tells of it
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # default has 503 and 429 too: those hosts asked to wait, not to be asked again at once

# Bounds
DOWNLOAD_TIMEOUT = _in_force.timeout  # default 180 s
DOWNLOAD_MAXSIZE = _in_force.max_bytes  # default 1 GiB
DOWNLOAD_WARNSIZE = 0  # default 32 MiB, above our maximum
REDIRECT_MAX_TIMES = 5  # default 20
METAREFRESH_MAXDELAY = 5  # default 100 s: a slower refresh is a reload of the page, not a redirect
WARRAQ_READ_SECONDS = _in_force.read_seconds  # Scrapy has none: what a callback does there, its reactor waits for
WARRAQ_READ_MEMORY_MB = _in_force.read_memory_mb  # nor this
DEPTH_LIMIT = 6  # default 0, none: feed -> index -> sitemap -> article is 4
URLLENGTH_LIMIT = 6000  # default 2083: an Arabic slug costs six characters a letter
CLOSESPIDER_TIMEOUT = _in_force.crawl_seconds  # default 0, none
MEMUSAGE_LIMIT_MB = 1500  # default 0, none

# Closed by default
TELNETCONSOLE_ENABLED = False  # default True
REMOTE_CONTROL_ENABLED = False  # default True: it runs Python for whoever reaches it
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
DOWNLOAD_HANDLERS: dict[str, Any] = {"file": None, "data": None, "ftp": None, "s3": None}  # default: all on; news is http and https
TWISTED_DNS_RESOLVER = "warraq.crawl.manners.resolver.GuardedResolver"  # refuses private addresses, whatever name or notation leads there
WARRAQ_ALLOWED_PRIVATE = list(_in_force.allowed_private)
WARRAQ_HOSTS = dict(_in_force.hosts)
WARRAQ_SECRETS = _in_force.secrets  # Scrapy has none: what is told to one host or outlet alone

HTTPPROXY_ENABLED = False  # default True: a proxy looks names up itself, past the guard above

# Our own parts
EXTENSIONS = {
    "warraq.crawl.run.Run": 100,  # the run, its ledger and its lease
    "warraq.crawl.page_reader.pool.PageReader": 110,  # the process that pages are read in
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # default 100: replaced by the next
    "warraq.crawl.manners.robots.RobotsMiddleware": 100,  # robots.txt as RFC 9309 says, with its crawl-delay
    "warraq.crawl.manners.retry_after.RetryAfterMiddleware": 560,  # hosts that asked to wait are left alone
    "warraq.crawl.manners.cookies.ChainCookiesMiddleware": 700,  # a cookie set on the way to a page opens that page, and nothing later
    "warraq.crawl.manners.secrets.SecretsMiddleware": 710,  # a login or cookie for the one host that asks for it
}
ITEM_PIPELINES = {path: 100 * number for number, path in enumerate(_stages, 1)}
WARRAQ_DATABASE_URL = _in_force.database_url
WARRAQ_SITEMAP_DAYS = _in_force.sitemap_days

# What is told
LOG_LEVEL = _in_force.log_level  # default DEBUG: a line a request
LOG_FORMATTER = "warraq.crawl.log.ShortLog"  # a refused article is one line, not its whole text
STATS_DUMP = False  # default True: the run's account says it in words
