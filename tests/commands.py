"""Commands in processes of their own that need not load Scrapy and SQLAlchemy each: they are forked from one that has loaded the libraries.

Nothing of the program is loaded before the fork, so each command reads its own variables and files from the beginning. That the commands
start without such help is shown by the tests of the wheel, of the timer and of crawls that are killed.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = {"warraq": ("warraq.cli", "main"), "scrapy": ("scrapy.cmdline", "execute"), "visit": ("tests.crawl.visit", "main")}
LIBRARIES = (
    "dateutil.parser",
    "feedparser",
    "hijridate",
    "lxml.html",
    "numpy",
    "pydantic_settings",
    "rich.progress",
    "rich.table",
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.cookies",
    "scrapy.extensions.feedexport",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.orm",
    "typer",
    "xxhash",
)
"""What most commands load; none of them installs a reactor."""


def run(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path = ROOT, timeout: float = 120, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """`warraq …` or `scrapy …` with this on standard input; answers as `subprocess.run` does with captured text."""
    if environment.get("PYTHONPATH") != os.environ.get("PYTHONPATH"):  # what lies there is loaded when Python starts
        anew = {"input": given, "capture_output": True, "text": True, "timeout": timeout}
        return subprocess.run(command(*arguments), env=environment, cwd=cwd, check=False, **anew)
    with tempfile.TemporaryDirectory(prefix="warraq-command-") as folder:
        files = [f"{folder}/{name}" for name in ("stdin", "stdout", "stderr")]
        Path(files[0]).write_text(given, "utf-8")
        order = {"arguments": list(arguments), "environment": dict(environment), "cwd": str(cwd), "files": files}
        code = _nursery().run(order, timeout)
        told = [Path(file).read_text("utf-8") for file in files[1:]]
    return subprocess.CompletedProcess(list(arguments), code, *told)


def command(program: str, *arguments: str) -> list[str]:
    """The words that start this program anew."""
    module, function = ENTRIES[program]
    return [sys.executable, "-c", f"import sys; sys.argv[0] = {program!r}; from {module} import {function}; {function}()", *arguments]


class _Nursery:
    """The process that commands are forked from."""

    def __init__(self) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT, "start_new_session": True}
        self._process = subprocess.Popen([sys.executable, "-c", "from tests.commands import serve; serve()"], **pipes)
        atexit.register(self.end)

    def run(self, order: Mapping[str, object], timeout: float) -> int:
        """Returns the exit code; raises TimeoutExpired, and ends itself and the command, where that takes longer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(timeout):
                self.end()
                raise subprocess.TimeoutExpired(str(order["arguments"]), timeout)
        return int(self._process.stdout.readline())

    def end(self) -> None:
        _nursery.cache_clear()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


_nursery = cache(_Nursery)
"""One for all tests of this process."""


def serve() -> None:
    """Body of that process: does what each line of its input orders, one after the other, and answers with the exit code."""
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()
    orders = os.fdopen(os.dup(0))  # what a command finds in sys.stdin is as new
    while line := orders.readline():
        if not (child := os.fork()):
            _become(**json.loads(line))
            break
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(arguments: Sequence[str], environment: Mapping[str, str], cwd: str, files: Sequence[str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    for number, file in enumerate(files):
        opened = os.open(file, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    gc.unfreeze()
    sys.argv = list(arguments)
    module, function = ENTRIES[arguments[0]]
    getattr(importlib.import_module(module), function)()
