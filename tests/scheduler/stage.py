"""A press, a store before it, and timers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from storage.store import Store
from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from warraq.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
COMMAND = "import sys; sys.argv[0] = 'warraq'; from warraq.cli import main; main()"


@dataclass
class Stage:
    """One store and the outlets that its timers watch."""

    room: Newsroom
    folder: Path
    url: str
    watched: tuple[str, ...]
    now: datetime = NOW
    settings: dict[str, str] = field(default_factory=dict)

    def later(self, **distance: float) -> None:
        """Moves the press and all processes started from now on."""
        self.now += timedelta(**distance)
        self.room.press.advance(timedelta(**distance))

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
        real = datetime.now(UTC).timestamp()  # noqa: TID251 - where the shifted clock begins
        return kept | {
            "WARRAQ_DATABASE_URL": self.url,
            "WARRAQ_OUTLETS": str(self.folder / "outlets"),
            "WARRAQ_HOSTS": "*.test=127.0.0.1",
            "WARRAQ_DELAY": "0",
            "WARRAQ_WATCHED": ",".join(self.watched),
            "WARRAQ_CLOCK": f"{real},{self.now.timestamp()},1",
            "WARRAQ_TICK": "0.2",
            "WARRAQ_GRACE": "10",
            "XDG_CONFIG_HOME": str(self.folder),
            **self.settings,
        }

    @contextmanager
    def start(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """`warraq …` in a process that does not outlive the block; what it tells is in `told`."""
        with open(self.told, "w", encoding="utf-8") as told:
            pipes = {"stdout": subprocess.DEVNULL, "stderr": told, "text": True}
            with subprocess.Popen([sys.executable, "-c", COMMAND, *arguments], env=self.environment, cwd=ROOT, **pipes) as process:
                try:
                    yield process
                finally:
                    process.kill()

    def processes(self) -> list[int]:
        """All that were started on this stage, of whatever generation, and have not ended."""
        return [int(file.parent.name) for file in Path("/proc").glob("[0-9]*/environ") if self._started(file)]

    def _started(self, environment: Path) -> bool:
        try:
            # Not by the store: PostgreSQL's is that of all tests, and what a test started in this process may live on.
            return f"XDG_CONFIG_HOME={self.folder}".encode() in environment.read_bytes().split(b"\0")
        except OSError:  # it ended meanwhile, or is another user's
            return False

    @property
    def told(self) -> Path:
        return self.folder / "told.log"

    def once(self) -> int:
        """`warraq schedule --once`."""
        with self.start("schedule", "--once") as process:
            code = process.wait(240)
        told = self.told.read_text("utf-8")
        assert "Traceback" not in told, told
        return code

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with Store.open(self.url) as store, store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def published(self) -> dict[str, int]:
        """Articles in the feeds of the watched outlets, by outlet."""
        return {name: len(self.room.press.slots(name)) for name in self.watched}

    def stored(self) -> int:
        """Articles in the store; fails where one stands there twice or an account does not add up."""
        assert self.all("SELECT url FROM articles GROUP BY url HAVING count(*) > 1") == []
        assert (
            self.all(
                "SELECT id FROM runs WHERE state != 'running'"
                " AND found != new + updated + duplicate + rejected + failed + skipped + pending"
            )
            == []
        )
        return int(self.all("SELECT count(*) FROM articles")[0][0])


def wait_for(condition: Callable[[], object], seconds: float = 90) -> None:
    """Waits until it holds; fails after so many seconds."""
    begun = clock.monotonic()
    while not condition():
        assert clock.monotonic() - begun < seconds, "it never came"
        clock.sleep(0.03)


def crawls_of(timer: int) -> list[int]:
    """The crawl processes of a timer: the grandchildren, as its child is the process that they are forked from."""
    return [grandchild for child in children_of(timer) for grandchild in children_of(child)]


def children_of(pid: int) -> list[int]:
    """Those of all its threads."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(word) for file in files for word in file.read_text("ascii").split()]
