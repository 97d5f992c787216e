"""The secrets file: user and password of hosts that ask for them, user agent and cookie of single outlets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from warraq.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SECRET_KEYS: Final[Mapping[str, tuple[str, ...]]] = {"hosts": ("user", "password"), "outlets": ("user_agent", "cookie")}
"""The keys of a table `[hosts."NAME"]` and of a table `[outlets.NAME]`."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the file gives; never shown."""

    logins: Mapping[str, str] = field(default_factory=dict, repr=False)
    """`user:password` by host in small letters, with its port where that is none of the usual."""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """By outlet: `user_agent` and `cookie`, those that are set."""


def read_secrets(path: Path | None) -> Secrets:
    """What a secrets file holds; None: nothing. Raises ConfigError that names the file and the key, and no value."""
    if path is None:
        return Secrets()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"secrets: {path}: cannot be read: {error.strerror}") from None
    except ValueError:  # its words may quote a line of the file
        raise ConfigError(f"secrets: {path}: is no valid TOML in UTF-8; mend the file") from None
    if problems := list(_problems(table)):
        raise ConfigError("\n".join(f"secrets: {path}: {problem}" for problem in problems))
    hosts, outlets = table.get("hosts", {}), table.get("outlets", {})
    return Secrets({host.lower(): f"{login['user']}:{login['password']}" for host, login in hosts.items()}, outlets)


def _problems(table: Mapping[str, object]) -> Iterator[str]:
    yield from (f'{name}: unknown; write [hosts."NAME"] or [outlets.NAME]' for name in table if name not in SECRET_KEYS)
    for kind, keys in SECRET_KEYS.items():
        tables = table.get(kind, {})
        for name, values in tables.items() if isinstance(tables, dict) else [("", None)]:
            place = f'{kind}."{name}"'
            if not isinstance(values, dict):
                yield f"{place}: not a table; write [{kind}.NAME] above its keys"
                continue
            yield from (f"{place}.{key}: unknown; the keys are {' and '.join(keys)}" for key in values if key not in keys)
            yield from (f"{place}.{key}: missing" for key in keys if kind == "hosts" and key not in values)
            yield from (f"{place}.{key}: not one line of text; put it in quotes" for key, value in values.items() if not _is_line(value))


def _is_line(value: object) -> bool:
    """Whether it can stand in a header (RFC 9110, section 5.5)."""
    return isinstance(value, str) and bool(value) and all(letter >= " " and letter != "\x7f" for letter in value)
