"""`warraq doctor`: what is in force, and what is wrong with the set-up."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, print_json, print_table
from warraq.errors import WarraqError

if TYPE_CHECKING:
    from collections.abc import Callable

FTS5_SINCE = (3, 35)
"""SQLite of 2021: the first with RETURNING, which the writer relies on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    state: str
    """`ok`, `note` (works, but look at it) or `wrong`."""
    detail: str


def doctor(as_json: AsJson = False) -> None:
    """Check the set-up and show the settings in force; ends with 1 when something is wrong."""
    findings = [finding for check in (_program, _configuration, _manners, _guards, _outlets, _store) for finding in _safely(check)]
    if as_json:
        print_json(findings)
    else:
        print_table(("what", "state", "detail"), ((finding.what, finding.state, finding.detail) for finding in findings))
    if any(finding.state == "wrong" for finding in findings):
        err.print("something is wrong; the lines marked so say what to do")
        raise typer.Exit(1)


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

    config.load()
    file = config.config_file()
    return [Finding("configuration", "ok", str(file) if file else "no file; defaults and variables")]


def _manners() -> list[Finding]:
    from warraq import settings

    contact = "ok" if "no contact set" not in settings.USER_AGENT else "note"
    hint = "" if contact == "ok" else "; set `contact`, so that a site's owner can reach you"
    pace = f"one request a host, {settings.DOWNLOAD_DELAY:g} s apart; robots.txt {'obeyed' if settings.ROBOTSTXT_OBEY else 'ignored'}"
    return [Finding("user agent", contact, settings.USER_AGENT + hint), Finding("pace", "ok", pace)]


def _guards() -> list[Finding]:
    from warraq import settings

    opened = [*settings.WARRAQ_ALLOWED_PRIVATE, *(f"{name}={address}" for name, address in settings.WARRAQ_HOSTS.items())]
    private = Finding("private addresses", "note" if opened else "ok", f"refused, but for {', '.join(opened)}" if opened else "refused")
    bounds = f"{settings.DOWNLOAD_MAXSIZE:,} bytes, {settings.DOWNLOAD_TIMEOUT:g} s a page, {settings.CLOSESPIDER_TIMEOUT:g} s a crawl"
    consoles = "off" if not (settings.TELNETCONSOLE_ENABLED or settings.REMOTE_CONTROL_ENABLED) else "on"
    return [private, Finding("bounds", "ok", bounds), Finding("consoles", "ok" if consoles == "off" else "wrong", consoles)]


def _outlets() -> list[Finding]:
    from warraq import outlet_files

    problems = outlet_files.check_all()
    count = len(outlet_files.names())
    wrong = f"{len(problems)} errors in outlet files; `warraq outlets check` lists them"
    return [Finding("outlets", "wrong" if problems else "ok", wrong if problems else f"{count} with spiders")]


def _store() -> list[Finding]:
    from storage.store import info
    from warraq import config

    found = info(config.load().database_url)
    detail = f"{found.url}, schema {found.schema or 'none yet'}, {found.counts.get('articles', 0):,} articles"
    return [Finding("store", "ok", detail)]
