"""The errors a person sees: one short line that names what is wrong and the mend, and the exit code of the command."""

from __future__ import annotations

from typing import ClassVar


class WarraqError(Exception):
    """Something a person can mend; its text is shown as it is, without a traceback."""

    exit_code: ClassVar[int] = 1


class UsageError(WarraqError):
    """A wrong name, flag, key or value."""

    exit_code: ClassVar[int] = 2


class MissingError(UsageError):
    """Something of that number or name, which is not in the store."""


class GoneError(MissingError):
    """Something that was in the store and was taken out for good."""


class OutletFileError(UsageError):
    """An outlet file that cannot be used; the text names the file and the key."""


class ConfigError(UsageError):
    """A wrong key or value in `warraq.toml` or a `WARRAQ_*` variable."""


class StoreError(WarraqError):
    """A store that cannot be opened, read or written."""


class SchemaError(StoreError):
    """A store at another schema than this program's."""


class TooSlowError(StoreError):
    """A question that took longer than it may."""


class LeaseTakenError(WarraqError):
    """The outlet is being crawled by another process."""


class HostTakenError(LeaseTakenError):
    """A host of the outlet is being crawled for another outlet."""


class NothingReadError(WarraqError):
    """Nothing could be read, a crawl was cut short, or a search found nothing."""

    exit_code: ClassVar[int] = 3


class SendingError(WarraqError):
    """A message that its target did not take."""
