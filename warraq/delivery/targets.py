"""Who can be told: the targets of the settings, each a name with a way out; secrets stand only here, and are never shown."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pydantic reads the annotations
from typing import Final

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator, model_validator

from warraq.delivery.webhook import hook_address

LOG: Final = "log"
"""A target that is always there: a line in the log."""


class Target(BaseModel):
    """One of `[targets]`: `{ url = "https://…", secret = "…" }`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    url: SecretStr | None = None
    """Address of a webhook; not shown, as many hold a token."""
    secret: SecretStr | None = None
    """With which the webhook is signed."""
    secret_file: Path | None = None
    """A file that holds the secret instead."""

    @field_validator("url")
    @classmethod
    def _callable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            hook_address(value.get_secret_value())
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Target:
        if self.url is None:
            raise ValueError('say where it leads: { url = "https://…" }')
        if self.secret is not None and self.secret_file is not None:
            raise ValueError("secret and secret_file are two; keep one of them")
        return self

    @property
    def is_signed(self) -> bool:
        """Whether who is told can know that it comes from here."""
        return self.secret is not None or self.secret_file is not None

    @property
    def shown(self) -> str:
        """What it is, without anything secret."""
        assert self.url is not None
        unsigned = "" if self.is_signed else "; not signed, as it has no `secret`"
        return f"webhook at {hook_address(self.url.get_secret_value()).host}{unsigned}"

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
        try:
            self.secret_words()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or ("it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error))
            return f"its secret cannot be read from {self.secret_file}: {why}"
        return None
