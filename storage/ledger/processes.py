"""Which process of which machine does a piece of work, and whether it is seen to be gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PID_NAMESPACE: Final = Path("/proc/self/ns/pid")
"""On Linux tells containers apart, whose processes have the same numbers."""


def this_process() -> dict[str, Any]:
    """Its machine, number and, on Linux, namespace of numbers."""
    return {"machine": socket.gethostname(), "process": os.getpid(), "namespace": _namespace()}


def is_gone(process: Mapping[str, Any] | None) -> bool:
    """Whether that process ran on this machine and does not run any more; False where that cannot be told."""
    if not process or (process.get("machine"), process.get("namespace")) != (socket.gethostname(), _namespace()):
        return False
    try:
        os.kill(int(process["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError, KeyError, TypeError, ValueError):
        return False
    return False


def _namespace() -> int | None:
    try:
        return _PID_NAMESPACE.stat().st_ino
    except OSError:
        return None
