"""Mail through a real server on loopback, by TLS, and Apprise: taken once, or not told yet and over in time."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from warraq import clock
from warraq.delivery import chat
from warraq.delivery.message import Message
from warraq.delivery.targets import Target
from warraq.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hook import Hook

MESSAGE = Message("hit-7", "مراقبة القمح: خبر\r\nBcc: x@y.test", "سطر أول\nسطر ثان", {})


@dataclass
class MailServer:
    """What a mail server took."""

    port: int = 0
    refuses: bool = False
    mails: list[Any] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - as aiosmtpd calls it
        if self.refuses:
            return "451 come again"
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Issues certificates that the process which sends believes."""
    import trustme

    issuer = trustme.CA()
    issuer.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return issuer


@contextmanager
def mail_server(authority: Any, way: str) -> Iterator[MailServer]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = MailServer()

    def login(asked: object, session: object, envelope: object, mechanism: str, given: Any) -> Any:
        server.logins.append((given.login, given.password))
        return AuthResult(success=given.password == b"geheim", handled=False)

    more: dict[str, Any] = {
        "smtps": {"ssl_context": context, "authenticator": login, "auth_require_tls": False},
        "smtp": {"tls_context": context, "require_starttls": True, "authenticator": login},
        "smtp+plain": {},
    }[way]

    class AnyPort(Controller):
        """Calls itself, to see that it answers, by the port that it got."""

        def _trigger_server(self) -> None:
            server.port = self.port = self.server.sockets[0].getsockname()[1]
            if way != "smtps":
                super()._trigger_server()
                return
            with socket.create_connection(("127.0.0.1", self.port), 60) as call:  # it would check no certificate
                trusting = ssl.create_default_context()
                with trusting.wrap_socket(call, server_hostname="127.0.0.1") as line:
                    line.recv(100)

    controller = AnyPort(server, hostname="127.0.0.1", port=0, ready_timeout=60, **more)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def sent(target: dict[str, Any], seconds: float = 30) -> str:
    with Sender(seconds) as sender:
        return sender.send("desk", Target.model_validate(target), MESSAGE)


@pytest.mark.parametrize("way", ["smtps", "smtp"])
def test_a_mail_goes_by_tls_to_who_knows_the_password(authority: Any, way: str) -> None:
    with mail_server(authority, way) as server:
        target = {
            "mail": "desk@news.test",
            "smtp": f"{way}://warraq@127.0.0.1:{server.port}",
            "sender": "warraq@rawi.test",
            "secret": "geheim",
        }
        assert sent(target) == ""
        assert "SMTPAuthenticationError" in sent(target | {"secret": "falsch"})
    (mail,) = server.mails
    assert (mail["To"], mail["From"], mail["Message-ID"]) == ("desk@news.test", "warraq@rawi.test", "<hit-7@rawi.test>")
    assert mail["Subject"] == "مراقبة القمح: خبر Bcc: x@y.test"
    assert mail["Bcc"] is None
    assert mail.get_content().splitlines()[:2] == ["سطر أول", "سطر ثان"]
    assert server.logins[0] == (b"warraq", b"geheim")


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(authority: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(authority, "smtp") as server:
        why = sent({"mail": "desk@news.test", "smtp": f"smtp://127.0.0.1:{server.port}"})
    assert "certificate" in why.lower()
    assert server.mails == []


def test_nothing_goes_in_the_clear_unless_that_is_set(authority: Any) -> None:
    with mail_server(authority, "smtp+plain") as server:
        assert "STARTTLS" in sent({"mail": "desk@news.test", "smtp": f"smtp://127.0.0.1:{server.port}"})
        plain = {"mail": "desk@news.test", "smtp": f"smtp+plain://127.0.0.1:{server.port}"}
        assert sent(plain) == ""
        server.refuses = True
        assert "451" in sent(plain)
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"mail": "desk@a.test, more@a.test"}, "one address"),
        ({"mail": "desk@a.test\r\nBcc: x@y.test"}, "one address"),
        ({"mail": "desk@a.test", "smtp": "mail.a.test"}, "smtps://"),
        ({"mail": "desk@a.test", "smtp": "smtps://u:p@a.test"}, "no password"),
        ({"mail": "desk@a.test", "smtp": "smtp+plain://u@a.test", "secret": "x"}, "by TLS only"),
        ({"mail": "desk@a.test", "url": "https://a.test/"}, "one of them"),
    ],
)
def test_ways_that_can_be_none_are_refused(target: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Target.model_validate(target)


def test_apprise_takes_what_it_can_deliver(hook: Hook) -> None:
    address = hook.url.replace("http://", "json://")
    assert sent({"apprise": address}) == ""
    assert hook.heard[0]["message"].splitlines() == ["سطر أول", "سطر ثان"]
    hook.answer = 500
    assert sent({"apprise": address}) == "Apprise could not deliver it"
    assert sent({"apprise": "nosuch://x"}) == "Apprise knows no service by this address"


def test_apprise_too_is_over_in_time(hook: Hook) -> None:
    begun = clock.monotonic()
    why = sent({"apprise": hook.url.replace("http://", "json://") + "drip"}, seconds=3)
    assert why == "it took longer than 3 s"
    assert clock.monotonic() - begun < 80


def test_where_apprise_is_missing_the_mend_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "is_there", lambda: False)
    assert sent({"apprise": "json://a.test"}) == chat.MISSING
