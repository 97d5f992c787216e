"""A server on loopback that answers each path with one fault of the net, over raw sockets.

    with FaultServer() as server:
        … server.url("/hang") … server.requests …

A fault is a function of a `Visit`, registered under its path with `@fault`; `FAULTS` is the whole catalogue. Whatever a fault leaves open
is closed when the server ends.
"""

from __future__ import annotations

import contextlib
import gzip
import random
import socket
import ssl
import struct
import threading
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Self

import brotli
from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

BOMB_BYTES = 30_000_000
"""Of each compressed bomb, unpacked; three times what a crawl takes."""

PAGE = "<!DOCTYPE html><html><head><title>خبر</title></head><body><p>نص قصير</p></body></html>".encode()


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for."""

    path: str
    host: str
    headers: dict[str, str]


@dataclass(slots=True)
class Visit:
    """One request and the means to answer it."""

    request: Request
    socket: socket.socket
    server: FaultServer

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def respond(self, status: str = "200 OK", body: bytes = PAGE, *headers: str, length: int | None = None) -> None:
        """An answer that is well-formed unless `length` lies."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close", *headers]
        if not any(header.lower().startswith("content-type") for header in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        self.send("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body)

    def redirect(self, location: str) -> None:
        self.respond("302 Found", b"", f"Location: {location}")

    def drip(self, pieces: Iterable[bytes], pause: float = 0.1) -> None:
        """Sends piece after piece until the client leaves or the server ends."""
        for piece in pieces:
            self.send(piece)
            if self.server.ended.wait(pause):
                return


FAULTS: dict[str, Callable[[Visit], None]] = {}


def fault(path: str) -> Callable[[Callable[[Visit], None]], Callable[[Visit], None]]:
    """Registers a fault under its path."""

    def register(act: Callable[[Visit], None]) -> Callable[[Visit], None]:
        assert path not in FAULTS, path
        FAULTS[path] = act
        return act

    return register


# Connections and the protocol


@fault("/hang")
def _hang(visit: Visit) -> None:
    visit.server.ended.wait()


@fault("/drip-body")
def _drip_body(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    visit.drip([b"x"] * 100_000)


@fault("/drip-headers")
def _drip_headers(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    visit.drip(f"X-{number}: 1\r\n".encode() for number in range(100_000))


@fault("/huge-header")
def _huge_header(visit: Visit) -> None:
    visit.respond("200 OK", PAGE, f"X-Huge: {'x' * 5_000_000}")


@fault("/many-headers")
def _many_headers(visit: Visit) -> None:
    visit.respond("200 OK", PAGE, *(f"X-{number}: 1" for number in range(100_000)))


@fault("/short-body")
def _short_body(visit: Visit) -> None:
    visit.respond(length=len(PAGE) + 500)


@fault("/reset")
def _reset(visit: Visit) -> None:
    visit.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@fault("/close")
def _close(visit: Visit) -> None:
    """Closes without a word."""


@fault("/noise")
def _noise(visit: Visit) -> None:
    visit.send(random.Random(7).randbytes(4096))  # noqa: S311 - noise, the same in every run


@fault("/bad-status-line")
def _bad_status_line(visit: Visit) -> None:
    visit.send(b"HTTP/9.x abc\r\n\r\n")


@fault("/endless")
def _endless(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    visit.drip((b"x" * 4_000_000 for _ in range(1_000)), pause=0)


@fault("/declares-100-gb")
def _declares(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000000000\r\n\r\n" + PAGE)
    visit.server.ended.wait(5)


# Encodings of the transfer


@cache
def _bomb(coding: str) -> bytes:
    zeros = bytes(BOMB_BYTES)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "br": lambda data: brotli.compress(data, quality=1),
        "deflate": zlib.compress,
        "zstd": zstd.compress,
    }
    return packers[coding](zeros)


@fault("/bomb-gzip")
def _bomb_gzip(visit: Visit) -> None:
    visit.respond("200 OK", _bomb("gzip"), "Content-Encoding: gzip")


@fault("/bomb-br")
def _bomb_br(visit: Visit) -> None:
    visit.respond("200 OK", _bomb("br"), "Content-Encoding: br")


@fault("/bomb-deflate")
def _bomb_deflate(visit: Visit) -> None:
    visit.respond("200 OK", _bomb("deflate"), "Content-Encoding: deflate")


@fault("/bomb-zstd")
def _bomb_zstd(visit: Visit) -> None:
    visit.respond("200 OK", _bomb("zstd"), "Content-Encoding: zstd")


@fault("/coding-lies")
def _coding_lies(visit: Visit) -> None:
    visit.respond("200 OK", PAGE, "Content-Encoding: gzip")


# Redirects


@fault("/to-file")
def _to_file(visit: Visit) -> None:
    visit.redirect("file:///etc/passwd")


@fault("/to-javascript")
def _to_javascript(visit: Visit) -> None:
    visit.redirect("javascript:alert(1)")


@fault("/to-nowhere")
def _to_nowhere(visit: Visit) -> None:
    visit.redirect("http:///page")


@fault("/to-arabic")
def _to_arabic(visit: Visit) -> None:
    visit.redirect("/خبر")


@fault("/%D8%AE%D8%A8%D8%B1")
def _arabic(visit: Visit) -> None:
    visit.respond()


@fault("/loop")
def _loop(visit: Visit) -> None:
    visit.redirect("/loop")


@fault("/refresh-to-file")
def _refresh_to_file(visit: Visit) -> None:
    visit.respond("200 OK", b'<html><head><meta http-equiv="refresh" content="0; url=file:///etc/passwd"></head></html>')


# Statuses


@fault("/503-wait")
def _wait(visit: Visit) -> None:
    visit.respond("503 Service Unavailable", b"", "Retry-After: 120")


@fault("/503")
def _unavailable(visit: Visit) -> None:
    visit.respond("503 Service Unavailable", b"")


@fault("/429")
def _too_many(visit: Visit) -> None:
    visit.respond("429 Too Many Requests", b"")


@fault("/500")
def _error(visit: Visit) -> None:
    visit.respond("500 Internal Server Error", b"")


@fault("/404")
def _not_found(visit: Visit) -> None:
    visit.respond("404 Not Found")


@fault("/410")
def _gone(visit: Visit) -> None:
    visit.respond("410 Gone", b"")


@fault("/304")
def _not_modified(visit: Visit) -> None:
    visit.respond("304 Not Modified", b"")


@fault("/400")
def _bad_request(visit: Visit) -> None:
    visit.respond("400 Bad Request", b"")


@fault("/999")
def _odd_status(visit: Visit) -> None:
    visit.respond("999 Request denied", b"")


@fault("/403")
def _forbidden(visit: Visit) -> None:
    visit.respond("403 Forbidden", b"")


@fault("/403-cloudflare")
def _cloudflare(visit: Visit) -> None:
    body = b"<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
    visit.respond("403 Forbidden", body, "Server: cloudflare", "CF-Mitigated: challenge")


# Pages


@fault("/page")
def _page(visit: Visit) -> None:
    visit.respond()


@fault("/empty")
def _empty(visit: Visit) -> None:
    visit.respond("200 OK", b"")


@fault("/cookies")
def _cookies(visit: Visit) -> None:
    visit.respond("200 OK", PAGE, *(f"Set-Cookie: c{number}={'x' * 3_000}" for number in range(200)))


@fault("/long-link")
def _long_link(visit: Visit) -> None:
    visit.respond("200 OK", f"<html><body><a href='/{'a' * 7_000}'>x</a></body></html>".encode())


class FaultServer:
    """Serves `FAULTS`, and the routes given, on a free port of a loopback address; counts what reaches it."""

    def __init__(self, routes: dict[str, Callable[[Visit], None]] | None = None, *, address: str = "127.0.0.1") -> None:
        self.routes = {**FAULTS, **(routes or {})}
        self.requests: list[Request] = []
        self.connections = 0
        self.ended = threading.Event()
        self.context: ssl.SSLContext | None = None
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, 0), family=family, backlog=200)
        self.port: int = self._listener.getsockname()[1]
        self.address = address

    def url(self, path: str, host: str | None = None) -> str:
        """Address of a path, at another name of this server if given."""
        scheme = "https" if self.context else "http"
        return f"{scheme}://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while not self.ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        with contextlib.suppress(OSError), contextlib.closing(connection) as stream:
            stream.settimeout(30)
            if isinstance(stream, ssl.SSLSocket):
                stream.do_handshake()
            request = _read_request(stream)
            if request:
                self.requests.append(request)
                visit = Visit(request, stream, self)
                self.routes.get(request.path, _not_found)(visit)


def _read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            return None
        data += piece
        if not data[:1].isalpha():  # a client that wants TLS
            return Request("/400", "", {})
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(first.split(" ")[1], headers.get("host", ""), headers)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate for a host."""

    host: str
    valid: timedelta = field(default=timedelta(days=30))
    """From yesterday on; negative: it has run out."""

    def context(self, folder: Path) -> ssl.SSLContext:
        """A server's side of TLS with it; the key is written to `folder`."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.host)])
        end = datetime.now(UTC) + self.valid  # noqa: TID251 - OpenSSL compares it with the machine's clock
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(min(end, datetime.now(UTC)) - timedelta(days=1))  # noqa: TID251
            .not_valid_after(end)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(self.host)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = folder / f"{self.host}.pem"
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context
