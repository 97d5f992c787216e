"""One store in front of a running press, and the commands that crawl it as a person would: in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from storage.store import Store
from tests import commands

if TYPE_CHECKING:
    from warraq.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""Where the press and the crawls of the tests stand in time."""


@dataclass
class Front:
    """One store and one set of outlet files, whatever they lead to."""

    folder: Path
    url: str
    now: datetime = NOW
    variables: dict[str, str] = field(default_factory=dict)
    """Of the environment, beside those that every crawl of a test needs."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
        return kept | {
            "WARRAQ_DATABASE_URL": self.url,
            "WARRAQ_OUTLETS": str(self.folder / "outlets"),
            "WARRAQ_HOSTS": "*.test=127.0.0.1",
            "WARRAQ_DELAY": "0",
            "WARRAQ_CLOCK": f"{datetime.now(UTC).timestamp()},{self.now.timestamp()},1",  # noqa: TID251 - where the shifted clock begins
            "SCRAPY_SETTINGS_MODULE": "warraq.settings",
            "XDG_CONFIG_HOME": str(self.folder),
            **self.variables,
        }

    def write_outlet(self, name: str, **values: object) -> None:
        """An outlet file; JSON strings, lists and booleans are TOML as well."""
        path = self.folder / "outlets" / "int" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        facts = {"name": name, "title": name, "timezone": "UTC", "evidence": "invented", **values}
        path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in facts.items()), encoding="utf-8")

    def run(self, *arguments: str, check: bool = True, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        done = commands.run(arguments, self.environment, timeout=timeout)
        assert not check or done.returncode == 0, done.stderr
        return done

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "text": True}
        return subprocess.Popen(commands.command(*arguments), env=self.environment, cwd=ROOT, **pipes)

    def query(self, sql: str) -> list[dict[str, Any]]:
        with Store.open(self.url) as store, store.read() as connection:
            return [dict(row) for row in connection.execute(text(sql)).mappings()]


@dataclass(kw_only=True)
class Desk(Front):
    """A front with a running press before it."""

    room: Newsroom
    names: list[str]


def open_desk(folder: Path, room: Newsroom) -> Desk:
    names = [path.stem for path in room.write_outlets(folder / "outlets")]
    return Desk(folder, f"sqlite:///{folder / 'store.db'}", room=room, names=names)
