"""The HTTP server: every outlet of a press under its own Host header, on one port of the loopback interface."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, ClassVar, Final

from warraq import clock
from warraq.newsroom.definitions import outlet_files
from warraq.newsroom.model import Fault
from warraq.newsroom.press import Press
from warraq.newsroom.site import Response, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

LOOPBACK: Final = "127.0.0.1"
_SLOW_STEP_SECONDS: Final = 0.05
"""A slow answer looks this often whether the server is being closed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One request that was answered."""

    host: str
    """Host name without port, lower case."""
    path: str
    """Path and query as asked."""
    status: int
    at: float
    """`clock.monotonic()` when the answer was ready."""


class RequestLog:
    """Every request so far, in order of the answers. Thread-safe."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self._lock = Lock()

    def add(self, hit: Hit) -> None:
        with self._lock:
            self._hits.append(hit)

    def clear(self) -> None:
        with self._lock:
            self._hits.clear()

    def hits(self, host: str | None = None, path: str | None = None, status: int | None = None) -> list[Hit]:
        """The requests that match what is given; the host also without `.test`."""
        with self._lock:
            hits = list(self._hits)
        hosts = (hit for hit in hits if host is None or hit.host in (host, f"{host}.test"))
        return [hit for hit in hosts if path in (None, hit.path) and status in (None, hit.status)]

    def count(self, host: str | None = None, path: str | None = None, status: int | None = None) -> int:
        return len(self.hits(host, path, status))


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 256

    def __init__(self, port: int, site: Site, press: Press, log: RequestLog, slow_seconds: float) -> None:
        self.site, self.press, self.log, self.slow_seconds = site, press, log, slow_seconds
        self.closing = Event()
        self._open: set[socket.socket] = set()
        self._open_lock = Lock()
        super().__init__((LOOPBACK, port), _Handler)

    def track(self, connection: socket.socket, opened: bool) -> None:
        with self._open_lock:
            (self._open.add if opened else self._open.discard)(connection)

    def hang_up(self) -> None:
        """Ends idle keep-alive connections, so that their threads end."""
        self.closing.set()
        with self._open_lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm: ClassVar[bool] = True

    def setup(self) -> None:
        super().setup()
        self.server.track(self.connection, opened=True)

    def finish(self) -> None:
        self.server.track(self.connection, opened=False)
        try:
            super().finish()
        except ConnectionError:
            return

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        host = self.headers.get("Host", "")
        profile = self.server.site.profile(host)
        if profile and self.server.press.fault(profile.name) is Fault.SLOW:
            self._dawdle()
        response = self.server.site.respond(host, self.path, dict(self.headers))
        self.server.log.add(Hit(host.rsplit(":", 1)[0].lower(), self.path, response.status, clock.monotonic()))
        self._send(response, with_body)

    def _send(self, response: Response, with_body: bool) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", response.media_type)
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)

    def _dawdle(self) -> None:
        end = clock.monotonic() + self.server.slow_seconds
        while clock.monotonic() < end and not self.server.closing.is_set():
            clock.sleep(_SLOW_STEP_SECONDS)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header tells the press's time."""
        return format_datetime(self.server.press.now, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Requests are kept in the log, not printed."""


class Newsroom:
    """A press and the server that shows it: `with Newsroom(now=..., seed=...) as room: ...`.

    `port` 0 takes any free one. A `slow` host waits `slow_seconds` of `warraq.clock` before each answer. The others are those of `Press`.
    Raises OSError when the port is taken.
    """

    def __init__(
        self,
        now: datetime | Callable[[], datetime],
        seed: int = 1,
        port: int = 0,
        slow_seconds: float = 2.0,
        outlets: int | None = None,
        back: timedelta = timedelta(days=1.5),
        ahead: timedelta = timedelta(days=3),
    ) -> None:
        self.press = Press(now, seed, outlets, back, ahead)
        self.requests = RequestLog()
        self._server = _Server(port, Site(self.press), self.press, self.requests, slow_seconds)
        self.port: int = self._server.server_address[1]
        self.press.port = self.port
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stops the server and waits for every thread of it; also one that never served."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    def url(self, outlet: str, path: str = "/") -> str:
        """The address of `path` on the outlet's host; clients must resolve `*.test` to loopback."""
        return self.press.url(outlet, path)

    def write_outlets(self, folder: Path) -> list[Path]:
        """Writes the outlet files of this press into `folder` and tells which."""
        return outlet_files(self.press, folder)
