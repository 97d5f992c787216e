"""A webhook on loopback that notes its calls, and answers as it is told to: by a status, or as servers do that misbehave."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Call:
    """One call."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Hook(ThreadingHTTPServer):
    """`answer` decides; a path of `MISBEHAVIOUR` outweighs it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = 204
        self.calls: list[Call] = []
        self.taken: list[Call] = []
        self.over = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def heard(self) -> list[Any]:
        """What it took, read as JSON."""
        return [json.loads(call.body) for call in self.taken]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


def _drip(handler: _Handler) -> None:
    """A header line that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not handler.hook.over.wait(0.05):
        handler.wfile.write(b"x")


MISBEHAVIOUR = {
    "/drip": _drip,
    "/silent": lambda handler: handler.hook.over.wait(30),
    "/no-status": lambda handler: handler.wfile.write(b"hello\r\n\r\n"),
    "/long-header": lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"),
    "/many-headers": lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n"),
    "/hang-up": lambda handler: None,
    "/redirect": lambda handler: handler.wfile.write(b"HTTP/1.1 307 See\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
    "/bad-redirect": lambda handler: handler.wfile.write(b"HTTP/1.1 302 See\r\nLocation: http://[::1/\r\nContent-Length: 0\r\n\r\n"),
}
"""What servers do that no sender can trust, by path."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        call = Call(self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])))
        self.hook.calls.append(call)
        if self.path in MISBEHAVIOUR:
            with suppress(OSError):
                MISBEHAVIOUR[self.path](self)
            return
        if 200 <= self.hook.answer < 300:
            self.hook.taken.append(call)
        self.send_response(self.hook.answer)
        self.end_headers()

    @property
    def hook(self) -> Hook:
        assert isinstance(self.server, Hook)
        return self.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Nothing is printed."""
