"""The units and the container file: what they start exists, as whom and where fits together."""

from __future__ import annotations

import json
import re
import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer.main

from warraq.cli.app import app

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
ROOT = DEPLOY.parent
SERVICES = ("warraq.service", "warraq-once.service")
STORE = "WARRAQ_DATABASE_URL=sqlite:////var/lib/warraq/warraq.db"


def unit(name: str) -> ConfigParser:
    """A unit as systemd reads it; a key that stands twice is an error."""
    parser = ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return parser


def instructions(name: str) -> list[str]:
    """What the last stage of the container file says for an instruction."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").rpartition("\nFROM ")[2]
    return [line.partition(" ")[2].strip() for line in text.splitlines() if line.startswith(f"{name} ")]


def assert_is_command(words: list[str]) -> None:
    """Every word is a command or an option of `warraq`."""
    program, *rest = words
    assert Path(program).name == "warraq"
    command = typer.main.get_command(app)
    for word in rest:
        known = {option for parameter in command.params for option in parameter.opts} | set(getattr(command, "commands", {}))
        assert word in known, f"{word}: not of {command.name}"
        command = getattr(command, "commands", {}).get(word, command)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_command_that_exists(name: str) -> None:
    service = unit(name)["Service"]
    assert_is_command(shlex.split(service["ExecStart"]))
    assert (service["User"], service["KillMode"], service["Environment"]) == ("warraq", "control-group", STORE)
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


def test_the_timer_is_started_again_and_has_the_time_to_stop() -> None:
    from warraq.config import Config

    service = unit("warraq.service")["Service"]
    assert service["Restart"] == "always"
    assert float(service["TimeoutStopSec"]) > Config.model_fields["grace"].default


def test_both_services_are_hardened_alike() -> None:
    one, other = (dict(unit(name)["Service"]) for name in SERVICES)
    differ = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    assert differ == {"Type", "ExecStart", "Restart", "RestartSec"}
    assert one["ProtectSystem"] == "strict"
    assert one["NoNewPrivileges"] == "true"


def test_the_systemd_timer_starts_the_service_that_ends() -> None:
    assert unit("warraq-once.timer")["Timer"]["Unit"] == "warraq-once.service"
    assert "--once" in unit("warraq-once.service")["Service"]["ExecStart"]


def test_the_container_runs_the_timer_as_a_user_without_rights() -> None:
    assert_is_command(json.loads(instructions("ENTRYPOINT")[0]) + json.loads(instructions("CMD")[0]))
    assert_is_command(json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2]))
    assert instructions("USER") == ["10001"]
    assert STORE in instructions("ENV")[0].split()
    assert instructions("VOLUME") == ["/var/lib/warraq"]


def test_the_build_is_given_what_the_wheel_is_made_of() -> None:
    given = {line[1:] for line in (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    assert all((ROOT / name).exists() for name in given)
    assert {
        "warraq",
        "spiders",
        "pipelines",
        "storage",
        "scheduler.py",
        "pyproject.toml",
        "constraints.txt",
        "README.md",
        "LICENSE",
    } <= given


def test_the_page_names_files_that_are_there() -> None:
    named = set(re.findall(r"(?<![\w/])deploy/[\w.-]+", (DEPLOY / "README.md").read_text(encoding="utf-8")))
    assert named
    assert all((ROOT / name).exists() for name in named)
