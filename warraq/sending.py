"""The one sender of messages: each attempt is over within a total deadline, and any failure means that the message is not told yet."""

from __future__ import annotations

import json
import logging
import os
import selectors
import subprocess
import sys
from typing import TYPE_CHECKING, Final, Self

from warraq.delivery.targets import LOG, Target
from warraq.delivery.worker import LISTENING

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.delivery.message import Message

logger = logging.getLogger(__name__)

DEADLINE: Final = 15.0
"""Seconds, real ones, for one attempt from its first look-up of a name to the last byte of the answer."""
START_SECONDS: Final = 60.0
"""For the process that sends, 0.1 s of CPU, on a machine that does much else."""
_SLICE: Final = 0.25
"""Seconds between two looks whether to stop."""
_SENDER_MODULE: Final = "warraq.delivery.worker"


class Sender:
    """Sends messages one after the other, by a process that is ended when an attempt takes too long; it is started when first needed."""

    def __init__(self, seconds: float = DEADLINE, stopped: Callable[[], bool] = lambda: False) -> None:
        """`seconds`: for one attempt. `stopped`: asked meanwhile; True gives the attempt up."""
        self._seconds = seconds
        self._stopped = stopped
        self._process: subprocess.Popen[str] | None = None

    def send(self, name: str, target: Target | None, message: Message) -> str:
        """Sends the message to the target of that name; "" where it was taken, else why not, without any secret.

        `target` None: the settings have none of this name.
        """
        if name == LOG:
            logger.warning("%s: %s", message.subject, message.text)
            return ""
        if target is None:
            return "the settings have no target of this name"
        if trouble := target.trouble():
            return trouble
        words = {"id": message.id, "subject": message.subject, "text": message.text, "body": message.body()}
        return self._attempt({**target.job(), **words})  # by its input, so that no list of processes shows a secret

    def _attempt(self, job: dict[str, str | None]) -> str:
        process = self._started()
        if process is None:
            return "the process that sends did not start"
        assert process.stdin
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
        except OSError:
            self.close()
            return "the process that sends has ended"
        answer = self._answer(process, self._seconds)
        if answer is None:
            self.close()
            return "given up, as this process ends" if self._stopped() else f"it took longer than {self._seconds:g} s"
        return str(json.loads(answer)) if answer else "the process that sends has ended"

    def _started(self) -> subprocess.Popen[str] | None:
        """The process, ready; None where it does not come up."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # It imports what this process would, wherever that comes from.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
        command = [sys.executable, "-P", "-m", _SENDER_MODULE, str(self._seconds)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
        self._process = subprocess.Popen(command, env=environment, process_group=0, **pipes)  # type: ignore[call-overload]  # noqa: S603
        return self._process if self._answer(self._process, START_SECONDS) == f"{LISTENING}\n" else None

    def _answer(self, process: subprocess.Popen[str], seconds: float) -> str | None:
        """Its next line, "" where it has ended; None where none came in time, or the attempt was given up."""
        assert process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while seconds > 0 and not self._stopped():
                if selector.select(min(_SLICE, seconds)):
                    return process.stdout.readline()
                seconds -= _SLICE
        return None

    def close(self) -> None:
        """Ends the process at once, whatever it is at."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
