"""`warraq doctor`: what is in force, and what is wrong with the set-up."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, print_json, print_table
from warraq.errors import WarraqError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from storage.upkeep.info import StoreInfo
    from warraq.outlet import Outlet

FTS5_SINCE = (3, 35)
"""SQLite of 2021: the first with RETURNING, which the writer relies on."""
MOST_FILES = 20
"""Problems of outlet files that are shown one by one."""
CHORES_LATE = timedelta(days=2)
"""Since the daily chores of the store were last done: one night was missed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    state: str
    """`ok`, `note` (works, but look at it) or `wrong`."""
    detail: str


def doctor(
    timer: Annotated[bool, typer.Option("--timer", help="Only whether a timer is at work on the store; for health checks.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the set-up and show the settings in force.

    Ends with 1 when something is wrong; with --timer also when no timer has shown itself for a minute.
    """
    checks = (_program, _configuration, _manners, _guards, _outlets, _targets, _store, _timer)
    findings = _once(finding for check in ((_beating_timer,) if timer else checks) for finding in _safely(check))
    if as_json:
        print_json(findings)
    else:
        print_table(("what", "state", "detail"), ((finding.what, finding.state, finding.detail) for finding in findings))
    if any(finding.state == "wrong" for finding in findings):
        err.print("something is wrong; the lines marked so say what to do")
        raise typer.Exit(1)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """What is wrong with a file or a setting is met by several checks; the first that meets it tells it."""
    told: set[str] = set()
    kept = []
    for finding in findings:
        if finding.state != "wrong" or finding.detail not in told:
            kept.append(finding)
        told.add(finding.detail)
    return kept


def _safely(check: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return check()
    except WarraqError as error:
        return [Finding(check.__name__.strip("_"), "wrong", str(error))]


def _program() -> list[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    parts = ", ".join(f"{name} {version(name)}" for name in ("scrapy", "sqlalchemy", "apscheduler", "feedparser", "python-dateutil"))
    new_enough = sqlite3.sqlite_version_info >= FTS5_SINCE
    return [
        Finding("python", "ok", python),
        Finding("packages", "ok", parts),
        Finding(
            "sqlite", "ok" if new_enough else "wrong", sqlite3.sqlite_version if new_enough else f"{sqlite3.sqlite_version}; 3.35 is needed"
        ),
    ]


def _configuration() -> list[Finding]:
    from warraq import config

    settings = config.load()
    file = config.config_file()
    others = [Finding(f"setting {name}", "ok", _words(getattr(settings, name))) for name in config.changed(settings)]
    return [Finding("configuration", "ok", str(file) if file else "no file; defaults and variables"), *others]


def _words(value: object) -> str:
    """A value as a person would write it; of an address its host alone, as the rest may hold a secret."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_words(each)}" if isinstance(each, str) else name for name, each in value.items()) or "none"
    if isinstance(value, tuple):
        return ", ".join(map(_words, value)) or "none"
    text = str(value)
    if "://" not in text:
        return text or "none"
    try:
        return f"{text.partition(':')[0]}://{urlsplit(text).hostname or ''}/…"
    except ValueError:
        return "…"


def _manners() -> list[Finding]:
    from warraq import settings

    contact = "ok" if "no contact set" not in settings.USER_AGENT else "note"
    hint = "" if contact == "ok" else "; set `contact`, so that a site's owner can reach you"
    pace = f"{settings.CONCURRENT_REQUESTS_PER_DOMAIN} request a host at a time, {settings.DOWNLOAD_DELAY:g} s apart or as it asks"
    robots = "obeyed, with its crawl-delay" if settings.ROBOTSTXT_OBEY else "ignored"
    return [
        Finding("user agent", contact, settings.USER_AGENT + hint),
        Finding("pace", "ok", pace),
        Finding("robots.txt", "ok" if settings.ROBOTSTXT_OBEY else "wrong", robots),
    ]


def _guards() -> list[Finding]:
    from warraq import settings

    opened = [*settings.WARRAQ_ALLOWED_PRIVATE, *(f"{name}={address}" for name, address in settings.WARRAQ_HOSTS.items())]
    private = Finding("private addresses", "note" if opened else "ok", f"refused, but for {', '.join(opened)}" if opened else "refused")
    consoles = "off" if not (settings.TELNETCONSOLE_ENABLED or settings.REMOTE_CONTROL_ENABLED) else "on"
    return [private, _proxies(), *_bounds(), Finding("consoles", "ok" if consoles == "off" else "wrong", consoles)]


def _proxies() -> Finding:
    from warraq import settings

    if settings.HTTPPROXY_ENABLED:
        return Finding("proxies", "wrong", "used; a proxy looks names up itself, so private addresses are not refused")
    told = sorted(name for name in getproxies_environment() if name != "no")
    return Finding(
        "proxies", "note" if told else "ok", f"not used, though the environment names one for {', '.join(told)}" if told else "not used"
    )


def _bounds() -> list[Finding]:
    from warraq import settings

    page = f"{settings.DOWNLOAD_MAXSIZE:,} bytes, unpacked too; {settings.DOWNLOAD_TIMEOUT:g} s; {settings.REDIRECT_MAX_TIMES} redirects"
    crawl = f"{settings.CLOSESPIDER_TIMEOUT:g} s; {settings.MEMUSAGE_LIMIT_MB:,} MB; {settings.DEPTH_LIMIT} links deep"
    memory = f"{settings.WARRAQ_READ_MEMORY_MB:,} MB" if settings.WARRAQ_READ_MEMORY_MB else "no bound of memory"
    reading = f"{settings.WARRAQ_READ_SECONDS:g} s; {memory}; in a process of its own"
    return [Finding("bounds of a page", "ok", page), Finding("bounds of reading", "ok", reading), Finding("bounds of a crawl", "ok", crawl)]


def _outlets() -> list[Finding]:
    from warraq import outlet_files

    problems = [Finding("outlet file", "wrong", str(problem)) for problem in outlet_files.check_all()]
    more = [Finding("outlet file", "wrong", f"{len(problems) - MOST_FILES} more; `warraq outlets check` lists them")]
    outlets = outlet_files.load().crawled
    off = [outlet.name for outlet in outlets if not outlet.enabled]
    return [
        Finding("outlets", "ok", f"{len(outlets)} with spiders"),
        *([Finding("switched off", "note", f"{', '.join(off)} (enabled = false)")] if off else []),
        _certificates(outlets),
        *[Finding("names in settings", "wrong", problem) for problem in _unknown_names(outlets)],
        *problems[:MOST_FILES],
        *(more if len(problems) > MOST_FILES else []),
    ]


def _unknown_names(outlets: Sequence[Outlet]) -> list[str]:
    from storage.query.watched import unknown_schedules, unknown_watched
    from warraq import config

    settings = config.load()
    return unknown_watched(settings.watched, outlets) + unknown_schedules(settings.schedules, outlets)


def _targets() -> list[Finding]:
    from warraq import config
    from warraq.delivery.targets import LOG
    from warraq.timer.telling import failures, told_by_watches

    settings = config.load()
    failing = failures(settings)
    found = []
    for name, target in sorted(settings.targets.items()):
        if trouble := target.trouble():
            found.append(Finding(f"target {name}", "wrong", trouble))
        elif name not in failing:
            found.append(Finding(f"target {name}", "note" if target.is_doubtful else "ok", target.shown))
    for watch, name in sorted(told_by_watches(settings).items()):
        if name not in settings.targets and name != LOG:
            found.append(Finding(f"watch {watch}", "wrong", f"it tells {name}, which [targets] does not hold; add it there"))
    return found + [Finding(f"target {name}", "wrong", told) for name, told in failing.items()]


def _certificates(outlets: Sequence[Outlet]) -> Finding:
    from warraq import settings

    if not settings.DOWNLOAD_VERIFY_CERTIFICATES:
        return Finding("certificates", "wrong", "not verified")
    trusted = [outlet.name for outlet in outlets if not outlet.verify_tls]
    return Finding("certificates", "note" if trusted else "ok", f"verified, but for {', '.join(trusted)}" if trusted else "verified")


def _store() -> list[Finding]:
    from storage.upkeep.info import info
    from warraq import config

    url = config.load().database_url
    found = info(url)
    detail = f"{found.url}, schema {found.schema or 'none yet'}, {found.counts.get('articles', 0):,} articles"
    old = found.schema is not None and found.schema != found.newest_schema
    detail += f"; this program's is {found.newest_schema}: warraq db upgrade" if old else ""
    return [Finding("store", "wrong" if old else "ok", detail), _chores(found), *_search_index(found), *_drive(url)]


def _search_index(store: StoreInfo) -> list[Finding]:
    from storage.search.months import WHOLE

    if (index := store.search_index) is None:
        return []
    whole = [Finding("parts of the search index", "ok", WHOLE)] if store.parted is False else []
    return [Finding("search index", "note" if index.is_stale else "ok", str(index)), *whole]


def _drive(url: str) -> list[Finding]:
    from storage.drives import unsafe_drive
    from storage.engine import file_of, store_url

    path = file_of(store_url(url))
    if path is None or (kind := unsafe_drive(path)) is None:
        return []
    mend = "SQLite may lose or damage data there; put the store on a disk of this machine, or use PostgreSQL"
    return [Finding("drive of the store", "wrong", f"{path.parent} is a network or shared drive ({kind}): {mend}")]


def _timer() -> list[Finding]:
    """A timer that does not beat, where one has been at work before."""
    from storage.ledger.runs import has_timed
    from storage.store import Store
    from storage.upkeep.info import info
    from warraq import config

    found = info(config.load().database_url)
    if found.schema != found.newest_schema:
        return []  # told with the store
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        if not has_timed(connection):
            return [Finding("timer", "ok", "none yet; `warraq schedule` starts one")]
    [finding] = _beating_timer()
    return [Finding(finding.what, "note" if finding.state == "wrong" else "ok", finding.detail)]


def _beating_timer() -> list[Finding]:
    from storage.store import Store
    from storage.timing.timers import at_work
    from warraq import clock, config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        timers = at_work(connection, clock.now())
    if timers:
        return [Finding("timer", "ok", f"at work: {', '.join(timers)}")]
    return [Finding("timer", "wrong", "none has shown itself for a minute; start it: warraq schedule")]


def _chores(store: StoreInfo) -> Finding:
    """A timer that runs has them done once a day."""
    from warraq import clock, config

    if config.load().chores_at is None:
        return Finding("daily chores", "note", "`chores_at` is empty; run `warraq db settle` every night")
    if store.chores_at is None:
        waiting = store.counts.get("runs", 0) > 0
        return Finding("daily chores", "note" if waiting else "ok", "not done yet; `warraq schedule` does them")
    late = clock.now() - store.chores_at > CHORES_LATE
    told = f"{store.chores_at.isoformat(timespec='seconds')}: {store.chores}"
    return Finding("daily chores", "note" if late else "ok", f"{told}; does `warraq schedule` run?" if late else told)
