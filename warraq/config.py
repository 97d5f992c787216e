"""What a person can set: `warraq.toml` and `WARRAQ_*` variables, the variables first; a typo in a key is an error.

The file is the one named by `WARRAQ_CONFIG`, else `warraq.toml` in the working folder, else the one in the user's configuration folder.
"""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_config_path, user_data_path
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from warraq.delivery.targets import Target  # noqa: TC001 - pydantic reads the annotations
from warraq.delivery.webhook import hook_address
from warraq.errors import ConfigError

PREFIX: Final = "WARRAQ_"
# Variables that are read elsewhere: the clock that children inherit, where the file is, and the folders and servers of checks.
OTHER_VARIABLES: Final = frozenset({"CLOCK", "CONFIG", "CORPUS", "FACTS", "PIN", "REQUIRE_POSTGRES", "TEST_POSTGRES_URL"})


def _default_database() -> str:
    return f"sqlite:///{user_data_path('warraq') / 'warraq.db'}"


class Config(BaseSettings):
    """Every key of `warraq.toml`; the variable of a key is its name in capitals after `WARRAQ_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, use_attribute_docstrings=True)

    database_url: str = Field(default_factory=_default_database)
    """The store: `sqlite:///PATH` or `postgresql://USER@HOST/NAME`; by default a SQLite file in the user's data folder."""
    outlets: Annotated[tuple[Path, ...], NoDecode] = ()
    """Folders with outlet files of your own, beside the packaged ones; in the variable separated as in PATH."""
    secrets: Path | None = None
    """File with user and password of hosts that ask for them, user agent and cookie of single outlets; see docs/outlet-files.md."""
    timezone: str = "UTC"
    """IANA zone of the times that people type and read, such as `Asia/Beirut`. JSON, CSV and the store stay UTC, cron lines of outlets in
    the outlet's zone."""
    contact: str = ""
    """Mail or web address that the user agent names, so that a site's owner can reach you."""
    delay: float = Field(default=2.0, ge=0)
    """Seconds between two requests to one host; an outlet file and a host's robots.txt can only make it longer."""
    timeout: float = Field(default=30.0, gt=0)
    """Seconds a whole download may take."""
    max_bytes: int = Field(default=10 * 1024 * 1024, gt=0)
    """Bytes a response may have, after decompression too."""
    read_seconds: float = Field(default=20.0, gt=0)
    """Seconds on the wall that a page which no layout answers for may take to be read; then it is given up and goes to quarantine."""
    read_memory_mb: int = Field(default=1024, ge=0)
    """Megabytes of address space that the process may use which reads such pages; 0: no bound."""
    crawl_seconds: float = Field(default=1800.0, gt=0)
    """Seconds after which a crawl of one outlet is ended; what is left waits for the next run."""
    parallel: int = Field(default=6, ge=1)
    """Outlets that one `warraq crawl` visits at the same time."""
    watched: Annotated[tuple[str, ...], NoDecode] = ()
    """Outlets that the timer crawls, by name or by country (`EG`); empty: all."""
    crawls: int = Field(default=4, ge=1)
    """Crawls that the timer runs at the same time, each in a process of its own."""
    crawl_memory_mb: int = Field(default=2048, ge=0)
    """Megabytes of address space that a crawl of the timer may use; 0: no bound."""
    grace: float = Field(default=30.0, ge=0)
    """Seconds that a crawl has to end by itself when the timer asks it to; then it is killed."""
    tick: float = Field(default=2.0, gt=0)
    """Seconds between two looks of the timer at what is due."""
    schedules: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    """Cron expressions by outlet, which outweigh those of the outlet files, by country, or for `*`, all that have none; in the variable
    `NAME=EXPRESSION`, separated by semicolons."""
    sitemap_days: float = Field(default=3.0, gt=0)
    """Days back that sitemap entries are taken up."""
    recheck_hours: Annotated[tuple[float, ...], NoDecode] = (1.0, 6.0, 24.0, 72.0)
    """Hours after publication at which a stored article is looked at again; empty: never."""
    look_minutes: Annotated[tuple[float, ...], NoDecode] = Field(default=(5.0, 60.0, 360.0, 1440.0), max_length=4)
    """Minutes after its first answer at which a page that gave no article is looked at again, four at most; empty: never."""
    story_days: int = Field(default=30, ge=1)
    """Days before an article's own time in which its copies are looked for."""
    chores_at: time | None = time(0, 30)
    """Time of the day, in UTC, from which the timer settles stories and tidies the store once a day (`"00:30"`); empty: never."""
    allowed_private: Annotated[tuple[str, ...], NoDecode] = ()
    """Private networks or hosts that may be crawled (`192.0.2.0/24`, `intranet.example`); none by default."""
    hosts: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    """Host names, or `*.suffix`, that are looked up as a given address; in the variable `NAME=ADDRESS`, separated by commas."""
    targets: Annotated[dict[str, Target], NoDecode] = Field(default_factory=dict)
    """Who can be told, by a name of your own: `{ url = "https://…", secret = "…" }`, `{ mail = "…" }` or `{ apprise = "…" }`, see
    docs/watches.md; in the variable as JSON."""
    webhook: str = ""
    """Name in `targets`, or an address, that the timer tells which outlet began to be silent, broken or blocked, and which is well again;
    empty: none."""
    watch_days: float = Field(default=3.0, gt=0)
    """Days before its storing that an article's own time may lie, to be a hit of a watch made from now on: older ones are no news."""
    digest_at: time = time(6)
    """Time of the day, in UTC, at which daily digests of watches are told (`"06:00"`)."""
    health_seconds: float = Field(default=300.0, gt=0)
    """Seconds between two looks of the timer at the health of its outlets."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Port on 127.0.0.1 at which the timer serves metrics for Prometheus; 0: none. Needs the extra `metrics`."""
    web_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Host names under which `warraq serve` may be asked, beside the address it listens on and localhost: those of a proxy before it."""
    public_body: bool = False
    """Whether `warraq serve --public` shows texts of articles, not only headlines, sources and stories."""
    log_json: bool = False
    """Whether log lines of the timer and its crawls are JSON objects."""
    log_level: str = "WARNING"
    """Least severe message shown: DEBUG, INFO, WARNING or ERROR."""

    @property
    def zone(self) -> ZoneInfo:
        """`timezone` as a zone."""
        return ZoneInfo(self.timezone)

    @property
    def rechecks(self) -> tuple[timedelta, ...]:
        """`recheck_hours` as distances from publication, the shortest first."""
        return tuple(timedelta(hours=hours) for hours in sorted(self.recheck_hours))

    @property
    def looks(self) -> tuple[timedelta, ...]:
        """`look_minutes` as distances from the first answer, the shortest first."""
        return tuple(timedelta(minutes=minutes) for minutes in sorted(self.look_minutes))

    @field_validator("outlets", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("chores_at", mode="before")
    @classmethod
    def _never(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("recheck_hours", "look_minutes", "allowed_private", "watched", "web_hosts", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: Any) -> Any:
        return _pairs(value, ",", "write NAME=ADDRESS, separated by commas")

    @field_validator("schedules", mode="before")
    @classmethod
    def _split_schedules(cls, value: Any) -> Any:
        return _pairs(value, ";", "write NAME=EXPRESSION, separated by semicolons")

    @field_validator("schedules")
    @classmethod
    def _sound_schedules(cls, value: dict[str, str]) -> dict[str, str]:
        for name, expression in value.items():
            from warraq.polling.cron import Cron  # few set a schedule, and the import costs as much as all else here

            try:
                Cron.parse(expression, "UTC")
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        return value

    @field_validator("targets", mode="before")
    @classmethod
    def _read_json(cls, value: Any) -> Any:
        try:
            return json.loads(value or "{}") if isinstance(value, str) else value
        except ValueError:
            raise ValueError('write JSON, such as {"desk": {"url": "https://example.org/hook"}}') from None

    @field_validator("webhook")
    @classmethod
    def _known_target(cls, value: str, others: ValidationInfo) -> str:
        if "://" in value:
            hook_address(value)
        elif value and value not in others.data.get("targets", {value: None}):
            raise ValueError("no name in `targets`; add it there, or write an address that begins with https:// or http://")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise ValueError(f"{value!r} is no time zone; write an IANA name such as Asia/Beirut") from None
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("one of DEBUG, INFO, WARNING, ERROR")
        return value.upper()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then variables, then the file; no other source."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def _pairs(value: Any, separator: str, mend: str) -> Any:
    """The pairs NAME=VALUE of a variable; what a file gives stays as it is."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split(separator) if part.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(mend)
    return {name.strip(): given.strip() for name, _, given in pairs}


def config_file() -> Path | None:
    """The configuration file in force; None where there is none. Raises ConfigError where `WARRAQ_CONFIG` names a missing one."""
    named = os.environ.get("WARRAQ_CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"WARRAQ_CONFIG={named}: no such file; create it or unset the variable")
        return Path(named)
    return next((path for path in (Path("warraq.toml"), user_config_path("warraq") / "warraq.toml") if path.is_file()), None)


@cache
def load() -> Config:
    """The configuration in force, read once a process; raises ConfigError that names the file or variable, the key and the mend."""
    _refuse_unknown_variables()
    try:
        return Config()
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(problem["loc"], problem["msg"], problem["type"]) for problem in error.errors())) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{config_file()}: {error}; mend the file") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{config_file()}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except RecursionError:
        raise ConfigError(f"{config_file()}: brackets nest too deep; mend the file") from None
    except OSError as error:
        raise ConfigError(f"{config_file()}: cannot be read: {error.strerror}") from None


def changed(settings: Config) -> list[str]:
    """The names of the settings that differ from their defaults, in the order of the documentation."""
    return [name for name, field in Config.model_fields.items() if getattr(settings, name) != field.get_default(call_default_factory=True)]


def _refuse_unknown_variables() -> None:
    known = {name.upper() for name in Config.model_fields} | OTHER_VARIABLES
    for variable in os.environ:
        name = variable.removeprefix(PREFIX)
        if variable.startswith(PREFIX) and name not in known:
            raise ConfigError(f"{variable}: no such setting{_suggest(name, known, PREFIX)}")


def _explain(path: tuple[int | str, ...], message: str, kind: str) -> str:
    key = str(path[0]) if path else ""
    variable = PREFIX + key.upper()
    place = variable if variable in os.environ else f"{config_file()}: {key}"
    message = message.removeprefix("Value error, ")
    if len(path) > 1:
        return f"{'.'.join((place, *map(str, path[1:])))}: {'no such key' if kind == 'extra_forbidden' else message}"
    if kind == "extra_forbidden":
        return f"{place}: no such setting{_suggest(key, set(Config.model_fields), '')}"
    return f"{place}: {message}"


def _suggest(name: str, known: set[str] | frozenset[str], prefix: str) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {prefix}{close[0]}?" if close else "; see docs/settings.md for all settings"
