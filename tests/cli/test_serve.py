"""`warraq serve`: it says where it is, answers, and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long


def test_it_says_where_it_is_and_ends_when_told(sqlite_template: Path) -> None:
    command = [sys.executable, "-m", "warraq", "serve", "--port", "0"]
    environment = {**os.environ, "WARRAQ_DATABASE_URL": f"sqlite:///{sqlite_template}"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
            assert found
            with urlopen(f"{found[0]}stories", timeout=60) as answered:  # noqa: S310 - of this test
                assert "لا قصص" in answered.read().decode()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "warraq", "serve", "--port", "0"]
    environment = {**os.environ, "WARRAQ_DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert done.returncode == 1
    assert "none.db: there is no store yet; make it with: warraq db upgrade" in done.stderr


def test_a_port_that_is_taken_is_named(sqlite_template: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "warraq", "serve", "--port", port]
        environment = {**os.environ, "WARRAQ_DATABASE_URL": f"sqlite:///{sqlite_template}"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in done.stderr
