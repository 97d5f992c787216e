"""Stand-ins on one loopback port, each under its own Host header, and commands that visit them in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from tests import commands
from tests.outlets.standins import Answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    from tests.outlets.standins import StandIn

ROOT = Path(__file__).resolve().parents[2]


class Served:
    """A running server; `moved` maps addresses to where they lead for good, `gone` are answered 410."""

    def __init__(self, *sites: StandIn) -> None:
        self.moved: dict[str, str] = {}
        self.gone: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Handler", (_Handler,), {"served": self}))
        self.sites = [replace(site, port=self._server.server_port) for site in sites]
        self.answers = Answers(*self.sites)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, url: str, html: str) -> None:
        """Serves this page at an address of one of the sites."""
        self.answers.put(url, html)

    def environment(self, **variables: str) -> dict[str, str]:
        """For a process that finds the sites' hosts on loopback and need not be slow with them."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
        hosts = ",".join(f"{site.host}=127.0.0.1" for site in self.sites)
        own = {
            "WARRAQ_HOSTS": hosts,
            "WARRAQ_DELAY": "0",
            "SCRAPY_SETTINGS_MODULE": "warraq.settings",
            "XDG_CONFIG_HOME": str(ROOT / "tests"),
        }
        return kept | own | variables

    def python(self, program: str, variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(
            command, env=self.environment(**variables), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    def warraq(self, variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        return commands.run(("warraq", *arguments), self.environment(**variables))


class _Handler(BaseHTTPRequestHandler):
    served: ClassVar[Served]

    def do_GET(self) -> None:
        host = (self.headers["Host"] or "").lower()
        url = f"http://{host}{self.path}"
        self.served.asked.append((host, self.path))
        if target := self.served.moved.get(url):
            self._answer(301, "text/plain", b"", {"Location": target})
        elif url in self.served.gone:
            self._answer(410, "text/plain", b"gone")
        elif page := self.served.answers(url).page:
            self._answer(200, page.headers["content-type"], page.body)
        else:
            self._answer(404, "text/plain", b"not found")

    def _answer(self, status: int, kind: str, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """A test that fails shows what was asked by `Served.asked`."""
