"""The process that reads pages which may take long: `python -m warraq.crawl.page_reader.worker SECONDS MEGABYTES`.

Its standard input is a socket. It says `READY`, then answers each request, both framed and pickled: `(page, key, knowledge)` with an
`Extraction` or with the words of an exception. Knowledge of an outlet is sent when it is new, else None. Whoever started it ends it,
without warning, when a page takes too long; it ends by itself when the other end of the socket is closed, and when what started it is
gone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import BinaryIO

    from warraq.items import Extraction, Page
    from warraq.outlet import OutletKnowledge

    Request = tuple[Page, str, OutletKnowledge | None]
    """Page, name of its outlet, and what is known of that outlet; None: as sent before under this name."""

READY: Final = b"+"
SIZE: Final = struct.Struct("!Q")
"""In front of each message: how many bytes it has."""
NO_MEMORY: Final = errno.ENOMEM
"""Exit code where a page needed more memory than the process may use."""
_PR_SET_PDEATHSIG: Final = 1
"""Of prctl(2)."""


def main(seconds: float, megabytes: int) -> None:
    """Reads pages until nobody asks any more. `seconds`: what a page may take; `megabytes` of address space, 0: as inherited."""
    for number in (signal.SIGINT, signal.SIGTERM):  # whoever sends them to the whole group means the crawl, which ends its reader itself
        signal.signal(number, signal.SIG_IGN)
    _end_with_parent()
    if megabytes:
        _bound_memory(megabytes << 20)
    with socket.socket(fileno=sys.stdin.fileno()) as channel:
        try:
            _serve(channel, seconds)
        except MemoryError:
            os._exit(NO_MEMORY)  # an orderly exit needs memory too
        except (BrokenPipeError, ConnectionResetError):
            return


def _end_with_parent() -> None:
    """Has Linux end this process with its parent, even in the middle of a page; elsewhere the alarm of `_serve` does, a little later."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _bound_memory(wanted: int) -> None:
    """Bounds the address space; what is inherited may be less and cannot be exceeded."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _serve(channel: socket.socket, seconds: float) -> None:
    import trafilatura  # noqa: F401 - what is imported before the first page does not count as its time

    import warraq.extract  # noqa: F401
    from warraq.collector import settle

    settle()
    known: dict[str, OutletKnowledge] = {}
    channel.sendall(READY)
    asked = channel.makefile("rb")
    while message := _received(asked):
        # The default action of the alarm ends a process inside C too. It rings only where nobody is left to end it before.
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)
        answer = pickle.dumps(_answer(pickle.loads(message), known))  # noqa: S301 - from the process that started this one
        signal.setitimer(signal.ITIMER_REAL, 0)
        channel.sendall(SIZE.pack(len(answer)) + answer)


def _answer(request: Request, known: dict[str, OutletKnowledge]) -> Extraction | str:
    from warraq.crawl.errors_told import told
    from warraq.extract import extract

    page, key, knowledge = request
    if knowledge is not None:
        known[key] = knowledge
    try:
        return extract(page, known[key])
    except MemoryError:
        raise
    except Exception as error:  # whatever breaks on one page must cost that page alone
        return told(error)


def _received(asked: BinaryIO) -> bytes:
    """The next message; empty where there will be none."""
    head = asked.read(SIZE.size)
    if len(head) < SIZE.size:
        return b""
    (size,) = SIZE.unpack(head)
    message = asked.read(size)
    return message if len(message) == size else b""


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
