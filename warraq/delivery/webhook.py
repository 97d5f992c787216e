"""A webhook: JSON by POST, signed, no redirects followed; whatever is no plain success is a failure."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATH_SAFE: Final = "/:@!$&'()*+,;=-._~%?"
"""What stands in path and query as it is: RFC 3986, and what is escaped already."""


@dataclass(frozen=True, slots=True)
class HookAddress:
    """Where a webhook is called."""

    tls: bool
    host: str
    """In ASCII."""
    port: int
    path: str
    """With the query, escaped; at least `/`."""


def hook_address(url: str) -> HookAddress:
    """The parts of an http or https address. Raises ValueError, in words for people, for what can be none."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname or ""
    except ValueError:
        raise ValueError("this is no address; write one such as https://example.org/hook") from None
    if parts.scheme not in ("http", "https") or not host or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise ValueError("write an address that begins with https:// or http://, without blanks")
    if parts.username is not None:
        raise ValueError("no name or password in the address; a secret goes into `secret`")
    tls = parts.scheme == "https"
    path = quote(parts.path or "/", _PATH_SAFE) + (f"?{quote(parts.query, _PATH_SAFE)}" if parts.query else "")
    return HookAddress(tls, host, port or (443 if tls else 80), path)


def signature(secret: str, seconds: int, body: bytes) -> str:
    """What stands in `Webhook-Signature`: `t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` by the secret."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def headers(message_id: str, body: bytes, secret: str | None, seconds: int) -> dict[str, str]:
    """The headers of a call; without a secret it is not signed."""
    told = {"Content-Type": "application/json; charset=utf-8", "Webhook-Id": message_id, "Webhook-Timestamp": str(seconds)}
    return told | ({"Webhook-Signature": signature(secret, seconds, body)} if secret else {})


def post(job: Mapping[str, str | None], seconds: float) -> str:
    """Calls the webhook `url` with `body`, under `id`, signed with `secret`; "" where it took it, else why not. `seconds`: for one wait."""
    address = hook_address(job["url"] or "")
    body = (job["body"] or "").encode(errors="replace")
    caller: http.client.HTTPConnection
    if address.tls:
        caller = http.client.HTTPSConnection(address.host, address.port, timeout=seconds, context=ssl.create_default_context())
    else:
        caller = http.client.HTTPConnection(address.host, address.port, timeout=seconds)
    try:
        caller.request("POST", address.path, body, headers(job["id"] or "", body, job["secret"], int(clock.now().timestamp())))
        status = caller.getresponse().status
    finally:
        caller.close()
    if 200 <= status < 300:
        return ""
    return f"it answered {status}" + ("; redirects are not followed" if 300 <= status < 400 else "")
