"""Who can be told: the targets of the settings, each a name with a way out; secrets stand only here, and are never shown."""

from __future__ import annotations

import socket
from pathlib import Path  # noqa: TC003 - pydantic reads the annotations
from typing import Final

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator, model_validator

from warraq.delivery import chat
from warraq.delivery.mail import LOCAL_SERVER, mail_address, mail_server
from warraq.delivery.webhook import hook_address

LOG: Final = "log"
"""A target that is always there: a line in the log."""


class Target(BaseModel):
    """One of `[targets]`: `{ url = "https://…", secret = "…" }`, `{ mail = "desk@example.org" }` or `{ apprise = "…" }`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    url: SecretStr | None = None
    """Address of a webhook; not shown, as many hold a token."""
    mail: str | None = None
    """One mail address."""
    apprise: SecretStr | None = None
    """Address as Apprise takes it; needs the extra `alerts`."""
    secret: SecretStr | None = None
    """With which the webhook is signed; the password at the mail server."""
    secret_file: Path | None = None
    """A file that holds the secret instead."""
    smtp: str = LOCAL_SERVER
    """The mail server, as `warraq.delivery.mail.mail_server` reads it."""
    sender: str | None = None
    """Who the mail is from; None: `warraq` at this machine."""

    @field_validator("url")
    @classmethod
    def _callable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            hook_address(value.get_secret_value())
        return value

    @field_validator("mail", "sender")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return value if value is None else mail_address(value)

    @field_validator("smtp")
    @classmethod
    def _server(cls, value: str) -> str:
        mail_server(value)
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Target:
        if sum(way is not None for way in (self.url, self.mail, self.apprise)) != 1:
            raise ValueError('say by one of them where it leads: { url = "https://…" }, { mail = "…" } or { apprise = "…" }')
        if self.secret is not None and self.secret_file is not None:
            raise ValueError("secret and secret_file are two; keep one of them")
        if self.mail and self.has_secret and mail_server(self.smtp).way == "smtp+plain":
            raise ValueError("a password is sent by TLS only; write smtp as smtps://USER@SERVER or smtp://USER@SERVER")
        return self

    @property
    def has_secret(self) -> bool:
        """Whether one is set, here or in a file."""
        return self.secret is not None or self.secret_file is not None

    @property
    def is_doubtful(self) -> bool:
        """Whether who is told cannot know that it comes from here."""
        return self.url is not None and not self.has_secret

    @property
    def shown(self) -> str:
        """What it is, without anything secret."""
        if self.mail:
            return f"mail to {self.mail} through {mail_server(self.smtp).host}"
        if self.url is None:
            return "Apprise"
        unsigned = "; not signed, as it has no `secret`" if self.is_doubtful else ""
        return f"webhook at {hook_address(self.url.get_secret_value()).host}{unsigned}"

    def job(self) -> dict[str, str | None]:
        """What who sends is told of it. Raises as `secret_words`."""
        if self.mail:
            sender = self.sender or f"warraq@{socket.gethostname()}"
            return {"way": "mail", "mail": self.mail, "smtp": self.smtp, "sender": sender, "secret": self.secret_words()}
        if self.apprise:
            return {"way": "apprise", "apprise": self.apprise.get_secret_value()}
        return {"way": "webhook", "url": self.url.get_secret_value() if self.url else None, "secret": self.secret_words()}

    def secret_words(self) -> str | None:
        """The secret; None where there is none. Raises OSError or ValueError where the file cannot be read or is empty."""
        if self.secret_file is None:
            return self.secret.get_secret_value() if self.secret else None
        words = self.secret_file.expanduser().read_text("utf-8").strip()
        if not words:
            raise ValueError("it is empty")
        return words

    def trouble(self) -> str | None:
        """Why nothing can be sent there as the settings stand, with the mend; None where nothing is known to stand in the way."""
        if self.apprise and not chat.is_there():
            return chat.MISSING
        try:
            self.secret_words()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or ("it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error))
            return f"its secret cannot be read from {self.secret_file}: {why}"
        return None
