"""The process that sends: `python -m warraq.delivery.worker SECONDS`; an attempt that takes longer ends it.

It says `LISTENING`, then answers each line of its input, a job in JSON, with a line: a JSON text, empty where the message was taken, else
why not. Whoever started it ends it when an attempt takes too long; it ends by itself when its input does.
"""

from __future__ import annotations

import json
import math
import signal
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LISTENING: Final = "ready"
_LONGEST_REASON: Final = 300
"""Characters of what a server says that are passed on."""


def attempt(job: Mapping[str, Any], seconds: float) -> str:
    """Sends what the job says; "" where it was taken, else why not, whatever was raised."""
    try:
        return _way(str(job["way"]))(job, seconds)
    except Exception as error:  # a server can provoke any: of the socket, of the protocol, of what it writes
        words = str(error) or getattr(error, "strerror", None) or ""
        return f"{type(error).__name__}: {words}"[:_LONGEST_REASON].rstrip(": ")


def _way(name: str) -> Callable[[Any, float], str]:
    if name == "webhook":
        from warraq.delivery.webhook import post

        return post
    if name == "mail":
        from warraq.delivery.mail import send

        return send
    if name == "apprise":
        from warraq.delivery.chat import notify

        return notify
    raise ValueError(f"no way out is called {name}")


def main(seconds: float) -> None:
    """Body of the process."""
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing that a library prints is taken for an answer
    print(LISTENING, file=answers, flush=True)
    for line in sys.stdin:
        signal.alarm(math.ceil(seconds) + 1)  # should nobody be there any more to end it
        told = attempt(json.loads(line), seconds)
        signal.alarm(0)
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
