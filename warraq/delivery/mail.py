"""A mail to one address, through a mail server, by TLS but where the settings say that it is local and plain."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL_SERVER: Final = "smtp+plain://localhost"
"""The mail server of this machine, where a target names none."""
_MAIL_PORTS: Final = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """How a mail server is reached."""

    way: str
    """smtps: TLS from the start; smtp: STARTTLS, without which nothing is sent; smtp+plain: none."""
    host: str
    port: int
    user: str | None


def mail_server(url: str) -> MailServer:
    """The server of an address such as `smtps://user@mail.example.org`. Raises ValueError, in words for people, for what can be none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("this is no server; write one such as smtps://user@mail.example.org") from None
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or any(letter.isspace() for letter in url):
        raise ValueError("write smtps://SERVER (TLS), smtp://SERVER (STARTTLS) or smtp+plain://SERVER (neither)")
    if parts.password is not None:
        raise ValueError("no password in the address of the server; it goes into `secret` or `secret_file`")
    return MailServer(parts.scheme, parts.hostname, port or _MAIL_PORTS[parts.scheme], unquote(parts.username) if parts.username else None)


def mail_address(address: str) -> str:
    """The address, if it can be one. Raises ValueError, in words for people, else."""
    name, at, host = address.rpartition("@")
    if not at or not name or not host or not address.isprintable() or any(letter in ' ,;<>"' for letter in address):
        raise ValueError("write one address such as desk@example.org; each further one is a target of its own")
    return address


def written(job: Mapping[str, str | None]) -> EmailMessage:
    """The mail; its `Message-ID` is that of the message."""
    sender = job["sender"] or ""
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["From"], mail["To"] = sender, job["mail"]
    mail["Subject"] = " ".join((job["subject"] or "").split())
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{job['id']}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no replies of absence
    mail.set_content(job["text"] or "", charset="utf-8", cte="base64")
    return mail


def send(job: Mapping[str, str | None], seconds: float) -> str:
    """Sends the mail; "" where the server took it, else why not. `seconds`: for one wait."""
    server, context = mail_server(job["smtp"] or ""), ssl.create_default_context()
    line: smtplib.SMTP
    if server.way == "smtps":
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=seconds)
    try:
        if server.way == "smtp":
            line.starttls(context=context)
        if server.user and job["secret"]:
            line.login(server.user, job["secret"])
        line.send_message(written(job))
    finally:
        with suppress(OSError, smtplib.SMTPException):  # what it took is taken, however it says goodbye
            line.quit()
    return ""
